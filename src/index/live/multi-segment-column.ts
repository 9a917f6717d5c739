/** A field of values over all segments of an index. */
import { KeywordColumnReader } from '../columns/keyword-column.ts';
import { StoredValueReader } from '../columns/stored-values.ts';
import type { SegmentColumn } from '../columns/value-columns.ts';
import { toDamageError } from '../damage.ts';
import type { ColumnReader } from '../index-reader.ts';
import { findSlice, type Slice } from './find-slice.ts';

/** A column of one segment. */
export interface ColumnSlice extends Slice {
  readonly column: SegmentColumn;
}

/** The distinct values of a keyword field over all segments. */
interface MergedKeywords {
  readonly values: string[];
  /** By segment, by the number of a value there: its number in `values`; undefined when the numbers are the same. */
  readonly numbers: (Uint32Array | undefined)[];
}

const noNumbers: readonly number[] = [];

/** A keyword, date, number or stored field over several segments. */
export class MultiSegmentColumn implements ColumnReader {
  private mergedKeywords: MergedKeywords | undefined;

  constructor(private readonly slices: readonly ColumnSlice[]) {}

  get values(): readonly string[] {
    return this.mergeKeywords().values;
  }

  want(): void {
    for (const { column } of this.slices) column.want();
  }

  getNumber(document: number): number {
    const slice = findSlice(this.slices, document);
    if (!slice || slice.column instanceof KeywordColumnReader || slice.column instanceof StoredValueReader)
      return Number.NaN;
    try {
      return slice.column.numberOf(document - slice.first);
    } catch (error) {
      throw toDamageError(error);
    }
  }

  getKeywordOrdinals(document: number): readonly number[] {
    const slice = findSlice(this.slices, document);
    if (!slice || !(slice.column instanceof KeywordColumnReader)) return noNumbers;
    try {
      const own = slice.column.keywordsOf(document - slice.first);
      const numbers = this.mergeKeywords().numbers[this.slices.indexOf(slice)];
      return numbers === undefined ? own : own.map(number => numbers[number]);
    } catch (error) {
      throw toDamageError(error);
    }
  }

  getValue(document: number): unknown {
    const slice = findSlice(this.slices, document);
    try {
      return slice?.column.valueOf(document - slice.first);
    } catch (error) {
      throw toDamageError(error);
    }
  }

  private mergeKeywords(): MergedKeywords {
    if (this.mergedKeywords) return this.mergedKeywords;
    const numberByValue = new Map<string, number>();
    const values: string[] = [];
    const numbers = this.slices.map(({ column }, i) => {
      if (!(column instanceof KeywordColumnReader)) return undefined;
      const own = new Uint32Array(column.valueCount);
      try {
        column.eachValue((value, number) => {
          let merged = i === 0 ? undefined : numberByValue.get(value);
          if (merged === undefined) {
            merged = values.length;
            numberByValue.set(value, merged);
            values.push(value);
          }
          own[number] = merged;
        });
      } catch (error) {
        throw toDamageError(error);
      }
      return i === 0 ? undefined : own;
    });
    return (this.mergedKeywords = { values, numbers });
  }
}
