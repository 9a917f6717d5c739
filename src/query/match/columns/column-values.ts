/** Which documents have some values in a keyword, date or number column? */
import type { ColumnReader, IndexReader } from '../../../index/index-reader.ts';
import { fold } from '../../../text/folding.ts';
import { normalize } from '../../../text/normal-form.ts';
import { DocumentSet } from '../../context/document-set.ts';

/** Numbers from `min` to `max`, both included. */
export interface Interval {
  readonly min: number;
  readonly max: number;
}

/** The keywords of all documents: those of a document from its start to the next. */
interface Keywords {
  readonly starts: Uint32Array;
  readonly ordinals: Uint32Array;
}

/** A keyword as it is compared: in normal form and folded. */
export function foldKeyword(keyword: string): string {
  return fold(normalize(keyword));
}

/**
 * The columns that one query or one filter asks for. A column that is asked for again is read as a whole first, so that
 * many conditions on one field cost little more than one.
 */
export class ColumnValues {
  private readonly asked = new Set<string>();
  private readonly numbers = new Map<string, Float64Array>();
  private readonly keywords = new Map<string, Keywords>();
  private readonly folded = new Map<string, readonly string[]>();

  constructor(private readonly index: IndexReader) {}

  /** The documents with a number in one of the intervals. */
  matchNumbers(field: string, intervals: readonly Interval[]): DocumentSet {
    const { mins, maxs } = uniteIntervals(intervals);
    const column = this.index.getColumnReader(field);
    const numbers = this.isAskedAgain(field) ? this.readNumbers(field, column) : undefined;
    return this.collect(document => {
      const value = numbers ? numbers[document] : column.getNumber(document);
      let low = 0;
      let high = mins.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (mins[middle] <= value) low = middle + 1;
        else high = middle;
      }
      return low > 0 && value <= maxs[low - 1];
    });
  }

  /** The documents with a keyword for which `test` is true of its folded form. */
  matchKeywords(field: string, test: (folded: string) => boolean): DocumentSet {
    const column = this.index.getColumnReader(field);
    let folded = this.folded.get(field);
    if (!folded) this.folded.set(field, (folded = column.values.map(foldKeyword)));
    const isMatch = Uint8Array.from(folded, value => (test(value) ? 1 : 0));
    if (!this.isAskedAgain(field))
      return this.collect(document => column.getKeywordOrdinals(document).some(ordinal => isMatch[ordinal] === 1));
    const { starts, ordinals } = this.readKeywords(field, column);
    return this.collect(document => {
      for (let i = starts[document]; i < starts[document + 1]; i++) if (isMatch[ordinals[i]] === 1) return true;
      return false;
    });
  }

  private isAskedAgain(field: string): boolean {
    if (this.asked.has(field)) return true;
    this.asked.add(field);
    return false;
  }

  private readNumbers(field: string, column: ColumnReader): Float64Array {
    let numbers = this.numbers.get(field);
    if (numbers) return numbers;
    numbers = new Float64Array(this.index.documentLimit).fill(Number.NaN);
    for (let document = 0; document < numbers.length; document++)
      if (this.index.isLive(document)) numbers[document] = column.getNumber(document);
    this.numbers.set(field, numbers);
    return numbers;
  }

  private readKeywords(field: string, column: ColumnReader): Keywords {
    let keywords = this.keywords.get(field);
    if (keywords) return keywords;
    const starts = new Uint32Array(this.index.documentLimit + 1);
    const ordinals: number[] = [];
    for (let document = 0; document < this.index.documentLimit; document++) {
      if (this.index.isLive(document))
        for (const ordinal of column.getKeywordOrdinals(document)) ordinals.push(ordinal);
      starts[document + 1] = ordinals.length;
    }
    keywords = { starts, ordinals: Uint32Array.from(ordinals) };
    this.keywords.set(field, keywords);
    return keywords;
  }

  private collect(test: (document: number) => boolean): DocumentSet {
    const { index } = this;
    const set = new DocumentSet(index.documentLimit);
    for (let document = 0; document < index.documentLimit; document++)
      if (index.isLive(document) && test(document)) set.add(document);
    return set;
  }
}

/** The same numbers as ascending intervals that do not overlap. */
function uniteIntervals(intervals: readonly Interval[]): { mins: readonly number[]; maxs: readonly number[] } {
  const mins: number[] = [];
  const maxs: number[] = [];
  for (const { min, max } of intervals.filter(each => each.min <= each.max).sort((a, b) => a.min - b.min)) {
    const last = maxs.length - 1;
    if (last >= 0 && min <= maxs[last]) maxs[last] = Math.max(maxs[last], max);
    else {
      mins.push(min);
      maxs.push(max);
    }
  }
  return { mins, maxs };
}
