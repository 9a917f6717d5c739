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

const headerSize = 8;
const exactUpTo = 32;
const fineSteps = 16;
const fineUpTo = 2 ** 17;
const coarseSteps = 2;

/**
 * What each of the 256 codes stands for: every size up to 32, then 16 steps for each doubling up to 2^17, then 2 up to
 * 2^33.
 *
 * Law: `sizes[sizeCode(size)]` is `size` up to 32, differs from it by at most 1/32 of it up to 2^17, by a quarter above.
 */
export const sizes: Float32Array = (() => {
  const table = new Float32Array(256);
  let size = 0;
  for (let code = 0; code < 256; code++) {
    table[code] = size;
    const octave = 2 ** Math.floor(Math.log2(Math.max(1, size)));
    size += size < exactUpTo ? 1 : octave / (size < fineUpTo ? fineSteps : coarseSteps);
  }
  return table;
})();

/** The code of the nearest size in `sizes`; the greater one of two that are as near. */
export function sizeCode(size: number): number {
  if (size <= exactUpTo) return size;
  let low = 0;
  let high = sizes.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sizes[middle] <= size) low = middle;
    else high = middle - 1;
  }
  return low + 1 < sizes.length && sizes[low + 1] - size <= size - sizes[low] ? low + 1 : low;
}

export class TextLengthWriter {
  private readonly codes = new ByteWriter();
  private total = 0;

  /** @param size a whole number */
  add(size: number): void {
    this.addCode(sizeCode(size));
  }

  /** Takes over documents of another segment. */
  append(reader: TextLengthReader, documents: Uint32Array): void {
    for (const document of documents) this.addCode(reader.codes[document]);
  }

  finish(): Uint8Array {
    const writer = new ByteWriter(headerSize + this.codes.length);
    writer.writeF64(this.total);
    writer.writeBytes(this.codes.finish());
    return writer.finish();
  }

  private addCode(code: number): void {
    this.codes.writeU8(code);
    this.total += sizes[code];
  }
}

export class TextLengthReader {
  /** By document: what stands in `sizes` for its size. */
  readonly codes: Uint8Array;
  /** The sum of what the codes stand for. */
  readonly total: number;

  /** @throws HansouError BAD_INDEX */
  constructor(section: Section, documentCount: number) {
    if (section.length !== headerSize + documentCount)
      throw damageError(`${headerSize + documentCount} bytes of lengths`, section.length);
    const { data, origin } = section.window(0, headerSize);
    const total = data.getFloat64(section.start - origin, true);
    this.total = total >= 0 && total < Number.POSITIVE_INFINITY ? total : 0;
    this.codes = retainableBytes(section, headerSize);
  }
}
