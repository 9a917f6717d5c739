/**
 * Tells at which places no name of a person can be better than the words there. Skip it at a first reading: it is one table, laid out so
 * that few cache lines hold what most places need, and a loop without branches.
 */
import { HansouError } from '../../../errors.ts';
import { type NameScreen, rowBits, rowFlags } from '../../../lexicon/name-source.ts';
import { nameDots } from '../dotted-names.ts';
import { besideDot, type NameContexts } from '../name-contexts.ts';
import { maxTransliteratedUnits, NameRole } from '../name-tables.ts';
import { politeForms } from './forms-of-address.ts';
import {
  chineseBit,
  compoundBit,
  type PersonWeights,
  roleCount,
  secondShift,
  someone,
  transliteratedBit,
} from './person-weights.ts';

/** Columns of the table behind those of `NameRole`: the most that the unit adds left and right of a name, its letter, and flags. */
const Column = { Left: roleCount, Right: roleCount + 1, Letter: roleCount + 2, Flags: roleCount + 3 } as const;
const stride = 8;
/** Steps of the table for a logarithm of 1: weights are rounded up to them, so that a row has 16 bytes. */
const stepsPerLog = 1024;
/** The weight of a unit in a role that it never has. */
const impossible = -(2 ** 15);
/**
 * Flags: a transliterated name may begin with the unit, or have it behind that; it may be 某, the beginning of a compound surname, or of a
 * polite form.
 */
const Flag = { First: 1, Later: 2, Someone: 4, Compound: 8, CompoundSecond: 16, Polite: 32, PoliteEnd: 64 } as const;
/** What rounding to integers can change in a sum of five. */
const rounding = 5;

/** The rows of the units that a text has outside of names. */
const signRow = 0;
const hanRow = 1;
/** Bit of a character that is a given one in Chinese names alone. */
const secondBit = chineseBit << secondShift;
/** The rows of rare characters and of dots. */
const rareRow = 2;
const dotRow = 3;
/** Of the bits of a unit: those that a name begins with. A compound surname begins as another one. */
const beginningBits = (1 << rowFlags) - 1;

export class PersonScreen implements NameScreen {
  readonly rowOfUnit = new Uint16Array(0x10000);
  readonly dotRow = dotRow;
  private readonly table: Int16Array;
  /** How many bits a weight unit is finer than a step of the table. */
  private readonly shift: number;
  private readonly stepsPerLog: number;
  private readonly pairs: Float32Array;

  /** @param codes by unit: a number that is low for frequent units, so that their rows lie together; 0 if it has none */
  constructor(
    private readonly persons: PersonWeights,
    contexts: NameContexts,
    readonly unitsPerLog: number,
    codes: Uint16Array,
  ) {
    const { leftBounds, rightBounds } = contexts;
    const { rows, letters, unitBits, weightsOfRows, compounds } = persons;
    this.pairs = persons.pairs;
    const flags = new Uint8Array(0x10000);
    for (let unit = 0; unit < flags.length; unit++) {
      const bits = unitBits[unit];
      if ((bits & transliteratedBit) !== 0) flags[unit] |= Flag.First;
      if (((bits >> secondShift) & transliteratedBit) !== 0) flags[unit] |= Flag.Later;
      if ((bits & compoundBit) !== 0) flags[unit] |= Flag.Compound;
    }
    for (const list of compounds.values()) for (const [, second] of list) flags[second] |= Flag.CompoundSecond;
    for (const form of politeForms) {
      flags[form.charCodeAt(0)] |= Flag.Polite;
      flags[form.charCodeAt(1)] |= Flag.PoliteEnd;
    }
    flags[someone] |= Flag.Someone;
    const steps = Math.min(stepsPerLog, unitsPerLog);
    this.stepsPerLog = steps;
    this.shift = Math.log2(unitsPerLog / steps);
    const scale = (weight: number): number => Math.max(impossible, Math.ceil(weight * steps));
    const never = contexts.leastBound;
    const none = new Array<number>(roleCount).fill(impossible);
    const rare = Array.from({ length: roleCount }, (_, role) =>
      scale(weightsOfRows[roleCount * persons.rareRow + role]),
    );
    const plainHan = [scale(never), scale(never), 0, 0];
    const dot = scale(besideDot);
    const table = [...none, 0, 0, 0, 0, ...none, ...plainHan, ...rare, ...plainHan, ...none, dot, dot, 0, 0];
    let rowCount = dotRow + 1;
    for (const unit of orderByCode(codes)) {
      const row = roleCount * rows[unit];
      const isRare = rows[unit] === persons.rareRow;
      const isHan = contexts.isHan(unit);
      const plain = isRare ? rareRow : isHan ? hanRow : signRow;
      const isPlain =
        (isRare || row === 0) &&
        unitBits[unit] === (isRare ? secondBit : 0) &&
        leftBounds[unit] === (plain === signRow ? 0 : never) &&
        rightBounds[unit] === leftBounds[unit];
      const bits = unitBits[unit];
      const meeting = isHan ? (bits & beginningBits) | (((bits >> secondShift) & beginningBits) << rowFlags) : 0;
      const number = nameDots.has(unit) ? dotRow : isPlain ? plain : rowCount++;
      this.rowOfUnit[unit] = number | (meeting << rowBits);
      if (number < dotRow + 1) continue;
      for (let role = 0; role < roleCount; role++)
        table.push(row === 0 ? impossible : scale(weightsOfRows[row + role]));
      table.push(scale(leftBounds[unit]), scale(rightBounds[unit]), letters[unit], flags[unit]);
    }
    if (rowCount > 1 << rowBits)
      throw new HansouError('BAD_LEXICON', 'too many characters matter for names', {
        expected: `at most ${1 << rowBits}`,
        got: `${rowCount}`,
        hint: 'Build the tables from fewer characters.',
      });
    this.table = Int16Array.from(table);
  }

  select(rows: Uint16Array, places: Int32Array, count: number, sums: Int32Array, slack: number): number {
    const { table, shift } = this;
    let kept = 0;
    const given = slack + rounding;
    // First what may be a Chinese name, and with a sign what may be another one.
    for (let i = 1; i <= count; i++) {
      const place = places[i];
      // The row of a unit stands one further on.
      const first = stride * rows[place + 1];
      const second = stride * rows[place + 2];
      const third = stride * rows[place + 3];
      const surname = table[first + NameRole.Surname] + table[stride * rows[place] + Column.Left];
      const two = given + ((surname + table[second + NameRole.Only] + table[third + Column.Right]) << shift);
      const three =
        given +
        ((surname +
          table[second + NameRole.First] +
          table[third + NameRole.Second] +
          table[stride * rows[place + 4] + Column.Right]) <<
          shift);
      const sum = sums[place];
      // All bits set if neither weighs as much as the words.
      const isWorse = ((two - ((sum - sums[place + 2]) | 0)) & (three - ((sum - sums[place + 3]) | 0))) >> 31;
      const next = table[second + Column.Flags];
      const flags = table[first + Column.Flags];
      const isOther =
        (flags & (next >> 1) & Flag.First) |
        (next & (Flag.Someone | Flag.Polite)) |
        (flags & (next >> 1) & Flag.Compound);
      places[kept + 1] = place ^ isWorse;
      kept += 1 & (~isWorse | (-isOther >> 31));
    }
    return this.selectOthers(rows, places, kept, sums, slack);
  }

  boundLeft(rows: Uint16Array, start: number): number {
    return (this.table[stride * rows[start] + Column.Left] << this.shift) + 1;
  }

  boundRight(rows: Uint16Array, end: number): number {
    return (this.table[stride * rows[end + 1] + Column.Right] << this.shift) + 1;
  }

  /** Of the first `count` places keeps those that are not inverted, and those of other names. */
  private selectOthers(rows: Uint16Array, places: Int32Array, count: number, sums: Int32Array, slack: number): number {
    const { table } = this;
    let kept = 0;
    for (let i = 1; i <= count; i++) {
      let place = places[i];
      if (place < 0) {
        place = ~place;
        const flags = table[stride * rows[place + 1] + Column.Flags];
        const next = table[stride * rows[place + 2] + Column.Flags];
        const isPolite =
          (next & Flag.Polite) !== 0 && (table[stride * rows[place + 3] + Column.Flags] & Flag.PoliteEnd) !== 0;
        const isOther = isPolite || (next & Flag.Someone) !== 0 || (flags & (next >> 1) & Flag.Compound) !== 0;
        if (!isOther && !this.mayTransliterate(rows, place, sums, slack)) continue;
      }
      places[++kept] = place;
    }
    return kept;
  }

  private mayTransliterate(rows: Uint16Array, place: number, sums: Int32Array, slack: number): boolean {
    const { table, shift, stepsPerLog, unitsPerLog, persons, pairs } = this;
    const { letterCount, lengths } = persons;
    let letter = table[stride * rows[place + 1] + Column.Letter];
    let next = table[stride * rows[place + 2] + Column.Letter];
    if (!persons.mayBegin(letter, next)) return false;
    let weight = pairs[letter - 1] + table[stride * rows[place] + Column.Left] / stepsPerLog;
    const sum = sums[place];
    for (let length = 2; ; length++) {
      weight += pairs[letter * letterCount + next - 1];
      const right = table[stride * rows[place + length + 1] + Column.Right];
      const rest = (sum - sums[place + length]) | 0;
      if ((weight + lengths[length - 1]) * unitsPerLog + (right << shift) >= rest - slack - rounding) return true;
      if (length === maxTransliteratedUnits) return false;
      letter = next;
      next = table[stride * rows[place + length + 1] + Column.Letter];
      if (next === 0) return false;
    }
  }
}

/** All units: those with a code by their code, then the others. */
function orderByCode(codes: Uint16Array): Uint32Array {
  const order = new Uint32Array(0x10000);
  const units = new Int32Array(0x10000).fill(-1);
  for (let unit = 0; unit < units.length; unit++) if (codes[unit] !== 0) units[codes[unit]] = unit;
  let count = 0;
  for (const unit of units) if (unit >= 0) order[count++] = unit;
  for (let unit = 0; unit < units.length; unit++) if (codes[unit] === 0) order[count++] = unit;
  return order;
}
