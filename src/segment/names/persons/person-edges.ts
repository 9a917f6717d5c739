/**
 * Names of persons that may stand in a text: Chinese ones by surname and given characters, transliterated ones by pairs of
 * characters, 王某, 李某某, Japanese ones by frequent surnames, and surnames with a polite form: 张先生.
 */
import { findNode, payloadAt } from '../../../lexicon/double-array.ts';
import type { LexiconTable } from '../../../lexicon/lexicon-table.ts';
import type { NameEdges, NameScreen, WordsBeside } from '../../../lexicon/name-source.ts';
import { CharacterClass, classOfUnit } from '../../../text/characters.ts';
import { NameContexts } from '../name-contexts.ts';
import { maxTransliteratedUnits, NameRole, type NameTables } from '../name-tables.ts';
import { isPolite } from './forms-of-address.ts';
import { threeEnd, threeMiddles, usualEnds, usualGiven } from './japanese-names.ts';
import { neverFirst, neverLast } from './loose-characters.ts';
import { PersonScreen } from './person-screen.ts';
import {
  chineseBit,
  type LongSurname,
  longBit,
  PersonWeights,
  roleCount,
  secondShift,
  someone,
  transliteratedBit,
} from './person-weights.ts';

/** The weight of a surname with 某 or 某某 behind it, and with 某 and a given character, without that of the character: one in seven. */
const someoneWeight = -9;
const someoneCalledWeight = -11;
/** The weight of a polite form behind a surname. */
const politeWeight = -3;
/** A character is rare with a lower logarithm of its share among the words of the lexicon. */
const rareLogarithm = -13;
const maxEdges = 32;

/** What all segmenters with the same tables and the same lexicon share: it takes longer to make than a page to cut. */
export class PersonTables {
  readonly weights: PersonWeights;
  readonly contexts: NameContexts;
  readonly looseUnits = new Uint8Array(0x10000);
  private screen: PersonScreen | undefined;

  constructor(
    tables: NameTables,
    private readonly base: LexiconTable,
  ) {
    const { trie, logProbabilities } = base;
    const units = new Uint16Array(1);
    this.weights = new PersonWeights(tables, unit => {
      if (classOfUnit(unit) !== CharacterClass.Han) return false;
      units[0] = unit;
      const node = findNode(trie, units, 0, 1);
      return node <= 0 || logProbabilities[payloadAt(trie, node)] < rareLogarithm;
    });
    this.contexts = new NameContexts(tables);
    for (const character of neverFirst) this.looseUnits[character.charCodeAt(0)] |= 1;
    for (const character of neverLast) this.looseUnits[character.charCodeAt(0)] |= 2;
  }

  /** The screen for weights of a scale. */
  getScreen(unitsPerLog: number): PersonScreen {
    if (this.screen?.unitsPerLog !== unitsPerLog)
      this.screen = new PersonScreen(this.weights, this.contexts, unitsPerLog, this.base.trie.codes);
    return this.screen;
  }
}

export class PersonEdges implements NameEdges {
  readonly looseUnits: Uint8Array;
  readonly ends = new Uint32Array(maxEdges);
  readonly weights = new Float64Array(maxEdges);
  private count = 0;
  private readonly persons: PersonWeights;

  constructor(private readonly tables: PersonTables) {
    this.persons = tables.weights;
    this.looseUnits = tables.looseUnits;
  }

  createScreen(unitsPerLog: number): NameScreen {
    return this.tables.getScreen(unitsPerLog);
  }

  find(units: Uint16Array, start: number, limit: number): number {
    this.count = 0;
    const { unitBits } = this.persons;
    const bits = unitBits[units[start]];
    if ((bits & chineseBit) !== 0) this.findChinese(units, start, limit);
    if ((bits & (unitBits[units[start + 1]] >> secondShift) & longBit) !== 0) this.findLong(units, start, limit);
    if ((bits & transliteratedBit) !== 0) this.findTransliterated(units, start, limit);
    return this.count;
  }

  weighLeft(units: Uint16Array, start: number, from: number, words: WordsBeside): number {
    return this.tables.contexts.weighLeft(units, start, from, words);
  }

  weighRight(units: Uint16Array, end: number, to: number, words: WordsBeside): number {
    return this.tables.contexts.weighRight(units, end, to, words);
  }

  isPolite(units: Uint16Array, start: number, end: number): boolean {
    if (end - start < 3 || !isPolite(units[end - 2], units[end - 1])) return false;
    const bits = this.persons.unitBits[units[start]];
    if ((bits & chineseBit) !== 0) return true;
    if ((bits & longBit) === 0) return false;
    const surname = this.persons.longSurnames.get(units[start])!;
    return surname.some(each => each.units.length === end - start - 2 && isAt(each, units, start));
  }

  private push(end: number, weight: number): void {
    this.ends[this.count] = end;
    this.weights[this.count++] = weight;
  }

  private findChinese(units: Uint16Array, start: number, limit: number): void {
    const row = this.persons.rows[units[start]];
    const surname = this.persons.weightsOfRows[roleCount * row + NameRole.Surname];
    if (row !== 0 && surname > Number.NEGATIVE_INFINITY) {
      this.findGiven(units, start + 1, limit, surname);
      this.findSomeone(units, start + 1, limit);
    }
  }

  private findLong(units: Uint16Array, start: number, limit: number): void {
    for (const surname of this.persons.longSurnames.get(units[start])!) {
      const end = start + surname.units.length;
      if (end >= limit || !isAt(surname, units, start)) continue;
      if (surname.isJapanese) this.findJapanese(units, end, limit, surname.weight);
      else this.findGiven(units, end, limit, surname.weight);
    }
  }

  /** Adds the names whose Japanese given characters begin at `at`: one, two, or three with 郎 behind 太, 次, 一 … */
  private findJapanese(units: Uint16Array, at: number, limit: number, surname: number): void {
    const { rows, weightsOfRows } = this.persons;
    const weigh = (place: number, role: number): number =>
      rows[units[place]] === 0 ? Number.NEGATIVE_INFINITY : weightsOfRows[roleCount * rows[units[place]] + role];
    if (at >= limit || rows[units[at]] === 0) return;
    this.push(at + 1, surname + weigh(at, NameRole.Only));
    if (at + 1 >= limit) return;
    const first = surname + weigh(at, NameRole.First);
    const second = Math.max(
      weigh(at + 1, NameRole.Second),
      usualEnds.has(units[at + 1]) ? usualGiven : Number.NEGATIVE_INFINITY,
    );
    if (second > Number.NEGATIVE_INFINITY) this.push(at + 2, first + second);
    if (at + 2 < limit && units[at + 2] === threeEnd && threeMiddles.has(units[at + 1]))
      this.push(at + 3, first + usualGiven);
  }

  /** Adds the names whose given characters, or polite form, begin at `at`. */
  private findGiven(units: Uint16Array, at: number, limit: number, surname: number): void {
    if (at >= limit) return;
    if (at + 1 < limit && isPolite(units[at], units[at + 1])) this.push(at + 2, surname + politeWeight);
    const { rows, weightsOfRows } = this.persons;
    const row = roleCount * rows[units[at]];
    if (row === 0) return;
    this.push(at + 1, surname + weightsOfRows[row + NameRole.Only]);
    const next = at + 1 < limit ? roleCount * rows[units[at + 1]] : 0;
    if (next === 0) return;
    this.push(at + 2, surname + weightsOfRows[row + NameRole.First] + weightsOfRows[next + NameRole.Second]);
  }

  /** Adds 王某, 王某某 and 王某明, whose 某 begins at `at`. */
  private findSomeone(units: Uint16Array, at: number, limit: number): void {
    let end = at;
    while (end < limit && end < at + 3 && units[end] === someone) end++;
    if (end === at || (end < limit && units[end] === someone)) return;
    this.push(end, someoneWeight);
    const row = end === at + 1 && end < limit ? this.persons.rows[units[end]] : 0;
    if (row !== 0)
      this.push(end + 1, someoneCalledWeight + this.persons.weightsOfRows[roleCount * row + NameRole.Second]);
  }

  private findTransliterated(units: Uint16Array, start: number, limit: number): void {
    const { letters, letterCount, pairs, lengths } = this.persons;
    let letter = letters[units[start]];
    // Whatever comes third.
    if (start + 1 >= limit || !this.persons.mayBegin(letter, letters[units[start + 1]])) return;
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

/** Whether a surname begins at a place, whose first unit is known. */
function isAt({ units: surname }: LongSurname, units: Uint16Array, start: number): boolean {
  for (let i = surname.length - 1; i > 0; i--) if (units[start + i] !== surname[i]) return false;
  return true;
}
