import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { checksum } from '../../../src/bytes/checksum.ts';
import { createSegmenter } from '../../../src/segment/dictionary-segmenter.ts';

const folder = new URL('../../../bench/paper/', import.meta.url);
/** One of every kind of token, besides the pages of the sample paper. */
const tokens =
  '18位 9月9日 ２０２２年 5G GB18030 café 3.14 node.js COVID-19 1+N R&D don’t 1,234,567.89 2020,300 C++11 C# 100% 20℃ ' +
  'a.b@mail.cn https://a.cn/x?y=1， ひらがな ラーメン 한국어 👨‍👩‍👧‍👦 👍🏽 🇨🇳 𠮷野家 \ud800 …… 《长江大学》';

it('Whatever changes the cuts changes the fingerprint: both stand here side by side', async () => {
  const segmenter = createSegmenter({ lexicon: await baseLexicon() });
  const pages = readdirSync(folder)
    .filter(name => /^2022.*\.txt$/.test(name))
    .sort()
    .map(name => readFileSync(new URL(name, folder), 'utf8'));
  const cuts = [tokens, ...pages].flatMap(text => [
    ...segmenter.segment(text).map(({ end, kind }) => `${end} ${kind}`),
    ...segmenter.terms(text).map(({ start, end }) => `${start}-${end}`),
  ]);
  // When the second changes and the first does not, raise `rulesVersion`.
  expect([segmenter.fingerprint, checksum(new TextEncoder().encode(cuts.join('\n')))]).toEqual([
    'jieba rules2 357a72b2',
    3154634817,
  ]);
});
