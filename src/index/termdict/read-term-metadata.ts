/** Decodes parts of a term's metadata. The grammar is in term-dictionary-reader.ts. */
import type { BitReader } from '../../bytes/bit-reader.ts';
import { damageError } from '../damage.ts';
import type { TermBlock } from './term-block.ts';
import { firstShortUnit, shortUnitBits } from './term-dictionary-format.ts';
import { maxTermUnits, TermShape } from './term-entry.ts';

/**
 * Reads the units of term `at` of a block into the block. Returns the shape of the term.
 * @param k the Rice parameter of the block's unit gaps
 */
export function readTermUnits(bits: BitReader, block: TermBlock, at: number, k: number): TermShape {
  const { lengths, starts } = block;
  const previous = at > 0 ? starts[at - 1] : 0;
  const previousLength = at > 0 ? lengths[at - 1] : 0;
  const start = previous + previousLength;
  let shared = 1;
  let length = 2;
  let shape: number = TermShape.Bigram;
  if (!bits.readFlag()) {
    shared = bits.readGamma() - 1;
    length = shared + bits.readGamma() - 1;
    shape = bits.readShort(2);
  }
  if (shape > TermShape.Word || length > maxTermUnits || length === 0 || shared > previousLength)
    throw damageError(`a term of up to ${maxTermUnits} units`, `${shared} of ${length}`);
  const { units } = block.reserveUnits(start + length);
  starts[at] = start;
  for (let i = 0; i < shared; i++) units[start + i] = units[previous + i];
  let unit = shared;
  if (unit < length && unit < previousLength) {
    units[start + unit] = units[previous + unit] + bits.readRice(k) + 1;
    unit++;
  }
  for (; unit < length; unit++) units[start + unit] = readUnit(bits);
  lengths[at] = length;
  block.shapes[at] = shape;
  return shape as TermShape;
}

function readUnit(bits: BitReader): number {
  if (!bits.readFlag()) return firstShortUnit + bits.readShort(shortUnitBits);
  return bits.readShort(bits.readFlag() ? 16 : 7);
}

/** Reads the number of documents in a subset of `total` documents: all of them, or fewer. */
export function readSubsetCount(bits: BitReader, total: number): number {
  if (bits.readFlag()) return total;
  const count = bits.readGamma() - 1;
  if (count >= total) throw damageError(`fewer than ${total} documents`, count);
  return count;
}
