/**
 * A slow twin of the index: Maps of strings, so simple that it is obviously right. It has no bytes, segments or
 * encodings; queries run on it as on the real index.
 */

import { Analysis, TermKind } from '../../src/analysis/analysis.ts';
import type { Analyzer } from '../../src/analysis/analyzer.ts';
import {
  type ColumnReader,
  type IndexReader,
  PrefixMark,
  type TextReader,
  type VisitWord,
  type Vocabulary,
} from '../../src/index/index-reader.ts';
import type { BigramList, PostingList } from '../../src/index/posting-list.ts';
import type { Schema } from '../../src/index/schema.ts';
import type { Term } from '../../src/index/term.ts';
import type { UnitBuffer } from '../../src/text/unit-buffer.ts';
import { stringFromUnits } from '../../src/text/units.ts';

type Postings = Map<string, Map<number, number>>;

class NaiveText implements TextReader {
  readonly sizes = Float32Array.from({ length: 256 }, (_, i) => i);
  averageSize = 0;
  longestWord = 0;
  readonly texts: string[] = [];
  readonly documentSizes: number[] = [];
  private readonly postings: Postings[] = [new Map(), new Map(), new Map(), new Map()];

  add(document: number, text: string, analyzer: Analyzer): void {
    const analysis = new Analysis();
    analyzer.analyze(text, analysis);
    this.texts[document] = text;
    this.documentSizes[document] = Math.min(255, analysis.fieldLength);
    for (let i = 0; i < analysis.count; i++) {
      const term = stringFromUnits(analysis.units, analysis.starts[i], analysis.ends[i]);
      const kind = analysis.kinds[i];
      // InnerWord includes the words of the path.
      for (const into of kind === TermKind.Word ? [TermKind.Word, TermKind.InnerWord] : [kind]) {
        let list = this.postings[into].get(term);
        if (!list) this.postings[into].set(term, (list = new Map()));
        list.set(document, (list.get(document) ?? 0) + 1);
        if (into === TermKind.InnerWord) this.longestWord = Math.max(this.longestWord, term.length);
      }
    }
    // An inner word counts as often as it is a word, at least once.
    for (const [term, list] of this.postings[TermKind.InnerWord])
      if (list.has(document)) list.set(document, this.postings[TermKind.Word].get(term)?.get(document) ?? 1);
  }

  readPostings(term: Term, out: PostingList): void {
    const list = this.find(term);
    out.count = 0;
    out.reserve(list.size);
    for (const [document, frequency] of [...list].sort((a, b) => a[0] - b[0])) {
      out.documents[out.count] = document;
      out.frequencies[out.count++] = frequency;
    }
  }

  readPostingsIn(term: Term, candidates: PostingList, out: PostingList): void {
    const list = this.find(term);
    const { documents, count } = candidates;
    out.count = 0;
    out.reserve(count);
    for (const document of documents.subarray(0, count)) {
      const frequency = list.get(document);
      if (frequency === undefined) continue;
      out.documents[out.count] = document;
      out.frequencies[out.count++] = frequency;
    }
  }

  readBigram(term: Term, candidates: PostingList | undefined, out: BigramList): void {
    if (candidates) this.readPostingsIn(term, candidates, out);
    else this.readPostings(term, out);
    const words = this.find({ ...term, kind: TermKind.Word });
    for (let i = 0; i < out.count; i++) out.wordFrequencies[i] = words.get(out.documents[i]) ?? 0;
  }

  readDocuments(term: Term, candidates: PostingList | undefined, out: PostingList): void {
    if (candidates) this.readPostingsIn(term, candidates, out);
    else this.readPostings(term, out);
    // Frequencies mean nothing here: a score made of these is wrong.
    out.frequencies.fill(77);
  }

  documentFrequency(term: Term): number {
    return this.find(term).size;
  }

  private find({ kind, units, start, end }: Term): ReadonlyMap<number, number> {
    return this.postings[kind].get(stringFromUnits(units, start, end)) ?? new Map();
  }

  boundTermUnits(units: Uint16Array, start: number, end: number): number {
    const text = stringFromUnits(units, start, end);
    const terms = Object.values(this.postings).flatMap(byUnits => [...byUnits.keys()]);
    return Math.max(0, ...terms.map(term => (text.startsWith(term) ? term.length : 0)));
  }

  readUnfollowed(character: Term, candidates: PostingList, out: PostingList): void {
    const unit = stringFromUnits(character.units, character.start, character.end);
    out.count = 0;
    out.reserve(candidates.count);
    for (const document of candidates.documents.subarray(0, candidates.count)) {
      let count = this.postings[TermKind.Character].get(unit)?.get(document) ?? 0;
      for (const [bigram, list] of this.postings[TermKind.Bigram])
        if (bigram.startsWith(unit)) count -= list.get(document) ?? 0;
      if (count > 0) out.documents[out.count++] = document;
    }
  }

  keepSigns({ documents, count }: PostingList, _: Uint32Array, out: PostingList): void {
    out.reserve(count);
    for (out.count = 0; out.count < count; out.count++) out.documents[out.count] = documents[out.count];
  }

  markWordsWithPrefix(prefix: Uint16Array, marks: Uint8Array): void {
    for (const [kind, mark] of [
      [TermKind.InnerWord, PrefixMark.Inner],
      [TermKind.Word, PrefixMark.Word],
    ] as const)
      for (const [word, list] of this.postings[kind])
        if (word.startsWith(stringFromUnits(prefix, 0, prefix.length)) && this.isKnownWord(word))
          for (const document of list.keys()) marks[document] = mark;
  }

  /** Whether a word is more than a part or another spelling of names of letters and digits. */
  private isKnownWord(word: string): boolean {
    return (
      this.postings[TermKind.Word].has(word) ||
      !/^[\p{L}\p{N}].*[\p{L}\p{N}]$|^[\p{L}\p{N}]$/u.test(word) ||
      /^\p{Script=Han}|\p{Script=Han}$/u.test(word)
    );
  }

  get vocabularies(): readonly Vocabulary[] {
    const words = this.postings[TermKind.InnerWord];
    const each = (visit: VisitWord, keep: (word: string) => boolean) => {
      for (const [word, list] of words) {
        if (!keep(word)) continue;
        const units = Uint16Array.from({ length: word.length }, (_, i) => word.charCodeAt(i));
        visit(units, 0, units.length, () => list.size, list.size);
      }
    };
    return [
      {
        visitWords: (visit, first = 0, last = 0xffff) =>
          each(visit, word => word.charCodeAt(0) >= first && word.charCodeAt(0) <= last),
        visitWordsWithPrefix: (beginning, visit) =>
          each(visit, word => word.startsWith(stringFromUnits(beginning, 0, beginning.length))),
        visitWordsMatching: (places, visit) =>
          each(
            visit,
            word => word.length === places.length && places.every((units, i) => units.includes(word.charCodeAt(i))),
          ),
      },
    ];
  }

  get sizeCodes(): Uint8Array {
    return Uint8Array.from(this.documentSizes, size => size ?? 0);
  }

  readText(document: number, into: UnitBuffer): void {
    const text = this.texts[document] ?? '';
    into.length = 0;
    into.reserve(text.length);
    for (let i = 0; i < text.length; i++) into.units[i] = text.charCodeAt(i);
    into.length = text.length;
  }

  markPossible(documents: Uint32Array, _filter: unknown, possible: Uint8Array): void {
    possible.fill(1, 0, documents.length);
  }

  want(): void {
    // All terms are in memory.
  }

  loadPostings(): void {
    // All lists are in memory.
  }

  wantSizes(): void {
    // All sizes are in memory.
  }

  loadSizes(): void {
    // All sizes are in memory.
  }

  wantTexts(): void {
    // All texts are in memory.
  }

  getOffsetMap(): undefined {
    return undefined;
  }
}

/** @param documents only text fields are indexed */
export function naiveIndex(
  schema: Schema,
  documents: readonly (Record<string, string> & { id: string })[],
  analyzer: Analyzer,
): IndexReader & { getTextReader(field: string): NaiveText } {
  const texts = new Map(Object.keys(schema).map(name => [name, new NaiveText()]));
  documents.forEach((document, number) => {
    for (const [name, field] of texts) field.add(number, document[name] ?? '', analyzer);
  });
  for (const field of texts.values())
    field.averageSize = documents.length
      ? field.documentSizes.reduce((sum, size) => sum + size, 0) / documents.length
      : 0;
  return {
    schema,
    documentCount: documents.length,
    documentLimit: documents.length,
    loadsBytes: false,
    isLive: () => true,
    getTextReader: field => texts.get(field)!,
    getColumnReader: (): ColumnReader => {
      throw new Error('the naive index has text fields only');
    },
    getId: document => documents[document].id,
    findDocument: id => documents.findIndex(document => document.id === id),
    getDocument: document => documents[document],
    pinyin: [],
  };
}
