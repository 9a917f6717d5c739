/** The heads of a block's terms: how their names and counts are written (the grammar stands in terms.ts). */
import type { BitReader } from '../bytes/bit-reader.ts';
import { damaged } from './damage.ts';
import type { TermBlock } from './term-block.ts';
import { mostUnits, TermShape } from './term-entry.ts';
import { firstHan, hanBits } from './terms-format.ts';

/** Reads the name of a term into its block. Returns its shape. */
export function readName(bits: BitReader, block: TermBlock, at: number, k: number): TermShape {
  const { units, lengths } = block;
  const start = at * mostUnits;
  const before = start - mostUnits;
  let shared = 1;
  let length = 2;
  let shape: number = TermShape.Pair;
  if (!bits.flag()) {
    shared = bits.gamma() - 1;
    length = shared + bits.gamma() - 1;
    shape = bits.short(2);
  }
  if (shape > TermShape.Word || length > mostUnits || length === 0 || shared > (at === 0 ? 0 : lengths[at - 1]))
    throw damaged(`a term of up to ${mostUnits} units`, `${shared} of ${length}`);
  for (let i = 0; i < shared; i++) units[start + i] = units[before + i];
  let unit = shared;
  if (at > 0 && unit < length && unit < lengths[at - 1]) {
    units[start + unit] = units[before + unit] + bits.rice(k) + 1;
    unit++;
  }
  for (; unit < length; unit++) units[start + unit] = readUnit(bits);
  lengths[at] = length;
  block.shapes[at] = shape;
  return shape as TermShape;
}

function readUnit(bits: BitReader): number {
  if (!bits.flag()) return firstHan + bits.short(hanBits);
  return bits.short(bits.flag() ? 16 : 7);
}

/** How many of a term's documents something is true of: all, or fewer. */
export function readPart(bits: BitReader, whole: number): number {
  if (bits.flag()) return whole;
  const part = bits.gamma() - 1;
  if (part >= whole) throw damaged(`fewer than ${whole} documents`, part);
  return part;
}
