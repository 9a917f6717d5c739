/**
 * What a document must hold to hold a piece of a query: terms that ask nothing of how document or query were cut.
 */
import { TermKind } from '../analysis/analysis.ts';
import type { PostingList, TextReader } from '../inverted/index-reader.ts';
import { type CharacterClass, characterAt, isLowSurrogate, isWordly } from '../text/characters.ts';
import type { Span } from '../text/span.ts';
import { foldedText, isOneCharacter, type QueryText } from './cut.ts';
import { isFunctionWord } from './function-words.ts';
import { union } from './lists.ts';
import type { QueryMemory } from './memory.ts';

/**
 * The terms that a text must hold to hold the whole of a span: every pair of neighbours, every run of letters and
 * digits, and each character that has no neighbour. Terms by their number in the analysis of the query's text.
 */
export function needsOf(text: QueryText, span: Span): number[] {
  const { kinds, starts, ends, count } = text.analysis;
  const needs: number[] = [];
  let pairedTo = -1;
  for (let term = 0; term < count; term++) {
    if (starts[term] < span.start || ends[term] > span.end) continue;
    if (kinds[term] === TermKind.Bigram) {
      // The pair comes after its second character: it takes the place of its two characters.
      while (
        needs.length &&
        kinds[needs[needs.length - 1]] === TermKind.Character &&
        starts[needs[needs.length - 1]] >= starts[term]
      )
        needs.pop();
      needs.push(term);
      pairedTo = ends[term];
    } else if (kinds[term] !== TermKind.Character || ends[term] > pairedTo) needs.push(term);
  }
  return needs;
}

/** A piece of the query that a document does not hold whole. */
export interface MissingPiece {
  /** Folded. */
  readonly piece: string;
  /** Its pairs of characters, runs of letters and single characters that stand nowhere in the document. */
  readonly missing: readonly string[];
  /** How many documents hold the piece. */
  readonly documents: number;
}

/** Finds the documents that hold terms and pieces, in any of some fields. */
export class PieceFinder {
  constructor(
    private readonly memory: QueryMemory,
    readonly fields: readonly TextReader[],
  ) {}

  /**
   * The documents that hold every term of the span in one field, ascending.
   * @param within only these are asked; default all
   */
  holdingAll(text: QueryText, span: Span, within?: PostingList): PostingList {
    const needs = needsOf(text, span);
    let found: PostingList | undefined;
    for (const field of this.fields) {
      const held = this.holdingInField(field, text, needs, within);
      found = found && found.count > 0 ? union(found, held, this.memory.lend()) : held;
    }
    return found ?? this.memory.lend();
  }

  /** At most so many documents hold the span, told without reading a list. */
  mostHolding(text: QueryText, span: Span): number {
    const needs = needsOf(text, span);
    let most = 0;
    for (const field of this.fields)
      most += needs.reduce((least, term) => Math.min(least, this.inField(field, text, term)), Number.POSITIVE_INFINITY);
    return most;
  }

  /** The documents that hold one term of the text, in any field, each once. */
  holding(text: QueryText, term: number, within?: PostingList): PostingList {
    const { starts, ends } = text.analysis;
    return this.holdingAll(text, { start: starts[term], end: ends[term] }, within);
  }

  /** At most so many documents hold a term of the text. */
  frequencyOf(text: QueryText, term: number): number {
    return this.fields.reduce((sum, field) => sum + this.inField(field, text, term), 0);
  }

  private inField(field: TextReader, text: QueryText, term: number): number {
    const { units, kinds, starts, ends } = text.analysis;
    return this.memory.frequency(field, kinds[term] as TermKind, units, starts[term], ends[term]);
  }

  private holdingInField(
    field: TextReader,
    text: QueryText,
    needs: readonly number[],
    within: PostingList | undefined,
  ): PostingList {
    const rarestFirst = needs
      .map(term => ({ term, frequency: this.inField(field, text, term) }))
      .sort((a, b) => a.frequency - b.frequency);
    if (!rarestFirst.length || rarestFirst[0].frequency === 0) return this.memory.lend();
    const { units, starts, ends } = text.analysis;
    let found = within;
    for (const { term } of rarestFirst) {
      const kind = text.analysis.kinds[term] as TermKind;
      if (found) {
        const next = this.memory.lend();
        this.memory.readAmong(field, kind, units, starts[term], ends[term], found, next);
        found = next;
      } else found = this.memory.readWhole(field, kind, units, starts[term], ends[term]);
      if (found.count === 0) break;
    }
    return found!;
  }

  /**
   * The pieces of a words query that each must be held whole: its words, where single characters beside each other are
   * one piece when some document holds them side by side (a name that no dictionary knows).
   * @param sure whether they are one piece in any case: what is typed together is meant so
   */
  piecesOf(text: QueryText, sure = false): Span[] {
    const { units } = text.analysis;
    const pieces: { start: number; end: number }[] = [];
    let afterSingle = false;
    for (const word of text.words) {
      const single =
        isOneCharacter(units, word) &&
        !isWordly((characterAt(units, word.start, word.end) >> 2) as CharacterClass) &&
        !(sure && isFunctionWord(foldedText(text, word)));
      const before = pieces[pieces.length - 1];
      if (single && afterSingle && before.end === word.start && (sure || this.standsAsPair(text, word)))
        before.end = word.end;
      else pieces.push({ start: word.start, end: word.end });
      afterSingle = single;
    }
    return pieces;
  }

  /** Whether some document holds the pair that ends with this character. */
  private standsAsPair(text: QueryText, word: Span): boolean {
    const { units } = text.analysis;
    const start = word.start - (isLowSurrogate(units[word.start - 1]) ? 2 : 1);
    return this.fields.some(field => this.memory.frequency(field, TermKind.Bigram, units, start, word.end) > 0);
  }
}
