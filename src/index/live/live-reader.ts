/** A snapshot of a live index for queries. */
import { type ByteSource, MemorySource } from '../../bytes/byte-source.ts';
import { gatherMissing } from '../../bytes/missing-bytes.ts';
import { toDamageError } from '../damage.ts';
import { findFieldOrdinal } from '../field-ordinal.ts';
import type { ColumnReader, DocumentOptions, IndexReader, PinyinVocabulary } from '../index-reader.ts';
import type { Schema } from '../schema.ts';
import { Segment } from '../segment/segment.ts';
import type { TextStoreReader } from '../store/text-store-reader.ts';
import { findSlice, type Slice } from './find-slice.ts';
import { joinSegments } from './join-segments.ts';
import type { Joiner } from './joined/joiner.ts';
import { LiveSegment } from './live-segment.ts';
import { MultiSegmentColumn } from './multi-segment-column.ts';
import { MultiSegmentText } from './multi-segment-text.ts';

/** One segment of the snapshot. */
interface SegmentSlice extends Slice {
  readonly segment: Segment;
  readonly deleted: Uint8Array | undefined;
  /** The numbers of its deleted documents; undefined when none are. */
  readonly deletedDocuments: Uint32Array | undefined;
}

/** A live index in the state in which the reader was created. Documents are numbered one segment after the other. */
export class LiveReader implements IndexReader {
  readonly documentCount: number;
  readonly documentLimit: number;
  private readonly slices: readonly SegmentSlice[];
  readonly loadsBytes: boolean;
  /** Whether all bytes are in memory and stay there. */
  private readonly isInMemory: boolean;
  private readonly fieldNames: readonly string[];
  private readonly texts = new Map<string, MultiSegmentText>();
  private readonly columns = new Map<string, MultiSegmentColumn>();
  private openedPinyin: readonly PinyinVocabulary[] | undefined;

  /** @param joiner reads many segments together, if all their bytes are there */
  constructor(
    readonly schema: Schema,
    segments: readonly LiveSegment[],
    private readonly joiner?: Joiner,
  ) {
    let first = 0;
    this.slices = segments.map(live => {
      const { segment, deleted } = live;
      live.isShared = true;
      const deletedDocuments = live.listDeletedDocuments();
      const slice = { segment, first, documentCount: segment.documentCount, deleted, deletedDocuments };
      first += segment.documentCount;
      return slice;
    });
    this.documentLimit = first;
    this.loadsBytes = segments.some(({ segment }) => segment.container.source.want !== undefined);
    this.isInMemory = segments.every(({ segment }) => segment.container.source instanceof MemorySource);
    this.fieldNames = Object.keys(schema);
    this.documentCount = segments.reduce((sum, { liveCount }) => sum + liveCount, 0);
  }

  /**
   * Opens files that are only read, as one index.
   * @param names what errors call the files
   * @throws HansouError BAD_INDEX or FORMAT_VERSION; of several files as `joinSegments`
   */
  static open(sources: readonly ByteSource[], names?: readonly string[]): LiveReader {
    const [first, ...others] = sources.map(Segment.open);
    // One file that continues no others has nothing to be compared with.
    const isWhole = others.length === 0 && first.earlier === undefined;
    const segments = isWhole ? [new LiveSegment(first)] : joinSegments([first, ...others], names);
    return new LiveReader(first.meta.fields, segments);
  }

  get pinyin(): readonly PinyinVocabulary[] {
    this.openedPinyin ??= this.openPinyin();
    return this.openedPinyin;
  }

  private openPinyin(): readonly PinyinVocabulary[] {
    const { slices, joiner } = this;
    if (!joiner || slices.length < joiner.minSegments)
      return slices.flatMap(({ segment }) => segment.pinyinVocabulary ?? []);
    const readers = slices.flatMap(({ segment }) => segment.pinyin ?? []);
    const texts = this.fieldNames.filter(name => this.schema[name].type === 'text');
    const terms = texts.flatMap(name => this.getTextReader(name).joined ?? []);
    return readers.length > 0 ? [joiner.joinPinyin(readers, terms)] : [];
  }

  /** Loads where the records of all documents begin, and the term indexes: of each segment what takes at most `maxBytes`. */
  loadTables(maxBytes: number): void {
    gatherMissing(this.slices.length, i => {
      const { documents, textFields } = this.slices[i].segment;
      gatherMissing(textFields.length + 1, field => {
        if (field === textFields.length) documents.loadStarts(maxBytes);
        else textFields[field]?.termReader.pages.loadIndex(maxBytes);
      });
    });
  }

  isLive(document: number): boolean {
    const slice = findSlice(this.slices, document);
    return slice !== undefined && slice.deleted?.[document - slice.first] !== 1;
  }

  getTextReader(field: string): MultiSegmentText {
    let text = this.texts.get(field);
    if (!text) {
      const ordinal = findFieldOrdinal(this.schema, field, 'text');
      text = new MultiSegmentText(
        this.slices.map(({ segment, first, documentCount, deleted, deletedDocuments }) => ({
          text: segment.textFields[ordinal]!,
          first,
          documentCount,
          deleted,
          deletedDocuments,
        })),
        this.documentCount,
        this.joiner,
      );
      this.texts.set(field, text);
    }
    return text;
  }

  getColumnReader(field: string): ColumnReader {
    let column = this.columns.get(field);
    if (!column) {
      const ordinal = findFieldOrdinal(this.schema, field, 'value');
      column = new MultiSegmentColumn(
        this.slices.map(({ segment, first, documentCount }) => ({
          column: segment.columns[ordinal]!,
          first,
          documentCount,
        })),
      );
      this.columns.set(field, column);
    }
    return column;
  }

  getId(document: number): string {
    const slice = findSlice(this.slices, document);
    if (!slice) return '';
    try {
      return slice.segment.recordIds.text(document - slice.first);
    } catch (error) {
      throw toDamageError(error);
    }
  }

  findDocument(id: string): number {
    const { slices } = this;
    let found = -1;
    try {
      gatherMissing(slices.length, i => {
        if (found >= 0) return;
        const { segment, first, deleted } = slices[i];
        const document = segment.ids.documentOf(id);
        if (document >= 0 && deleted?.[document] !== 1) found = first + document;
      });
    } catch (error) {
      throw toDamageError(error);
    }
    return found;
  }

  getDocument(document: number, options: DocumentOptions = {}, id = ''): Record<string, unknown> {
    const slice = findSlice(this.slices, document);
    const values: Record<string, unknown> = {};
    const names = options.fields ?? this.fieldNames;
    try {
      if (this.loadsBytes)
        gatherMissing(names.length + 1, i => {
          if (i === 0) values['id'] = id || this.getId(document);
          else this.readField(slice, document, names[i - 1], options, values);
        });
      else {
        values['id'] = id || this.getId(document);
        for (const name of names) this.readField(slice, document, name, options, values);
      }
    } catch (error) {
      throw toDamageError(error);
    }
    return values;
  }

  /** Adds a field of a document to its values, if the index has such a field and the document a value. */
  private readField(
    slice: SegmentSlice | undefined,
    document: number,
    name: string,
    { deferText }: DocumentOptions,
    values: Record<string, unknown>,
  ): void {
    const ordinal = this.fieldNames.indexOf(name);
    if (!slice || ordinal < 0) return;
    const own = document - slice.first;
    const text = slice.segment.textFields[ordinal];
    if (text && deferText && this.isInMemory && text.store.isLong(own)) {
      deferText(values, name, () => readDeferred(text.store, own));
      return;
    }
    const value = text ? readText(text.store, own) : slice.segment.columns[ordinal]!.valueOf(own);
    if (value !== undefined) values[name] = value;
  }
}

function readText(texts: TextStoreReader, document: number): string | undefined {
  return texts.isMissing(document) ? undefined : texts.text(document);
}

/** @throws HansouError BAD_INDEX */
function readDeferred(texts: TextStoreReader, document: number): string {
  try {
    return texts.text(document);
  } catch (error) {
    throw toDamageError(error);
  }
}
