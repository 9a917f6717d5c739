/**
 * What a document must hold to hold a piece of a query: terms that ask nothing of how document or query were cut.
 */
import { TermKind } from '../../analysis/analysis.ts';
import type { TextReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import type { Term } from '../../index/term.ts';
import {
  CharacterClass,
  characterAt,
  classOfCharacter,
  classOfUnit,
  isAlphanumeric,
  isLowSurrogate,
} from '../../text/characters.ts';
import type { Span } from '../../text/span.ts';
import { uniteLists } from '../context/document-lists.ts';
import type { QueryContext } from '../context/query-context.ts';
import { isOneCharacter, type QueryText } from '../cut/cut-query.ts';
import { isFunctionWord } from '../cut/function-words.ts';

/**
 * The terms that a text must hold to hold the whole of a span: every pair of neighbours, every run of letters and
 * digits, and each character that has no neighbour.
 */
export function listRequiredTerms(text: QueryText, span: Span): Term[] {
  const needs: Term[] = [];
  needs.length = collectRequiredTerms(text, span, needs);
  return needs;
}

/** The same, written into `needs`. Returns how many they are. */
function collectRequiredTerms(text: QueryText, span: Span, needs: Term[]): number {
  let to = 0;
  let pairedTo = -1;
  for (const term of text.terms) {
    if (term.start < span.start || term.end > span.end) continue;
    if (term.kind === TermKind.Bigram) {
      // The bigram comes after its second character: it takes the place of its two characters.
      while (to > 0 && needs[to - 1].kind === TermKind.Character && needs[to - 1].start >= term.start) to--;
      needs[to++] = term;
      pairedTo = term.end;
    } else if (term.kind !== TermKind.Character || term.end > pairedTo) needs[to++] = term;
  }
  return to;
}

/** Finds the documents that hold terms and pieces, in any of some fields. */
export class RequiredTerms {
  /** The terms that are asked at once, and how many documents hold each. */
  private readonly collected: Term[] = [];
  private frequencies = new Uint32Array(64);

  constructor(
    private readonly memory: QueryContext,
    readonly fields: readonly TextReader[],
  ) {}

  /**
   * The documents that hold every term of the span in one field, ascending.
   * @param within only these are asked; default all
   * @param isLast whether what is found will be scored, not looked for in other lists
   */
  match(text: QueryText, span: Span, within?: PostingList, isLast = true): PostingList {
    const count = this.collect(text, span);
    let found: PostingList | undefined;
    for (const field of this.fields) {
      const held = this.matchInField(field, count, within, isLast);
      found = found && found.count > 0 ? uniteLists(found, held, this.memory.borrowList()) : held;
    }
    return found ?? this.memory.borrowList();
  }

  /** At most so many documents hold the span, told without reading a list. */
  maxDocuments(text: QueryText, span: Span): number {
    const count = this.collect(text, span);
    if (count === 0) return this.fields.length ? Number.POSITIVE_INFINITY : 0;
    let most = 0;
    for (const field of this.fields) {
      let least = this.memory.termLists.documentFrequency(field, this.collected[0]);
      for (let i = 1; i < count; i++)
        least = Math.min(least, this.memory.termLists.documentFrequency(field, this.collected[i]));
      most += least;
    }
    return most;
  }

  private collect(text: QueryText, span: Span): number {
    if (this.frequencies.length < text.terms.length) this.frequencies = new Uint32Array(text.terms.length);
    return collectRequiredTerms(text, span, this.collected);
  }

  private matchInField(
    field: TextReader,
    count: number,
    within: PostingList | undefined,
    isLast: boolean,
  ): PostingList {
    const { collected: needs, frequencies } = this;
    // The rarest first.
    for (let i = 0; i < count; i++) {
      const term = needs[i];
      const frequency = this.memory.termLists.documentFrequency(field, term);
      let to = i;
      for (; to > 0 && frequencies[to - 1] > frequency; to--) {
        needs[to] = needs[to - 1];
        frequencies[to] = frequencies[to - 1];
      }
      needs[to] = term;
      frequencies[to] = frequency;
    }
    if (count === 0 || frequencies[0] === 0) return this.memory.borrowList();
    let found = within;
    for (let i = 0; i < count; i++) {
      const term = needs[i];
      if (!isLast || i < count - 1) found = this.memory.termLists.findDocuments(field, term, found);
      else if (found) found = this.memory.termLists.findDocumentsToScore(field, term, found);
      else found = this.memory.termLists.readAll(field, term);
      if (found.count === 0) break;
    }
    return found!;
  }

  /**
   * The pieces of a words query that each must be held whole: its words, where single characters beside each other are
   * one piece when some document holds them side by side (a name that no dictionary knows).
   * @param sure whether they are one piece in any case, with the numbers beside them (9月9日, 18位): what is typed together
   *   is meant so
   */
  splitIntoPieces(text: QueryText, sure = false): Span[] {
    const { units } = text.analysis;
    const pieces: { start: number; end: number }[] = [];
    let afterSingle = false;
    for (const word of text.words) {
      const first = classOfCharacter(characterAt(units, word.start, word.end));
      const single =
        (isOneCharacter(units, word) &&
          !isAlphanumeric(first) &&
          !(sure && isFunctionWord(units, word.start, word.end))) ||
        (sure && first === CharacterClass.Digit && isAlphanumeric(classOfUnit(units[word.end - 1])));
      const before = pieces[pieces.length - 1];
      if (single && afterSingle && before.end === word.start && (sure || this.isIndexedBigram(text, word)))
        before.end = word.end;
      else pieces.push({ start: word.start, end: word.end });
      afterSingle = single;
    }
    return pieces;
  }

  /** Whether some document holds the pair that ends with this character. */
  private isIndexedBigram(text: QueryText, word: Span): boolean {
    const { units } = text.analysis;
    const start = word.start - (isLowSurrogate(units[word.start - 1]) ? 2 : 1);
    const pair = this.memory.scratchTerm.set(TermKind.Bigram, units, start, word.end);
    return this.fields.some(field => this.memory.termLists.documentFrequency(field, pair) > 0);
  }
}
