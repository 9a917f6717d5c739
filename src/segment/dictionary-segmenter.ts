import { describeValue, HansouError } from '../errors.ts';
import { Lexicon } from '../lexicon/lexicon.ts';
import { maxWordUnits } from '../lexicon/lexicon-table.ts';
import { ChangeKind } from '../lexicon/overlay.ts';
import { CharacterClass, characterAt, classOfCharacter, unitsOfCharacter } from '../text/characters.ts';
import { foldInto } from '../text/folding.ts';
import { requireString } from '../validate.ts';
import { Lattice } from './lattice/lattice.ts';
import { kindMask, plainKindMask, singleHan, tokenKindAt, Window } from './lattice/window.ts';
import { WordMatches } from './lattice/word-matches.ts';
import { ruleTokenAt } from './rule-tokens.ts';
import { rulesVersion, type Segmenter, type Token } from './segmenter.ts';
import { TokenKind, TokenList } from './token-list.ts';
import { classifyWord, createTerms, createTokens } from './tokens.ts';
import { maxUnknownRun, UnknownWordCutter } from './unknown-words.ts';

export interface SegmenterOptions {
  readonly lexicon: Lexicon;
}

/**
 * Cuts text by a lexicon as jieba does: the best path through the words that stand in a text, then a hidden Markov
 * model for what is left over as single characters. Runs anywhere; takes linear time and, besides what it gives back,
 * the same memory for any text.
 * @throws HansouError BAD_ARGUMENT when there is no lexicon
 */
export function createSegmenter(options: SegmenterOptions): Segmenter {
  if (!(options?.lexicon instanceof Lexicon))
    throw new HansouError('BAD_ARGUMENT', 'a segmenter cannot be made from this', {
      expected: '{ lexicon } with a Lexicon',
      got: describeValue(options?.lexicon),
      hint: 'Give await baseLexicon() of hansou/lexicon, or Lexicon.of(entries); if it is one, load the library once only.',
    });
  return new DictionarySegmenter(options.lexicon);
}

class DictionarySegmenter implements Segmenter {
  readonly fingerprint: string;
  private readonly window: Window;
  private readonly lattice: Lattice;
  private readonly unknownWords: UnknownWordCutter | undefined;
  private readonly list = new TokenList();
  private readonly matches = new WordMatches();
  private buffer = new Uint16Array(1024);
  /** The single Han characters that the path came upon last and that are not cut yet; none when both are equal. */
  private singlesStart = 0;
  private singlesEnd = 0;

  constructor(private readonly lexicon: Lexicon) {
    this.fingerprint = `jieba ${rulesVersion} ${lexicon.fingerprint}`;
    this.window = new Window(lexicon);
    this.lattice = new Lattice(lexicon, this.window);
    this.unknownWords = lexicon.base.hmm ? new UnknownWordCutter(lexicon.base.hmm) : undefined;
  }

  segment(text: string): Token[] {
    this.segmentInto(this.foldText(text), text.length, this.list);
    return createTokens(text, this.list);
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
   * The tokens of the path, and every other word of the lexicon that stands in the text and has two characters or more,
   * inside the words of the path or across them.
   */
  termsInto(units: Uint16Array, length: number, out: TokenList): void {
    const { matches } = this;
    out.clear();
    matches.clear();
    this.cutUnits(units, length, out, matches);
    out.pathCount = out.count;
    matches.pushWordsOffPath(units, length, out);
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
    for (let at = 0; at < length; ) {
      at = window.feedHanAndPunctuation(units, at, length);
      if (window.isFull) {
        const safe = window.findSafeCut(units);
        this.cutWindow(units, safe, out, matches);
        at = window.start;
        continue;
      }
      if (at >= length) break;
      const character = characterAt(units, at, length);
      const isHan = classOfCharacter(character) === CharacterClass.Han;
      const atom = isHan ? (at + unitsOfCharacter(character)) * 8 + TokenKind.Han : ruleTokenAt(units, at, length);
      const kind = (atom & 7) as TokenKind;
      const end = (atom - kind) / 8;
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
  }

  /** Pushes the tokens of the first `size` units of the stretch, but for single characters that end them. */
  private cutWindow(units: Uint16Array, size: number, out: TokenList, matches: WordMatches | undefined): void {
    const { window, lattice } = this;
    lattice.solve(units, size, matches);
    this.pushPath(units, size, out);
    window.begin(window.start + size);
  }

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
   * Pushes words that begin with a Han character, and marks, from `at` on, with what the model makes of single
   * characters, up to the end or to anything else; returns where. Whether a word is single decides nothing by itself.
   */
  private pushPlainPath(units: Uint16Array, at: number, size: number, out: TokenList): number {
    const { kinds, start: origin } = this.window;
    const { steps } = this.lattice;
    const { unknownWords } = this;
    // A token takes a unit at least, so that the arrays stay the same below.
    out.reserve(size - at);
    const { starts, ends, kinds: outKinds } = out;
    let { count } = out;
    let wasSingle = 0;
    while (at < size) {
      const kind = kinds[at];
      if (((plainKindMask >>> kind) & 1) === 0) break;
      const step = steps[at];
      // 1 for Han characters that are a step by themselves, else 0: `singleHan` is 1, the least kind.
      const isSingle = ((step * 32 + kind - 34) >>> 31) & 1;
      if ((isSingle & wasSingle) !== 0) {
        let end = at + 1;
        while (end < size && steps[end] === 1 && kinds[end] === singleHan) end++;
        // Perhaps it goes on in the next window.
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
    // The last one goes on in the character behind, or perhaps in the next window.
    if (wasSingle !== 0 && (at === size || kinds[at] === singleHan)) {
      at--;
      count--;
    }
    out.count = count;
    return at;
  }

  /** Whether a user made the character a word: then it is not joined with its neighbours, as in cppjieba. */
  private isUserCharacter(units: Uint16Array, at: number): boolean {
    const { overlay } = this.lexicon;
    if (!overlay?.hasSingleCharacters) return false;
    const number = overlay.findNumber(units, at, at + 1);
    return number >= 0 && overlay.list[number].kind === ChangeKind.Word;
  }

  /** Pushes the parts of a word that a user split; false when the word is none. */
  private pushParts(units: Uint16Array, start: number, end: number, out: TokenList): boolean {
    const overlay = this.lexicon.overlay!;
    const number = overlay.findNumber(units, start, end);
    const parts = number < 0 ? undefined : overlay.list[number].partLengths;
    if (!parts) return false;
    for (const part of parts) {
      out.push(start, start + part, classifyWord(units, start, start + part));
      start += part;
    }
    return true;
  }

  private addSingle(units: Uint16Array, at: number, out: TokenList): void {
    if (this.singlesEnd !== at || at - this.singlesStart === maxUnknownRun) {
      this.cutSingles(units, out);
      this.singlesStart = at;
    }
    this.singlesEnd = at + 1;
  }

  private cutSingles(units: Uint16Array, out: TokenList): void {
    const { singlesStart, singlesEnd } = this;
    if (singlesStart === singlesEnd) return;
    this.singlesStart = singlesEnd;
    if (singlesEnd - singlesStart > 1 && this.unknownWords) this.unknownWords.cut(units, singlesStart, singlesEnd, out);
    else for (let at = singlesStart; at < singlesEnd; at++) out.push(at, at + 1, TokenKind.Han);
  }
}
