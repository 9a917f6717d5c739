import { describeValue, HansouError } from '../../errors.ts';
import { toDamageError } from '../damage.ts';
import type { ColumnReader, IndexReader, TextReader } from '../index-reader.ts';
import type { Schema } from '../schema.ts';
import type { Segment } from '../segment/segment.ts';
import { TextStoreReader } from '../store/text-store-reader.ts';
import type { LiveSegment } from './live-segment.ts';
import { MultiSegmentColumn } from './multi-segment-column.ts';
import { findSlice, MultiSegmentText } from './multi-segment-text.ts';

interface SegmentSlice {
  readonly segment: Segment;
  readonly first: number;
  readonly documentCount: number;
  readonly deleted: Uint8Array | undefined;
}

/** A live index as it was when this was made. Documents of its segments are numbered one segment after the other. */
export class LiveReader implements IndexReader {
  readonly documentCount: number;
  readonly documentLimit: number;
  private readonly slices: readonly SegmentSlice[];
  private readonly texts = new Map<string, MultiSegmentText>();
  private readonly columns = new Map<string, MultiSegmentColumn>();

  constructor(
    readonly schema: Schema,
    held: readonly LiveSegment[],
  ) {
    let first = 0;
    this.slices = held.map(each => {
      const { segment, deleted } = each;
      each.isShared = true;
      const part = { segment, first, documentCount: segment.documentCount, deleted };
      first += segment.documentCount;
      return part;
    });
    this.documentLimit = first;
    this.documentCount = held.reduce((sum, { liveCount }) => sum + liveCount, 0);
  }

  isLive(document: number): boolean {
    const part = findSlice(this.slices, document);
    return part !== undefined && part.deleted?.[document - part.first] !== 1;
  }

  getTextReader(field: string): TextReader {
    let text = this.texts.get(field);
    if (!text) {
      const number = this.findFieldOrdinal(field, 'text');
      text = new MultiSegmentText(
        this.slices.map(({ segment, first, documentCount, deleted }) => ({
          text: segment.textFields[number]!,
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
      const number = this.findFieldOrdinal(field, 'value');
      column = new MultiSegmentColumn(
        this.slices.map(({ segment, first, documentCount }) => ({
          column: segment.columns[number]!,
          first,
          documentCount,
        })),
      );
      this.columns.set(field, column);
    }
    return column;
  }

  getId(document: number): string {
    const part = findSlice(this.slices, document);
    if (!part) return '';
    try {
      return part.segment.ids.idOf(document - part.first);
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
    const part = findSlice(this.slices, document);
    const kept: Record<string, unknown> = { id: this.getId(document) };
    if (!part) return kept;
    try {
      Object.keys(this.schema).forEach((name, number) => {
        const field = part.segment.textFields[number]?.store ?? part.segment.columns[number]!;
        const at = document - part.first;
        const value = field instanceof TextStoreReader ? readText(field, at) : field.valueOf(at);
        if (value !== undefined) kept[name] = value;
      });
    } catch (error) {
      throw toDamageError(error);
    }
    return kept;
  }

  private findFieldOrdinal(name: string, kind: 'text' | 'value'): number {
    const number = Object.keys(this.schema).indexOf(name);
    if (number >= 0 && (this.schema[name].type === 'text') === (kind === 'text')) return number;
    throw new HansouError('UNKNOWN_FIELD', `the index has no such ${kind} field`, {
      expected: `one of ${Object.keys(this.schema).join(', ')}`,
      got: describeValue(name),
      hint: 'Ask one of these.',
    });
  }
}

function readText(texts: TextStoreReader, document: number): string | undefined {
  return texts.isMissing(document) ? undefined : texts.text(document);
}
