/** Golden terms: a change of the rules for terms must raise `termsVersion`. A failure shows the terms that changed. */
import { expect, it } from 'vitest';
import { Analysis } from '../../../src/analysis/analysis.ts';
import { Analyzer } from '../../../src/analysis/analyzer.ts';

/** Every class of characters, beside each other and at the edges of runs. */
const text =
  '长江大学２０２２年 5G café C++ node.js a.b@mail.cn 3.14 ひらがな ラーメン ー 한국어 ㄅㄆ ไทย 👍🏽 🇨🇳 𠮷野家 \ud800 …《》〇々\u3000ｱｰ';

it('the terms of a text without a segmenter change only with the version', () => {
  const analyzer = new Analyzer();
  const analysis = new Analysis();
  analyzer.analyze(text, analysis);
  // `kind:term`, a new line for each character and each run.
  let terms = '';
  for (let i = 0; i < analysis.count; i++) {
    const { kinds, starts, ends, units } = analysis;
    const term = `${kinds[i]}:${String.fromCharCode(...units.subarray(starts[i], ends[i]))}`;
    terms += kinds[i] === 1 ? ` ${term}` : `\n${term}`;
  }
  // If the terms change and the fingerprint does not, raise `termsVersion`.
  expect(`${analyzer.fingerprint}${terms}`).toMatchInlineSnapshot(`
    "terms3 fold2 no words
    0:长
    0:江 1:长江
    0:大 1:江大
    0:学 1:大学
    2:2022 1:学2
    0:年 1:2年
    2:5g 1:年5
    2:cafe
    2:c
    2:node
    2:js
    2:a
    2:b
    2:mail
    2:cn
    2:3
    2:14
    0:ヒ 1:4ヒ
    0:ラ 1:ヒラ
    0:ガ 1:ラガ
    0:ナ 1:ガナ
    0:ラ
    0:ー 1:ラー
    0:メ 1:ーメ
    0:ン 1:メン
    0:ー
    0:한
    0:국 1:한국
    0:어 1:국어
    0:ㄅ
    0:ㄆ 1:ㄅㄆ
    0:ไ
    0:ท 1:ไท
    0:ย 1:ทย
    0:👍
    0:𠮷
    0:野 1:𠮷野
    0:家 1:野家
    0:〇
    0:々 1:〇々
    0:ア
    0:ー 1:アー
    3:nodejs
    3:ab
    3:mailcn
    3:mailcn3.14
    3:3.14"
  `);
});
