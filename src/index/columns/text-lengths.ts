/**
 * The lengths of a text field, rounded to one byte a document.
 *
 *     lengths = total f64, code u8*            `total` is the sum of the sizes that the codes stand for
 *
 * Ranking divides by the length, where an error of 3 % makes no difference; with one byte, the division is a table look-up.
 * The total is that of the rounded sizes, so that it does not depend on how a segment came to hold its documents: by
 * adding, removing or merging.
 */
import { ByteWriter } from '../../bytes/byte-writer.ts';
import type { Section } from '../../bytes/section.ts';
import { damageError } from '../damage.ts';
import { retainableBytes } from '../packing/slice-section.ts';

const headerBytes = 8;
const maxExactSize = 32;
const fineStepsPerOctave = 16;
const maxFineSize = 2 ** 17;
const coarseStepsPerOctave = 2;

/**
 * By code: the size that it stands for. Every size up to 32 has a code, then 16 sizes for each doubling up to 2^17, then 2
 * up to 2^33.
 *
 * Law: `sizeByCode[encodeSize(size)]` is `size` up to 32, differs from it by at most 1/32 of it up to 2^17, by a quarter above.
 */
export const sizeByCode: Float32Array = (() => {
  const table = new Float32Array(256);
  let size = 0;
  for (let code = 0; code < 256; code++) {
    table[code] = size;
    const octave = 2 ** Math.floor(Math.log2(Math.max(1, size)));
    size += size < maxExactSize ? 1 : octave / (size < maxFineSize ? fineStepsPerOctave : coarseStepsPerOctave);
  }
  return table;
})();

/**
 * The code of the nearest size in `sizeByCode`; of two equally near sizes the greater.
 * @internal exported for tests
 */
export function encodeSize(size: number): number {
  if (size <= maxExactSize) return size;
  let low = 0;
  let high = sizeByCode.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sizeByCode[middle] <= size) low = middle;
    else high = middle - 1;
  }
  return low + 1 < sizeByCode.length && sizeByCode[low + 1] - size <= size - sizeByCode[low] ? low + 1 : low;
}

/** Writes the lengths of a text field document by document. */
export class TextLengthWriter {
  private readonly codes = new ByteWriter();
  private total = 0;

  /** Adds the size of the next document. @param size an integer */
  add(size: number): void {
    this.addCode(encodeSize(size));
  }

  /** Appends documents of another segment. */
  append(reader: TextLengthReader, documents: Uint32Array): void {
    for (const document of documents) this.addCode(reader.codes[document]);
  }

  /** Ends the section. @returns its bytes */
  finish(): Uint8Array {
    const writer = new ByteWriter(headerBytes + this.codes.length);
    writer.writeF64(this.total);
    writer.writeBytes(this.codes.finish());
    return writer.finish();
  }

  private addCode(code: number): void {
    this.codes.writeU8(code);
    this.total += sizeByCode[code];
  }
}

/** Reads the lengths of a text field. */
export class TextLengthReader {
  private loadedCodes: Uint8Array | undefined;
  /** The sum of the sizes that the codes stand for. */
  readonly total: number;

  /** @throws HansouError BAD_INDEX when the sizes do not fit */
  constructor(
    private readonly section: Section,
    documentCount: number,
  ) {
    if (section.length !== headerBytes + documentCount)
      throw damageError(`${headerBytes + documentCount} bytes of lengths`, section.length);
    const { data, origin } = section.window(0, headerBytes);
    const total = data.getFloat64(section.start - origin, true);
    this.total = total >= 0 && total < Number.POSITIVE_INFINITY ? total : 0;
  }

  /** By document: the code of its size (see `sizeByCode`). */
  get codes(): Uint8Array {
    this.loadedCodes ??= retainableBytes(this.section, headerBytes);
    return this.loadedCodes;
  }
}
