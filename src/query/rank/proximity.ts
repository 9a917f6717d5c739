/**
 * How near each other are the query's words in the body or in the title of a document, and does its body open with them?
 * Postings have no positions, so the texts of the first documents are read.
 */

import { TermKind } from '../../analysis/analysis.ts';
import { gatherMissing } from '../../bytes/missing-bytes.ts';
import type { IndexReader, TextReader } from '../../index/index-reader.ts';
import { fold, foldInPlace } from '../../text/folding.ts';
import { MatchList, NeedleMatcher } from '../../text/needle-matcher.ts';
import { isNormal, normalize } from '../../text/normal-form.ts';
import { UnitBuffer } from '../../text/unit-buffer.ts';
import { stringFromUnits, unitsFromString } from '../../text/units.ts';
import { findBodyField, findTitleField } from '../context/title-and-body.ts';
import { aroundWindow, nearWindow, openingWindow, proximityWeight } from './constants.ts';
import type { WeightedTerm } from './scoring.ts';

/** The shares of two character windows and a word window when all needles are in each. */
const maxShares = 3;

/** UTF-16 units after the opening that are read to see whether a run of letters and digits continues. */
const unitsAfterOpening = 2;

/** Scores proximity for one query after the other, on one state of an index. The needles are the words and characters of the query. */
export class ProximityScorer {
  /** The first `wordCount` needles are words, the others characters. */
  private readonly matcher = new NeedleMatcher();
  private count = 0;
  private wordCount = 0;
  /** By needle. */
  private idf = new Float64Array(64);
  /** By needle: the term bits that a document with it has set; 0 when unknown. */
  private needleBits = new Uint32Array(64);
  private characterIdf = 0;
  private wordIdf = 0;
  /** By needle: the number of its matches inside the window, or whether it was seen. */
  private inside = new Uint32Array(64);
  private readonly buffer = new UnitBuffer();
  private readonly matches = new MatchList();
  /** The matches of words and of characters, in order of their ends: a word inside another one ends before it. */
  private readonly words = new EndList();
  private readonly characters = new EndList();
  private readonly body: TextReader | undefined;
  private readonly title: TextReader | undefined;
  /** The highest shares of the document at hand. */
  private near = 0;
  private around = 0;
  private inWords = 0;
  /** Whether the current query searches the title. */
  private searchesTitle = false;

  constructor(index: IndexReader) {
    this.body = findBodyField(index);
    this.title = findTitleField(index);
  }

  /** Begins a query with these terms. */
  beginQuery(terms: readonly WeightedTerm[]): this {
    this.matcher.clear();
    this.count = 0;
    this.searchesTitle = terms.some(({ fields }) => fields.some(({ reader }) => reader === this.title));
    for (const each of terms) if (this.isNeedle(each, TermKind.Word)) this.addNeedle(each, 0);
    this.wordCount = this.count;
    for (const each of terms) if (this.isNeedle(each, TermKind.Character)) this.addNeedle(each, this.wordCount);
    // A run of letters and digits has no characters of its own: it counts as a character too.
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

  /** Adds a needle. If one from `first` on has the same units, it only gets the new idf. */
  private addNeedle({ term, idf, bit }: WeightedTerm, first: number): void {
    const { units, start, end } = term;
    const needle = this.findNeedle(units, start, end, first);
    if (needle >= 0) {
      this.idf[needle] = idf;
      return;
    }
    if (this.count === this.idf.length) this.grow();
    this.idf[this.count] = idf;
    this.needleBits[this.count++] = bit;
    this.matcher.add(units, start, end);
  }

  private findNeedle(units: Uint16Array, start: number, end: number, first: number): number {
    for (let needle = first; needle < this.count; needle++)
      if (this.matcher.equals(needle, units, start, end)) return needle;
    return -1;
  }

  /** Sets the bits of a word to those of its characters: a document with the word has them. */
  private setWordBits({ term }: WeightedTerm): void {
    const { units } = term;
    let bits = 0;
    for (let at = term.start; at < term.end; at++) {
      const character = this.findNeedle(units, at, at + 1, this.wordCount);
      if (character >= 0) bits |= this.needleBits[character];
    }
    this.needleBits[this.findNeedle(units, term.start, term.end, 0)] = bits;
  }

  private sumIdf(from: number, to: number): number {
    let sum = 0;
    for (let needle = from; needle < to; needle++) sum += this.idf[needle];
    return sum;
  }

  private grow(): void {
    const idf = new Float64Array(this.count * 2);
    idf.set(this.idf);
    this.idf = idf;
    const needleBits = new Uint32Array(this.count * 2);
    needleBits.set(this.needleBits);
    this.needleBits = needleBits;
    this.inside = new Uint32Array(this.count * 2);
  }

  /** The score that proximity adds to a document's base score. */
  score(document: number): number {
    if (this.characterIdf === 0 || !this.body) return 0;
    this.near = 0;
    this.around = 0;
    this.inWords = 0;
    this.findNeedles(document, this.body);
    const opening = this.openingShare();
    this.raiseShares();
    if (this.title && this.searchesTitle && this.near + this.around + this.inWords < maxShares) {
      this.findNeedles(document, this.title);
      this.raiseShares();
    }
    const share =
      proximityWeight.near * this.near +
      proximityWeight.around * this.around +
      proximityWeight.words * this.inWords +
      proximityWeight.opening * opening;
    return share * this.characterIdf;
  }

  /** Raises the shares to those of the text at hand, and to those of its normal form (说︀明 is 说明). */
  private raiseShares(): void {
    for (let isNormalForm = false; ; isNormalForm = true) {
      this.near = Math.max(this.near, this.bestCharacterShare(nearWindow));
      this.around = Math.max(this.around, this.bestCharacterShare(aroundWindow));
      this.inWords = Math.max(this.inWords, this.bestWordShare());
      const { units, length } = this.buffer;
      if (isNormalForm || isNormal(units, length)) return;
      const normal = unitsFromString(fold(normalize(stringFromUnits(units, 0, length))));
      this.collectMatches(normal, normal.length);
    }
  }

  /** Loads the texts that `score` reads. @throws MissingBytes after all of them */
  gatherTexts(document: number): void {
    const fields = [this.body, this.searchesTitle ? this.title : undefined].filter(field => field !== undefined);
    gatherMissing(fields.length, i => fields[i].readText(document, this.buffer));
  }

  /**
   * An upper bound of `score`, from the term bits of the document, and if that is not low enough, from its opening.
   * @param enough a bound below this is low enough
   */
  upperBound(document: number, bits: number, enough: number): number {
    if (this.characterIdf === 0 || !this.body) return 0;
    const { wordCount, count, characterIdf, wordIdf } = this;
    // Slightly more, since the same numbers are summed in another order.
    const characters = this.sumPossibleIdf(wordCount, count, bits) / characterIdf + 1e-9;
    const words = wordIdf > 0 ? this.sumPossibleIdf(0, wordCount, bits) / wordIdf + 1e-9 : 0;
    const rest = (proximityWeight.near + proximityWeight.around) * characters + proximityWeight.words * words;
    const bound = (rest + proximityWeight.opening * characters) * characterIdf;
    if (bound < enough || rest * characterIdf >= enough) return bound;
    this.findNeedles(document, this.body, openingWindow + unitsAfterOpening);
    return (rest + proximityWeight.opening * this.openingShare()) * characterIdf;
  }

  /** Sum of the idf of the needles that a document with these term bits can contain. */
  private sumPossibleIdf(from: number, to: number, bits: number): number {
    let sum = 0;
    for (let needle = from; needle < to; needle++) if ((this.needleBits[needle] & ~bits) === 0) sum += this.idf[needle];
    return sum;
  }

  private bestCharacterShare(window: number): number {
    return this.bestShare(this.characters, this.wordCount, this.count, this.characterIdf, window);
  }

  private bestWordShare(): number {
    return this.bestShare(this.words, 0, this.wordCount, this.wordIdf, nearWindow);
  }

  /**
   * The highest share of `idfSum` that distinct needles from `from` to `to` have together inside a window of this many
   * UTF-16 units. Windows end where a match ends; a match longer than the window is in none.
   */
  private bestShare(list: EndList, from: number, to: number, idfSum: number, window: number): number {
    const { starts, ends, needles, byEnd, count } = list;
    const { idf } = this;
    const inside = this.inside.fill(0, from, to);
    let sum = 0;
    let best = 0;
    let first = 0;
    for (let i = 0; i < count; i++) {
      const last = byEnd[i];
      const windowStart = ends[last] - window;
      if (starts[last] < windowStart) continue;
      if (inside[needles[last]]++ === 0) sum += idf[needles[last]];
      // A match that begins before the window and is not longer than it ended earlier, so it was counted.
      for (; starts[first] < windowStart; first++)
        if (ends[first] - starts[first] <= window && --inside[needles[first]] === 0) sum -= idf[needles[first]];
      if (sum > best) best = sum;
    }
    return idfSum > 0 ? best / idfSum : 0;
  }

  /** Finds the needles in a text, or in its first `maxUnits` UTF-16 units. */
  private findNeedles(document: number, body: TextReader, maxUnits?: number): void {
    const { buffer } = this;
    body.readText(document, buffer, maxUnits);
    const length = maxUnits === undefined ? buffer.length : Math.min(maxUnits, buffer.length);
    foldInPlace(buffer.units, length);
    this.collectMatches(buffer.units, length);
  }

  private collectMatches(units: Uint16Array, length: number): void {
    const { matches, words, characters, wordCount } = this;
    this.matcher.find(units, length, matches);
    words.count = 0;
    characters.count = 0;
    for (let i = 0; i < matches.count; i++) {
      const needle = matches.needles[i];
      (needle < wordCount ? words : characters).push(matches.starts[i], matches.ends[i], needle);
    }
  }

  /** The share of the characters' idf in the opening. */
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

/** Matches in order of their starts, and their order by ends. */
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

const withoutHan = /^[^\p{Script=Han}]+$/u;

function hasNoHan({ term }: WeightedTerm): boolean {
  const { units } = term;
  // Most words begin with one of these Han characters.
  if (units[term.start] >= 0x4e00 && units[term.start] <= 0x9fef) return false;
  return withoutHan.test(stringFromUnits(units, term.start, term.end));
}
