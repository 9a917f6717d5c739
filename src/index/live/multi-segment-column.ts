import { KeywordColumnReader } from '../columns/keyword-column.ts';
import { StoredValueReader } from '../columns/stored-values.ts';
import type { SegmentColumn } from '../columns/value-columns.ts';
import { toDamageError } from '../damage.ts';
import type { ColumnReader } from '../index-reader.ts';
import { findSlice } from './multi-segment-text.ts';

/** One segment's part of a field that is no text. */
export interface ColumnSlice {
  readonly column: SegmentColumn;
  readonly first: number;
  readonly documentCount: number;
}

const none: readonly number[] = [];

/** A keyword, date, number or stored field over several segments. */
export class MultiSegmentColumn implements ColumnReader {
  private mergedKeywords: { values: string[]; numbers: (Uint32Array | undefined)[] } | undefined;

  constructor(private readonly slices: readonly ColumnSlice[]) {}

  get values(): readonly string[] {
    return this.mergeKeywords().values;
  }

  getNumber(document: number): number {
    const part = findSlice(this.slices, document);
    if (!part || part.column instanceof KeywordColumnReader || part.column instanceof StoredValueReader)
      return Number.NaN;
    try {
      return part.column.numberOf(document - part.first);
    } catch (error) {
      throw toDamageError(error);
    }
  }

  getKeywordOrdinals(document: number): readonly number[] {
    const part = findSlice(this.slices, document);
    if (!part || !(part.column instanceof KeywordColumnReader)) return none;
    try {
      const own = part.column.keywordsOf(document - part.first);
      const numbers = this.mergeKeywords().numbers[this.slices.indexOf(part)];
      return numbers === undefined ? own : own.map(number => numbers[number]);
    } catch (error) {
      throw toDamageError(error);
    }
  }

  getValue(document: number): unknown {
    const part = findSlice(this.slices, document);
    try {
      return part?.column.valueOf(document - part.first);
    } catch (error) {
      throw toDamageError(error);
    }
  }

  /** The values of all segments, and for each segment the numbers of its own among them (undefined: the same). */
  private mergeKeywords(): { values: string[]; numbers: (Uint32Array | undefined)[] } {
    if (this.mergedKeywords) return this.mergedKeywords;
    const places = new Map<string, number>();
    const values: string[] = [];
    const numbers = this.slices.map(({ column }, i) => {
      if (!(column instanceof KeywordColumnReader)) return undefined;
      const own = new Uint32Array(column.valueCount);
      try {
        column.eachValue((value, number) => {
          let place = i === 0 ? undefined : places.get(value);
          if (place === undefined) {
            place = values.length;
            places.set(value, place);
            values.push(value);
          }
          own[number] = place;
        });
      } catch (error) {
        throw toDamageError(error);
      }
      return i === 0 ? undefined : own;
    });
    return (this.mergedKeywords = { values, numbers });
  }
}
