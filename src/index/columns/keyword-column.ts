/**
 * The column of a keyword field: for each document no value, one, or a list of values.
 *
 *     column = values u32, lists u32, width u8, zero u8 * 7, stringsSize u64, strings, codes, lists
 *     strings = the distinct values (strings.ts), ascending by UTF-16 units
 *     codes   = one for each document, packed (packed-numbers.ts): 0 is missing, up to `values` the value before that place,
 *               above it a list
 *     lists   = records (records.ts): for each distinct list its values' numbers as varints
 */
import { ByteWriter } from '../../bytes/byte-writer.ts';
import type { Section } from '../../bytes/section.ts';
import { damageError } from '../damage.ts';
import { bitWidthFor, PackedNumbersReader, packedBytes, writePackedNumbers } from '../packing/packed-numbers.ts';
import { RecordsReader, RecordsWriter } from '../packing/records.ts';
import { sliceSection } from '../packing/slice-section.ts';
import { StringsReader, StringsWriter } from '../packing/strings.ts';
import { readUint64 } from '../packing/uint64.ts';

const headerBytes = 24;

/** Writes a keyword column document by document. */
export class KeywordColumnWriter {
  /** Numbers of the distinct values, in order of first appearance. */
  private readonly values = new Map<string, number>();
  /** Numbers of the distinct lists, by the joined numbers of their values. */
  private readonly lists = new Map<string, number>();
  /** By list: the numbers of its values. */
  private readonly listValues: number[][] = [];
  /** By document: 0 for missing, the number of a value + 1, or -(the number of a list + 1). */
  private codes = new Int32Array(64);
  private count = 0;
  /** By column that was appended from: the own number of each of its values, -1 for those that did not occur yet. */
  private readonly appended = new Map<KeywordColumnReader, Int32Array>();

  /** Adds the value of the next document; undefined when missing. */
  add(value: string | readonly string[] | undefined): void {
    if (value === undefined) this.push(0);
    else if (typeof value === 'string') this.push(this.findOrAddValue(value) + 1);
    else this.push(-(this.findOrAddList(value.map(each => this.findOrAddValue(each))) + 1));
  }

  /** Appends documents of another segment, ascending. */
  append(reader: KeywordColumnReader, documents: Uint32Array): void {
    const ownNumbers = this.appended.get(reader) ?? new Int32Array(reader.valueCount).fill(-1);
    this.appended.set(reader, ownNumbers);
    const numberOf = (number: number): number => {
      if (ownNumbers[number] < 0) ownNumbers[number] = this.findOrAddValue(reader.value(number));
      return ownNumbers[number];
    };
    for (const document of documents) {
      const code = reader.codeOf(document);
      if (code === 0) this.push(0);
      else if (code <= reader.valueCount) this.push(numberOf(code - 1) + 1);
      else this.push(-(this.findOrAddList(reader.keywordsOf(document).map(numberOf)) + 1));
    }
  }

  /** Ends the column. @returns its bytes */
  finish(): Uint8Array {
    const sorted = [...this.values.keys()].sort((a, b) => (a < b ? -1 : 1));
    const places = new Uint32Array(sorted.length);
    const strings = new StringsWriter();
    sorted.forEach((value, place) => {
      places[this.values.get(value) as number] = place;
      strings.add(value);
    });
    const codes = new Float64Array(this.count);
    for (let i = 0; i < this.count; i++) {
      const code = this.codes[i];
      codes[i] = code > 0 ? places[code - 1] + 1 : code < 0 ? sorted.length - code : 0;
    }
    const lists = new RecordsWriter();
    for (const list of this.listValues) {
      for (const number of list) lists.record.writeVarint(places[number]);
      lists.endRecord();
    }
    const width = bitWidthFor(sorted.length + this.listValues.length);
    const writer = new ByteWriter();
    writer.writeU32(sorted.length);
    writer.writeU32(this.listValues.length);
    writer.writeU8(width);
    writer.alignTo(8);
    const stringBytes = strings.finish();
    writer.writeU64(stringBytes.length);
    writer.writeBytes(stringBytes);
    writePackedNumbers(writer, codes, codes.length, width);
    writer.writeBytes(lists.finish());
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

  private findOrAddValue(value: string): number {
    let number = this.values.get(value);
    if (number === undefined) this.values.set(value, (number = this.values.size));
    return number;
  }

  private findOrAddList(numbers: number[]): number {
    const key = numbers.join(' ');
    let list = this.lists.get(key);
    if (list === undefined) {
      this.lists.set(key, (list = this.lists.size));
      this.listValues.push(numbers);
    }
    return list;
  }
}

/** Reads a keyword column. Values have numbers from 0, ascending with the values by UTF-16 units. */
export class KeywordColumnReader {
  /** Number of distinct values. */
  readonly valueCount: number;
  /** Number of distinct lists. */
  readonly listCount: number;
  private readonly strings: StringsReader;
  private readonly packed: PackedNumbersReader;
  private readonly lists: RecordsReader;

  /** @throws HansouError BAD_INDEX when the sizes do not fit */
  constructor(
    private readonly section: Section,
    documentCount: number,
  ) {
    if (section.length < headerBytes) throw damageError(`a column of at least ${headerBytes} bytes`, section.length);
    const { data, origin } = section.window(0, headerBytes);
    const at = section.start - origin;
    this.valueCount = data.getUint32(at, true);
    this.listCount = data.getUint32(at + 4, true);
    const width = data.getUint8(at + 8);
    const codesAt = headerBytes + readUint64(section, 16);
    this.strings = new StringsReader(sliceSection(section, headerBytes, codesAt), this.valueCount);
    const listsAt = codesAt + packedBytes(documentCount, width);
    this.packed = new PackedNumbersReader(sliceSection(section, codesAt, listsAt), documentCount, width);
    this.lists = new RecordsReader(sliceSection(section, listsAt, section.length), this.listCount);
    // Each list has a byte at least; a forged file may count billions of empty ones.
    const { length } = this.lists.section;
    if (this.listCount > length) throw damageError(`at most ${length} lists`, this.listCount);
  }

  /** Notes that the values of many documents will be needed. */
  want(): void {
    this.section.want(0, this.section.length);
  }

  /** The value with this number, below `valueCount`. @throws HansouError BAD_INDEX when its bytes are damaged */
  value(number: number): string {
    return this.strings.at(number);
  }

  /** Calls `visit` with every value and its number, ascending. */
  eachValue(visit: (value: string, number: number) => void): void {
    this.strings.visitAll(number => visit(this.strings.current(), number));
  }

  /** 0 for missing; up to `valueCount` the number of a value + 1; above it, `valueCount` + the number of a list + 1. */
  codeOf(document: number): number {
    return this.checkCode(this.packed.at(document));
  }

  /** `codeOf` by document, in a new array. */
  codes(): Uint32Array {
    const codes = this.packed.readAll();
    for (let i = 0; i < codes.length; i++) this.checkCode(codes[i]);
    return codes instanceof Uint32Array ? codes : Uint32Array.from(codes);
  }

  /** The numbers of a list's values, in the order in which they were given. */
  list(list: number): number[] {
    const record = this.lists.at(list);
    const { bytes, origin } = record.window(0, record.length);
    const end = record.start + record.length - origin;
    const numbers: number[] = [];
    for (let at = record.start - origin; at < end; ) {
      let number = 0;
      let byte = 0x80;
      for (let factor = 1; byte >= 0x80 && at < end && factor < 2 ** 35; factor *= 128) {
        byte = bytes[at++];
        number += (byte & 0x7f) * factor;
      }
      if (byte >= 0x80 || number >= this.valueCount)
        throw damageError(`the number of one of ${this.valueCount} values`, number);
      numbers.push(number);
    }
    return numbers;
  }

  /** The numbers of the document's values; empty when missing. */
  keywordsOf(document: number): number[] {
    const code = this.codeOf(document);
    if (code === 0) return [];
    return code <= this.valueCount ? [code - 1] : this.list(code - this.valueCount - 1);
  }

  /** The value as it was given: a string, a list of strings, or undefined when missing. */
  valueOf(document: number): string | string[] | undefined {
    const code = this.codeOf(document);
    if (code === 0) return undefined;
    if (code <= this.valueCount) return this.value(code - 1);
    return this.list(code - this.valueCount - 1).map(number => this.value(number));
  }

  private checkCode(code: number): number {
    if (code > this.valueCount + this.listCount)
      throw damageError(`a code up to ${this.valueCount + this.listCount}`, code);
    return code;
  }
}
