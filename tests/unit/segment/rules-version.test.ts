/** Golden cuts: a change of the segmentation rules must raise `rulesVersion`. A failure names the text and shows both cuts. */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { checksum } from '../../../src/bytes/checksum.ts';
import { createSegmenter } from '../../../src/segment/dictionary-segmenter.ts';
import type { Segmenter } from '../../../src/segment/segmenter.ts';

const folder = new URL('../../../bench/paper/', import.meta.url);
const pageNames = readdirSync(folder)
  .filter(name => /^2022.*\.txt$/.test(name))
  .sort();
const readPage = (name: string) => readFileSync(new URL(name, folder), 'utf8');

/** One token of every kind. */
const tokens =
  '18位 9月9日 ２０２２年 5G GB18030 café 3.14 node.js COVID-19 1+N R&D don’t 1,234,567.89 2020,300 C++11 C# 100% 20℃ ' +
  'a.b@mail.cn https://a.cn/x?y=1， ひらがな ラーメン 한국어 👨‍👩‍👧‍👦 👍🏽 🇨🇳 𠮷野家 \ud800 …… 《长江大学》';
const cutTokens =
  '18|位| |9|月|9|日| |２０２２|年| |5G| |GB18030| |café| |3.14| |node.js| |COVID-19| |1+N| |R&D| |don’t| |1,234,567.89| |' +
  '2020|,|300| |C++11| |C#| |100%| |20℃| |a.b@mail.cn| |https://a.cn/x?y=1|，| |ひらがな| |ラーメン| |한국어| |👨‍👩‍👧‍👦| |👍🏽| |🇨🇳| |' +
  '𠮷|野家| |\ud800| |…|…| |《|长江|大学|》';

let segmenter: Segmenter;
beforeAll(async () => {
  segmenter = createSegmenter({ lexicon: await baseLexicon() });
});

/** Each line of a text with `|` between its tokens, and after ` + ` the terms that are not tokens. */
function showCuts(text: string): string {
  const lines = text.split('\n').map(line => {
    const path = segmenter.segment(line);
    const isToken = new Set(path.map(({ start, end }) => `${start} ${end}`));
    const others = segmenter.terms(line).filter(({ start, end }) => !isToken.has(`${start} ${end}`));
    const cut = path.map(token => token.text).join('|');
    return others.length === 0 ? cut : `${cut} + ${others.map(term => term.text).join(' ')}`;
  });
  return lines.join('\n');
}

describe('the segmentation rules', () => {
  it('cut a token of every kind as recorded for this version', () => {
    expect(segmenter.cut(tokens).join('|')).toBe(cutTokens);
  });

  it.each(pageNames)('cut the newspaper page %s as recorded for this version', async name => {
    await expect(showCuts(readPage(name))).toMatchFileSnapshot(`golden-cuts/${name}`);
  });

  // If the checksum changes and the fingerprint does not, raise `rulesVersion` and then update both and the recorded cuts.
  it('have another version for any other offset or kind of a token or term', () => {
    const cuts = [tokens, ...pageNames.map(readPage)].flatMap(text => [
      ...segmenter.segment(text).map(({ end, kind }) => `${end} ${kind}`),
      ...segmenter.terms(text).map(({ start, end }) => `${start}-${end}`),
    ]);
    expect([segmenter.fingerprint, checksum(new TextEncoder().encode(cuts.join('\n')))]).toEqual([
      'jieba rules2 32479450',
      3154634817,
    ]);
  });
});
