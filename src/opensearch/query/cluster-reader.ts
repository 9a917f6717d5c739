/**
 * Reads some documents of a cluster as if they were an index with the statistics of all: words are cut and weighed as on one
 * machine with all documents, and found among those that are held.
 */

import { TermKind } from '../../analysis/analysis.ts';
import type {
  ColumnReader,
  DocumentOptions,
  IndexReader,
  PinyinVocabulary,
  TextReader,
  Vocabulary,
} from '../../index/index-reader.ts';
import type { BigramList, PostingList } from '../../index/posting-list.ts';
import type { Schema } from '../../index/schema.ts';
import type { Term } from '../../index/term.ts';
import type { TextFilter } from '../../index/text-filter.ts';
import type { WideTextFilter } from '../../index/wide-text-filter.ts';
import type { OffsetMap } from '../../text/offset-map.ts';
import type { UnitBuffer } from '../../text/unit-buffer.ts';
import { KeywordFields } from './keyword-fields.ts';
import type { Statistics } from './statistics.ts';

/** An `IndexReader` of the documents that are held; terms and lengths are those of the cluster. */
export class ClusterReader implements IndexReader {
  readonly schema: Schema;
  readonly documentCount: number;
  readonly documentLimit: number;
  readonly loadsBytes = true;
  /** No table of readings is kept on a cluster. */
  readonly pinyin: readonly PinyinVocabulary[] = [];
  readonly keywordFields: ReadonlyMap<string, readonly string[]>;
  private readonly texts = new Map<string, ClusterText>();

  /** @param held the documents that are held, none of which is deleted */
  constructor(
    private readonly held: IndexReader,
    private readonly statistics: Statistics,
  ) {
    this.schema = held.schema;
    this.documentCount = Math.max(statistics.summary.documents, held.documentCount);
    this.documentLimit = held.documentLimit;
    this.keywordFields = new KeywordFields(held.schema, statistics);
  }

  isLive(document: number): boolean {
    return this.held.isLive(document);
  }

  getTextReader(field: string): ClusterText {
    let text = this.texts.get(field);
    if (!text) this.texts.set(field, (text = new ClusterText(field, this.held.getTextReader(field), this.statistics)));
    return text;
  }

  getColumnReader(field: string): ColumnReader {
    return this.held.getColumnReader(field);
  }

  getId(document: number): string {
    return this.held.getId(document);
  }

  findDocument(id: string): number {
    return this.held.findDocument(id);
  }

  getDocument(document: number, options?: DocumentOptions, id?: string): Record<string, unknown> {
    return this.held.getDocument(document, options, id);
  }
}

/** UTF-16 units of the longest spans that are looked up together when a text is cut (gather-frequencies.ts). */
const gatheredUnits = 5;

/** A text field: the postings and texts of the documents that are held, the frequencies and lengths of all. */
export class ClusterText implements TextReader {
  /** Words cannot be listed: a cluster would have to read its whole dictionary. */
  readonly vocabularies: readonly Vocabulary[] = [];

  constructor(
    readonly name: string,
    private readonly held: TextReader,
    private readonly statistics: Statistics,
  ) {}

  get averageSize(): number {
    return this.statistics.summary.sizes[this.name].mean;
  }

  get longestWord(): number {
    return this.statistics.summary.sizes[this.name].longestWord;
  }

  get sizeCodes(): Uint8Array {
    return this.held.sizeCodes;
  }

  get sizes(): Float32Array {
    return this.held.sizes;
  }

  documentFrequency(term: Term): number {
    return this.statistics.documentFrequency(this.name, term);
  }

  readPostings(term: Term, out: PostingList): void {
    this.held.readPostings(term, out);
  }

  readPostingsIn(term: Term, candidates: PostingList, out: PostingList): void {
    this.held.readPostingsIn(term, candidates, out);
  }

  readBigram(term: Term, candidates: PostingList | undefined, out: BigramList): void {
    this.held.readBigram(term, candidates, out);
  }

  readDocuments(term: Term, candidates: PostingList | undefined, out: PostingList): void {
    this.held.readDocuments(term, candidates, out);
  }

  boundTermUnits(_: Uint16Array, start: number, end: number): number {
    return end - start;
  }

  readUnfollowed(character: Term, candidates: PostingList, out: PostingList): void {
    this.held.readUnfollowed(character, candidates, out);
  }

  keepSigns(candidates: PostingList, pairs: Uint32Array, out: PostingList): void {
    this.held.keepSigns(candidates, pairs, out);
  }

  markWordsWithPrefix(prefix: Uint16Array, marks: Uint8Array): void {
    this.held.markWordsWithPrefix(prefix, marks);
  }

  readText(document: number, into: UnitBuffer, maxUnits?: number): void {
    this.held.readText(document, into, maxUnits);
  }

  markPossible(documents: Uint32Array, filter: TextFilter | WideTextFilter, possible: Uint8Array): void {
    this.held.markPossible(documents, filter, possible);
  }

  want(term: Term): void {
    if (term.kind === TermKind.InnerWord && term.end - term.start === gatheredUnits)
      this.statistics.wantLonger(this.name, term);
  }

  loadPostings(): void {}

  wantSizes(): void {}

  loadSizes(): void {}

  wantTexts(): void {}

  getOffsetMap(document: number): OffsetMap | undefined {
    return this.held.getOffsetMap(document);
  }
}
