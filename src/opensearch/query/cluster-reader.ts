/**
 * Reads some documents of a cluster as if they were an index with the statistics of all: words are cut and weighed as on one
 * machine with all documents, and found among those that are held.
 */

import { TermKind } from '../../analysis/analysis.ts';
import { sizeByCode } from '../../index/columns/text-lengths.ts';
import { findFieldOrdinal } from '../../index/field-ordinal.ts';
import type {
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
import { HeldColumn } from '../held/held-column.ts';
import type { HeldDocument, HeldDocuments } from '../held/held-documents.ts';
import { HeldField } from '../held/held-field.ts';
import type { HeldText } from '../held/held-text.ts';
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
  private readonly list: readonly HeldDocument[];
  private readonly texts = new Map<string, ClusterText>();
  private readonly columns = new Map<string, HeldColumn>();

  /** @param held what it holds now: documents that are added later are not seen */
  constructor(
    private readonly held: HeldDocuments,
    private readonly statistics: Statistics,
  ) {
    this.schema = held.schema;
    this.list = held.list.slice();
    this.documentLimit = this.list.length;
    this.documentCount = Math.max(statistics.summary.documents, this.documentLimit);
    this.keywordFields = new KeywordFields(held.schema, statistics);
  }

  isLive(document: number): boolean {
    return document < this.documentLimit;
  }

  getTextReader(field: string): ClusterText {
    let text = this.texts.get(field);
    if (!text) {
      const ordinal = findFieldOrdinal(this.schema, field, 'text');
      const texts = this.list.map(document => document.texts[ordinal]!);
      this.texts.set(field, (text = new ClusterText(field, texts, this.statistics)));
    }
    return text;
  }

  getColumnReader(field: string): HeldColumn {
    let column = this.columns.get(field);
    if (!column) {
      const ordinal = findFieldOrdinal(this.schema, field, 'value');
      const values = this.list.map(document => document.values[ordinal]);
      this.columns.set(field, (column = new HeldColumn(this.schema[field].type, values)));
    }
    return column;
  }

  getId(document: number): string {
    return this.list[document]?.id ?? '';
  }

  findDocument(id: string): number {
    const document = this.held.numbers.get(id) ?? -1;
    return document < this.documentLimit ? document : -1;
  }

  getDocument(document: number, { fields = Object.keys(this.schema) }: DocumentOptions = {}): Record<string, unknown> {
    const values: Record<string, unknown> = { id: this.getId(document) };
    for (const name of fields) {
      if (!Object.hasOwn(this.schema, name)) continue;
      const value =
        this.schema[name].type === 'text'
          ? this.getTextReader(name).getText(document)
          : this.getColumnReader(name).getValue(document);
      if (value !== undefined) values[name] = value;
    }
    return values;
  }
}

/** UTF-16 units of the longest spans that are looked up together when a text is cut (gather-frequencies.ts). */
const gatheredUnits = 5;

/** A text field: the terms and texts of the documents that are held, the frequencies and lengths of all. */
export class ClusterText implements TextReader {
  /** Words cannot be listed: a cluster would have to read its whole dictionary. */
  readonly vocabularies: readonly Vocabulary[] = [];
  readonly sizes = sizeByCode;
  private readonly held: HeldField;

  /** @param texts of the documents that are held, by number */
  constructor(
    readonly name: string,
    private readonly texts: readonly HeldText[],
    private readonly statistics: Statistics,
  ) {
    this.held = new HeldField(texts);
  }

  get averageSize(): number {
    return this.statistics.summary.sizes[this.name].mean;
  }

  get longestWord(): number {
    return this.statistics.summary.sizes[this.name].longestWord;
  }

  get sizeCodes(): Uint8Array {
    return this.held.sizeCodes;
  }

  documentFrequency(term: Term): number {
    return this.statistics.documentFrequency(this.name, term);
  }

  readPostings(term: Term, out: PostingList): void {
    this.held.read(term, undefined, out);
  }

  readPostingsIn(term: Term, candidates: PostingList, out: PostingList): void {
    this.held.read(term, candidates, out);
  }

  readBigram(term: Term, candidates: PostingList | undefined, out: BigramList): void {
    this.held.readBigram(term, candidates, out);
  }

  readDocuments(term: Term, candidates: PostingList | undefined, out: PostingList): void {
    this.held.read(term, candidates, out);
  }

  boundTermUnits(_: Uint16Array, start: number, end: number): number {
    return end - start;
  }

  readUnfollowed(character: Term, candidates: PostingList, out: PostingList): void {
    this.held.readUnfollowed(character, candidates, out);
  }

  /** No bits are kept: the texts decide. */
  keepSigns({ documents, count }: PostingList, _: Uint32Array, out: PostingList): void {
    out.count = 0;
    out.reserve(count);
    out.documents.set(documents.subarray(0, count));
    out.count = count;
  }

  markWordsWithPrefix(prefix: Uint16Array, marks: Uint8Array): void {
    this.held.markWordsWithPrefix(prefix, marks);
  }

  readText(document: number, into: UnitBuffer, maxUnits = Number.POSITIVE_INFINITY): void {
    const text = this.getText(document) ?? '';
    into.length = Math.min(maxUnits, text.length);
    into.reserve(into.length);
    for (let i = 0; i < into.length; i++) into.units[i] = text.charCodeAt(i);
  }

  markPossible(documents: Uint32Array, _: TextFilter | WideTextFilter, possible: Uint8Array): void {
    documents.forEach((document, i) => {
      if (this.getText(document)) possible[i] = 1;
    });
  }

  /** The text of a document; undefined if it has none. */
  getText(document: number): string | undefined {
    const value = this.texts[document]?.value;
    return value?.isMissing ? undefined : value?.text;
  }

  want(count: number, termAt: (i: number) => Term): void {
    for (let i = 0; i < count; i++) {
      const term = termAt(i);
      if (term.kind === TermKind.InnerWord && term.end - term.start === gatheredUnits)
        this.statistics.wantLonger(this.name, term);
    }
  }

  loadPostings(): void {}

  wantSizes(): void {}

  loadSizes(): void {}

  wantTexts(): void {}

  getOffsetMap(document: number): OffsetMap | undefined {
    return this.texts[document]?.value.map;
  }
}
