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

/** The documents of all keywords: those of a keyword, by its ordinal, from its start to the next. */
interface Keywords {
  readonly starts: Uint32Array;
  readonly documents: Uint32Array;
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
    if (this.isAskedAgain(field)) return selectNumbers(this.readNumbers(field, column), mins, maxs);
    return this.collect(document => isInIntervals(column.getNumber(document), mins, maxs));
  }

  /** The documents with a keyword for which `test` is true of its folded form. */
  matchKeywords(field: string, test: (folded: string) => boolean): DocumentSet {
    const column = this.index.getColumnReader(field);
    let folded = this.folded.get(field);
    if (!folded) this.folded.set(field, (folded = column.values.map(foldKeyword)));
    if (!this.isAskedAgain(field)) {
      const isMatch = Uint8Array.from(folded, value => (test(value) ? 1 : 0));
      return this.collect(document => column.getKeywordOrdinals(document).some(ordinal => isMatch[ordinal] === 1));
    }
    const { starts, documents } = this.readKeywords(field, column);
    const set = new DocumentSet(this.index.documentLimit);
    for (let ordinal = 0; ordinal < folded.length; ordinal++)
      if (test(folded[ordinal])) for (let i = starts[ordinal]; i < starts[ordinal + 1]; i++) set.add(documents[i]);
    return set;
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
    const ordinals: number[] = [];
    const owners: number[] = [];
    for (let document = 0; document < this.index.documentLimit; document++) {
      if (!this.index.isLive(document)) continue;
      for (const ordinal of column.getKeywordOrdinals(document)) {
        ordinals.push(ordinal);
        owners.push(document);
      }
    }
    keywords = groupByOrdinal(ordinals, owners, column.values.length);
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

/** The documents of each keyword, from pairs of both. */
function groupByOrdinal(ordinals: readonly number[], owners: readonly number[], valueCount: number): Keywords {
  const starts = new Uint32Array(valueCount + 1);
  for (const ordinal of ordinals) starts[ordinal + 1]++;
  for (let ordinal = 0; ordinal < valueCount; ordinal++) starts[ordinal + 1] += starts[ordinal];
  const documents = new Uint32Array(ordinals.length);
  const next = starts.slice();
  for (let i = 0; i < ordinals.length; i++) documents[next[ordinals[i]]++] = owners[i];
  return { starts, documents };
}

/** The documents whose number is in one of the intervals. @param numbers by document, not a number where there is none */
function selectNumbers(numbers: Float64Array, mins: readonly number[], maxs: readonly number[]): DocumentSet {
  const set = new DocumentSet(numbers.length);
  if (mins.length === 1) {
    const [min] = mins;
    const [max] = maxs;
    for (let document = 0; document < numbers.length; document++)
      if (numbers[document] >= min && numbers[document] <= max) set.add(document);
  } else
    for (let document = 0; document < numbers.length; document++)
      if (isInIntervals(numbers[document], mins, maxs)) set.add(document);
  return set;
}

/** Whether a number is in one of the intervals, which ascend and do not overlap. */
function isInIntervals(value: number, mins: readonly number[], maxs: readonly number[]): boolean {
  let low = 0;
  let high = mins.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (mins[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low > 0 && value <= maxs[low - 1];
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
