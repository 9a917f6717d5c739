import { shown } from '../errors.ts';
import { damaged } from './damage.ts';
import { DatesReader, dateCode } from './date-column.ts';
import { KeywordsReader } from './keyword-column.ts';
import { NumbersReader } from './number-column.ts';
import type { SegmentColumn } from './value-columns.ts';
import { verifyTexts } from './verify-texts.ts';

/** Checks every value of a column. @throws HansouError BAD_INDEX */
export function verifyColumn(column: SegmentColumn, documentCount: number): void {
  if (column instanceof KeywordsReader) verifyKeywords(column);
  else if (column instanceof NumbersReader) verifyNumbers(column);
  else if (column instanceof DatesReader) verifyDates(column, documentCount);
  else {
    verifyTexts(column.texts);
    for (let document = 0; document < documentCount; document++) column.valueOf(document);
  }
}

/** Values rise, codes are of values or lists, lists are of values. */
function verifyKeywords(column: KeywordsReader): void {
  let before: string | undefined;
  column.eachValue(value => {
    if (before !== undefined && value <= before) throw damaged('rising values', shown(value));
    before = value;
  });
  column.codes();
  for (let list = 0; list < column.listCount; list++) column.list(list);
}

/** NaN is for what is missing; what is there is finite. */
function verifyNumbers(column: NumbersReader): void {
  for (const value of column.numbers())
    if (Math.abs(value) === Number.POSITIVE_INFINITY) throw damaged('a finite number', value);
}

/** Dates are days, months or years of the calendar. */
function verifyDates(column: DatesReader, documentCount: number): void {
  const known = new Set<number>();
  for (let document = 0; document < documentCount; document++) {
    const code = column.codeOf(document);
    if (code < 0 || known.has(code)) continue;
    const date = column.valueOf(document) ?? '';
    if (dateCode(date) !== code) throw damaged('a date of the calendar', date);
    known.add(code);
  }
}
