/**
 * The column of a number field: one number for each document.
 *
 *     column = width u8, digits u8, zero u8 * 6, least f64, value*
 *
 * When all numbers have at most `digits` (up to 6) decimals and lie close enough together, `value`
 * is packed (packed-numbers.ts) in `width` bits: 0 is missing, else 1 + the number times 10^digits - `least`. Otherwise `width`
 * is 255 and each value an f64, NaN when missing.
 */
import { ByteWriter } from '../../bytes/byte-writer.ts';
import type { Section } from '../../bytes/section.ts';
import { damageError } from '../damage.ts';
import { bitWidthFor, PackedNumbersReader, packedBytes, writePackedNumbers } from '../packing/packed-numbers.ts';
import { sliceSection } from '../packing/slice-section.ts';

const headerBytes = 16;
/** In the place of a width: values are floats. */
const floatWidth = 255;
const maxDecimals = 6;
/** Packed values are below this; wider values than 6 bytes would save nothing. */
const packedEnd = 2 ** 48;

/** Writes a number column document by document. */
export class NumberColumnWriter {
  private values = new Float64Array(64);
  private count = 0;

  /** Adds the number of the next document. @param value finite; undefined when missing */
  add(value: number | undefined): void {
    if (this.count === this.values.length) {
      const grown = new Float64Array(this.count * 2);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.count++] = value ?? Number.NaN;
  }

  /** Appends documents of another segment, ascending. */
  append(reader: NumberColumnReader, documents: Uint32Array): void {
    for (const document of documents) this.add(reader.numberOf(document));
  }

  /** Ends the column. @returns its bytes */
  finish(): Uint8Array {
    const values = this.values.subarray(0, this.count);
    const writer = new ByteWriter(headerBytes + 8 * this.count);
    const decimals = countDecimals(values);
    const scaled = decimals < 0 ? values : values.map(value => Math.round(value * 10 ** decimals));
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    for (const value of scaled) {
      if (value < min) min = value;
      if (value > max) max = value;
    }
    if (max < min) min = max = 0;
    if (decimals < 0 || max - min + 1 >= packedEnd) {
      writer.writeU8(floatWidth);
      writer.alignTo(headerBytes);
      for (const value of values) writer.writeF64(value);
      return writer.finish();
    }
    const width = values.every(Number.isNaN) ? 0 : bitWidthFor(max - min + 1);
    writer.writeU8(width);
    writer.writeU8(decimals);
    writer.alignTo(8);
    writer.writeF64(min);
    for (let i = 0; i < scaled.length; i++) scaled[i] = Number.isNaN(scaled[i]) ? 0 : scaled[i] - min + 1;
    writePackedNumbers(writer, scaled, scaled.length, width);
    return writer.finish();
  }
}

/** The smallest number of decimals that represents every value exactly; -1 when there is none. */
function countDecimals(values: Float64Array): number {
  let decimals = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    while (!isExact(value, decimals)) if (++decimals > maxDecimals) return -1;
  }
  return decimals;
}

/** Whether a value with this many decimals comes back unchanged from an integer. */
function isExact(value: number, decimals: number): boolean {
  // Packing would lose the sign of -0. Adding 0 loses it here too, so that the comparison fails.
  const scaled = Math.round(value * 10 ** decimals) + 0;
  return Number.isSafeInteger(scaled) && Object.is(scaled / 10 ** decimals, value);
}

/** Reads a number column. */
export class NumberColumnReader {
  private readonly packed: PackedNumbersReader | undefined;
  private readonly section: Section;
  private readonly minScaled: number;
  private readonly scale: number;

  /** @throws HansouError BAD_INDEX when the sizes do not fit */
  constructor(
    section: Section,
    private readonly documentCount: number,
  ) {
    if (section.length < headerBytes) throw damageError(`a column of at least ${headerBytes} bytes`, section.length);
    const { data, origin } = section.window(0, headerBytes);
    const at = section.start - origin;
    const width = data.getUint8(at);
    this.scale = 10 ** Math.min(maxDecimals, data.getUint8(at + 1));
    this.minScaled = data.getFloat64(at + 8, true);
    this.section = sliceSection(section, headerBytes, section.length);
    const size = width === floatWidth ? 8 * documentCount : packedBytes(documentCount, width);
    if (this.section.length !== size) throw damageError(`${size} bytes of numbers`, this.section.length);
    if (width !== floatWidth) this.packed = new PackedNumbersReader(this.section, documentCount, width);
  }

  /** Notes that the values of many documents will be needed. */
  want(): void {
    this.section.want(0, this.section.length);
  }

  /** The number of a document; NaN when missing. */
  numberOf(document: number): number {
    if (this.packed) return this.decode(this.packed.at(document));
    const { data, origin } = this.section.window(document * 8, document * 8 + 8);
    return data.getFloat64(this.section.start + document * 8 - origin, true);
  }

  /** `numberOf` by document, in a new array. */
  numbers(): Float64Array {
    if (this.packed) return Float64Array.from(this.packed.readAll(), value => this.decode(value));
    const { data, origin } = this.section.window(0, this.section.length);
    const at = this.section.start - origin;
    const numbers = new Float64Array(this.documentCount);
    for (let i = 0; i < numbers.length; i++) numbers[i] = data.getFloat64(at + i * 8, true);
    return numbers;
  }

  /** The number as it was given; undefined when missing. */
  valueOf(document: number): number | undefined {
    const value = this.numberOf(document);
    return Number.isNaN(value) ? undefined : value;
  }

  private decode(value: number): number {
    return value === 0 ? Number.NaN : (value - 1 + this.minScaled) / this.scale;
  }
}
