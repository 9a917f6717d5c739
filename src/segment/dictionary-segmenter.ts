/**
 * How is a text cut into words? This folder holds the contract (`segmenter.ts`) and two engines: this one cuts by a lexicon,
 * `engine-segmenter.ts` lets a foreign library cut. The analysis of documents and queries calls them.
 *
 * This file is the entry point. It splits the text into windows and has the lattice find the best path through each;
 * `path-tokens.ts` makes tokens of the path, `listed-names.ts` knows which words of a lexicon are names.
 */
import { checkLexicon, type Lexicon } from '../lexicon/lexicon.ts';
import { maxWordUnits } from '../lexicon/lexicon-table.ts';
import { type NameJoiner, NameKind } from '../lexicon/name-source.ts';
import { CharacterClass, characterAt, classOfCharacter, unitsOfCharacter } from '../text/characters.ts';
import { foldInto } from '../text/folding.ts';
import { checkFunction, requireString } from '../validate.ts';
import { Lattice } from './lattice/lattice.ts';
import type { NameSteps } from './lattice/name-steps.ts';
import { Window } from './lattice/window.ts';
import { WordMatches } from './lattice/word-matches.ts';
import { listedNameKind, nameTagOf, tagOfKind } from './listed-names.ts';
import { PathTokens } from './path-tokens.ts';
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
import { createTerms, createTokens, visitTokens } from './tokens.ts';
import { UnknownWordCutter } from './unknown-words.ts';

/** Options of `createSegmenter`. */
export interface SegmenterOptions {
  /** The words to cut by: `await baseLexicon()` of hansou/lexicon, or `Lexicon.fromEntries(entries)`. */
  readonly lexicon: Lexicon;
}

/**
 * Creates a segmenter that cuts text by a lexicon as jieba does: first the most probable sequence of words, then a hidden
 * Markov model (Viterbi) for runs of characters that are not words of the lexicon. Of equally probable sequences it takes the
 * one that cppjieba takes. It runs in browsers and in Node, in linear time, and besides its result it needs the same memory
 * for any text.
 *
 * ```ts
 * const segmenter = createSegmenter({ lexicon: await baseLexicon() });
 * segmenter.cut('我来到北京清华大学'); // ['我', '来到', '北京', '清华大学']
 * segmenter.segment('18位'); // [{ text: '18', start: 0, end: 2, kind: 'number' }, { text: '位', start: 2, end: 3, kind: 'han' }]
 * ```
 * @throws HansouError BAD_ARGUMENT if `lexicon` is missing or not a Lexicon
 */
export function createSegmenter(options: SegmenterOptions): Segmenter {
  checkLexicon('the lexicon of the segmenter', options?.lexicon);
  return new DictionarySegmenter(options.lexicon);
}

/** The tags of tokens that are no Han words, as jieba has them. */
const tagOfTokenKind: Readonly<Partial<Record<Token['kind'], string>>> = {
  number: 'm',
  latin: 'eng',
  space: 'x',
  symbol: 'x',
};

class DictionarySegmenter implements Segmenter {
  readonly fingerprint: string;
  private readonly window: Window;
  private readonly lattice: Lattice;
  private readonly path: PathTokens;
  private readonly list = new TokenList();
  /** The list of `eachToken` while none runs. */
  private visited: TokenList | undefined = new TokenList();
  private readonly matches = new WordMatches();
  private readonly joiner: NameJoiner | undefined;
  /** The names on the path, with kinds of `NameKind`. */
  private readonly names = new TokenList();
  /** The words inside names that were joined. */
  private readonly parts = new TokenList();
  private buffer = new Uint16Array(1024);

  constructor(private readonly lexicon: Lexicon) {
    this.fingerprint = `jieba ${rulesVersion} ${lexicon.fingerprint}`;
    this.window = new Window(lexicon);
    this.lattice = new Lattice(lexicon, this.window);
    const edges = this.lattice.names?.edges;
    const unknownWords = lexicon.base.hmm ? new UnknownWordCutter(lexicon.base.hmm, edges?.looseUnits) : undefined;
    this.path = new PathTokens(lexicon, this.window, this.lattice.steps, unknownWords);
    this.joiner = edges && lexicon.names?.createJoiner(lexicon);
  }

  segment(text: string, options: SegmentOptions = {}): Token[] {
    checkSegmentOptions(options);
    const units = this.foldText(text);
    this.segmentInto(units, text.length, this.list);
    const tokens = createTokens(text, this.list);
    return options.tags === true ? this.tagTokens(tokens, units) : tokens;
  }

  /** Returns the tokens of the text that was cut last with their tags. */
  private tagTokens(tokens: readonly Token[], units: Uint16Array): Token[] {
    const { names } = this;
    let name = 0;
    return tokens.map(token => {
      while (name < names.count && names.ends[name] <= token.start) name++;
      const isName = name < names.count && names.starts[name] === token.start && names.ends[name] === token.end;
      const tag = isName
        ? tagOfKind[names.kinds[name]]
        : this.lexicon.findTag(units, token.start, token.end) ||
          (this.isPolite(units, token.start, token.end) ? tagOfKind[NameKind.Person] : tagOfTokenKind[token.kind]);
      return tag === undefined ? token : { ...token, tag };
    });
  }

  eachToken(text: string, visit: TokenVisitor): void {
    checkFunction('the visitor of tokens', visit);
    // The visitor may call this method again.
    const { visited = new TokenList() } = this;
    this.visited = undefined;
    try {
      this.segmentInto(this.foldText(text), text.length, visited);
      visitTokens(visited, visit);
    } finally {
      this.visited = visited;
    }
  }

  terms(text: string): Token[] {
    this.termsInto(this.foldText(text), text.length, this.list);
    return createTerms(text, this.list);
  }

  cut(text: string): string[] {
    const { list } = this;
    this.segmentInto(this.foldText(text), text.length, list);
    const { count, ends } = list;
    const words = new Array<string>(count);
    let start = 0;
    for (let i = 0; i < count; i++) {
      words[i] = text.slice(start, ends[i]);
      start = ends[i];
    }
    return words;
  }

  isName(units: Uint16Array, start: number, end: number): boolean {
    return this.lexicon.isName(units, start, end);
  }

  segmentInto(units: Uint16Array, length: number, out: TokenList): void {
    out.clear();
    this.cutUnits(units, length, out, undefined);
    out.pathCount = out.count;
  }

  /**
   * Adds the tokens of the path, then every other word of the lexicon with two characters or more that occurs in the text,
   * inside the words of the path or across them.
   */
  termsInto(units: Uint16Array, length: number, out: TokenList): void {
    const { matches } = this;
    out.clear();
    matches.clear();
    this.cutUnits(units, length, out, matches);
    out.pathCount = out.count;
    if (this.parts.count > 0) matches.add(this.parts);
    matches.pushWordsOffPath(units, length, out);
  }

  copyNames(out: TokenList): void {
    const { names } = this;
    out.clear();
    for (let i = 0; i < names.count; i++) out.push(names.starts[i], names.ends[i], names.kinds[i] as TokenKind);
  }

  listNames(units: Uint16Array, tokens: TokenList, out: TokenList): void {
    const { names, lexicon } = this;
    out.clear();
    let name = 0;
    for (let i = 0; i < tokens.pathCount; i++) {
      const start = tokens.starts[i];
      const end = tokens.ends[i];
      while (name < names.count && names.ends[name] <= start) name++;
      let kind: number = name < names.count && names.starts[name] === start ? names.kinds[name] : 0;
      if (kind === 0 && end - start > 1 && tokens.kinds[i] === TokenKind.Han && !this.isPolite(units, start, end))
        kind = listedNameKind(lexicon, units, start, end);
      if (kind > 0) out.push(start, end, kind as TokenKind);
    }
  }

  /** Whether the word is a surname with a form of address, which is no name of one person. */
  private isPolite(units: Uint16Array, start: number, end: number): boolean {
    return this.lattice.names?.edges.isPolite(units, start, end) === true;
  }

  private foldText(text: string): Uint16Array {
    requireString(text, 'a text to cut');
    if (this.buffer.length < text.length) this.buffer = new Uint16Array(Math.max(text.length, 2 * this.buffer.length));
    foldInto(text, this.buffer);
    return this.buffer;
  }

  private cutUnits(units: Uint16Array, length: number, out: TokenList, matches: WordMatches | undefined): void {
    const { window, path } = this;
    window.begin(0);
    path.begin();
    this.names.clear();
    this.parts.clear();
    for (let at = 0; at < length; ) {
      at = window.feedHanAndPunctuation(units, at, length);
      if (window.isFull) {
        this.cutWindow(units, window.findSafeCut(units), out, matches);
        at = window.start;
        continue;
      }
      if (at >= length) break;
      const character = characterAt(units, at, length);
      const isHan = classOfCharacter(character) === CharacterClass.Han;
      const token = isHan ? 0 : ruleTokenAt(units, at, length);
      const kind = isHan ? TokenKind.Han : kindOfRuleToken(token);
      const end = isHan ? at + unitsOfCharacter(character) : endOfRuleToken(token);
      if (end - at > maxWordUnits) {
        this.cutWindow(units, window.length, out, matches);
        path.cutSingles(units, out);
        out.push(at, end, kind);
        window.begin(end);
      } else if (isHan || window.isInLexicon(units[at])) window.feed(units, at, end, kind);
      else window.feedBoundary(units, at, end, kind);
      at = end;
    }
    this.cutWindow(units, window.length, out, matches);
    path.cutSingles(units, out);
    if (this.joiner && (window.textHasWatched || !this.joiner.needsDots))
      this.joiner.join(units, out, this.names, this.parts);
  }

  /** Cuts the first `size` units of the window. Single characters at their end stay pending. */
  private cutWindow(units: Uint16Array, size: number, out: TokenList, matches: WordMatches | undefined): void {
    const { window, lattice } = this;
    lattice.solve(units, size, matches);
    const first = out.count;
    this.path.push(units, size, out);
    if (lattice.names) this.pushNames(units, lattice.names, first, out);
    window.begin(window.start + size);
  }

  /** Adds the names among the tokens from number `token` on, which are those of the window. */
  private pushNames(units: Uint16Array, { taken, takenCount }: NameSteps, token: number, tokens: TokenList): void {
    const { start: origin } = this.window;
    const { steps } = this.lattice;
    for (let i = takenCount - 1; i >= 0; i--) {
      const start = origin + taken[i];
      const end = start + steps[taken[i]];
      token = tokens.findStart(start, token);
      // The path does not come there.
      if (token === tokens.count || tokens.starts[token] !== start) continue;
      const tag = nameTagOf(this.lexicon.findTag(units, start, end));
      // What the lexicon knows as a place or an organisation is no person.
      if ((tag === undefined || tag === 'nr') && !this.isPolite(units, start, end))
        this.names.push(start, end, NameKind.Person);
    }
  }
}
