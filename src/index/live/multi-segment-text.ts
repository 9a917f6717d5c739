/** A text field over all segments of an index. */

import { gatherMissing } from '../../bytes/missing-bytes.ts';
import type { OffsetMap } from '../../text/offset-map.ts';
import type { UnitBuffer } from '../../text/unit-buffer.ts';
import { findFirstAtLeast } from '../ascending.ts';
import { sizeByCode } from '../columns/text-lengths.ts';
import { toDamageError } from '../damage.ts';
import type { TextReader, Vocabulary } from '../index-reader.ts';
import type { BigramList, PostingList } from '../posting-list.ts';
import { CandidateSlice } from '../postings/candidate-slice.ts';
import type { Term } from '../term.ts';
import { markWordsWithPrefix, SegmentVocabulary } from '../termdict/segment-vocabulary.ts';
import { TermEntry } from '../termdict/term-entry.ts';
import type { TextFilter } from '../text-filter.ts';
import type { WideTextFilter } from '../wide-text-filter.ts';
import { findSlice } from './find-slice.ts';
import type { JoinedPostings } from './joined/joined-postings.ts';
import type { JoinedTerms } from './joined/joined-terms.ts';
import type { Joiner } from './joined/joiner.ts';
import { DeletionCounter, type TextSlice } from './text-slice.ts';

/** A text field over several segments, in the state in which it was created. */
export class MultiSegmentText implements TextReader {
  readonly sizes = sizeByCode;
  readonly averageSize: number;
  readonly longestWord: number;
  /** The size codes of all segments, once needed. */
  private concatenatedCodes: Uint8Array | undefined;
  private openedVocabularies: readonly Vocabulary[] | undefined;
  private readonly entry = new TermEntry();
  /** The candidates that belong to the segment being read. */
  private readonly candidateSlice = new CandidateSlice();
  private readonly deletions = new DeletionCounter();
  /** Finds terms in all segments at once; undefined where it does not pay. */
  readonly joined: JoinedTerms | undefined;
  constructor(
    private readonly slices: readonly TextSlice[],
    liveDocumentCount: number,
    private readonly joiner: Joiner | undefined,
  ) {
    if (joiner && slices.length >= joiner.minSegments) this.joined = joiner.joinTerms(slices);
    let totalSize = 0;
    gatherMissing(slices.length, slice => {
      const { text, deletedDocuments } = slices[slice];
      const { lengths } = text;
      totalSize += lengths.total;
      if (!deletedDocuments) return;
      lengths.load(deletedDocuments, 0, deletedDocuments.length, 0);
      const { codes } = lengths;
      for (const document of deletedDocuments) totalSize -= sizeByCode[codes[document]];
    });
    this.averageSize = liveDocumentCount > 0 ? totalSize / liveDocumentCount : 0;
    this.longestWord = slices.reduce((longest, { text }) => Math.max(longest, text.termReader.longestWord), 0);
  }

  readPostings(term: Term, out: PostingList): void {
    if (this.copyJoined(term, undefined, out)) return;
    this.eachSlice(term, undefined, slice => slice.text.dictionary.readPostings(term.kind, slice, this.entry, out));
  }

  readPostingsIn(term: Term, candidates: PostingList, out: PostingList): void {
    if (this.copyJoined(term, candidates, out)) return;
    this.eachSlice(term, candidates, (slice, own) =>
      slice.text.dictionary.readPostingsIn(term.kind, slice, own!, this.entry, out),
    );
  }

  readBigram(term: Term, candidates: PostingList | undefined, out: BigramList): void {
    const list = this.listOf(term, candidates?.count);
    if (list) list.copyBigram(candidates, out);
    else {
      out.count = 0;
      this.eachSlice(term, candidates, (slice, own) => slice.text.dictionary.readBigram(slice, own, this.entry, out));
    }
  }

  readDocuments(term: Term, candidates: PostingList | undefined, out: PostingList): void {
    if (this.copyJoined(term, candidates, out)) return;
    this.eachSlice(term, candidates, (slice, own) =>
      slice.text.dictionary.readDocuments(term.kind, slice, own, this.entry, out),
    );
  }

  /** Fills `out` from a list that is remembered; otherwise leaves it empty and returns false. */
  private copyJoined(term: Term, candidates: PostingList | undefined, out: PostingList): boolean {
    out.count = 0;
    const list = this.listOf(term, candidates?.count);
    list?.copy(term.kind, candidates, out);
    return list !== undefined;
  }

  /** The list of a term over many segments, if it is remembered. */
  private listOf(term: Term, candidateCount: number | undefined): JoinedPostings | undefined {
    const { joined } = this;
    try {
      const found = joined?.find(term);
      return found && joined!.listOf(found, candidateCount);
    } catch (error) {
      throw toDamageError(error);
    }
  }

  /**
   * Calls `read` for each segment that has the term, with its own candidates, when the dictionary has found the term;
   * segments without any candidate are left out.
   */
  private eachSlice(
    term: Term,
    candidates: PostingList | undefined,
    read: (slice: TextSlice, candidates: CandidateSlice | undefined) => void,
  ): void {
    const { candidateSlice, slices, joined } = this;
    let from = 0;
    /** The candidates of a segment; undefined if it has none. */
    const choose = ({ first, documentCount }: TextSlice): CandidateSlice | undefined => {
      const { documents, count } = candidates!;
      if (from < count && documents[from] < first) from = findFirstAtLeast(documents, first, from, count);
      const start = from;
      from = findFirstAtLeast(documents, first + documentCount, start, count);
      return from > start ? candidateSlice.set(documents, start, from, first) : undefined;
    };
    try {
      if (joined) {
        const found = joined.find(term);
        let own: CandidateSlice | undefined;
        const isWanted = (slice: TextSlice) => !candidates || (own = choose(slice)) !== undefined;
        if (found) joined.visitSlices(found, term.kind, isWanted, slice => read(slice, own));
        return;
      }
      gatherMissing(slices.length, i => {
        const slice = slices[i];
        const own = candidates && choose(slice);
        if (candidates && !own) return;
        if (slice.text.dictionary.find(term)) read(slice, own);
      });
    } catch (error) {
      throw toDamageError(error);
    }
  }

  documentFrequency(term: Term): number {
    try {
      const { joined } = this;
      if (joined) {
        const found = joined.find(term);
        return found ? joined.countLive(found, term.kind) : 0;
      }
      const { slices } = this;
      let documents = 0;
      gatherMissing(slices.length, i => {
        const own = slices[i].text.dictionary.documentFrequency(term);
        documents += own && own - this.deletions.count(term.kind, slices[i]);
      });
      return documents;
    } catch (error) {
      throw toDamageError(error);
    }
  }

  boundTermUnits(units: Uint16Array, start: number, end: number): number {
    try {
      let bound = 0;
      for (const { text } of this.slices) bound = Math.max(bound, text.dictionary.boundTermUnits(units, start, end));
      return bound;
    } catch (error) {
      throw toDamageError(error);
    }
  }

  readUnfollowed(character: Term, candidates: PostingList, out: PostingList): void {
    out.count = 0;
    this.eachSlice(character, candidates, (slice, own) =>
      slice.text.dictionary.readUnfollowed(character, slice, own!, this.entry, out),
    );
  }

  keepSigns(candidates: PostingList, pairs: Uint32Array, out: PostingList): void {
    const { documents, count } = candidates;
    out.count = 0;
    out.reserve(count);
    try {
      let from = 0;
      for (const { text, first, documentCount } of this.slices) {
        const to = findFirstAtLeast(documents, first + documentCount, from, count);
        if (text.signs?.isAtHand) text.signs.keep(candidates, from, to, first, pairs, out);
        else for (; from < to; from++) out.documents[out.count++] = documents[from];
        from = to;
      }
    } catch (error) {
      throw toDamageError(error);
    }
  }

  markWordsWithPrefix(prefix: Uint16Array, marks: Uint8Array): void {
    try {
      const { slices, entry } = this;
      gatherMissing(slices.length, i =>
        markWordsWithPrefix(slices[i].text.dictionary, prefix, slices[i], entry, marks),
      );
    } catch (error) {
      throw toDamageError(error);
    }
  }

  get vocabularies(): readonly Vocabulary[] {
    const { slices, joined, joiner } = this;
    this.openedVocabularies ??=
      joiner && slices.length > 1
        ? [joiner.joinVocabularies(joined ?? joiner.joinTerms(slices), slices)]
        : slices.map(slice => new SegmentVocabulary(slice.text.dictionary, slice, this.entry));
    return this.openedVocabularies;
  }

  get sizeCodes(): Uint8Array {
    const { slices } = this;
    if (slices.length === 1) return slices[0].text.lengths.codes;
    if (this.concatenatedCodes) return this.concatenatedCodes;
    const codes = new Uint8Array(slices.reduce((sum, { documentCount }) => sum + documentCount, 0));
    for (const { text, first } of slices) codes.set(text.lengths.codes, first);
    return (this.concatenatedCodes = codes);
  }

  loadPostings(term: Term): void {
    if (!this.listOf(term, undefined)) this.eachSlice(term, undefined, slice => slice.text.dictionary.loadPostings());
  }

  wantSizes(isLater?: boolean): void {
    for (const { text } of this.slices) text.lengths.want(isLater);
  }

  loadSizes({ documents, count }: PostingList): void {
    try {
      const { slices } = this;
      let next = 0;
      gatherMissing(slices.length, i => {
        const { text, first, documentCount } = slices[i];
        const from = next;
        next = findFirstAtLeast(documents, first + documentCount, from, count);
        if (text.lengths.load(documents, from, next, first)) this.concatenatedCodes = undefined;
      });
    } catch (error) {
      throw toDamageError(error);
    }
  }

  readText(document: number, into: UnitBuffer, maxUnits?: number): void {
    into.length = 0;
    const slice = findSlice(this.slices, document);
    if (!slice) return;
    try {
      slice.text.store.readText(document - slice.first, into, maxUnits);
    } catch (error) {
      throw toDamageError(error);
    }
  }

  markPossible(documents: Uint32Array, filter: TextFilter | WideTextFilter, possible: Uint8Array): void {
    try {
      let from = 0;
      for (const { text, first, documentCount } of this.slices) {
        const to = findFirstAtLeast(documents, first + documentCount, from, documents.length);
        if (to > from)
          text.store.markPossible(documents.subarray(from, to), first, filter, possible.subarray(from, to));
        from = to;
      }
    } catch (error) {
      throw toDamageError(error);
    }
  }

  want(count: number, termAt: (i: number) => Term): void {
    const { joined, slices } = this;
    try {
      if (joined) joined.want(count, termAt);
      else
        for (const { text } of slices)
          if (text.termReader.loadsBytes) for (let i = 0; i < count; i++) text.dictionary.want(termAt(i));
    } catch (error) {
      throw toDamageError(error);
    }
  }

  wantTexts(): void {
    for (const { text } of this.slices) text.store.store.wantCode();
  }

  getOffsetMap(document: number): OffsetMap | undefined {
    const slice = findSlice(this.slices, document);
    if (!slice) return undefined;
    try {
      return slice.text.offsetMaps?.offsetMap(document - slice.first);
    } catch (error) {
      throw toDamageError(error);
    }
  }
}
