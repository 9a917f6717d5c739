import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis, TermKind } from '../../../src/analysis/analysis.ts';
import { Analyzer } from '../../../src/analysis/analyzer.ts';
import type { IndexReader } from '../../../src/index/index-reader.ts';
import { LiveIndex } from '../../../src/index/live/live-index.ts';
import { PostingList } from '../../../src/index/posting-list.ts';
import type { Schema } from '../../../src/index/schema.ts';
import { sectionNames } from '../../../src/index/section-kinds.ts';
import { Segment } from '../../../src/index/segment/segment.ts';
import { OffsetMap } from '../../../src/text/offset-map.ts';
import { RepairedText } from '../../../src/text/repaired-text.ts';
import { UnitBuffer } from '../../../src/text/unit-buffer.ts';
import { stringFromUnits } from '../../../src/text/units.ts';
import { fuzzRuns } from '../../fuzz-runs.ts';
import { naiveIndex } from '../../oracle/naive-index.ts';
import { tinySegmenter } from '../../unit/index/tiny-segmenter.ts';

const fields: Schema = {
  title: { type: 'text', weight: 3, repair: false },
  body: { type: 'text', weight: 1, repair: false },
  author: { type: 'keyword' },
  date: { type: 'date' },
  page: { type: 'number' },
  extra: { type: 'stored' },
};
const words = ['监利', '监利市', '利市', '村民', '民委', '委员会', 'a1', '的'];
const analyzer = new Analyzer(tinySegmenter(words, ['监利', '委员会']));

type Given = { id: string } & Record<string, unknown>;

const text = fc
  .array(fc.constantFrom(...words, '监', '利', '的', '，', ' ', 'b', '9', '𠮷', '😀', '\udc00', '監'), {
    maxLength: 12,
  })
  .map(parts => parts.join(''));
const repaired = text.map(source => {
  const map = new OffsetMap(Uint32Array.of(0), Uint32Array.of(2), source.length);
  return new RepairedText(source, `··${source}`, map);
});
const id = fc.constantFrom('a', 'b', 'c', 'd', '监', '\ud83d', 'a\u0000', 'e');
const document: fc.Arbitrary<Given> = fc.record(
  {
    id,
    title: text,
    body: fc.oneof({ weight: 5, arbitrary: text }, { weight: 1, arbitrary: repaired }),
    author: fc.oneof(fc.constantFrom('x', 'y', ''), fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 })),
    date: fc.constantFrom('', '2022', '1969-12', '0044-03-15', '2024-02-29'),
    page: fc.constantFrom(0, -1.5, 1e300, 7),
    extra: fc.jsonValue(),
  },
  { requiredKeys: ['id', 'body'] },
);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('add' as const), document }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('update' as const), document }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('remove' as const), id }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('read' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('compact' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const) }) },
);

/** The numbers of the live documents, ascending. */
function listLiveDocuments(reader: IndexReader): number[] {
  return Array.from({ length: reader.documentLimit }, (_, i) => i).filter(i => reader.isLive(i));
}

function textOf(value: unknown): string {
  return value instanceof RepairedText ? value.text : ((value as string | undefined) ?? '');
}

function expectSameContent(index: LiveIndex, model: ReadonlyMap<string, Given>): void {
  const reader = index.reader();
  const given = [...model.values()];
  const live = listLiveDocuments(reader);
  expect(index.size).toBe(given.length);
  expect(reader.documentCount).toBe(given.length);
  expect(live.map(each => reader.getId(each))).toEqual(given.map(each => each.id));
  const buffer = new UnitBuffer();
  live.forEach((number, i) => {
    const document = given[i];
    expect(reader.findDocument(document.id)).toBe(number);
    for (const name of ['title', 'body']) {
      reader.getTextReader(name).readText(number, buffer);
      expect(stringFromUnits(buffer.units, 0, buffer.length)).toBe(textOf(document[name]));
      const value = document[name];
      const map = reader.getTextReader(name).getOffsetMap(number);
      expect(map?.toSource({ start: 0, end: 1 })).toEqual(
        value instanceof RepairedText ? value.toSource({ start: 0, end: 1 }) : undefined,
      );
    }
    const author = document['author'];
    const keywords = author === undefined ? [] : Array.isArray(author) ? [...author] : [author];
    const column = reader.getColumnReader('author');
    expect([...column.getKeywordOrdinals(number)].map(each => column.values[each]).sort()).toEqual(keywords.sort());
    const page = document['page'] as number | undefined;
    expect(reader.getColumnReader('page').getNumber(number)).toBe(page === undefined ? Number.NaN : page);
    expect(reader.getColumnReader('date').getValue(number)).toBe(document['date'] || undefined);
    expect(reader.getDocument(number)).toEqual(
      JSON.parse(
        JSON.stringify({
          ...document,
          title: document['title'] === undefined ? undefined : textOf(document['title']),
          body: textOf(document['body']),
          date: document['date'] || undefined,
        }),
      ),
    );
  });
  expectSamePostings(reader, live, given);
}

function expectSamePostings(reader: IndexReader, live: readonly number[], given: readonly Given[]): void {
  const texts = given.map(each => ({ id: each.id, title: textOf(each['title']), body: textOf(each['body']) }));
  const naive = naiveIndex({ title: fields['title'], body: fields['body'] }, texts, analyzer);
  const analysis = new Analysis();
  const real = new PostingList();
  const slow = new PostingList();
  const seen = new Set<string>();
  for (const name of ['title', 'body'] as const) {
    const [field, naiveField] = [reader.getTextReader(name), naive.getTextReader(name)];
    for (const document of [...texts, { title: '监利市村民委员会的a1', body: '監利市𠮷😀的 b9' }]) {
      analyzer.analyze(document[name], analysis);
      for (let i = 0; i < analysis.count; i++) {
        const [start, end] = [analysis.starts[i], analysis.ends[i]];
        const term = stringFromUnits(analysis.units, start, end);
        if (seen.has(name + term)) continue;
        seen.add(name + term);
        for (const kind of Object.values(TermKind)) {
          const wanted = { kind, units: analysis.units, start, end };
          field.readPostings(wanted, real);
          naiveField.readPostings(wanted, slow);
          const count = slow.count;
          expect(real.count, `${term} ${kind}`).toBe(count);
          for (let at = 0; at < count; at++) {
            expect(real.documents[at], `${term} ${kind}`).toBe(live[slow.documents[at]]);
            if (kind !== TermKind.InnerWord) expect(real.frequencies[at], `${term} ${kind}`).toBe(slow.frequencies[at]);
          }
          expect(field.documentFrequency(wanted)).toBeGreaterThanOrEqual(count);
        }
      }
    }
  }
}

/** Kind, ordinal, length and checksum of every section. */
function describeSections(index: LiveIndex): string[] {
  const { directory } = Segment.fromBytes(index.toBytes()).container;
  return directory.map(
    ({ kind, ordinal, length, checksum }) => `${sectionNames[kind]} ${ordinal}: ${length}, ${checksum}`,
  );
}

describe('a live index', () => {
  it('has the same content and bytes after any changes as one built from its documents in order', () => {
    // An input is one step of a life.
    const meanSteps = 20;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 2 * meanSteps, size: 'max' }), steps => {
        let index = new LiveIndex(fields, analyzer);
        const model = new Map<string, Given>();
        for (const each of steps) {
          switch (each.do) {
            case 'add':
              if (model.has(each.document.id)) {
                expect(() => index.add(each.document)).toThrow(/DUPLICATE_ID|holds a document/);
                break;
              }
              index.add(each.document);
              model.set(each.document.id, each.document);
              break;
            case 'update':
              index.update(each.document);
              model.delete(each.document.id);
              model.set(each.document.id, each.document);
              break;
            case 'remove':
              expect(index.remove(each.id)).toBe(model.delete(each.id));
              break;
            case 'read':
              expectSameContent(index, model);
              break;
            case 'compact':
              index.compact();
              break;
            case 'reopen':
              index = LiveIndex.open(index.toBytes(), analyzer);
              index.verify();
              break;
          }
          expect(index.size).toBe(model.size);
        }
        expectSameContent(index, model);
        index.compact();
        expectSameContent(index, model);
        const fresh = new LiveIndex(fields, analyzer);
        for (const each of model.values()) fresh.add(each);
        expect(describeSections(index)).toEqual(describeSections(fresh));
      }),
      { numRuns: fuzzRuns(40, meanSteps) },
    );
  });
});
