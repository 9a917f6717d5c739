/**
 * What the text itself says of a document that ranks high: how close the query's words stand, what the article opens
 * with. Postings cannot tell; the first documents are read and asked.
 */

import { TermKind } from '../../analysis/analysis.ts';
import type { IndexReader, TextReader } from '../../index/index-reader.ts';
import { foldInPlace } from '../../text/folding.ts';
import { MatchList, NeedleMatcher } from '../../text/needle-matcher.ts';
import { UnitBuffer } from '../../text/unit-buffer.ts';
import { stringFromUnits } from '../../text/units.ts';
import type { QueryContext } from '../context/query-context.ts';
import { aroundWindow, nearWindow, openingWindow, proximityWeight } from './constants.ts';
import { findBodyField, type WeightedTerm } from './scoring.ts';

/** Units behind the opening that tell whether a run of letters and digits goes on there. */
const unitsAfterOpening = 2;

export class ProximityScorer {
  /** Words, then characters: the first `wordCount` needles are words. */
  private readonly matcher = new NeedleMatcher();
  private count = 0;
  private wordCount = 0;
  /** By needle. */
  private idf = new Float64Array(64);
  /** By needle: the marks that a document has that holds it; 0 when nothing tells. */
  private needleBits = new Uint32Array(64);
  private characterIdf = 0;
  private wordIdf = 0;
  /** By needle: how often it stands inside the window; or whether it was seen. */
  private inside = new Uint32Array(64);
  private readonly buffer = new UnitBuffer();
  private readonly matches = new MatchList();
  /** What of these is words, and what is characters, by their ends: a word inside another ends before it. */
  private readonly words = new EndList();
  private readonly characters = new EndList();
  private readonly body: TextReader | undefined;

  /** The one of this state of the index, for the terms of another query. */
  static forTerms(index: IndexReader, memory: QueryContext, terms: readonly WeightedTerm[]): ProximityScorer {
    return memory.once(ProximityScorer, () => new ProximityScorer(index)).begin(terms);
  }

  constructor(index: IndexReader, terms: readonly WeightedTerm[] = []) {
    this.body = findBodyField(index);
    this.begin(terms);
  }

  private begin(terms: readonly WeightedTerm[]): this {
    this.matcher.clear();
    this.count = 0;
    for (const each of terms) if (this.isNeedle(each, TermKind.Word)) this.addNeedle(each, 0);
    this.wordCount = this.count;
    for (const each of terms) if (this.isNeedle(each, TermKind.Character)) this.addNeedle(each, this.wordCount);
    // Runs of letters and digits are among the words; where there are no grams they stand for characters too.
    for (const each of terms)
      if (this.isNeedle(each, TermKind.Word) && hasNoHan(each)) this.addNeedle(each, this.wordCount);
    for (const each of terms) if (this.isNeedle(each, TermKind.Word)) this.setWordBits(each);
    this.wordIdf = this.sumIdf(0, this.wordCount);
    this.characterIdf = this.sumIdf(this.wordCount, this.count);
    return this;
  }

  /** Whether a term is of this kind and searched in the body: a text that is not searched never changes a score. */
  private isNeedle({ term, fields }: WeightedTerm, kind: TermKind): boolean {
    if (term.kind !== kind) return false;
    for (const { reader } of fields) if (reader === this.body) return true;
    return false;
  }

  /** Adds a needle; when one of those from `first` on has the same units, it only gets another idf. */
  private addNeedle({ term, idf, bit: mark }: WeightedTerm, first: number): void {
    const { units, start, end } = term;
    const needle = this.findNeedle(units, start, end, first);
    if (needle >= 0) {
      this.idf[needle] = idf;
      return;
    }
    if (this.count === this.idf.length) this.grow();
    this.idf[this.count] = idf;
    this.needleBits[this.count++] = mark;
    this.matcher.add(units, start, end);
  }

  private findNeedle(units: Uint16Array, start: number, end: number, first: number): number {
    for (let needle = first; needle < this.count; needle++)
      if (this.matcher.equals(needle, units, start, end)) return needle;
    return -1;
  }

  /** A document with a word has its characters. */
  private setWordBits({ term }: WeightedTerm): void {
    const { units } = term;
    let marks = 0;
    for (let at = term.start; at < term.end; at++) {
      const character = this.findNeedle(units, at, at + 1, this.wordCount);
      if (character >= 0) marks |= this.needleBits[character];
    }
    this.needleBits[this.findNeedle(units, term.start, term.end, 0)] = marks;
  }

  private sumIdf(from: number, to: number): number {
    let mass = 0;
    for (let needle = from; needle < to; needle++) mass += this.idf[needle];
    return mass;
  }

  private grow(): void {
    const idf = new Float64Array(this.count * 2);
    idf.set(this.idf);
    this.idf = idf;
    const marks = new Uint32Array(this.count * 2);
    marks.set(this.needleBits);
    this.needleBits = marks;
    this.inside = new Uint32Array(this.count * 2);
  }

  /** What to add to a document's base score. */
  score(document: number): number {
    if (this.characterIdf === 0 || !this.body) return 0;
    this.findNeedles(document, this.body);
    const { wordCount, count, characterIdf: mass } = this;
    let share = 0;
    share += proximityWeight.near * this.bestShare(this.characters, wordCount, count, mass, nearWindow);
    share += proximityWeight.around * this.bestShare(this.characters, wordCount, count, mass, aroundWindow);
    share += proximityWeight.opening * this.openingShare();
    share += proximityWeight.words * this.bestShare(this.words, 0, wordCount, this.wordIdf, nearWindow);
    return share * mass;
  }

  /**
   * Never less than `of`: told by marks, and if these do not settle it, by how the text begins.
   * @param marks of the document
   * @param enough whether less than this settles it
   */
  upperBound(document: number, marks: number, enough: number): number {
    if (this.characterIdf === 0 || !this.body) return 0;
    const { wordCount, count, characterIdf: mass, wordIdf: wordMass } = this;
    // A hair more: sums of the same numbers in another order.
    const characters = this.sumPossibleIdf(wordCount, count, marks) / mass + 1e-9;
    const words = wordMass > 0 ? this.sumPossibleIdf(0, wordCount, marks) / wordMass + 1e-9 : 0;
    const rest = (proximityWeight.near + proximityWeight.around) * characters + proximityWeight.words * words;
    const most = (rest + proximityWeight.opening * characters) * mass;
    if (most < enough || rest * mass >= enough) return most;
    this.findNeedles(document, this.body, openingWindow + unitsAfterOpening);
    return (rest + proximityWeight.opening * this.openingShare()) * mass;
  }

  /** Σ idf of the needles that a document with these marks can hold. */
  private sumPossibleIdf(from: number, to: number, marks: number): number {
    let sum = 0;
    for (let needle = from; needle < to; needle++)
      if ((this.needleBits[needle] & ~marks) === 0) sum += this.idf[needle];
    return sum;
  }

  /**
   * The greatest share of `mass`, the sum of their idf, that distinct needles have together inside a window of so many
   * units. Windows end where a match ends; matches that are longer than the window stand in none.
   */
  private bestShare(list: EndList, from: number, to: number, mass: number, window: number): number {
    const { starts, ends, needles, byEnd, count } = list;
    const { idf } = this;
    const inside = this.inside.fill(0, from, to);
    let sum = 0;
    let best = 0;
    let first = 0;
    for (let i = 0; i < count; i++) {
      const last = byEnd[i];
      const least = ends[last] - window;
      if (starts[last] < least) continue;
      if (inside[needles[last]]++ === 0) sum += idf[needles[last]];
      // What begins before the window and is no longer than it ended before, so it was counted.
      for (; starts[first] < least; first++)
        if (ends[first] - starts[first] <= window && --inside[needles[first]] === 0) sum -= idf[needles[first]];
      if (sum > best) best = sum;
    }
    return mass > 0 ? best / mass : 0;
  }

  /** Finds the needles in a text, or in its first `most` units. */
  private findNeedles(document: number, body: TextReader, most?: number): void {
    const { buffer, matches, words, characters, wordCount } = this;
    body.readText(document, buffer, most);
    const length = most === undefined ? buffer.length : Math.min(most, buffer.length);
    foldInPlace(buffer.units, length);
    this.matcher.find(buffer.units, length, matches);
    words.count = 0;
    characters.count = 0;
    for (let i = 0; i < matches.count; i++) {
      const needle = matches.needles[i];
      (needle < wordCount ? words : characters).push(matches.starts[i], matches.ends[i], needle);
    }
  }

  private openingShare(): number {
    const { ends, needles, count } = this.characters;
    const seen = this.inside.fill(0, this.wordCount, this.count);
    let sum = 0;
    for (let i = 0; i < count && ends[i] <= openingWindow; i++)
      if (!seen[needles[i]]) {
        seen[needles[i]] = 1;
        sum += this.idf[needles[i]];
      }
    return sum / this.characterIdf;
  }
}

/** Matches by start, and their order by ends. */
class EndList extends MatchList {
  byEnd = new Uint32Array(64);

  override push(start: number, end: number, needle: number): void {
    const at = this.count;
    super.push(start, end, needle);
    if (this.byEnd.length < this.starts.length) {
      const grown = new Uint32Array(this.starts.length);
      grown.set(this.byEnd);
      this.byEnd = grown;
    }
    const { ends, byEnd } = this;
    let to = at;
    for (; to > 0 && ends[byEnd[to - 1]] > end; to--) byEnd[to] = byEnd[to - 1];
    byEnd[to] = at;
  }
}

const noHan = /^[^\p{Script=Han}]+$/u;

function hasNoHan({ term }: WeightedTerm): boolean {
  const { units } = term;
  // Most words begin with one of these.
  if (units[term.start] >= 0x4e00 && units[term.start] <= 0x9fef) return false;
  return noHan.test(stringFromUnits(units, term.start, term.end));
}
