/**
 * Tells at which places no name of a person can be better than the words there. Skip it at a first reading: it is one table, laid out so
 * that few cache lines hold what most places need, and a loop without branches.
 */
import { type NameScreen, nameDotBit, rowBits } from '../../../lexicon/name-source.ts';
import { nameDots } from '../dotted-names.ts';
import type { NameContexts } from '../name-contexts.ts';
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
/** The weight of a unit in a role that it never has: no sum of three exceeds the range of integers. */
const impossible = -(2 ** 28);
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
/** The row of rare characters. */
const rareRow = 2;

export class PersonScreen implements NameScreen {
  readonly rowOfUnit = new Int32Array(0x10000);
  readonly rowOfCode: Int32Array;
  private readonly table: Int32Array;
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
    const scale = (weight: number): number => Math.max(impossible, Math.round(weight * unitsPerLog));
    const never = contexts.leastBound;
    const none = new Array<number>(roleCount).fill(impossible);
    const rare = Array.from({ length: roleCount }, (_, role) =>
      scale(weightsOfRows[roleCount * persons.rareRow + role]),
    );
    const plainHan = [scale(never), scale(never), 0, 0];
    const table = [...none, 0, 0, 0, 0, ...none, ...plainHan, ...rare, ...plainHan];
    let rowCount = 3;
    for (const unit of orderByCode(codes)) {
      const row = roleCount * rows[unit];
      const isRare = rows[unit] === persons.rareRow;
      const plain = isRare ? rareRow : contexts.isHan(unit) ? hanRow : signRow;
      const isPlain =
        (isRare || row === 0) &&
        unitBits[unit] === (isRare ? secondBit : 0) &&
        leftBounds[unit] === (plain === signRow ? 0 : never) &&
        rightBounds[unit] === leftBounds[unit];
      const bits = unitBits[unit] | (nameDots.has(unit) ? nameDotBit : 0);
      this.rowOfUnit[unit] = (isPlain ? plain : rowCount++) | (bits << rowBits);
      if (isPlain) continue;
      for (let role = 0; role < roleCount; role++)
        table.push(row === 0 ? impossible : scale(weightsOfRows[row + role]));
      table.push(scale(leftBounds[unit]), scale(rightBounds[unit]), letters[unit], flags[unit]);
    }
    this.table = Int32Array.from(table);
    this.rowOfCode = new Int32Array(codes.reduce((most, code) => Math.max(most, code)) + 1);
    for (let unit = 0; unit < codes.length; unit++)
      if (codes[unit] !== 0) this.rowOfCode[codes[unit]] = this.rowOfUnit[unit];
  }

  select(rows: Uint16Array, places: Int32Array, count: number, sums: Int32Array, slack: number): number {
    const { table } = this;
    let kept = 0;
    const given = slack + rounding;
    // First what may be a Chinese name, and with a sign what may be another one.
    for (let i = 1; i <= count; i++) {
      const place = places[i];
      // The row of a unit stands one further on.
      const first = stride * rows[place + 1];
      const second = stride * rows[place + 2];
      const third = stride * rows[place + 3];
      const surname = table[first + NameRole.Surname] + table[stride * rows[place] + Column.Left] + given;
      const two = surname + table[second + NameRole.Only] + table[third + Column.Right];
      const three =
        surname +
        table[second + NameRole.First] +
        table[third + NameRole.Second] +
        table[stride * rows[place + 4] + Column.Right];
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
    return this.table[stride * rows[start] + Column.Left] + 1;
  }

  boundRight(rows: Uint16Array, end: number): number {
    return this.table[stride * rows[end + 1] + Column.Right] + 1;
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
    const { table, unitsPerLog, persons, pairs } = this;
    const { letterCount, lengths } = persons;
    let letter = table[stride * rows[place + 1] + Column.Letter];
    let next = table[stride * rows[place + 2] + Column.Letter];
    if (!persons.mayBegin(letter, next)) return false;
    let weight = pairs[letter - 1] + table[stride * rows[place] + Column.Left] / unitsPerLog;
    const sum = sums[place];
    for (let length = 2; ; length++) {
      weight += pairs[letter * letterCount + next - 1];
      const right = table[stride * rows[place + length + 1] + Column.Right];
      const rest = (sum - sums[place + length]) | 0;
      if ((weight + lengths[length - 1]) * unitsPerLog + right >= rest - slack - rounding) return true;
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
