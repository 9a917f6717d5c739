import { describe, expect, it } from 'vitest';
import { Analysis, TermKind } from '../../../src/analysis/analysis.ts';
import { Analyzer } from '../../../src/analysis/analyzer.ts';
import type { IndexReader } from '../../../src/index/index-reader.ts';
import { LiveIndex } from '../../../src/index/live/live-index.ts';
import type { LiveSegment } from '../../../src/index/live/live-segment.ts';
import { PostingList } from '../../../src/index/posting-list.ts';
import type { Schema } from '../../../src/index/schema.ts';
import { Segment } from '../../../src/index/segment/segment.ts';
import { stringFromUnits, unitsFromString } from '../../../src/text/units.ts';

import { naiveIndex } from '../../oracle/naive-index.ts';
import { tinySegmenter } from '../../unit/index/tiny-segmenter.ts';

const fields: Schema = {
  title: { type: 'text', weight: 3, repair: false },
  body: { type: 'text', weight: 1, repair: false },
};
const words = [
  '监利',
  '监利市',
  '南保村',
  '南保村民委员会',
  '村民',
  '委员',
  '委员会',
  '市人',
  '人民',
  'c++',
  '𠮷野',
  '𠮷野家',
];
const analyzer = new Analyzer(tinySegmenter(words, ['监利', '监利市', '南保村']));

/** Texts of few distinct pieces, so that terms are shared, with every kind of character that a text may have. */
function createTexts(count: number, seed: number): string[] {
  let state = seed;
  const next = (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const pieces = [...words, '的', '人', '，', ' ', 'abc', '2022', 'かな', '😀', '民', '𠮷', '\ud800', 'ＡＢ', '監利'];
  return Array.from({ length: count }, () =>
    Array.from({ length: next(30) }, () => pieces[next(pieces.length)]).join(''),
  );
}

/** Compares the postings of every term of the texts, in every kind. */
function expectSamePostings(real: IndexReader, naive: IndexReader, texts: readonly string[]): void {
  const analysis = new Analysis();
  const seen = new Set<string>();
  const a = new PostingList();
  const b = new PostingList();
  for (const field of Object.keys(real.schema))
    for (const text of texts) {
      analyzer.analyze(text, analysis);
      for (let i = 0; i < analysis.count; i++) {
        const [start, end] = [analysis.starts[i], analysis.ends[i]];
        const term = stringFromUnits(analysis.units, start, end);
        if (seen.has(field + term)) continue;
        seen.add(field + term);
        for (const kind of Object.values(TermKind)) {
          const asked = { kind, units: analysis.units, start, end };
          real.getTextReader(field).readPostings(asked, a);
          naive.getTextReader(field).readPostings(asked, b);
          const list = ({ documents, frequencies, count }: PostingList) => ({
            documents: [...documents.subarray(0, count)],
            // For inner words, the real index counts only occurrences on the best path.
            frequencies: kind === TermKind.InnerWord ? [] : [...frequencies.subarray(0, count)],
          });
          expect(list(a), `${term} ${kind}`).toEqual(list(b));
          expect(real.getTextReader(field).documentFrequency(asked), `${term} ${kind}`).toBe(b.count);
        }
      }
    }
}

describe('a live index', () => {
  it.each([0, 1, 5, 60, 300])('of %d documents has the postings of the naive index', count => {
    const bodies = createTexts(count, count + 1);
    const documents = bodies.map((body, i) => ({ id: `${i}`, title: body.slice(0, 9), body }));
    const live = new LiveIndex(fields, analyzer);
    for (const document of documents) live.add(document);
    const naive = naiveIndex(fields, documents, analyzer);
    expectSamePostings(live.reader(), naive, bodies);
    const opened = LiveIndex.open(live.toBytes());
    opened.verify();
    expectSamePostings(opened.reader(), naive, bodies);
    for (const prefix of ['监', '监利', '南保', 'c', '2', '𠮷', '']) {
      const marks = [opened.reader(), naive].map(reader => {
        const marks = new Uint8Array(reader.documentLimit);
        reader.getTextReader('body').markWordsWithPrefix(unitsFromString(prefix), marks);
        return marks;
      });
      expect(marks[0]).toEqual(marks[1]);
      if (count >= 60) expect(marks[0].some(mark => mark > 0)).toBe(true);
    }
    for (const unit of '监利南保村的，c𠮷'.match(/./gu)!) {
      const character = { kind: TermKind.Character, units: unitsFromString(unit), start: 0, end: unit.length };
      const [got, expected] = [opened.reader(), naive].map(reader => {
        const all = new PostingList();
        const unfollowed = new PostingList();
        reader.getTextReader('body').readPostings(character, all);
        reader.getTextReader('body').readUnfollowed(character, all, unfollowed);
        return Array.from(unfollowed.documents.subarray(0, unfollowed.count));
      });
      expect(got).toEqual(expected);
    }
    documents.forEach((document, i) => {
      expect(opened.reader().findDocument(document.id)).toBe(i);
    });
  });
});

describe('the segments of a live index', () => {
  it('stay few while documents are added one by one, and each document is merged once a level', () => {
    const live = new LiveIndex(fields, analyzer);
    const bodies = createTexts(400, 7).map(body => `${body}监利`);
    let lastFirst: unknown;
    let unchangedCount = 0;
    let maxSegments = 0;
    bodies.forEach((body, i) => {
      live.add({ id: `${i}`, title: '', body });
      live.reader();
      const [{ segment }] = (live as unknown as { readonly segments: readonly LiveSegment[] }).segments;
      if (segment === lastFirst) unchangedCount++;
      lastFirst = segment;
      maxSegments = Math.max(maxSegments, live.segmentCount);
    });
    // At most fifteen of each of three levels; only a merge replaces the first segment.
    expect(maxSegments).toBeLessThanOrEqual(45);
    expect(maxSegments).toBeGreaterThan(8);
    expect(unchangedCount).toBeGreaterThan(bodies.length * 0.9);
    expectSamePostings(
      live.reader(),
      naiveIndex(
        fields,
        bodies.map((body, i) => ({ id: `${i}`, title: '', body })),
        analyzer,
      ),
      bodies.slice(0, 40),
    );
  });
});

describe('the texts of small segments', () => {
  const createDocuments = (count: number, seed: number) =>
    createTexts(count * 5, seed).map((_, i, texts) => ({
      id: `${seed}-${i}`,
      title: texts[i].slice(0, 9),
      body: texts.slice(i % 7, (i % 7) + 12).join(''),
    }));
  const isSame = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i]);
  const listDocuments = (live: LiveIndex) => Array.from({ length: live.size }, (_, i) => live.reader().getDocument(i));
  const openTexts = (live: LiveIndex) => Segment.fromBytes(live.toBytes()).textFields[1]!.store;
  const getCode = (live: LiveIndex) => openTexts(live).store.codeBytes;

  it('stay uncompressed in memory, and are encoded in the file as in a fresh build, however often the index was read', () => {
    const given = createDocuments(40, 3);
    const fresh = new LiveIndex(fields, analyzer);
    const live = new LiveIndex(fields, analyzer);
    let units = 0;
    given.forEach((document, i) => {
      live.add(document);
      units += document.body.length;
      if (i % 4 === 0) live.reader();
      if (i === 90) live.remove(given[90].id);
      if (i === 91) live.add(given[90]);
    });
    live.reader();
    const { sections } = live.describe();
    expect(units).toBeGreaterThan(20_000);
    expect(sections.find(({ name }) => name === 'documents')!.bytes).toBeGreaterThan(2 * units);
    const bytes = live.toBytes();
    expect(getCode(live).length).toBeGreaterThan(0);
    expect(isSame(live.toBytes(), bytes)).toBe(true);
    for (const document of listDocuments(live)) fresh.add(document);
    const readOnce = new LiveIndex(fields, analyzer);
    for (const document of listDocuments(live)) readOnce.add(document);
    readOnce.reader();
    expect(isSame(fresh.toBytes(), bytes)).toBe(true);
    expect(isSame(readOnce.toBytes(), bytes)).toBe(true);
  });

  it('are encoded with the code of a large segment when they are merged with it', () => {
    const large = new LiveIndex(fields, analyzer);
    for (const document of createDocuments(400, 5)) large.add(document);
    const code = getCode(large);
    expect(openTexts(large).totalUnits).toBeGreaterThan(200_000);
    const live = LiveIndex.open(large.toBytes(), analyzer);
    for (const document of createDocuments(20, 6)) {
      live.add(document);
      live.reader();
    }
    expect(getCode(live)).toEqual(code);
    live.verify();
  });
});
