/** Turns the best path through a window into tokens, and gives runs of single Han characters to the model for unknown words. */
import type { Lexicon } from '../lexicon/lexicon.ts';
import { ChangeKind } from '../lexicon/overlay.ts';
import { kindMask, plainKindMask, singleHan, tokenKindAt, type Window } from './lattice/window.ts';
import { TokenKind, type TokenList } from './token-list.ts';
import { classifyWord } from './tokens.ts';
import { maxUnknownRun, type UnknownWordCutter } from './unknown-words.ts';

/** The tokens of one text, window by window. Single characters at the end of a window stay pending: their run may go on in the next. */
export class PathTokens {
  /** The range of single Han characters at the end of the path so far, which are not cut yet; empty if both are equal. */
  private singlesStart = 0;
  private singlesEnd = 0;

  /** @param steps by unit of the window: the length of the step of the best path that begins there */
  constructor(
    private readonly lexicon: Lexicon,
    private readonly window: Window,
    private readonly steps: Uint8Array,
    private readonly unknownWords: UnknownWordCutter | undefined,
  ) {}

  /** Begins another text. */
  begin(): void {
    this.singlesStart = this.singlesEnd = 0;
  }

  /** Adds the tokens of the path through the first `size` units. */
  push(units: Uint16Array, size: number, out: TokenList): void {
    const { kinds, start: origin } = this.window;
    const { steps } = this;
    const overlay = this.lexicon.overlay;
    const hasCharacters = overlay?.hasSingleCharacters === true;
    const hasSplits = overlay?.hasSplits === true;
    for (let at = 0; at < size; ) {
      if (!hasCharacters && !hasSplits && this.singlesStart === this.singlesEnd) {
        at = this.pushPlain(units, at, size, out);
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
   * The fast case of `push`: adds words that begin with a Han character and punctuation, from `at` on, and cuts runs of
   * single characters. Stops at any other token and returns where.
   */
  private pushPlain(units: Uint16Array, at: number, size: number, out: TokenList): number {
    const { kinds, start: origin } = this.window;
    const { steps } = this;
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
  cutSingles(units: Uint16Array, out: TokenList): void {
    const { singlesStart, singlesEnd } = this;
    if (singlesStart === singlesEnd) return;
    this.singlesStart = singlesEnd;
    if (singlesEnd - singlesStart > 1 && this.unknownWords) this.unknownWords.cut(units, singlesStart, singlesEnd, out);
    else for (let at = singlesStart; at < singlesEnd; at++) out.push(at, at + 1, TokenKind.Han);
  }
}
