/**
 * What the text itself says of a document that ranks high: how close the query's words stand, what the article opens
 * with. Postings cannot tell; the first documents are read and asked.
 */
import { TermKind } from '../analysis/analysis.ts';
import { type IndexReader, type TextReader, UnitBuffer } from '../inverted/index-reader.ts';
import { Matcher, MatchList } from '../match/matcher.ts';
import { foldUnits, stringOf } from '../text/folding.ts';
import { aroundWindow, closenessWeight, nearWindow, openingWindow } from './constants.ts';
import { bodyOf, type WeighedTerm } from './scoring.ts';

export class ClosenessScorer {
  private readonly characters: Matcher;
  private readonly words: Matcher;
  private readonly characterIdf: Float64Array;
  private readonly wordIdf: Float64Array;
  private readonly mass: number;
  private readonly wordMass: number;
  /** By needle: how often it stands inside the window; or whether it was seen. */
  private readonly inside: Uint32Array;
  private byEnd = new Uint32Array(64);
  private readonly buffer = new UnitBuffer();
  private readonly matches = new MatchList();

  private readonly body: TextReader | undefined;

  constructor(index: IndexReader, terms: readonly WeighedTerm[]) {
    this.body = bodyOf(index);
    const distinct = (kinds: readonly TermKind[]) => {
      const byText = new Map<string, number>();
      for (const { term, idf } of terms)
        if (kinds.includes(term.kind)) byText.set(stringOf(term.analysis.units, term.start, term.end), idf);
      return byText;
    };
    const words = distinct([TermKind.Word]);
    const characters = distinct([TermKind.Character]);
    // Runs of letters and digits are among the words; where there are no grams they stand for characters too.
    for (const [text, idf] of words) if (/^[^\p{Script=Han}]+$/u.test(text)) characters.set(text, idf);
    this.words = new Matcher([...words.keys()]);
    this.characters = new Matcher([...characters.keys()]);
    this.wordIdf = Float64Array.from(words.values());
    this.characterIdf = Float64Array.from(characters.values());
    this.mass = this.characterIdf.reduce((sum, idf) => sum + idf, 0);
    this.wordMass = this.wordIdf.reduce((sum, idf) => sum + idf, 0);
    this.inside = new Uint32Array(Math.max(words.size, characters.size));
  }

  /** What to add to a document's base score. */
  of(document: number): number {
    const body = this.body;
    if (this.mass === 0 || !body) return 0;
    let share = 0;
    this.read(document, body);
    this.find(this.characters);
    share += closenessWeight.near * this.bestShare(this.characterIdf, this.mass, nearWindow);
    share += closenessWeight.around * this.bestShare(this.characterIdf, this.mass, aroundWindow);
    share += closenessWeight.opening * this.openingShare();
    this.find(this.words);
    share += closenessWeight.words * this.bestShare(this.wordIdf, this.wordMass, nearWindow);
    return share * this.mass;
  }

  private read(document: number, field: TextReader): void {
    field.readText(document, this.buffer);
    foldUnits(this.buffer.units, this.buffer.length);
  }

  /**
   * The greatest share of `mass`, the sum of `idf`, that distinct needles have together inside a window of so many units.
   * Windows end where a match ends; matches that are longer than the window stand in none.
   */
  private bestShare(idf: Float64Array, mass: number, window: number): number {
    const { starts, ends, needles, count } = this.matches;
    const { byEnd } = this;
    const inside = this.inside.fill(0, 0, idf.length);
    let sum = 0;
    let best = 0;
    let first = 0;
    for (let i = 0; i < count; i++) {
      const last = byEnd[i];
      const from = ends[last] - window;
      if (starts[last] < from) continue;
      if (inside[needles[last]]++ === 0) sum += idf[needles[last]];
      // What begins before the window and is no longer than it ended before, so it was counted.
      for (; starts[first] < from; first++)
        if (ends[first] - starts[first] <= window && --inside[needles[first]] === 0) sum -= idf[needles[first]];
      if (sum > best) best = sum;
    }
    return mass > 0 ? best / mass : 0;
  }

  /** Finds needles in the text that was read; `byEnd` is their order by ends, since a word inside another ends before it. */
  private find(matcher: Matcher): void {
    matcher.find(this.buffer.units, this.buffer.length, this.matches);
    const { ends, count } = this.matches;
    if (this.byEnd.length < count) this.byEnd = new Uint32Array(count * 2);
    const { byEnd } = this;
    for (let i = 0; i < count; i++) {
      let to = i;
      for (; to > 0 && ends[byEnd[to - 1]] > ends[i]; to--) byEnd[to] = byEnd[to - 1];
      byEnd[to] = i;
    }
  }

  private openingShare(): number {
    const { ends, needles, count } = this.matches;
    const seen = this.inside.fill(0, 0, this.characterIdf.length);
    let sum = 0;
    for (let i = 0; i < count && ends[i] <= openingWindow; i++)
      if (!seen[needles[i]]) {
        seen[needles[i]] = 1;
        sum += this.characterIdf[needles[i]];
      }
    return sum / this.mass;
  }
}
