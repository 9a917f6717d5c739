/** Verifies columns of values. */
import { describeValue } from '../../errors.ts';
import { DateColumnReader, encodeDate } from '../columns/date-column.ts';
import { KeywordColumnReader } from '../columns/keyword-column.ts';
import { NumberColumnReader } from '../columns/number-column.ts';
import type { SegmentColumn } from '../columns/value-columns.ts';
import { damageError } from '../damage.ts';
import { verifyTexts } from './verify-texts.ts';

/** Verifies every value of a column. @throws HansouError BAD_INDEX */
export function verifyColumn(column: SegmentColumn, documentCount: number): void {
  if (column instanceof KeywordColumnReader) verifyKeywords(column);
  else if (column instanceof NumberColumnReader) verifyNumbers(column);
  else if (column instanceof DateColumnReader) verifyDates(column, documentCount);
  else {
    verifyTexts(column.texts);
    for (let document = 0; document < documentCount; document++) column.valueOf(document);
  }
}

/** Values ascend, every code is that of a value or a list, and lists consist of values. */
function verifyKeywords(column: KeywordColumnReader): void {
  let before: string | undefined;
  column.eachValue(value => {
    if (before !== undefined && value <= before) throw damageError('ascending values', describeValue(value));
    before = value;
  });
  column.codes();
  for (let list = 0; list < column.listCount; list++) column.list(list);
}

/** NaN means missing; every other number is finite. */
function verifyNumbers(column: NumberColumnReader): void {
  for (const value of column.numbers())
    if (Math.abs(value) === Number.POSITIVE_INFINITY) throw damageError('a finite number', value);
}

/** Every date is a day, month or year of the calendar. */
function verifyDates(column: DateColumnReader, documentCount: number): void {
  const checkedCodes = new Set<number>();
  for (let document = 0; document < documentCount; document++) {
    const code = column.codeOf(document);
    if (code < 0 || checkedCodes.has(code)) continue;
    const date = column.valueOf(document) ?? '';
    if (encodeDate(date) !== code) throw damageError('a date of the calendar', date);
    checkedCodes.add(code);
  }
}
