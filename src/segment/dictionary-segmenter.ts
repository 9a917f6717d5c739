import { describeValue, HansouError } from '../errors.ts';
import { Lexicon } from '../lexicon/lexicon.ts';
import { longestWord } from '../lexicon/lexicon-table.ts';
import { OverlayFlag } from '../lexicon/overlay.ts';
import { CharacterClass, characterAt, classOfCharacter, unitsOfCharacter } from '../text/characters.ts';
import { foldInto } from '../text/folding.ts';
import { requireString } from '../validate.ts';
import { atomAt } from './atoms.ts';
import { Lattice } from './lattice/lattice.ts';
import { kindAt, kindMask, plainKinds, singleHan, Window } from './lattice/window.ts';
import { WordMatches } from './lattice/word-matches.ts';
import { rulesVersion, type Segmenter, type Token } from './segmenter.ts';
import { TokenKind, TokenList } from './token-list.ts';
import { kindOf, termsOf, tokensOf } from './tokens.ts';
import { maxUnknownRun, UnknownWords } from './unknown-words.ts';

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
  private readonly stretch: Window;
  private readonly lattice: Lattice;
  private readonly unknown: UnknownWords | undefined;
  private readonly list = new TokenList();
  private readonly matches = new WordMatches();
  private buffer = new Uint16Array(1024);
  /** The single Han characters that the path came upon last and that are not cut yet; none when both are equal. */
  private stretchStart = 0;
  private stretchEnd = 0;

  constructor(private readonly lexicon: Lexicon) {
    this.fingerprint = `jieba ${rulesVersion} ${lexicon.fingerprint}`;
    this.stretch = new Window(lexicon);
    this.lattice = new Lattice(lexicon, this.stretch);
    this.unknown = lexicon.base.hmm ? new UnknownWords(lexicon.base.hmm) : undefined;
  }

  segment(text: string): Token[] {
    this.segmentInto(this.folded(text), text.length, this.list);
    return tokensOf(text, this.list);
  }

  terms(text: string): Token[] {
    this.termsInto(this.folded(text), text.length, this.list);
    return termsOf(text, this.list);
  }

  cut(text: string): string[] {
    const { list } = this;
    this.segmentInto(this.folded(text), text.length, list);
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
    matches.pushOffPath(units, length, out);
  }

  private folded(text: string): Uint16Array {
    requireString(text, 'a text to cut');
    if (this.buffer.length < text.length) this.buffer = new Uint16Array(Math.max(text.length, 2 * this.buffer.length));
    foldInto(text, this.buffer);
    return this.buffer;
  }

  private cutUnits(units: Uint16Array, length: number, out: TokenList, matches: WordMatches | undefined): void {
    const { stretch } = this;
    stretch.begin(0);
    this.stretchStart = this.stretchEnd = 0;
    for (let at = 0; at < length; ) {
      at = stretch.feedHanAndMarks(units, at, length);
      if (stretch.isFull) {
        const safe = stretch.safePlace(units);
        this.solve(units, safe, out, matches);
        at = stretch.start;
        continue;
      }
      if (at >= length) break;
      const character = characterAt(units, at, length);
      const isHan = classOfCharacter(character) === CharacterClass.Han;
      const atom = isHan ? (at + unitsOfCharacter(character)) * 8 + TokenKind.Han : atomAt(units, at, length);
      const kind = (atom & 7) as TokenKind;
      const end = (atom - kind) / 8;
      if (end - at > longestWord) {
        this.solve(units, stretch.size, out, matches);
        this.cutStretch(units, out);
        out.push(at, end, kind);
        stretch.begin(end);
      } else if (isHan || stretch.knows(units[at])) stretch.feed(units, at, end, kind);
      else stretch.feedEdge(end - at, kind);
      at = end;
    }
    this.solve(units, stretch.size, out, matches);
    this.cutStretch(units, out);
  }

  /** Pushes the tokens of the first `size` units of the stretch, but for single characters that end them. */
  private solve(units: Uint16Array, size: number, out: TokenList, matches: WordMatches | undefined): void {
    const { stretch, lattice } = this;
    lattice.solve(units, size, matches);
    this.follow(units, size, out);
    stretch.begin(stretch.start + size);
  }

  private follow(units: Uint16Array, size: number, out: TokenList): void {
    const { kinds, start: origin } = this.stretch;
    const { steps } = this.lattice;
    const overlay = this.lexicon.overlay;
    const hasCharacters = overlay?.hasCharacters === true;
    const hasSplits = overlay?.hasSplits === true;
    for (let at = 0; at < size; ) {
      if (!hasCharacters && !hasSplits && this.stretchStart === this.stretchEnd) {
        at = this.followWords(units, at, size, out);
        if (at === size) break;
      }
      const step = steps[at];
      const start = origin + at;
      if (step === 1 && kinds[at] === singleHan && !(hasCharacters && this.isOverCharacter(units, start))) {
        this.lengthenStretch(units, start, out);
        at++;
        continue;
      }
      if (this.stretchStart !== this.stretchEnd) this.cutStretch(units, out);
      const next = at + step;
      const end = start + step;
      if (kinds[at] === singleHan && step > 1 && !hasSplits) out.push(start, end, TokenKind.Han);
      else {
        let tokenEnd = at + 1;
        while (tokenEnd < next && kinds[tokenEnd] === 0) tokenEnd++;
        if (tokenEnd === next) out.push(start, end, kindAt(kinds, at));
        else if (!hasSplits || !this.pushParts(units, start, end, out)) out.push(start, end, kindOf(units, start, end));
      }
      at = next;
    }
  }

  /**
   * Pushes words that begin with a Han character, and marks, from `at` on, with what the model makes of single
   * characters, up to the end or to anything else; returns where. Whether a word is single decides nothing by itself.
   */
  private followWords(units: Uint16Array, at: number, size: number, out: TokenList): number {
    const { kinds, start: origin } = this.stretch;
    const { steps } = this.lattice;
    const { unknown } = this;
    // A token takes a unit at least, so that the arrays stay the same below.
    out.reserve(size - at);
    const { starts, ends, kinds: outKinds } = out;
    let { count } = out;
    let wasSingle = 0;
    while (at < size) {
      const kind = kinds[at];
      if (((plainKinds >>> kind) & 1) === 0) break;
      const step = steps[at];
      // 1 for Han characters that are a step by themselves, else 0: `singleHan` is 1, the least kind.
      const isSingle = ((step * 32 + kind - 34) >>> 31) & 1;
      if ((isSingle & wasSingle) !== 0) {
        let end = at + 1;
        while (end < size && steps[end] === 1 && kinds[end] === singleHan) end++;
        // Perhaps it goes on in the next window.
        if (end === size || unknown === undefined || end - at >= maxUnknownRun) break;
        out.count = count - 1;
        unknown.cut(units, origin + at - 1, origin + end, out);
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
  private isOverCharacter(units: Uint16Array, at: number): boolean {
    const { overlay } = this.lexicon;
    if (!overlay?.hasCharacters) return false;
    const number = overlay.numberOf(units, at, at + 1);
    return number >= 0 && overlay.list[number].mark === OverlayFlag.Word;
  }

  /** Pushes the parts of a word that a user split; false when the word is none. */
  private pushParts(units: Uint16Array, start: number, end: number, out: TokenList): boolean {
    const overlay = this.lexicon.overlay!;
    const number = overlay.numberOf(units, start, end);
    const parts = number < 0 ? undefined : overlay.list[number].parts;
    if (!parts) return false;
    for (const part of parts) {
      out.push(start, start + part, kindOf(units, start, start + part));
      start += part;
    }
    return true;
  }

  private lengthenStretch(units: Uint16Array, at: number, out: TokenList): void {
    if (this.stretchEnd !== at || at - this.stretchStart === maxUnknownRun) {
      this.cutStretch(units, out);
      this.stretchStart = at;
    }
    this.stretchEnd = at + 1;
  }

  private cutStretch(units: Uint16Array, out: TokenList): void {
    const { stretchStart: start, stretchEnd: end } = this;
    if (start === end) return;
    this.stretchStart = end;
    if (end - start > 1 && this.unknown) this.unknown.cut(units, start, end, out);
    else for (let at = start; at < end; at++) out.push(at, at + 1, TokenKind.Han);
  }
}
