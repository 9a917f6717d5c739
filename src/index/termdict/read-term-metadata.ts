/** The heads of a block's terms: how their names and counts are written (the grammar stands in terms.ts). */
import type { BitReader } from '../../bytes/bit-reader.ts';
import { damageError } from '../damage.ts';
import type { TermBlock } from './term-block.ts';
import { firstShortUnit, shortUnitBits } from './term-dictionary-format.ts';
import { maxTermUnits, TermShape } from './term-entry.ts';

/** Reads the name of a term into its block. Returns its shape. */
export function readTermUnits(bits: BitReader, block: TermBlock, at: number, k: number): TermShape {
  const { units, lengths } = block;
  const start = at * maxTermUnits;
  const before = start - maxTermUnits;
  let shared = 1;
  let length = 2;
  let shape: number = TermShape.Bigram;
  if (!bits.readFlag()) {
    shared = bits.readGamma() - 1;
    length = shared + bits.readGamma() - 1;
    shape = bits.readShort(2);
  }
  if (shape > TermShape.Word || length > maxTermUnits || length === 0 || shared > (at === 0 ? 0 : lengths[at - 1]))
    throw damageError(`a term of up to ${maxTermUnits} units`, `${shared} of ${length}`);
  for (let i = 0; i < shared; i++) units[start + i] = units[before + i];
  let unit = shared;
  if (at > 0 && unit < length && unit < lengths[at - 1]) {
    units[start + unit] = units[before + unit] + bits.readRice(k) + 1;
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

/** How many of a term's documents something is true of: all, or fewer. */
export function readSubsetCount(bits: BitReader, whole: number): number {
  if (bits.readFlag()) return whole;
  const part = bits.readGamma() - 1;
  if (part >= whole) throw damageError(`fewer than ${whole} documents`, part);
  return part;
}
