/**
 * How long each document's text is, one byte a document.
 *
 *     lengths = total f64, code u8*            `total` is the sum of what the codes stand for
 *
 * Ranking divides by the length, for which 3 % more or less make no difference; one byte lets it look the division up.
 * The total is of the codes too, not of the sizes given in: so it is the same number however a segment came to hold
 * its documents, by adding, removing or merging.
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
 * What each of the 256 codes stands for: every size up to 32, then 16 steps for each doubling up to 2^17, then 2 up to
 * 2^33.
 *
 * Law: `sizes[sizeCode(size)]` is `size` up to 32, differs from it by at most 1/32 of it up to 2^17, by a quarter above.
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

/** The code of the nearest size in `sizes`; the greater one of two that are as near. */
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

export class TextLengthWriter {
  private readonly codes = new ByteWriter();
  private total = 0;

  /** @param size a whole number */
  add(size: number): void {
    this.addCode(encodeSize(size));
  }

  /** Takes over documents of another segment. */
  append(reader: TextLengthReader, documents: Uint32Array): void {
    for (const document of documents) this.addCode(reader.codes[document]);
  }

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

export class TextLengthReader {
  /** By document: what stands in `sizes` for its size. */
  readonly codes: Uint8Array;
  /** The sum of what the codes stand for. */
  readonly total: number;

  /** @throws HansouError BAD_INDEX */
  constructor(section: Section, documentCount: number) {
    if (section.length !== headerBytes + documentCount)
      throw damageError(`${headerBytes + documentCount} bytes of lengths`, section.length);
    const { data, origin } = section.window(0, headerBytes);
    const total = data.getFloat64(section.start - origin, true);
    this.total = total >= 0 && total < Number.POSITIVE_INFINITY ? total : 0;
    this.codes = retainableBytes(section, headerBytes);
  }
}
