/** A segmenter that lets a foreign library cut, such as nodejieba. */
import type { Lexicon } from '../lexicon/lexicon.ts';
import { maxWordUnits } from '../lexicon/lexicon-table.ts';
import { CharacterClass, characterAt, classOfCharacter, unitsOfCharacter } from '../text/characters.ts';
import { foldInto } from '../text/folding.ts';
import { stringFromUnits } from '../text/units.ts';
import { checkFunction, requireString } from '../validate.ts';
import { Lattice } from './lattice/lattice.ts';
import { Window } from './lattice/window.ts';
import { WordMatches } from './lattice/word-matches.ts';
import { endOfRuleToken, kindOfRuleToken, ruleTokenAt } from './rule-tokens.ts';
import {
  checkSegmentOptions,
  rulesVersion,
  type Segmenter,
  type SegmentOptions,
  type Token,
  type TokenVisitor,
} from './segmenter.ts';
import { TokenKind, TokenList } from './token-list.ts';
import { classifyWord, createTerms, createTokens, visitTokens } from './tokens.ts';

/** A foreign library that cuts a string into strings. */
export interface WordEngine {
  /** Identifies the library, its version and its words. */
  readonly fingerprint: string;
  /** Cuts a text into words. Joined they must be the text. */
  cut(text: string): string[];
  /** Returns the words of `cut`, each preceded by the shorter words inside it. */
  cutForSearch(text: string): string[];
  /** Whether a word is tagged as the name of a person, place, organisation or thing. */
  isName(word: string): boolean;
}

/**
 * A foreign engine as a segmenter. The engine cuts the runs of text that may contain words. Everything that is not Han is cut
 * by hansou's own rules (`rule-tokens.ts`), and cuts of the engine inside such a token are ignored.
 */
export class EngineSegmenter implements Segmenter {
  readonly fingerprint: string;
  private readonly window: Window;
  /** Finds the words that the user added. */
  private readonly lattice: Lattice;
  private readonly list = new TokenList();
  private readonly matches = new WordMatches();

  /** @param userWords the words that the user added; the engine has them too */
  constructor(
    private readonly engine: WordEngine,
    userWords: Lexicon,
  ) {
    this.fingerprint = `engine ${rulesVersion} ${engine.fingerprint}`;
    this.window = new Window(userWords);
    this.lattice = new Lattice(userWords, this.window);
  }

  segment(text: string, options: SegmentOptions = {}): Token[] {
    checkSegmentOptions(options);
    this.segmentInto(foldText(text), text.length, this.list);
    return createTokens(text, this.list);
  }

  eachToken(text: string, visit: TokenVisitor): void {
    checkFunction('the visitor of tokens', visit);
    // A list of its own: the visitor may call this segmenter.
    const list = new TokenList();
    this.segmentInto(foldText(text), text.length, list);
    visitTokens(list, visit);
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

  /** Adds the tokens of the path, then the words inside them that the engine gives, and the user's words everywhere. */
  termsInto(units: Uint16Array, length: number, out: TokenList): void {
    const { matches } = this;
    out.clear();
    matches.clear();
    this.cutUnits(units, length, out, matches);
    out.pathCount = out.count;
    matches.sortUnique();
    matches.pushWordsOffPath(units, length, out);
  }

  /** A foreign engine does not say which of its words are names. */
  listNames(_units: Uint16Array, _tokens: TokenList, out: TokenList): void {
    out.clear();
  }

  copyNames(out: TokenList): void {
    out.clear();
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
      const token = isHan ? 0 : ruleTokenAt(units, at, length);
      const kind = isHan ? TokenKind.Han : kindOfRuleToken(token);
      const end = isHan ? at + unitsOfCharacter(character) : endOfRuleToken(token);
      const mayContainWords = isHan || window.isInLexicon(units[at]) || (units[at] < 128 && kind <= TokenKind.Number);
      if (mayContainWords && end - at <= maxWordUnits) window.feed(units, at, end, kind);
      else {
        this.cutWindow(units, out, matches);
        out.push(at, end, kind);
        window.begin(end);
      }
      at = end;
    }
    this.cutWindow(units, out, matches);
  }

  /** Lets the engine cut the window and adds its words. */
  private cutWindow(units: Uint16Array, out: TokenList, matches: WordMatches | undefined): void {
    const { start, length, kinds } = this.window;
    if (length === 0) return;
    if (matches) this.lattice.solve(units, length, matches);
    const text = stringFromUnits(units, start, start + length);
    let words = this.engine.cut(text);
    // If an engine loses characters (of ill-formed text), its words are not used.
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

  /** Adds the words inside words. The engine lists them before the word that contains them, by length, then by position. */
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
  requireString(text, 'a text to cut');
  const units = new Uint16Array(text.length);
  foldInto(text, units);
  return units;
}
