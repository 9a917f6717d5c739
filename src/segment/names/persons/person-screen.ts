/**
 * Tells at which places no name of a person can be better than the words there. Skip it at a first reading: it is one table, laid out so
 * that few cache lines hold what most places need, and a loop without branches.
 */
import { type NameScreen, screenFlags } from '../../../lexicon/name-source.ts';
import { nameDots } from '../dotted-names.ts';
import type { NameContexts } from '../name-contexts.ts';
import { maxTransliteratedUnits, NameRole } from '../name-tables.ts';
import { politeForms } from './forms-of-address.ts';
import { longBit, type PersonWeights, roleCount, secondShift, someone, transliteratedBit } from './person-weights.ts';

/** Columns of the table behind those of `NameRole`: the most that the unit adds left and right of a name, its letter, and flags. */
const Column = { Left: roleCount, Right: roleCount + 1, Letter: roleCount + 2, Flags: roleCount + 3 } as const;
const stride = 8;
/** Steps of the table for a logarithm of 1: weights are rounded up to them, so that a row has 16 bytes. */
const stepsPerLog = 1024;
/** The weight of a unit in a role that it never has. */
const impossible = -(2 ** 15);
/**
 * Flags: a transliterated name may begin with the unit, or have it behind that; it may be 某, the beginning of a surname of two units and more,
 * or of a polite form.
 */
const Flag = { First: 1, Later: 2, Someone: 4, Long: 8, LongSecond: 16, Polite: 32, PoliteEnd: 64 } as const;
const longPairBits = 14;
/** What rounding to integers can change in a sum of five. */
const rounding = 5;

/** In `unusual`, above the flags: set for each such unit. */
const unusualBit = 1 << (2 * screenFlags);
/** Of the bits of a unit: those that a name begins with. */
const beginningBits = (1 << screenFlags) - 1;

/** Its table has a row for each code. All usual units without a code share row 0, which has the highest bounds of any of them. */
export class PersonScreen implements NameScreen {
  readonly unusual = new Uint8Array(0x10000);
  readonly flagsOfCode: Uint8Array;
  private readonly table: Int16Array;
  /** How many bits a weight unit is finer than a step of the table. */
  private readonly shift: number;
  private readonly stepsPerLog: number;
  private readonly pairs: Float32Array;
  /** Bits by a hash of two codes: whether a surname of two units and more begins with two such. */
  private readonly longPairs = new Uint8Array(1 << (longPairBits - 3));

  /** @param codes by unit: its code, low for frequent ones; 0 if it has none */
  constructor(
    private readonly persons: PersonWeights,
    contexts: NameContexts,
    readonly unitsPerLog: number,
    codes: Uint16Array,
  ) {
    this.pairs = persons.pairs;
    this.stepsPerLog = Math.min(stepsPerLog, unitsPerLog);
    this.shift = Math.log2(unitsPerLog / this.stepsPerLog);
    const codeCount = 1 + codes.reduce((a, b) => Math.max(a, b), 0);
    this.flagsOfCode = new Uint8Array(codeCount);
    this.table = new Int16Array(stride * codeCount);
    for (let code = 0; code < codeCount; code++)
      this.table.fill(impossible, stride * code, stride * code + Column.Letter);
    const flags = findFlags(persons);
    for (const surnames of persons.longSurnames.values())
      for (const { units } of surnames) {
        const bit = hashPair(codes[units[0]], codes[units[1]]);
        this.longPairs[bit >> 3] |= 1 << (bit & 7);
      }
    for (let unit = 0; unit < codes.length; unit++) {
      const isHan = contexts.isHan(unit);
      const meeting = isHan ? meetingFlags(persons.unitBits[unit]) : 0;
      if (codes[unit] > 0) {
        this.addUnit(unit, codes[unit], flags[unit], contexts);
        this.flagsOfCode[codes[unit]] = meeting;
      } else if (meeting !== 0 || nameDots.has(unit)) this.unusual[unit] = meeting | unusualBit;
      // A window has code 0 also for a unit with a code, if it is in a token that no word contains.
      if (this.unusual[unit] === 0 && (!isHan || codes[unit] === 0)) this.addUnit(unit, 0, 0, contexts);
    }
  }

  /** Raises the weights of a code to those of a unit. */
  private addUnit(unit: number, code: number, flags: number, contexts: NameContexts): void {
    const { table } = this;
    const { rows, letters, weightsOfRows } = this.persons;
    const row = stride * code;
    const raise = (column: number, weight: number): void => {
      table[row + column] = Math.max(table[row + column], Math.ceil(weight * this.stepsPerLog));
    };
    raise(Column.Left, contexts.leftBounds[unit]);
    raise(Column.Right, contexts.rightBounds[unit]);
    if (!contexts.isHan(unit)) return;
    if (rows[unit] !== 0)
      for (let role = 0; role < roleCount; role++) raise(role, weightsOfRows[roleCount * rows[unit] + role]);
    table[row + Column.Letter] = letters[unit];
    table[row + Column.Flags] = flags;
  }

  select(
    codes: Uint16Array,
    places: Int32Array,
    count: number,
    sums: Int32Array,
    slack: number,
    out: Int32Array,
  ): number {
    const { table, shift } = this;
    const given = slack + rounding;
    // Nothing stands before the first unit. A name there stays.
    const first = count > 0 && places[1] === 0 ? 2 : 1;
    let kept = first - 1;
    if (kept > 0) out[kept] = 0;
    // First what may be a Chinese name, and with a sign what may be another one.
    for (let i = first; i <= count; i++) {
      const place = places[i];
      const begin = stride * codes[place];
      const second = stride * codes[place + 1];
      const third = stride * codes[place + 2];
      const surname = table[begin + NameRole.Surname] + table[stride * codes[place - 1] + Column.Left];
      const two = given + ((surname + table[second + NameRole.Only] + table[third + Column.Right]) << shift);
      const three =
        given +
        ((surname +
          table[second + NameRole.First] +
          table[third + NameRole.Second] +
          table[stride * codes[place + 3] + Column.Right]) <<
          shift);
      const sum = sums[place];
      // All bits set if neither weighs as much as the words.
      const isWorse = ((two - ((sum - sums[place + 2]) | 0)) & (three - ((sum - sums[place + 3]) | 0))) >> 31;
      const next = table[second + Column.Flags];
      const flags = table[begin + Column.Flags];
      const isOther =
        (flags & (next >> 1) & Flag.First) | (next & (Flag.Someone | Flag.Polite)) | (flags & (next >> 1) & Flag.Long);
      out[kept + 1] = place ^ isWorse;
      kept += 1 & (~isWorse | (-isOther >> 31));
    }
    return this.selectOthers(codes, out, first - 1, kept, sums, slack);
  }

  boundLeft(codes: Uint16Array, start: number): number {
    return start === 0 ? 1 : (this.table[stride * codes[start - 1] + Column.Left] << this.shift) + 1;
  }

  boundRight(codes: Uint16Array, end: number): number {
    return (this.table[stride * codes[end] + Column.Right] << this.shift) + 1;
  }

  /** Of the places from number `kept + 1` to `count` keeps those that are not inverted, and those of other names. */
  private selectOthers(
    codes: Uint16Array,
    places: Int32Array,
    kept: number,
    count: number,
    sums: Int32Array,
    slack: number,
  ): number {
    const { table } = this;
    for (let i = kept + 1; i <= count; i++) {
      let place = places[i];
      if (place < 0) {
        place = ~place;
        const flags = table[stride * codes[place] + Column.Flags];
        const next = table[stride * codes[place + 1] + Column.Flags];
        const isPolite =
          (next & Flag.Polite) !== 0 && (table[stride * codes[place + 2] + Column.Flags] & Flag.PoliteEnd) !== 0;
        const isLong = (flags & (next >> 1) & Flag.Long) !== 0 && this.mayBeLong(codes[place], codes[place + 1]);
        const isOther = isPolite || (next & Flag.Someone) !== 0 || isLong;
        if (!isOther && !this.mayTransliterate(codes, place, sums, slack)) continue;
      }
      places[++kept] = place;
    }
    return kept;
  }

  private mayBeLong(first: number, second: number): boolean {
    const bit = hashPair(first, second);
    return ((this.longPairs[bit >> 3] >> (bit & 7)) & 1) !== 0;
  }

  private mayTransliterate(codes: Uint16Array, place: number, sums: Int32Array, slack: number): boolean {
    const { table, shift, stepsPerLog, unitsPerLog, persons, pairs } = this;
    const { letterCount, lengths } = persons;
    let letter = table[stride * codes[place] + Column.Letter];
    let next = table[stride * codes[place + 1] + Column.Letter];
    if (!persons.mayBegin(letter, next)) return false;
    let weight = pairs[letter - 1] + table[stride * codes[place - 1] + Column.Left] / stepsPerLog;
    const sum = sums[place];
    for (let length = 2; ; length++) {
      weight += pairs[letter * letterCount + next - 1];
      const right = table[stride * codes[place + length] + Column.Right];
      const rest = (sum - sums[place + length]) | 0;
      if ((weight + lengths[length - 1]) * unitsPerLog + (right << shift) >= rest - slack - rounding) return true;
      if (length === maxTransliteratedUnits) return false;
      letter = next;
      next = table[stride * codes[place + length] + Column.Letter];
      if (next === 0) return false;
    }
  }
}

function hashPair(first: number, second: number): number {
  return Math.imul((first << 16) | second, 0x9e3779b1) >>> (32 - longPairBits);
}

/** Whether a name may begin with a unit of these bits, and above it whether the unit may stand second. */
function meetingFlags(unitBits: number): number {
  return (unitBits & beginningBits) | (((unitBits >> secondShift) & beginningBits) << screenFlags);
}

/** By unit: its `Flag`s. */
function findFlags({ unitBits }: PersonWeights): Uint8Array {
  const flags = new Uint8Array(0x10000);
  for (let unit = 0; unit < flags.length; unit++) {
    const bits = unitBits[unit];
    if ((bits & transliteratedBit) !== 0) flags[unit] |= Flag.First;
    if (((bits >> secondShift) & transliteratedBit) !== 0) flags[unit] |= Flag.Later;
    if ((bits & longBit) !== 0) flags[unit] |= Flag.Long;
    if (((bits >> secondShift) & longBit) !== 0) flags[unit] |= Flag.LongSecond;
  }
  for (const form of politeForms) {
    flags[form.charCodeAt(0)] |= Flag.Polite;
    flags[form.charCodeAt(1)] |= Flag.PoliteEnd;
  }
  flags[someone] |= Flag.Someone;
  return flags;
}
