import { describe, expect, it } from 'vitest';
import { Analysis, TermKind } from '../../../../src/analysis/analysis.ts';
import { Analyzer } from '../../../../src/analysis/analyzer.ts';
import type { IndexReader } from '../../../../src/index/index-reader.ts';
import { LiveIndex } from '../../../../src/index/live/live-index.ts';
import { PostingList } from '../../../../src/index/posting-list.ts';
import type { Schema } from '../../../../src/index/schema.ts';
import { Segment } from '../../../../src/index/segment/segment.ts';
import { stringFromUnits } from '../../../../src/text/units.ts';

import { naiveIndex } from '../../../oracle/naive-index.ts';
import { tinySegmenter } from '../tiny-segmenter.ts';

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

/** Texts of few characters, so that terms are shared, with all that may stand in a text. */
function sampleTexts(count: number, seed: number): string[] {
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

/** Every term of the texts, each kind asked for it. */
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
            // Of inner words the real index counts the places on the path only.
            frequencies: kind === TermKind.InnerWord ? [] : [...frequencies.subarray(0, count)],
          });
          expect(list(a), `${term} ${kind}`).toEqual(list(b));
          expect(real.getTextReader(field).documentFrequency(asked), `${term} ${kind}`).toBe(b.count);
        }
      }
    }
}

describe('an index', () => {
  it.each([0, 1, 5, 60, 300])('of %d documents answers as its slow twin', count => {
    const bodies = sampleTexts(count, count + 1);
    const documents = bodies.map((body, i) => ({ id: `${i}`, title: body.slice(0, 9), body }));
    const live = new LiveIndex(fields, analyzer);
    for (const document of documents) live.add(document);
    const naive = naiveIndex(fields, documents, analyzer);
    expectSamePostings(live.reader(), naive, bodies);
    const opened = LiveIndex.open(live.toBytes());
    opened.verify();
    expectSamePostings(opened.reader(), naive, bodies);
    for (const prefix of ['监', '监利', '南保', 'c', '2', '𠮷', '']) {
      expect(opened.reader().getTextReader('body').wordsWithPrefix(prefix, 5)).toEqual(
        naive.getTextReader('body').wordsWithPrefix(prefix, 5),
      );
    }
    documents.forEach((document, i) => {
      expect(opened.reader().findDocument(document.id)).toBe(i);
    });
  });
});

describe('segments', () => {
  it('stay few while documents come one by one, each merged once a level', () => {
    const live = new LiveIndex(fields, analyzer);
    const bodies = sampleTexts(400, 7).map(body => `${body}监利`);
    let last: unknown;
    let kept = 0;
    let most = 0;
    bodies.forEach((body, i) => {
      live.add({ id: `${i}`, title: '', body });
      const [first] = live.reader().getTextReader('body').vocabularies;
      if (first === last) kept++;
      last = first;
      most = Math.max(most, live.segmentCount);
    });
    // Fifteen of each of three levels at most; the first one is made anew only by a merge.
    expect(most).toBeLessThanOrEqual(45);
    expect(most).toBeGreaterThan(8);
    expect(kept).toBeGreaterThan(bodies.length * 0.9);
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

describe('few texts of segments that are still to be merged', () => {
  const documents = (count: number, seed: number) =>
    sampleTexts(count * 5, seed).map((_, i, texts) => ({
      id: `${seed}-${i}`,
      title: texts[i].slice(0, 9),
      body: texts.slice(i % 7, (i % 7) + 12).join(''),
    }));
  const isSame = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i]);
  const inOrder = (live: LiveIndex) => Array.from({ length: live.size }, (_, i) => live.reader().getDocument(i));
  const textsOf = (live: LiveIndex) => Segment.fromBytes(live.toBytes()).textFields[1]!.store;
  const codeOf = (live: LiveIndex) => textsOf(live).codeBytes;

  it('are kept as they are, and in the file as a fresh build has them, however often it was read in between', () => {
    const given = documents(40, 3);
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
    expect(sections.find(({ name }) => name === 'body: texts')!.bytes).toBeGreaterThan(2 * units);
    const bytes = live.toBytes();
    expect(codeOf(live).length).toBeGreaterThan(0);
    expect(isSame(live.toBytes(), bytes)).toBe(true);
    for (const document of inOrder(live)) fresh.add(document);
    const readOnce = new LiveIndex(fields, analyzer);
    for (const document of inOrder(live)) readOnce.add(document);
    readOnce.reader();
    expect(isSame(fresh.toBytes(), bytes)).toBe(true);
    expect(isSame(readOnce.toBytes(), bytes)).toBe(true);
  });

  it('take the code of a large segment when they are merged with it', () => {
    const large = new LiveIndex(fields, analyzer);
    for (const document of documents(400, 5)) large.add(document);
    const code = codeOf(large);
    expect(textsOf(large).totalUnits).toBeGreaterThan(200_000);
    const live = LiveIndex.open(large.toBytes(), analyzer);
    for (const document of documents(20, 6)) {
      live.add(document);
      live.reader();
    }
    expect(codeOf(live)).toEqual(code);
    live.verify();
  });
});
