/**
 * What a document must hold to hold a piece of a query: terms that ask nothing of how document or query were cut.
 */
import { TermKind } from '../analysis/analysis.ts';
import { type IndexReader, PostingList, type TextReader } from '../inverted/index-reader.ts';
import { type CharacterClass, characterAt, isLowSurrogate, isWordly } from '../text/characters.ts';
import type { Span } from '../text/span.ts';
import { isOneCharacter, type QueryText } from './cut.ts';
import { DocumentSet } from './document-set.ts';

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

/** Finds the documents that hold terms and pieces, in any of some fields. */
export class PieceFinder {
  private readonly list = new PostingList();

  constructor(
    private readonly index: IndexReader,
    readonly fields: readonly TextReader[],
  ) {}

  /** The documents that hold a term of the text in some field. */
  holding(text: QueryText, term: number): DocumentSet {
    const set = new DocumentSet(this.index.documentLimit);
    for (const field of this.fields) this.addHolding(field, text, term, set);
    return set;
  }

  /** The documents that hold every term of the span in one field. */
  holdingAll(text: QueryText, span: Span): DocumentSet {
    const { documentLimit } = this.index;
    const needs = needsOf(text, span);
    const found = new DocumentSet(documentLimit);
    for (const field of this.fields) {
      let set: DocumentSet | undefined;
      for (const term of needs) {
        const next = this.addHolding(field, text, term, new DocumentSet(documentLimit));
        set = set ? set.and(next) : next;
      }
      if (set) found.or(set);
    }
    return found;
  }

  /**
   * The pieces of a words query that each must be held whole: its words, where single characters beside each other are
   * one piece when some document holds them side by side (a name that no dictionary knows).
   */
  piecesOf(text: QueryText): Span[] {
    const { units } = text.analysis;
    const pieces: { start: number; end: number }[] = [];
    let afterSingle = false;
    for (const word of text.words) {
      const single =
        isOneCharacter(units, word) && !isWordly((characterAt(units, word.start, word.end) >> 2) as CharacterClass);
      const before = pieces[pieces.length - 1];
      if (single && afterSingle && before.end === word.start && this.standsAsPair(text, word)) before.end = word.end;
      else pieces.push({ start: word.start, end: word.end });
      afterSingle = single;
    }
    return pieces;
  }

  /** Whether some document holds the pair that ends with this character. */
  private standsAsPair(text: QueryText, word: Span): boolean {
    const { units } = text.analysis;
    const start = word.start - (isLowSurrogate(units[word.start - 1]) ? 2 : 1);
    return this.fields.some(field => {
      field.readPostings(TermKind.Bigram, units, start, word.end, this.list);
      return this.list.count > 0;
    });
  }

  private addHolding(field: TextReader, text: QueryText, term: number, set: DocumentSet): DocumentSet {
    const { units, kinds, starts, ends } = text.analysis;
    // A run of letters and digits may be a word that does not count for the score; a gram is what it is.
    const kind = kinds[term] === TermKind.Word ? TermKind.InnerWord : (kinds[term] as TermKind);
    field.readPostings(kind, units, starts[term], ends[term], this.list);
    for (let i = 0; i < this.list.count; i++) set.add(this.list.documents[i]);
    return set;
  }
}
