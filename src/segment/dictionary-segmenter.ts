/**
 * How is a text cut into words? This folder holds the contract (`segmenter.ts`) and two engines: this one cuts by a lexicon,
 * `engine-segmenter.ts` lets a foreign library cut. The analysis of documents and queries calls them.
 *
 * This file is the entry point. It splits the text into windows, has the lattice find the best path through each, and gives
 * runs of single Han characters on the path to the model for unknown words.
 */
import { checkLexicon, type Lexicon } from '../lexicon/lexicon.ts';
import { maxWordUnits } from '../lexicon/lexicon-table.ts';
import { type NameJoiner, NameKind } from '../lexicon/name-source.ts';
import { ChangeKind } from '../lexicon/overlay.ts';
import { CharacterClass, characterAt, classOfCharacter, unitsOfCharacter } from '../text/characters.ts';
import { foldInto } from '../text/folding.ts';
import { requireString } from '../validate.ts';
import { Lattice } from './lattice/lattice.ts';
import { kindMask, plainKindMask, singleHan, tokenKindAt, Window } from './lattice/window.ts';
import { WordMatches } from './lattice/word-matches.ts';
import { endOfRuleToken, kindOfRuleToken, ruleTokenAt } from './rule-tokens.ts';
import { type NameTag, rulesVersion, type Segmenter, type SegmentOptions, type Token } from './segmenter.ts';
import { TokenKind, TokenList } from './token-list.ts';
import { classifyWord, createTerms, createTokens } from './tokens.ts';
import { maxUnknownRun, UnknownWordCutter } from './unknown-words.ts';

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

/** By kind of `NameKind`: the tag. */
const tagOfKind: readonly (NameTag | undefined)[] = [undefined, 'nr', 'ns', 'nt'];

/** The tag of a name that the lexicon tags: jieba has `nrt` and `nrfg` for some persons. */
function nameTagOf(tag: string | undefined): NameTag | undefined {
  return tagOfKind.find(known => known !== undefined && tag?.slice(0, 2) === known);
}

/**
 * Whether words of the base lexicon that are tagged as a name of this kind are names when they have so many units. In 28,000 sentences with
 * marked names, 50 of 100 words of three units tagged nr are marked as persons, 8 of two and 5 of four; of those tagged ns 62 of two and
 * three units as places, 48 of longer ones; of those tagged nt 64 from three units on.
 */
function isSureLength(kind: number, length: number): boolean {
  if (kind === NameKind.Person) return length === 3;
  return kind === NameKind.Place ? length < 4 : length > 2;
}

class DictionarySegmenter implements Segmenter {
  readonly fingerprint: string;
  private readonly window: Window;
  private readonly lattice: Lattice;
  private readonly unknownWords: UnknownWordCutter | undefined;
  private readonly list = new TokenList();
  private readonly matches = new WordMatches();
  private readonly joiner: NameJoiner | undefined;
  /** The names on the path, with kinds of `NameKind`. */
  private readonly names = new TokenList();
  /** The words inside names that were joined. */
  private readonly parts = new TokenList();
  private buffer = new Uint16Array(1024);
  /** The range of single Han characters at the end of the path so far, which are not cut yet; empty if both are equal. */
  private singlesStart = 0;
  private singlesEnd = 0;

  constructor(private readonly lexicon: Lexicon) {
    this.fingerprint = `jieba ${rulesVersion} ${lexicon.fingerprint}`;
    this.window = new Window(lexicon);
    this.lattice = new Lattice(lexicon, this.window);
    const edges = this.lattice.names?.edges;
    this.unknownWords = lexicon.base.hmm ? new UnknownWordCutter(lexicon.base.hmm, edges?.looseUnits) : undefined;
    this.joiner = edges && lexicon.names?.createJoiner(lexicon);
  }

  segment(text: string, options: SegmentOptions = {}): Token[] {
    const units = this.foldText(text);
    this.segmentInto(units, text.length, this.list);
    const tokens = createTokens(text, this.list);
    return options.tags === true ? this.tagNames(tokens, units) : tokens;
  }

  /** Returns the tokens of the text that was cut last, those that are names with their tag. */
  private tagNames(tokens: readonly Token[], units: Uint16Array): Token[] {
    const { names } = this;
    let name = 0;
    return tokens.map(token => {
      while (name < names.count && names.ends[name] <= token.start) name++;
      const isName = name < names.count && names.starts[name] === token.start && names.ends[name] === token.end;
      const tag = isName
        ? tagOfKind[names.kinds[name]]
        : nameTagOf(this.lexicon.findTag(units, token.start, token.end));
      return tag === undefined ? token : { ...token, tag };
    });
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
      if (kind === 0 && end - start > 1 && tokens.kinds[i] === TokenKind.Han) {
        const isOwn = lexicon.overlay !== undefined && lexicon.overlay.findNumber(units, start, end) >= 0;
        const tagged = nameTagOf(lexicon.findTag(units, start, end));
        kind = tagged === undefined ? 0 : tagOfKind.indexOf(tagged);
        if (!isOwn && !isSureLength(kind, end - start)) kind = 0;
      }
      if (kind > 0) out.push(start, end, kind as TokenKind);
    }
  }

  private foldText(text: string): Uint16Array {
    requireString(text, 'a text to cut');
    if (this.buffer.length < text.length) this.buffer = new Uint16Array(Math.max(text.length, 2 * this.buffer.length));
    foldInto(text, this.buffer);
    return this.buffer;
  }

  private cutUnits(units: Uint16Array, length: number, out: TokenList, matches: WordMatches | undefined): void {
    const { window } = this;
    window.begin(0);
    this.singlesStart = this.singlesEnd = 0;
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
        this.cutSingles(units, out);
        out.push(at, end, kind);
        window.begin(end);
      } else if (isHan || window.isInLexicon(units[at])) window.feed(units, at, end, kind);
      else window.feedBoundary(end - at, kind);
      at = end;
    }
    this.cutWindow(units, window.length, out, matches);
    this.cutSingles(units, out);
    this.joiner?.join(units, out, this.names, this.parts);
  }

  /** Cuts the first `size` units of the window. Single characters at their end stay pending. */
  private cutWindow(units: Uint16Array, size: number, out: TokenList, matches: WordMatches | undefined): void {
    const { window, lattice } = this;
    lattice.solve(units, size, matches);
    this.pushPath(units, size, out);
    if (lattice.names) this.pushNames(units, lattice.names.isName, size);
    window.begin(window.start + size);
  }

  /** Adds the names on the path through the first `size` units. */
  private pushNames(units: Uint16Array, isName: Uint8Array, size: number): void {
    const { steps } = this.lattice;
    const { start: origin } = this.window;
    for (let at = 0; at < size; at += steps[at]) {
      if (isName[at] === 0) continue;
      const start = origin + at;
      const end = start + steps[at];
      const tag = nameTagOf(this.lexicon.findTag(units, start, end));
      // What the lexicon knows as a place or an organisation is no person.
      if (tag === undefined || tag === 'nr') this.names.push(start, end, NameKind.Person);
    }
  }

  /** Adds the tokens of the path through the first `size` units. */
  private pushPath(units: Uint16Array, size: number, out: TokenList): void {
    const { kinds, start: origin } = this.window;
    const { steps } = this.lattice;
    const overlay = this.lexicon.overlay;
    const hasCharacters = overlay?.hasSingleCharacters === true;
    const hasSplits = overlay?.hasSplits === true;
    for (let at = 0; at < size; ) {
      if (!hasCharacters && !hasSplits && this.singlesStart === this.singlesEnd) {
        at = this.pushPlainPath(units, at, size, out);
        if (at === size) break;
      }
      const step = steps[at];
      const start = origin + at;
      if (step === 1 && kinds[at] === singleHan && !(hasCharacters && this.isUserCharacter(units, start))) {
        this.addSingle(units, start, out);
        at++;
        continue;
      }
      if (this.singlesStart !== this.singlesEnd) this.cutSingles(units, out);
      const next = at + step;
      const end = start + step;
      if (kinds[at] === singleHan && step > 1 && !hasSplits) out.push(start, end, TokenKind.Han);
      else {
        let tokenEnd = at + 1;
        while (tokenEnd < next && kinds[tokenEnd] === 0) tokenEnd++;
        if (tokenEnd === next) out.push(start, end, tokenKindAt(kinds, at));
        else if (!hasSplits || !this.pushParts(units, start, end, out))
          out.push(start, end, classifyWord(units, start, end));
      }
      at = next;
    }
  }

  /**
   * The fast case of `pushPath`: adds words that begin with a Han character and punctuation, from `at` on, and cuts runs of
   * single characters. Stops at any other token and returns where.
   */
  private pushPlainPath(units: Uint16Array, at: number, size: number, out: TokenList): number {
    const { kinds, start: origin } = this.window;
    const { steps } = this.lattice;
    const { unknownWords } = this;
    // A token has at least one unit, so the arrays are not replaced below.
    out.reserve(size - at);
    const { starts, ends, kinds: outKinds } = out;
    let { count } = out;
    let wasSingle = 0;
    while (at < size) {
      const kind = kinds[at];
      if (((plainKindMask >>> kind) & 1) === 0) break;
      const step = steps[at];
      // 1 for a single Han character as a step of the path, otherwise 0. Without a branch: `singleHan` is 1, the lowest kind.
      const isSingle = ((step * 32 + kind - 34) >>> 31) & 1;
      if ((isSingle & wasSingle) !== 0) {
        let end = at + 1;
        while (end < size && steps[end] === 1 && kinds[end] === singleHan) end++;
        // The run may go on in the next window.
        if (end === size || unknownWords === undefined || end - at >= maxUnknownRun) break;
        out.count = count - 1;
        unknownWords.cut(units, origin + at - 1, origin + end, out);
        count = out.count;
        at = end;
        wasSingle = 0;
        continue;
      }
      starts[count] = origin + at;
      at += step;
      ends[count] = origin + at;
      outKinds[count++] = (kind & kindMask) - 1;
      wasSingle = isSingle;
    }
    // The last single character may start a run that goes on behind it or in the next window.
    if (wasSingle !== 0 && (at === size || kinds[at] === singleHan)) {
      at--;
      count--;
    }
    out.count = count;
    return at;
  }

  /** Whether the user added the character as a word: then it is not joined with its neighbours, as in cppjieba. */
  private isUserCharacter(units: Uint16Array, at: number): boolean {
    const { overlay } = this.lexicon;
    if (!overlay?.hasSingleCharacters) return false;
    const number = overlay.findNumber(units, at, at + 1);
    return number >= 0 && overlay.list[number].kind === ChangeKind.Word;
  }

  /** Adds the parts of a word that the user split. Returns false if the word was not split. */
  private pushParts(units: Uint16Array, start: number, end: number, out: TokenList): boolean {
    const overlay = this.lexicon.overlay!;
    const number = overlay.findNumber(units, start, end);
    const partLengths = number < 0 ? undefined : overlay.list[number].partLengths;
    if (!partLengths) return false;
    for (const length of partLengths) {
      out.push(start, start + length, classifyWord(units, start, start + length));
      start += length;
    }
    return true;
  }

  /** Adds a single character to the pending run. */
  private addSingle(units: Uint16Array, at: number, out: TokenList): void {
    if (this.singlesEnd !== at || at - this.singlesStart === maxUnknownRun) {
      this.cutSingles(units, out);
      this.singlesStart = at;
    }
    this.singlesEnd = at + 1;
  }

  /** Cuts the pending run of single characters into words. */
  private cutSingles(units: Uint16Array, out: TokenList): void {
    const { singlesStart, singlesEnd } = this;
    if (singlesStart === singlesEnd) return;
    this.singlesStart = singlesEnd;
    if (singlesEnd - singlesStart > 1 && this.unknownWords) this.unknownWords.cut(units, singlesStart, singlesEnd, out);
    else for (let at = singlesStart; at < singlesEnd; at++) out.push(at, at + 1, TokenKind.Han);
  }
}
