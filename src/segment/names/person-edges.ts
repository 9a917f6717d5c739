/**
 * Names of persons that may stand in a text: Chinese ones by surname and given characters, transliterated ones by pairs of
 * characters, and 王某, 李某某.
 */
import type { LexiconTable } from '../../lexicon/lexicon-table.ts';
import type { NameEdges } from '../../lexicon/name-source.ts';
import { NameContexts } from './name-contexts.ts';
import { maxTransliteratedUnits, NameRole, type NameTables } from './name-tables.ts';

/** Logarithms of the share of Chinese and of transliterated names among all words. */
const chineseShare = Math.log(0.025);
const transliteratedShare = Math.log(0.006);
/** How many characters names may have, for the share of one that was never seen. */
const characterCount = 4000;
/** The share of each compound surname among all. */
const compoundShare = Math.log(1 / 4000);
const compoundSurnames =
  '欧阳 司马 上官 诸葛 夏侯 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 端木 申屠 宇文 长孙 独孤 南宫 闻人 呼延 拓跋 淳于 单于 轩辕 百里 钟离 澹台 公冶 太叔 ' +
  '濮阳 赫连 第五 鲜于 东郭 西门 南门 万俟 宗政 谷梁 乐正 完颜 耶律 纳兰 那拉 爱新觉罗';
/** The weight of a surname with 某 or 某某 behind it, and with 某 and a character. */
const someoneWeight = -9;
const someoneCalledWeight = -16;
/** The least weight of the first two letters of a transliterated name. */
const minBeginning = -17;
const someone = '某'.charCodeAt(0);
const maxEdges = 24;
/** Number of columns of `NameRole`. */
const rowStride = 4;

/** Bits of `unitBits`. */
const chineseBit = 1;
const transliteratedBit = 2;
/** Of the first unit alone: a compound surname may begin. */
const compoundBit = 4;
/** How much higher the bits of the second unit are. */
const secondShift = 4;

/** Characters that are not the first (last) of a word that no lexicon has: 和小明, 小明说, 小明摄. */
const neverFirst = '的了在是和与及向对被把给让将从由为以于叫称说就也又都已曾因而但并或等比跟同到按据经';
const neverLast =
  '的了在是和与及向对被把给让将从由为以于叫称说就也又都已曾因而但并或等比跟到按据经摄介则如还才只便去再来有';

export class PersonEdges implements NameEdges {
  readonly unitBits = new Uint8Array(0x10000);
  readonly looseUnits = new Uint8Array(0x10000);
  readonly leftBounds: Float32Array;
  readonly rightBounds: Float32Array;
  readonly ends = new Uint32Array(maxEdges);
  readonly weights = new Float64Array(maxEdges);
  private count = 0;
  private readonly contexts: NameContexts;
  /** By unit: the row of its character, or 0 if no Chinese name has it. */
  private readonly rows = new Uint16Array(0x10000);
  /** By row and `Column`: logarithms of the character's share as a surname, with the share of Chinese names, and in each place. */
  private readonly weightsOfRows: Float32Array;
  private readonly compounds = new Map<number, readonly number[][]>();
  /** By unit: 1 + its place among the letters of transliterated names, or 0. */
  private readonly letters = new Uint16Array(0x10000);
  private readonly letterCount: number;
  /** By letter, 0 for the beginning of a name, and the next letter: the logarithm of its share. */
  private readonly pairs: Float32Array;
  /** A bit for each cell of `pairs`: whether a name may begin with the two letters. */
  private readonly beginnings: Uint8Array;
  private readonly lengths: Float64Array;

  constructor(tables: NameTables, base: LexiconTable) {
    this.contexts = new NameContexts(tables, base);
    this.leftBounds = this.contexts.leftBounds;
    this.rightBounds = this.contexts.rightBounds;
    const { characters, roles } = tables;
    characters.forEach((unit, i) => {
      this.rows[unit] = i + 1;
      this.unitBits[unit] |= chineseBit << secondShift;
      if (roles[NameRole.Surname][i] > 0) this.unitBits[unit] |= chineseBit;
    });
    this.unitBits[someone] |= chineseBit << secondShift;
    const sum = (role: number): number => roles[role].reduce((a, b) => a + b, 0);
    const surnameTotal = sum(NameRole.Surname);
    const firstTotal = sum(NameRole.First);
    const secondTotal = sum(NameRole.Second);
    const onlyTotal = sum(NameRole.Only);
    const bothTotal = firstTotal + onlyTotal;
    this.weightsOfRows = new Float32Array(rowStride * (characters.length + 1));
    for (let i = 0; i < characters.length; i++) {
      const counts = roles.map(counts => counts[i]);
      const all = counts[NameRole.First] + counts[NameRole.Second] + counts[NameRole.Only];
      const share = (all + 0.2) / (firstTotal + secondTotal + onlyTotal + 0.2 * characterCount);
      const given = (role: number, total: number): number => Math.log((counts[role] + 5 * share) / (total + 5));
      const row = rowStride * (i + 1);
      this.weightsOfRows[row + NameRole.Surname] = chineseShare + Math.log(counts[NameRole.Surname] / surnameTotal);
      this.weightsOfRows[row + NameRole.First] = given(NameRole.First, firstTotal) + Math.log(firstTotal / bothTotal);
      this.weightsOfRows[row + NameRole.Second] = given(NameRole.Second, secondTotal);
      this.weightsOfRows[row + NameRole.Only] = given(NameRole.Only, onlyTotal) + Math.log(onlyTotal / bothTotal);
    }
    for (const name of compoundSurnames.split(' ')) {
      const units = Array.from(name, character => character.charCodeAt(0));
      this.compounds.set(units[0], [...(this.compounds.get(units[0]) ?? []), units]);
      this.unitBits[units[0]] |= chineseBit | compoundBit;
      this.unitBits[units[1]] |= chineseBit << secondShift;
    }
    for (const character of neverFirst) this.looseUnits[character.charCodeAt(0)] |= 1;
    for (const character of neverLast) this.looseUnits[character.charCodeAt(0)] |= 2;

    // Transliterated names: a pair of letters is mixed with the share of its second letter.
    this.letterCount = tables.letters.length;
    tables.letters.forEach((unit, i) => {
      this.letters[unit] = i + 1;
      this.unitBits[unit] |= transliteratedBit << secondShift;
    });
    const { letterCount } = this;
    const counts = new Float64Array(letterCount);
    for (const { places, counts: row } of tables.pairs)
      places.forEach((place, i) => {
        counts[place] += row[i];
      });
    const letterTotal = counts.reduce((a, b) => a + b, 0);
    const nameTotal = tables.lengths.reduce((a, b) => a + b, 0);
    this.pairs = new Float32Array((letterCount + 1) * letterCount);
    this.beginnings = new Uint8Array((this.pairs.length >> 3) + 1);
    tables.pairs.forEach(({ places, counts: row }, first) => {
      const seen = new Float64Array(letterCount);
      places.forEach((place, i) => {
        seen[place] = row[i];
      });
      for (let place = 0; place < letterCount; place++) {
        const share = (counts[place] + 0.02) / (letterTotal + 0.02 * characterCount);
        this.pairs[first * letterCount + place] = Math.log(
          first === 0
            ? (0.8 * seen[place]) / nameTotal + 0.2 * share
            : (seen[place] + 8 * share) / (counts[first - 1] + 8),
        );
      }
      if (first === 0) for (const place of places) this.unitBits[tables.letters[place]] |= transliteratedBit;
    });
    for (let cell = letterCount; cell < this.pairs.length; cell++)
      if (this.pairs[Math.floor(cell / letterCount) - 1] + this.pairs[cell] > minBeginning)
        this.beginnings[cell >> 3] |= 1 << (cell & 7);
    this.lengths = tables.lengths.map(
      count => transliteratedShare + Math.log((count + 1) / (nameTotal + maxTransliteratedUnits)),
    );
  }

  find(units: Uint16Array, start: number, limit: number): number {
    this.count = 0;
    const bits = this.unitBits[units[start]];
    if ((bits & chineseBit) !== 0) this.findChinese(units, start, limit);
    if ((bits & transliteratedBit) !== 0) this.findTransliterated(units, start, limit);
    return this.count;
  }

  weighLeft(units: Uint16Array, start: number, from: number): number {
    return this.contexts.weighLeft(units, start, from);
  }

  weighRight(units: Uint16Array, end: number, to: number): number {
    return this.contexts.weighRight(units, end, to);
  }

  private push(end: number, weight: number): void {
    this.ends[this.count] = end;
    this.weights[this.count++] = weight;
  }

  private findChinese(units: Uint16Array, start: number, limit: number): void {
    const row = this.rows[units[start]];
    const surname = this.weightsOfRows[rowStride * row + NameRole.Surname];
    if (row !== 0 && surname > Number.NEGATIVE_INFINITY) {
      this.findGiven(units, start + 1, limit, surname);
      this.findSomeone(units, start + 1, limit);
    }
    if ((this.unitBits[units[start]] & compoundBit) === 0) return;
    for (const compound of this.compounds.get(units[start])!) {
      const end = start + compound.length;
      if (end < limit && compound.every((unit, i) => units[start + i] === unit))
        this.findGiven(units, end, limit, chineseShare + compoundShare);
    }
  }

  /** Adds the names whose given characters begin at `at`. */
  private findGiven(units: Uint16Array, at: number, limit: number, surname: number): void {
    if (at >= limit) return;
    const { rows, weightsOfRows } = this;
    const row = rowStride * rows[units[at]];
    if (row === 0) return;
    this.push(at + 1, surname + weightsOfRows[row + NameRole.Only]);
    const next = at + 1 < limit ? rowStride * rows[units[at + 1]] : 0;
    if (next === 0) return;
    this.push(at + 2, surname + weightsOfRows[row + NameRole.First] + weightsOfRows[next + NameRole.Second]);
  }

  /** Adds 王某, 王某某 and 王某明, whose 某 begins at `at`. */
  private findSomeone(units: Uint16Array, at: number, limit: number): void {
    let end = at;
    while (end < limit && end < at + 3 && units[end] === someone) end++;
    if (end === at || (end < limit && units[end] === someone)) return;
    this.push(end, someoneWeight);
    const row = end === at + 1 && end < limit ? this.rows[units[end]] : 0;
    if (row !== 0) this.push(end + 1, someoneCalledWeight + this.weightsOfRows[rowStride * row + NameRole.Second] / 2);
  }

  private findTransliterated(units: Uint16Array, start: number, limit: number): void {
    const { letters, letterCount, pairs, lengths } = this;
    let letter = letters[units[start]];
    // Whatever comes third.
    const cell = letter * letterCount + letters[units[start + 1]] - 1;
    if (start + 1 >= limit || ((this.beginnings[cell >> 3] >> (cell & 7)) & 1) === 0) return;
    let weight = pairs[letter - 1];
    const last = Math.min(limit, start + maxTransliteratedUnits);
    for (let at = start + 1; at < last; at++) {
      const next = letters[units[at]];
      if (next === 0) return;
      weight += pairs[letter * letterCount + next - 1];
      this.push(at + 1, weight + lengths[at - start]);
      letter = next;
    }
  }
}
