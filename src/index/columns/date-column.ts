/**
 * The column of a date field: one date for each document.
 *
 *     column = width u8, zero u8 * 3, least u32, packed
 *
 * The code of a date is (year * 13 + month) * 32 + day, with 0 for a missing month or day, so that a date comes back in the
 * form in which it was given. `packed` (packed-numbers.ts) holds 0 for missing, else 1 + code - `least`.
 */
import { ByteWriter } from '../../bytes/byte-writer.ts';
import type { Section } from '../../bytes/section.ts';
import { describeValue, HansouError } from '../../errors.ts';
import { damageError } from '../damage.ts';
import { bitWidthFor, PackedNumbersReader, writePackedNumbers } from '../packing/packed-numbers.ts';
import { sliceSection } from '../packing/slice-section.ts';

const headerBytes = 8;
/** Codes of a month: none, 1 … 12. */
const monthCodes = 13;
/** Codes of a day: none, 1 … 31. */
const dayCodes = 32;
/** All codes are below this. */
const codeEnd = 10_000 * monthCodes * dayCodes;
const missingCode = -1;

/** The code of a date; -1 when the text is not a `YYYY`, `YYYY-MM` or `YYYY-MM-DD` of the calendar. */
export function encodeDate(date: string): number {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date);
  if (!parts) return -1;
  const year = Number(parts[1]);
  const month = Number(parts[2] ?? 0);
  const day = Number(parts[3] ?? 0);
  if (parts[2] !== undefined && (month < 1 || month > 12)) return -1;
  if (parts[3] !== undefined && (day < 1 || day > countDays(year, month))) return -1;
  return (year * monthCodes + month) * dayCodes + day;
}

/** Number of days in a month. */
function countDays(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The text of a date. */
function decodeDate(code: number): string {
  const year = Math.floor(code / dayCodes / monthCodes);
  const month = Math.floor(code / dayCodes) % monthCodes;
  const day = code % dayCodes;
  let date = String(year).padStart(4, '0');
  if (month > 0 || day > 0) date += `-${String(month).padStart(2, '0')}`;
  if (day > 0) date += `-${String(day).padStart(2, '0')}`;
  return date;
}

/**
 * Days from 1970-01-01 to the first day of a date, in the proleptic Gregorian calendar. Years begin in March, so that the
 * leap day comes last (after Hinnant, chrono-Compatible Low-Level Date Algorithms).
 */
function countDaysSinceEpoch(code: number): number {
  const month = Math.max(1, Math.floor(code / dayCodes) % monthCodes);
  const day = Math.max(1, code % dayCodes);
  const year = Math.floor(code / dayCodes / monthCodes) - (month <= 2 ? 1 : 0);
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + dayOfYear - 719_468;
}

/** Writes a date column document by document. */
export class DateColumnWriter {
  private codes = new Int32Array(64);
  private count = 0;

  /**
   * Adds the date of the next document.
   * @param date undefined or '' when missing
   * @throws HansouError BAD_DATE
   */
  add(date: string | undefined): void {
    if (date === undefined || date === '') this.push(missingCode);
    else {
      const code = encodeDate(date);
      if (code >= 0) this.push(code);
      else
        throw new HansouError('BAD_DATE', 'a date is not valid', {
          expected: 'YYYY, YYYY-MM or YYYY-MM-DD, a date of the calendar',
          got: describeValue(date),
          hint: "Correct the date, or pass '' when it is unknown.",
        });
    }
  }

  /** Appends documents of another segment, ascending. */
  append(reader: DateColumnReader, documents: Uint32Array): void {
    for (const document of documents) this.push(reader.codeOf(document));
  }

  /** Ends the column. @returns its bytes */
  finish(): Uint8Array {
    let min = codeEnd;
    let max = missingCode;
    for (let i = 0; i < this.count; i++) {
      const code = this.codes[i];
      if (code === missingCode) continue;
      if (code < min) min = code;
      if (code > max) max = code;
    }
    if (max < min) min = 0;
    const width = bitWidthFor(max === missingCode ? 0 : max - min + 1);
    const packed = new Uint32Array(this.count);
    for (let i = 0; i < this.count; i++) packed[i] = this.codes[i] === missingCode ? 0 : this.codes[i] - min + 1;
    const writer = new ByteWriter(headerBytes + this.count * 3);
    writer.writeU8(width);
    writer.alignTo(4);
    writer.writeU32(min);
    writePackedNumbers(writer, packed, this.count, width);
    return writer.finish();
  }

  private push(code: number): void {
    if (this.count === this.codes.length) {
      const grown = new Int32Array(this.count * 2);
      grown.set(this.codes);
      this.codes = grown;
    }
    this.codes[this.count++] = code;
  }
}

/** Reads a date column. */
export class DateColumnReader {
  private readonly packed: PackedNumbersReader;
  private readonly minCode: number;

  /** @throws HansouError BAD_INDEX when the sizes do not fit */
  constructor(section: Section, documentCount: number) {
    if (section.length < headerBytes) throw damageError(`a column of at least ${headerBytes} bytes`, section.length);
    const { data, origin } = section.window(0, headerBytes);
    const at = section.start - origin;
    this.minCode = data.getUint32(at + 4, true);
    this.packed = new PackedNumbersReader(
      sliceSection(section, headerBytes, section.length),
      documentCount,
      data.getUint8(at),
    );
  }

  /** Notes that the values of many documents will be needed. */
  want(): void {
    this.packed.want(0, this.packed.count);
  }

  /** The code of a document's date; -1 when missing. @throws HansouError BAD_INDEX when there is no such date */
  codeOf(document: number): number {
    return this.decode(this.packed.at(document));
  }

  /** Days from 1970-01-01 to the first day of the date; NaN when missing. */
  numberOf(document: number): number {
    const code = this.codeOf(document);
    return code === missingCode ? Number.NaN : countDaysSinceEpoch(code);
  }

  /** `numberOf` by document, in a new array. */
  numbers(): Float64Array {
    return Float64Array.from(this.packed.readAll(), value => {
      const code = this.decode(value);
      return code === missingCode ? Number.NaN : countDaysSinceEpoch(code);
    });
  }

  /** The date as it was given; undefined when missing. */
  valueOf(document: number): string | undefined {
    const code = this.codeOf(document);
    return code === missingCode ? undefined : decodeDate(code);
  }

  private decode(value: number): number {
    if (value === 0) return missingCode;
    const code = value - 1 + this.minCode;
    if (code >= codeEnd) throw damageError('a date up to 9999-12-31', code);
    return code;
  }
}
