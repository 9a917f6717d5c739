import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseLexicon } from '../../../../src/base-lexicon.ts';
import type { TextReader } from '../../../../src/index/index-reader.ts';
import { PostingList } from '../../../../src/index/posting-list.ts';
import { createIndex, text } from '../../../../src/index.ts';
import { filterDocuments } from '../../../../src/query/context/document-lists.ts';
import { DocumentSet } from '../../../../src/query/context/document-set.ts';
import { DocumentText } from '../../../../src/query/context/document-text.ts';
import { createVerifier } from '../../../../src/query/context/document-verifier.ts';
import { isProvable } from '../../../../src/query/match/phrase/prove-phrase.ts';
import { PhraseVerifier } from '../../../../src/query/match/phrase/verify-phrase.ts';
import type { UnitBuffer } from '../../../../src/text/unit-buffer.ts';
import { unitsFromString } from '../../../../src/text/units.ts';

describe('a phrase that terms prove', () => {
  it('is of Han characters written in one way', () => {
    const proves = (typed: string) => isProvable({ text: typed, isPrefix: false, hasWholeNumbers: true });
    expect(['第二次', '运动会', '三年', '周四', '五十万元'].filter(typed => !proves(typed))).toEqual([]);
    expect(['次', '乾县', '第2次', '运动 会', '運動會', 'GPT'].filter(typed => proves(typed))).toEqual([]);
    expect(isProvable({ text: '第二次', isPrefix: true })).toBe(false);
  });

  it('needs no look at the documents that are proved, where they are many', () => {
    const list = new PostingList();
    list.reserve(200);
    for (let document = 0; document < 200; document++) list.documents[list.count++] = document;
    const asked: number[] = [];
    const even = new DocumentSet(200);
    for (let document = 0; document < 200; document += 2) even.add(document);
    const verify = createVerifier(document => asked.push(document) > 0 && document % 3 === 0, { prove: () => even });
    const found = filterDocuments(list, verify, new PostingList());
    const expected = Array.from({ length: 200 }, (_, i) => i).filter(i => i % 2 === 0 || i % 3 === 0);
    expect(Array.from(found.documents.subarray(0, found.count))).toEqual(expected);
    expect(asked).toEqual(Array.from({ length: 100 }, (_, i) => 2 * i + 1));
  });

  it('is found where it stands, and not where its bigrams stand apart', async () => {
    const lexicon = await baseLexicon();
    const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() }, lexicon });
    const bodies = ['这是第二次会议', '第二天又二次开发', '第二、二次', '在第二次之后，第二天', '次第二'];
    for (let i = 0; i < 500; i++)
      index.add({ id: `${i}`, title: i % 50 === 49 ? '第二次' : '会议', body: bodies[i % bodies.length] });
    const { hits, total } = index.search('第二次', { limit: 500, match: 'smart', exactTotal: true });
    const literal = hits.filter(({ tier }) => tier === 'all').map(({ id }) => Number(id));
    const expected = Array.from({ length: 500 }, (_, i) => i).filter(i => i % 50 === 49 || [0, 3].includes(i % 5));
    expect(literal.sort((a, b) => a - b)).toEqual(expected);
    expect(total).toBe(expected.length);
  });

  it('holds a whole number as its text does, whatever stands beside it', async () => {
    const lexicon = await baseLexicon();
    const character = fc.constantFrom(...'三十十五两年年大次第万元二13٣๓.,，、 －—⑩℃㈢客流\u200b');
    const typed = fc.constantFrom('三年', '十大', '周五', '第三次', '三年级', '十五', '五十万元');
    fc.assert(
      fc.property(typed, fc.array(fc.string({ unit: character, maxLength: 12 }), { minLength: 30 }), (query, texts) => {
        const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() }, lexicon });
        // So many that the terms are asked before the texts.
        const bodies = Array.from(
          { length: 320 },
          (_, i) => `${texts[i % texts.length]}${i % 2 === 0 ? '。' : ''}${query}`,
        );
        bodies.forEach((body, i) => {
          index.add({ id: `${i}`, title: texts[(i * 7) % texts.length], body });
        });
        const { hits } = index.search({ words: query }, { limit: 320, exactTotal: true });
        const found = new Set(hits.filter(({ tier }) => tier === 'all').map(({ id }) => Number(id)));
        const verifier = new PhraseVerifier(
          [{ text: query, isPrefix: false, hasWholeNumbers: true }],
          new DocumentText(),
        );
        const holds = (content: string) => verifier.isIn(textOf(content), 0);
        const expected = bodies.map((body, i) => holds(body) || holds(texts[(i * 7) % texts.length]));
        expect(bodies.filter((_, i) => expected[i] !== found.has(i))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

/** A field of one text. */
function textOf(content: string): TextReader {
  return {
    readText(_: number, into: UnitBuffer) {
      into.reserve(content.length);
      into.units.set(unitsFromString(content));
      into.length = content.length;
    },
  } as unknown as TextReader;
}
