/** A snapshot of a live index for queries. */
import { gatherMissing } from '../../bytes/missing-bytes.ts';
import { describeValue, HansouError } from '../../errors.ts';
import { toDamageError } from '../damage.ts';
import type { ColumnReader, IndexReader, PinyinVocabulary, TextReader } from '../index-reader.ts';
import type { Schema } from '../schema.ts';
import type { Segment } from '../segment/segment.ts';
import { TextStoreReader } from '../store/text-store-reader.ts';
import { findSlice, type Slice } from './find-slice.ts';
import type { LiveSegment } from './live-segment.ts';
import { MultiSegmentColumn } from './multi-segment-column.ts';
import { MultiSegmentText } from './multi-segment-text.ts';

/** One segment of the snapshot. */
interface SegmentSlice extends Slice {
  readonly segment: Segment;
  readonly deleted: Uint8Array | undefined;
}

/** A live index in the state in which the reader was created. Documents are numbered one segment after the other. */
export class LiveReader implements IndexReader {
  readonly documentCount: number;
  readonly documentLimit: number;
  private readonly slices: readonly SegmentSlice[];
  readonly loadsBytes: boolean;
  readonly pinyin: readonly PinyinVocabulary[];
  private readonly texts = new Map<string, MultiSegmentText>();
  private readonly columns = new Map<string, MultiSegmentColumn>();

  constructor(
    readonly schema: Schema,
    segments: readonly LiveSegment[],
  ) {
    let first = 0;
    this.slices = segments.map(live => {
      const { segment, deleted } = live;
      live.isShared = true;
      const slice = { segment, first, documentCount: segment.documentCount, deleted };
      first += segment.documentCount;
      return slice;
    });
    this.documentLimit = first;
    this.loadsBytes = segments.some(({ segment }) => segment.container.source.want !== undefined);
    this.pinyin = segments.flatMap(({ segment }) => segment.pinyinVocabulary ?? []);
    this.documentCount = segments.reduce((sum, { liveCount }) => sum + liveCount, 0);
  }

  isLive(document: number): boolean {
    const slice = findSlice(this.slices, document);
    return slice !== undefined && slice.deleted?.[document - slice.first] !== 1;
  }

  getTextReader(field: string): TextReader {
    let text = this.texts.get(field);
    if (!text) {
      const ordinal = this.findFieldOrdinal(field, 'text');
      text = new MultiSegmentText(
        this.slices.map(({ segment, first, documentCount, deleted }) => ({
          text: segment.textFields[ordinal]!,
          first,
          documentCount,
          deleted,
        })),
        this.documentCount,
      );
      this.texts.set(field, text);
    }
    return text;
  }

  getColumnReader(field: string): ColumnReader {
    let column = this.columns.get(field);
    if (!column) {
      const ordinal = this.findFieldOrdinal(field, 'value');
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
      return slice.segment.ids.idOf(document - slice.first);
    } catch (error) {
      throw toDamageError(error);
    }
  }

  findDocument(id: string): number {
    try {
      for (const { segment, first, deleted } of this.slices) {
        const document = segment.ids.documentOf(id);
        if (document >= 0 && deleted?.[document] !== 1) return first + document;
      }
    } catch (error) {
      throw toDamageError(error);
    }
    return -1;
  }

  getDocument(document: number): Record<string, unknown> {
    const slice = findSlice(this.slices, document);
    const values: Record<string, unknown> = {};
    const names = Object.keys(this.schema);
    const readField = (ordinal: number): void => {
      if (ordinal === 0) {
        values['id'] = this.getId(document);
        return;
      }
      if (!slice) return;
      const field = slice.segment.textFields[ordinal - 1]?.store ?? slice.segment.columns[ordinal - 1]!;
      const own = document - slice.first;
      const value = field instanceof TextStoreReader ? readText(field, own) : field.valueOf(own);
      if (value !== undefined) values[names[ordinal - 1]] = value;
    };
    try {
      if (this.loadsBytes) gatherMissing(names.length + 1, readField);
      else for (let ordinal = 0; ordinal <= names.length; ordinal++) readField(ordinal);
    } catch (error) {
      throw toDamageError(error);
    }
    return values;
  }

  private findFieldOrdinal(name: string, kind: 'text' | 'value'): number {
    const ordinal = Object.keys(this.schema).indexOf(name);
    if (ordinal >= 0 && (this.schema[name].type === 'text') === (kind === 'text')) return ordinal;
    throw new HansouError('UNKNOWN_FIELD', `the index has no ${kind} field of this name`, {
      expected: `one of ${Object.keys(this.schema).join(', ')}`,
      got: describeValue(name),
      hint: 'Use one of these fields.',
    });
  }
}

function readText(texts: TextStoreReader, document: number): string | undefined {
  return texts.isMissing(document) ? undefined : texts.text(document);
}
