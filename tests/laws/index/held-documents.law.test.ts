import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis, TermKind } from '../../../src/analysis/analysis.ts';
import { Analyzer } from '../../../src/analysis/analyzer.ts';
import { date, keyword, number, stored, text } from '../../../src/fields.ts';
import type { IndexReader, TextReader } from '../../../src/index/index-reader.ts';
import { LiveIndex } from '../../../src/index/live/live-index.ts';
import { BigramList, PostingList } from '../../../src/index/posting-list.ts';
import type { Term } from '../../../src/index/term.ts';
import { createAnalyzer } from '../../../src/index-options.ts';
import { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { DocumentEncoder } from '../../../src/opensearch/documents/cluster-document.ts';
import { DocumentAnalyzer, type FoundDocument, HeldDocuments } from '../../../src/opensearch/held/held-documents.ts';
import { hashUnits } from '../../../src/opensearch/held/held-text.ts';
import { ClusterReader } from '../../../src/opensearch/query/cluster-reader.ts';
import type { Statistics } from '../../../src/opensearch/query/statistics.ts';
import { UnitBuffer } from '../../../src/text/unit-buffer.ts';
import { unitsFromString } from '../../../src/text/units.ts';
import { anyText } from '../arbitraries.ts';

const schema = {
  title: text({ weight: 3 }),
  body: text({ repair: true }),
  desk: keyword(),
  who: keyword({ namesOf: 'persons' }),
  day: date(),
  size: number(),
  more: stored(),
};
const words = ['桐坡', '社区', '坡社', '居民', '石桥', '石桥村', '的', '说说'].map((word, i) => ({
  word,
  weight: 10 + i,
}));
const analyzer = createAnalyzer({ lexicon: Lexicon.fromEntries(words) })!;
// Of terms and documents the reader asks the cluster nothing.
const statistics = { summary: { documents: 0, sizes: {} } } as unknown as Statistics;

const someText = fc.oneof(
  anyText,
  fc
    .array(
      fc.constantFrom(
        ...'桐坡社区居民石桥村的说。'.split(''),
        '𠮷',
        'GPT-4',
        'C++',
        'abc12',
        '9',
        ' ',
        '-',
        '說︀',
        '㎡',
        '\n',
      ),
      { maxLength: 30 },
    )
    .map(pieces => pieces.join('')),
);
const someDocument = fc.record(
  {
    title: someText,
    body: someText,
    desk: fc.oneof(
      fc.constantFrom('要闻', '民生'),
      fc.array(fc.constantFrom('要闻', '民生', '乡镇'), { maxLength: 3 }),
    ),
    day: fc.constantFrom('2022', '2022-09', '2022-09-05', '0001-01-01'),
    size: fc.integer(),
    more: fc.jsonValue(),
  },
  { requiredKeys: [] },
);

/** What a reader says of a text field, for terms of the texts themselves. */
function readAll(field: TextReader, count: number, terms: readonly Term[]): unknown {
  const list = new PostingList();
  const bigrams = new BigramList();
  const candidates = new PostingList();
  for (let document = 0; document < count; document += 2) candidates.documents[candidates.count++] = document;
  const show = ({ documents, frequencies, count }: PostingList, withFrequencies = true) =>
    Array.from(documents.subarray(0, count), (document, i) => [document, withFrequencies && frequencies[i]]);
  const read = (fill: (out: PostingList) => void, withFrequencies = true) => {
    fill(list);
    return show(list, withFrequencies);
  };
  return terms.map(term => {
    const { kind, units, start, end } = term;
    const marks = new Uint8Array(count);
    field.markWordsWithPrefix(units.slice(start, end), marks);
    if (kind === TermKind.Bigram) field.readBigram(term, start % 2 === 0 ? candidates : undefined, bigrams);
    return [
      String.fromCharCode(...units.subarray(start, end)),
      kind,
      read(out => field.readPostings(term, out)),
      read(out => field.readPostingsIn(term, candidates, out)),
      kind <= TermKind.Bigram && read(out => field.readDocuments(term, candidates, out), false),
      kind === TermKind.Character && read(out => field.readUnfollowed(term, candidates, out), false),
      kind === TermKind.Bigram && [show(bigrams), [...bigrams.wordFrequencies.subarray(0, bigrams.count)]],
      [...marks],
    ];
  });
}

/** The terms of texts, and the same units as terms of the other kinds. */
function listTerms(texts: readonly string[]): Term[] {
  const analysis = new Analysis();
  return texts.flatMap(each => {
    new Analyzer(analyzer.segmenter).analyze(each, analysis);
    const units = analysis.units.slice(0, analysis.copiesEnd);
    return Array.from({ length: analysis.count }, (_, i) => i).flatMap(i =>
      Object.values(TermKind)
        // `readPostings` of a character is asked for characters only.
        .filter(kind => kind === analysis.kinds[i] || (kind >= TermKind.Bigram && analysis.kinds[i] >= TermKind.Bigram))
        .map(kind => ({ kind, units, start: analysis.starts[i], end: analysis.ends[i] })),
    );
  });
}

function describeDocuments(reader: IndexReader, ids: readonly string[]): unknown {
  const buffer = new UnitBuffer();
  return ids.map(id => {
    const document = reader.findDocument(id);
    return [
      document,
      reader.getId(document),
      reader.getDocument(document),
      reader.getDocument(document, { fields: ['more', 'title', 'none'] }),
      ['title', 'body'].map(name => {
        const field = reader.getTextReader(name);
        field.readText(document, buffer, 5);
        return [
          field.getOffsetMap(document),
          field.sizeCodes[document],
          [...buffer.units.subarray(0, Math.min(5, buffer.length))],
        ];
      }),
      ['desk', 'who', 'day', 'size', 'more'].map(name => {
        const column = reader.getColumnReader(name);
        const keywords = column.getKeywordOrdinals(document).map(ordinal => column.values[ordinal]);
        return [column.getNumber(document), column.getValue(document), keywords];
      }),
    ];
  });
}

/** Two words with the same hash, of which one begins with the other. */
function findSameHashes(): readonly [string, string] {
  for (let second = 0x4e00; second < 0x9fa0; second++)
    for (let third = 0x4e00; third < 0x9fa0; third++) {
      const units = Uint16Array.of(0x77f3, second, third);
      if (hashUnits(units, 0, 2) === hashUnits(units, 0, 3))
        return [String.fromCharCode(0x77f3, second), String.fromCharCode(0x77f3, second, third)];
    }
  throw new Error('no two words have the same hash');
}

describe('documents of a cluster that are held in memory', () => {
  it('are read as an index of them is read, also when their terms were kept', async () => {
    const analyzerOfAll = new DocumentAnalyzer(schema, analyzer);
    await fc.assert(
      fc.asyncProperty(fc.array(someDocument, { minLength: 1, maxLength: 6 }), someText, async (documents, other) => {
        const encoder = new DocumentEncoder(schema, analyzer);
        const live = new LiveIndex(schema, analyzer);
        const found: FoundDocument[] = [];
        for (const [i, document] of documents.entries()) {
          const values = encoder.check({ id: `${i}`, ...document });
          const { id, source } = encoder.encode(values, await encoder.hash(values), i);
          found.push(JSON.parse(JSON.stringify({ id, source })));
          live.add({ id, ...document });
        }
        const expected = live.reader();
        const ids = [...found.map(({ id }) => id), 'none'];
        for (let time = 0; time < 2; time++) {
          const held = new HeldDocuments(analyzerOfAll);
          held.addAll([...found].reverse());
          const reader = new ClusterReader(held, statistics);
          expect(describeDocuments(reader, ids)).toEqual(describeDocuments(expected, ids));
          for (const name of ['title', 'body']) {
            const texts = found.map(({ source }) => String(source.doc[name] ?? ''));
            const terms = listTerms([...texts, other]);
            const field = reader.getTextReader(name);
            expect(readAll(field, found.length, terms)).toEqual(
              readAll(expected.getTextReader(name), found.length, terms),
            );
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are not taken for others where terms have the same hash', () => {
    const [word, longer] = findSameHashes();
    const lexicon = Lexicon.fromEntries([word, longer].map(each => ({ word: each, weight: 100 })));
    const held = new HeldDocuments(new DocumentAnalyzer({ body: text() }, createAnalyzer({ lexicon })!));
    held.addAll([longer, word].map((body, order) => ({ id: body, source: { doc: { body }, order, hash: body } })));
    const list = new PostingList();
    const units = unitsFromString(word);
    const field = new ClusterReader(held, statistics).getTextReader('body');
    field.readPostings({ kind: TermKind.Word, units, start: 0, end: units.length }, list);
    expect([...list.documents.subarray(0, list.count)]).toEqual([1]);
  });

  it('are read anew when they have changed', () => {
    const keeping = new DocumentAnalyzer({ body: text() }, analyzer);
    const read = (body: string, order: number) => {
      const held = new HeldDocuments(keeping);
      held.addAll([{ id: '1', source: { doc: { body }, order, hash: body } }]);
      const list = new PostingList();
      const units = unitsFromString('石');
      const reader = new ClusterReader(held, statistics);
      reader.getTextReader('body').readPostings({ kind: TermKind.Character, units, start: 0, end: 1 }, list);
      return [reader.getDocument(0), list.count];
    };
    expect(read('石桥', 1)).toEqual([{ id: '1', body: '石桥' }, 1]);
    expect(read('社区', 2)).toEqual([{ id: '1', body: '社区' }, 0]);
  });
});
