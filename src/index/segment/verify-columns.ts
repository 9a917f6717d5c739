import { describeValue } from '../../errors.ts';
import { DateColumnReader, encodeDate } from '../columns/date-column.ts';
import { KeywordColumnReader } from '../columns/keyword-column.ts';
import { NumberColumnReader } from '../columns/number-column.ts';
import type { SegmentColumn } from '../columns/value-columns.ts';
import { damageError } from '../damage.ts';
import { verifyTexts } from './verify-texts.ts';

/** Checks every value of a column. @throws HansouError BAD_INDEX */
export function verifyColumn(column: SegmentColumn, documentCount: number): void {
  if (column instanceof KeywordColumnReader) verifyKeywords(column);
  else if (column instanceof NumberColumnReader) verifyNumbers(column);
  else if (column instanceof DateColumnReader) verifyDates(column, documentCount);
  else {
    verifyTexts(column.texts);
    for (let document = 0; document < documentCount; document++) column.valueOf(document);
  }
}

/** Values rise, codes are of values or lists, lists are of values. */
function verifyKeywords(column: KeywordColumnReader): void {
  let before: string | undefined;
  column.eachValue(value => {
    if (before !== undefined && value <= before) throw damageError('rising values', describeValue(value));
    before = value;
  });
  column.codes();
  for (let list = 0; list < column.listCount; list++) column.list(list);
}

/** NaN is for what is missing; what is there is finite. */
function verifyNumbers(column: NumberColumnReader): void {
  for (const value of column.numbers())
    if (Math.abs(value) === Number.POSITIVE_INFINITY) throw damageError('a finite number', value);
}

/** Dates are days, months or years of the calendar. */
function verifyDates(column: DateColumnReader, documentCount: number): void {
  const known = new Set<number>();
  for (let document = 0; document < documentCount; document++) {
    const code = column.codeOf(document);
    if (code < 0 || known.has(code)) continue;
    const date = column.valueOf(document) ?? '';
    if (encodeDate(date) !== code) throw damageError('a date of the calendar', date);
    known.add(code);
  }
}
