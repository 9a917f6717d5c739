import { describe, expect, it } from 'vitest';
import { baseLexicon } from '../../../../src/base-lexicon.ts';
import { PostingList } from '../../../../src/index/posting-list.ts';
import { createIndex, text } from '../../../../src/index.ts';
import { filterDocuments } from '../../../../src/query/context/document-lists.ts';
import { DocumentSet } from '../../../../src/query/context/document-set.ts';
import { createVerifier } from '../../../../src/query/context/document-verifier.ts';
import { isProvable } from '../../../../src/query/match/prove-phrase.ts';

describe('a phrase that terms prove', () => {
  it('is of Han characters written in one way, and no number that must be whole stands at its end', () => {
    const proves = (typed: string, hasWholeNumbers = true) =>
      isProvable({ text: typed, isPrefix: false, hasWholeNumbers });
    expect(['第二次', '运动会'].filter(typed => !proves(typed))).toEqual([]);
    expect(['三年', '周四', '次', '乾县', '第2次', '运动 会', '運動會', 'GPT'].filter(typed => proves(typed))).toEqual(
      [],
    );
    expect(proves('三年', false)).toBe(true);
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
});
