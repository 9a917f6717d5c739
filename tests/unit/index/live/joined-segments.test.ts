import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TermKind } from '../../../../src/analysis/analysis.ts';
import { MemorySource } from '../../../../src/bytes/byte-source.ts';
import { text } from '../../../../src/fields.ts';
import type { PinyinVocabulary, TextReader, Vocabulary } from '../../../../src/index/index-reader.ts';
import { joiner } from '../../../../src/index/live/joined/joiner.ts';
import { RecentValues } from '../../../../src/index/live/joined/recent-values.ts';
import { LiveIndex } from '../../../../src/index/live/live-index.ts';
import { BigramList, PostingList } from '../../../../src/index/posting-list.ts';
import { ReusableTerm } from '../../../../src/index/term.ts';
import { Lexicon } from '../../../../src/lexicon/lexicon.ts';
import { createIndex } from '../../../../src/search-index.ts';
import { syllableCount } from '../../../../src/text/syllables.ts';
import { stringFromUnits, unitsFromString } from '../../../../src/text/units.ts';
import { anyDocument, fields, lexicon } from '../../../laws/test-index.ts';

/** Files whose documents may replace those of the files before; enough of them that they are read together. */
const anyFiles = fc.array(
  fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), anyDocument), { minLength: 1, maxLength: 8 }),
  { minLength: joiner.minSegments, maxLength: 7 },
);

/** A reader of several files, and one of a single file of the same documents. */
function openBoth(files: readonly (readonly (readonly [number, object])[])[]) {
  const build = (documents: readonly (readonly [number, object])[]) => {
    const index = createIndex({ fields, lexicon });
    for (const [id, document] of documents) index.update({ id: `${id}`, ...document } as never);
    return new MemorySource(index.toBytes());
  };
  const several = LiveIndex.openAll(files.map(build)).reader();
  const whole = LiveIndex.openAll([build(files.flat())]).reader();
  /** By document of the several files: its number in the single one. */
  const numbers = new Map<number, number>();
  for (let document = 0; document < several.documentLimit; document++)
    if (several.isLive(document)) numbers.set(document, numbers.size);
  return { several, whole, numbers };
}

const kinds = [TermKind.Character, TermKind.Bigram, TermKind.Word, TermKind.InnerWord] as const;

/** The pieces of one to four units of some texts, as terms of each kind. */
function listTerms(files: readonly (readonly (readonly [number, { body: string }])[])[]): ReusableTerm[] {
  const pieces = new Set<string>();
  for (const [, { body }] of files.flat())
    for (let at = 0; at < body.length; at++)
      for (let length = 1; length <= 4; length++) pieces.add(body.slice(at, at + length).toLowerCase());
  return [...pieces].flatMap(piece =>
    kinds.map(kind => new ReusableTerm().set(kind, unitsFromString(piece), 0, piece.length)),
  );
}

/** All that can be read of a term, with the documents of the single file. */
function readAll(field: TextReader, term: ReusableTerm, every: PostingList, numberOf: (document: number) => number) {
  const list = new PostingList();
  const bigrams = new BigramList();
  const documents = () => Array.from(list.documents.subarray(0, list.count), numberOf);
  const postings = () => documents().map((document, i) => [document, list.frequencies[i]]);
  field.readPostings(term, list);
  const whole = postings();
  field.readPostingsIn(term, every, list);
  const among = postings();
  const found: unknown[] = [whole, among, field.documentFrequency(term)];
  if (term.kind === TermKind.Character || term.kind === TermKind.Bigram)
    for (const candidates of [undefined, every]) {
      field.readDocuments(term, candidates, list);
      found.push(documents());
    }
  if (term.kind === TermKind.Bigram)
    for (const candidates of [undefined, every]) {
      field.readBigram(term, candidates, bigrams);
      const { documents, frequencies, wordFrequencies, count } = bigrams;
      for (let i = 0; i < count; i++) found.push([numberOf(documents[i]), frequencies[i], wordFrequencies[i]]);
    }
  return found;
}

/** The words that a visit of all vocabularies gives, with their documents. */
function collect(
  vocabularies: readonly Vocabulary[],
  visitWords: (vocabulary: Vocabulary, add: Parameters<Vocabulary['visitWords']>[0]) => void,
) {
  const found = new Map<string, number>();
  for (const vocabulary of vocabularies)
    visitWords(vocabulary, (units, start, end, count) => {
      const word = stringFromUnits(units, start, end);
      const documents = count();
      if (documents > 0) found.set(word, (found.get(word) ?? 0) + documents);
    });
  return new Map([...found].sort());
}

/** The documents of a term with their frequencies. */
function postingsOf(field: TextReader, term: ReusableTerm) {
  const list = new PostingList();
  field.readPostings(term, list);
  return Array.from({ length: list.count }, (_, i) => [list.documents[i], list.frequencies[i]]);
}

/** Every third document. */
function someOf(documents: Iterable<number>): PostingList {
  const list = new PostingList();
  for (const document of documents) if (document % 3 === 0) list.documents[list.count++] = document;
  return list;
}

describe('many segments that are read together', () => {
  it('give the posting lists and frequencies of one segment of the live documents, asked twice', () => {
    fc.assert(
      fc.property(anyFiles, files => {
        const { several, whole, numbers } = openBoth(files);
        const inSeveral = new PostingList();
        const inWhole = someOf(numbers.values());
        for (const [document, number] of numbers)
          if (number % 3 === 0) inSeveral.documents[inSeveral.count++] = document;
        const field = several.getTextReader('body');
        const expectedField = whole.getTextReader('body');
        for (const term of listTerms(files)) {
          const expected = readAll(expectedField, term, inWhole, document => document);
          for (let time = 0; time < 2; time++)
            expect(readAll(field, term, inSeveral, document => numbers.get(document)!)).toEqual(expected);
        }
      }),
      { numRuns: 8 },
    );
  });

  it('give the same lists when the terms of texts were wanted before', () => {
    fc.assert(
      fc.property(anyFiles, files => {
        const { several, whole, numbers } = openBoth(files);
        const field = several.getTextReader('body');
        const all = new PostingList();
        for (const document of numbers.keys()) all.documents[all.count++] = document;
        const inWhole = new PostingList();
        for (const document of numbers.values()) inWhole.documents[inWhole.count++] = document;
        const bodies = files.flat().map(([, { body }]) => unitsFromString(body.toLowerCase()));
        for (const units of bodies) {
          const grams = Array.from(units).flatMap((_, at) => [
            new ReusableTerm().set(TermKind.Character, units, at, at + 1),
            ...(at + 1 < units.length ? [new ReusableTerm().set(TermKind.Bigram, units, at, at + 2)] : []),
          ]);
          field.want(grams.length, i => grams[i]);
          for (const { units, start, end } of grams)
            for (const kind of kinds) {
              const term = new ReusableTerm().set(kind, units, start, end);
              expect(readAll(field, term, all, document => numbers.get(document)!)).toEqual(
                readAll(whole.getTextReader('body'), term, inWhole, document => document),
              );
            }
        }
      }),
      { numRuns: 15 },
    );
  });

  it('give the same lists when so many were read with wanted terms that they were forgotten', () => {
    const bodies = Array.from({ length: joiner.minSegments * 6 }, (_, document) =>
      Array.from({ length: 1200 }, (_, at) => String.fromCharCode(0x4e00 + at + (document % 5))).join(''),
    );
    const open = (texts: readonly (readonly [string, number])[]) => {
      const index = createIndex({ fields: { body: text() } });
      for (const [body, id] of texts) index.add({ id: `${id}`, body });
      return new MemorySource(index.toBytes());
    };
    const all = bodies.map((body, id) => [body, id] as const);
    const files = Array.from({ length: joiner.minSegments }, (_, file) => open(all.slice(file * 6, file * 6 + 6)));
    const several = LiveIndex.openAll(files).reader().getTextReader('body');
    const whole = LiveIndex.openAll([open(all)])
      .reader()
      .getTextReader('body');
    const [units] = bodies.map(unitsFromString);
    const pairs = Array.from({ length: units.length - 1 }, (_, at) =>
      new ReusableTerm().set(TermKind.Bigram, units, at, at + 2),
    );
    several.want(pairs.length, i => pairs[i]);
    const last = pairs.slice(-20).map(pair => postingsOf(several, pair));
    // Its lists take the place of the first ones.
    several.want(1, () => new ReusableTerm().set(TermKind.Character, units, 7, 8));
    const others = pairs.slice(0, -20).map(pair => postingsOf(several, pair));
    expect([...others, ...last]).toEqual(pairs.map(pair => postingsOf(whole, pair)));
  });

  it('have the words of one segment of the live documents, with the same numbers of documents', () => {
    fc.assert(
      fc.property(anyFiles, files => {
        const { several, whole } = openBoth(files);
        const both = [several, whole].map(reader => reader.getTextReader('body').vocabularies);
        const prefixes = ['监', '监利', '视频会', '软', 'a', '1', '10', 'covid', 'x'].map(unitsFromString);
        const pattern = [unitsFromString('监视软'), unitsFromString('件利频'), unitsFromString('会市')];
        for (const visitWords of [
          ...prefixes.map(
            prefix => (vocabulary: Vocabulary, add: Parameters<Vocabulary['visitWords']>[0]) =>
              vocabulary.visitWordsWithPrefix(prefix, add),
          ),
          (vocabulary: Vocabulary, add: Parameters<Vocabulary['visitWords']>[0]) =>
            vocabulary.visitWordsMatching(pattern, add),
          (vocabulary: Vocabulary, add: Parameters<Vocabulary['visitWords']>[0]) =>
            vocabulary.visitWordsMatching(pattern.slice(0, 2), add),
        ])
          expect(collect(both[0], visitWords)).toEqual(collect(both[1], visitWords));
      }),
      { numRuns: 25 },
    );
  });

  it('have the words by pinyin of all segments, those in the most documents on the first levels', () => {
    fc.assert(
      fc.property(anyFiles, files => {
        const { several } = openBoth(files);
        expect(several.pinyin.length).toBe(1);
        const apart = files.flatMap(file => openBoth([file]).whole.pinyin);
        const all = Array.from({ length: syllableCount }, (_, i) => i + 1);
        // The groups of two letters are read one by one, then those of a letter together (in the next test too).
        for (const places of [[0, 0], [0], [unitsFromString('监')[0]]]) {
          const pattern = { places: places.map(unit => ({ syllables: all, unit })), isPrefix: true };
          const find = (vocabularies: typeof apart) => {
            const found = new Map<string, number>();
            const add = (units: Uint16Array, length: number, documents: number) => {
              const word = stringFromUnits(units, 0, length);
              found.set(word, (found.get(word) ?? 0) + documents);
            };
            for (const vocabulary of vocabularies)
              for (let level = 0; level < vocabulary.levelCount; level++) vocabulary.visitMatching(level, pattern, add);
            return new Map([...found].sort());
          };
          expect(find([...several.pinyin])).toEqual(find(apart));
        }
        for (const unit of unitsFromString('监利视频a'))
          expect([...several.pinyin[0].syllablesOf(unit)].sort()).toEqual(
            [...new Set(apart.flatMap(vocabulary => vocabulary.syllablesOf(unit)))].sort(),
          );
      }),
      { numRuns: 10 },
    );
  });

  it('have the words that begin with characters, as one segment has them by their pinyin', () => {
    fc.assert(
      fc.property(anyFiles, files => {
        const { several, whole } = openBoth(
          files.map((file, i) => file.map(([id, document]) => [i * 100 + id, document])),
        );
        for (const typed of ['监利', '视频', '软件', '视频会', '视频软', '监制'])
          for (const isPrefix of [true, false]) {
            const find = ({ pinyin: [vocabulary] }: typeof several) => {
              const places = Array.from(unitsFromString(typed), unit => ({
                syllables: [...vocabulary.syllablesOf(unit)].sort((a, b) => a - b),
                unit,
              }));
              const found = new Map<string, number>();
              for (let level = 0; level < vocabulary.levelCount; level++)
                vocabulary.visitMatching(level, { places, isPrefix }, (units, length, documents) => {
                  const word = stringFromUnits(units, 0, length);
                  found.set(word, (found.get(word) ?? 0) + documents);
                });
              return found;
            };
            const expected = find(whole);
            const found = find(several);
            expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
            // Of more documents one segment knows only about how many they are.
            for (const [word, documents] of expected)
              if (documents < 8) expect(Math.max(1, found.get(word)!)).toBe(documents);
          }
      }),
      { numRuns: 25 },
    );
  });

  it('have no word by its pinyin that has other characters in it', () => {
    const lexicon = Lexicon.fromEntries(['石桥', '石桥村', '石桥b村'].map(word => ({ word, weight: 100 })));
    const files = Array.from({ length: joiner.minSegments }, (_, file) => {
      const index = createIndex({ fields: { body: text() }, lexicon });
      index.add({ id: `${file}`, body: '石桥，石桥村，石桥B村' });
      return new MemorySource(index.toBytes());
    });
    const reader = LiveIndex.openAll(files).reader();
    const [vocabulary] = reader.pinyin;
    const prefix = unitsFromString('石桥');
    const places = Array.from(prefix, unit => ({ syllables: vocabulary.syllablesOf(unit), unit }));
    const found: string[] = [];
    vocabulary.visitMatching(0, { places, isPrefix: true }, (units, length) => {
      found.push(stringFromUnits(units, 0, length));
    });
    expect(found).toEqual(['石桥', '石桥村']);
    const words = collect(reader.getTextReader('body').vocabularies, (each, add) =>
      each.visitWordsWithPrefix(prefix, add),
    );
    expect([...words.keys()]).toContain('石桥b村');
  });

  it('have hundreds of words with the same first letters, each once', () => {
    const characters = [...'石十时实食使始市事是室视试师诗施湿狮'];
    const words = characters.flatMap(first => characters.map(second => first + second));
    const lexicon = Lexicon.fromEntries(words.map(word => ({ word, weight: 100 })));
    const open = (files: readonly number[]) => {
      const index = createIndex({ fields: { body: text() }, lexicon });
      for (const file of files)
        for (const [i, word] of words.entries()) if (i % (file + 2) > 0) index.add({ id: `${file} ${i}`, body: word });
      return new MemorySource(index.toBytes());
    };
    const all = Array.from({ length: syllableCount }, (_, i) => i + 1);
    const pattern = { places: [{ syllables: all, unit: 0 }], isPrefix: true };
    const visit = (readers: readonly PinyinVocabulary[]) => {
      const found = new Map<string, number>();
      let visits = 0;
      for (const reader of readers)
        for (let level = 0; level < reader.levelCount; level++)
          reader.visitMatching(level, pattern, (units, length, documents) => {
            const word = stringFromUnits(units, 0, length);
            found.set(word, (found.get(word) ?? 0) + documents);
            visits++;
          });
      return { found: new Map([...found].sort()), visits };
    };
    const numbers = Array.from({ length: joiner.minSegments }, (_, file) => file);
    const files = numbers.map(file => open([file]));
    const joined = visit(LiveIndex.openAll(files).reader().pinyin);
    expect(joined.found.size).toBeGreaterThan(200);
    expect(joined.found).toEqual(visit(files.flatMap(file => [...LiveIndex.openAll([file]).reader().pinyin])).found);
    expect(joined.visits).toBe(visit(LiveIndex.openAll([open(numbers)]).reader().pinyin).visits);
  });
});

describe('values that are remembered', () => {
  it('are forgotten when they were not asked for lately, and never take more than their room', () => {
    const values = new RecentValues<number>(10, size => size);
    for (let key = 0; key < 4; key++) values.set(key, 1);
    expect(values.get(0)).toBe(1);
    for (let key = 10; key < 20; key++) {
      values.set(key, 1);
      expect(values.get(0)).toBe(1);
    }
    expect(values.get(1)).toBeUndefined();
    values.set(20, 100);
    expect(values.get(20)).toBe(100);
    values.set(21, 100);
    values.set(22, 100);
    expect(values.get(20)).toBeUndefined();
  });
});
