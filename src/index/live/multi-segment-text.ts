import { foldInto } from '../../text/folding.ts';
import type { OffsetMap } from '../../text/offset-map.ts';
import type { UnitBuffer } from '../../text/unit-buffer.ts';
import { stringFromUnits } from '../../text/units.ts';
import { sizeByCode } from '../columns/text-lengths.ts';
import { toDamageError } from '../damage.ts';
import type { TextReader, Vocabulary } from '../index-reader.ts';
import type { BigramList, PostingList } from '../posting-list.ts';
import { CandidateSlice } from '../postings/candidate-slice.ts';
import type { SegmentText } from '../segment/segment.ts';
import type { Term } from '../term.ts';
import { TermEntry } from '../termdict/term-entry.ts';

/** One segment's part of a text field. */
export interface TextSlice {
  readonly text: SegmentText;
  /** The number of its first document in the whole. */
  readonly first: number;
  readonly documentCount: number;
  readonly deleted: Uint8Array | undefined;
}

/** A text field over several segments, as they were when it was made. */
export class MultiSegmentText implements TextReader {
  readonly sizes = sizeByCode;
  readonly averageSize: number;
  readonly longestWord: number;
  private codes: Uint8Array | undefined;
  private readonly entry = new TermEntry();
  /** The candidates of the segment that is being read. */
  private readonly slice = new CandidateSlice();

  constructor(
    private readonly parts: readonly TextSlice[],
    liveCount: number,
  ) {
    let total = 0;
    for (const { text, deleted } of parts) {
      total += text.lengths.total;
      if (deleted) for (let i = 0; i < deleted.length; i++) if (deleted[i]) total -= sizeByCode[text.lengths.codes[i]];
    }
    this.averageSize = liveCount > 0 ? total / liveCount : 0;
    this.longestWord = parts.reduce((longest, { text }) => Math.max(longest, text.termReader.longestWord), 0);
  }

  readPostings(term: Term, out: PostingList): void {
    out.count = 0;
    this.eachPart(undefined, part => part.text.dictionary.readPostings(term, part, this.entry, out));
  }

  readPostingsIn(term: Term, candidates: PostingList, out: PostingList): void {
    out.count = 0;
    this.eachPart(candidates, (part, slice) =>
      part.text.dictionary.readPostingsIn(term, part, slice!, this.entry, out),
    );
  }

  readBigram(term: Term, candidates: PostingList | undefined, out: BigramList): void {
    out.count = 0;
    this.eachPart(candidates, (part, slice) => part.text.dictionary.readBigram(term, part, slice, this.entry, out));
  }

  readDocuments(term: Term, candidates: PostingList | undefined, out: PostingList): void {
    out.count = 0;
    this.eachPart(candidates, (part, slice) => part.text.dictionary.readDocuments(term, part, slice, this.entry, out));
  }

  /** Calls `read` for each segment with its slice of the candidates; segments without any candidate are left out. */
  private eachPart(
    candidates: PostingList | undefined,
    read: (part: TextSlice, slice: CandidateSlice | undefined) => void,
  ): void {
    const { slice } = this;
    try {
      let from = 0;
      for (const part of this.parts) {
        if (!candidates) {
          read(part, undefined);
          continue;
        }
        const { documents, count } = candidates;
        while (from < count && documents[from] < part.first) from++;
        const to = firstAtLeast(documents, from, count, part.first + part.documentCount);
        if (to > from) read(part, slice.set(documents, from, to, part.first));
        from = to;
      }
    } catch (error) {
      throw toDamageError(error);
    }
  }

  documentFrequency(term: Term): number {
    try {
      let documents = 0;
      for (const { text } of this.parts) documents += text.dictionary.documentFrequency(term);
      return documents;
    } catch (error) {
      throw toDamageError(error);
    }
  }

  wordsWithPrefix(prefix: string, limit: number): string[] {
    const units = new Uint16Array(prefix.length);
    foldInto(prefix, units);
    const found = new Map<string, number>();
    for (const { text } of this.parts)
      text.vocabulary.visitWordsWithPrefix(units, (units, start, end, documents) => {
        const word = stringFromUnits(units, start, end);
        found.set(word, (found.get(word) ?? 0) + documents);
      });
    return [...found]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, limit)
      .map(([word]) => word);
  }

  get vocabularies(): readonly Vocabulary[] {
    return this.parts.map(({ text }) => text.vocabulary);
  }

  get sizeCodes(): Uint8Array {
    if (this.codes) return this.codes;
    const { parts } = this;
    if (parts.length === 1) return (this.codes = parts[0].text.lengths.codes);
    const codes = new Uint8Array(parts.reduce((sum, { documentCount }) => sum + documentCount, 0));
    for (const { text, first } of parts) codes.set(text.lengths.codes, first);
    return (this.codes = codes);
  }

  readText(document: number, into: UnitBuffer, most?: number): void {
    into.length = 0;
    const part = findSlice(this.parts, document);
    if (!part) return;
    try {
      part.text.store.readText(document - part.first, into, most);
    } catch (error) {
      throw toDamageError(error);
    }
  }

  getOffsetMap(document: number): OffsetMap | undefined {
    const part = findSlice(this.parts, document);
    if (!part) return undefined;
    try {
      return part.text.offsetMaps?.offsetMap(document - part.first);
    } catch (error) {
      throw toDamageError(error);
    }
  }
}

/** The first place in ascending numbers from `low` to `high` that is at least `least`; `high` when there is none. */
function firstAtLeast(numbers: Uint32Array, low: number, high: number, least: number): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The part that holds a document, by halving. */
export function findSlice<P extends { readonly first: number; readonly documentCount: number }>(
  parts: readonly P[],
  document: number,
): P | undefined {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (parts[middle].first <= document) low = middle + 1;
    else high = middle;
  }
  const part = parts[low - 1];
  return part && document < part.first + part.documentCount ? part : undefined;
}
