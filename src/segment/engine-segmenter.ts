import type { Lexicon } from '../lexicon/lexicon.ts';
import { maxWordUnits } from '../lexicon/lexicon-table.ts';
import { CharacterClass, characterAt, classOfCharacter, unitsOfCharacter } from '../text/characters.ts';
import { foldInto } from '../text/folding.ts';
import { stringFromUnits } from '../text/units.ts';
import { Lattice } from './lattice/lattice.ts';
import { Window } from './lattice/window.ts';
import { WordMatches } from './lattice/word-matches.ts';
import { ruleTokenAt } from './rule-tokens.ts';
import { rulesVersion, type Segmenter, type Token } from './segmenter.ts';
import { TokenKind, TokenList } from './token-list.ts';
import { classifyWord, createTerms, createTokens } from './tokens.ts';

/** A foreign library that cuts strings into strings. */
export interface WordEngine {
  /** Names the library, its version and its words. */
  readonly fingerprint: string;
  /** Words that, joined, are the text. */
  cut(text: string): string[];
  /** The same words, each behind the words that stand inside it. */
  cutForSearch(text: string): string[];
  isName(word: string): boolean;
}

/**
 * A foreign engine as a segmenter: it cuts the stretches that hold words; what is not Han is cut by hansou's own rule
 * (`atoms.ts`), and a cut that the engine makes inside such a token is not followed. Offsets are those of its words.
 */
export class EngineSegmenter implements Segmenter {
  readonly fingerprint: string;
  private readonly window: Window;
  /** Finds the users' own words. */
  private readonly lattice: Lattice;
  private readonly list = new TokenList();
  private readonly matches = new WordMatches();

  /** @param own words that users added; the engine knows them too */
  constructor(
    private readonly engine: WordEngine,
    own: Lexicon,
  ) {
    this.fingerprint = `engine ${rulesVersion} ${engine.fingerprint}`;
    this.window = new Window(own);
    this.lattice = new Lattice(own, this.window);
  }

  segment(text: string): Token[] {
    this.segmentInto(foldText(text), text.length, this.list);
    return createTokens(text, this.list);
  }

  terms(text: string): Token[] {
    this.termsInto(foldText(text), text.length, this.list);
    return createTerms(text, this.list);
  }

  cut(text: string): string[] {
    return this.segment(text).map(token => token.text);
  }

  isName(units: Uint16Array, start: number, end: number): boolean {
    return this.engine.isName(stringFromUnits(units, start, end));
  }

  segmentInto(units: Uint16Array, length: number, out: TokenList): void {
    out.clear();
    this.cutUnits(units, length, out, undefined);
    out.pathCount = out.count;
  }

  /** The tokens of the path, the words inside them that the engine gives, and the users' own words wherever they stand. */
  termsInto(units: Uint16Array, length: number, out: TokenList): void {
    const { matches } = this;
    out.clear();
    matches.clear();
    this.cutUnits(units, length, out, matches);
    out.pathCount = out.count;
    matches.sortUnique();
    matches.pushWordsOffPath(units, length, out);
  }

  private cutUnits(units: Uint16Array, length: number, out: TokenList, matches: WordMatches | undefined): void {
    const { window } = this;
    window.begin(0);
    for (let at = 0; at < length; ) {
      at = window.feedHan(units, at, length);
      if (window.isFull) {
        this.cutWindow(units, out, matches);
        continue;
      }
      if (at >= length) break;
      const character = characterAt(units, at, length);
      const isHan = classOfCharacter(character) === CharacterClass.Han;
      const atom = isHan ? (at + unitsOfCharacter(character)) * 8 + TokenKind.Han : ruleTokenAt(units, at, length);
      const end = Math.floor(atom / 8);
      const kind = (atom & 7) as TokenKind;
      const holdsWords = isHan || window.isInLexicon(units[at]) || (units[at] < 128 && kind <= TokenKind.Number);
      if (holdsWords && end - at <= maxWordUnits) window.feed(units, at, end, kind);
      else {
        this.cutWindow(units, out, matches);
        out.push(at, end, kind);
        window.begin(end);
      }
      at = end;
    }
    this.cutWindow(units, out, matches);
  }

  private cutWindow(units: Uint16Array, out: TokenList, matches: WordMatches | undefined): void {
    const { start, length, kinds } = this.window;
    if (length === 0) return;
    if (matches) this.lattice.solve(units, length, matches);
    const text = stringFromUnits(units, start, start + length);
    let words = this.engine.cut(text);
    // An engine that loses characters (of text that is no Unicode) is not believed.
    if (words.reduce((sum, word) => sum + word.length, 0) !== length) words = Array.from(text);
    kinds[length] = 1;
    let from = 0;
    let to = 0;
    for (const word of words) {
      to += word.length;
      if (kinds[to] === 0) continue;
      out.push(start + from, start + to, classifyWord(units, start + from, start + to));
      from = to;
    }
    if (matches) this.findInnerWords(text, words, matches);
    this.window.begin(start + length);
  }

  /** The words inside words: the engine gives them before the word that they stand in, by length and then by place. */
  private findInnerWords(text: string, words: readonly string[], matches: WordMatches): void {
    const { start, kinds } = this.window;
    const all = this.engine.cutForSearch(text);
    let next = 0;
    let at = 0;
    for (const word of words) {
      let from = 0;
      let length = 0;
      for (; next < all.length && all[next] !== word; next++) {
        const inner = all[next];
        if (inner.length !== length) from = 0;
        length = inner.length;
        const place = word.indexOf(inner, from);
        if (place < 0) break;
        from = place + 1;
        const end = at + place + length;
        if (kinds[at + place] !== 0 && kinds[end] !== 0) matches.push(start + at + place, start + end);
      }
      next++;
      at += word.length;
    }
  }
}

function foldText(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  foldInto(text, units);
  return units;
}
