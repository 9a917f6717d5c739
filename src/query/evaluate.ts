/** Which documents a query finds: its words as pieces, its parts as sets. */
import type { IndexReader, TextReader } from '../inverted/index-reader.ts';
import { documentsInRange, documentsWithKeyword } from './columns.ts';
import { cutQueryText, type QueryText } from './cut.ts';
import { DocumentSet } from './document-set.ts';
import { everyDocument } from './filter.ts';
import { PhraseFinder } from './phrases.ts';
import { needsOf, PieceFinder } from './pieces.ts';
import type { Query, WordsQuery } from './query.ts';
import type { ScoredField } from './scoring.ts';

/**
 * How many of a query's words a document must hold: `all`; `most`, at least half of its pairs and runs; `any`, one.
 */
export type WordsNeeded = 'all' | 'most' | 'any';

/** A text of the query that counts for the score, and the fields that it asks. */
export interface ScoredText {
  readonly text: QueryText;
  readonly fields: readonly ScoredField[];
  /** A quoted piece is marked as one; of words each by itself. */
  readonly literal: boolean;
  /** Latin or a number at its end may go on: a word asked for by its beginning. */
  readonly openEnd: boolean;
}

/** Answers one query on one state of an index. */
export class Evaluator {
  private readonly texts = new Map<string, QueryText>();
  private readonly sets = new Map<Query, DocumentSet>();
  private readonly phrases: PhraseFinder;
  private readonly textFields: ScoredField[];

  constructor(private readonly index: IndexReader) {
    this.phrases = new PhraseFinder(index);
    this.textFields = Object.entries(index.schema).flatMap(([name, field]) =>
      field.type === 'text' ? [{ reader: index.text(name), weight: field.weight }] : [],
    );
  }

  /** The documents that the query finds. */
  matched(query: Query, needed: WordsNeeded): DocumentSet {
    if ('all' in query) {
      const wanted = query.all.filter(part => !('not' in part) && !isEmpty(part));
      const set =
        wanted.length || query.all.some(part => 'not' in part)
          ? this.live()
          : new DocumentSet(this.index.documentLimit);
      for (const part of wanted) set.and(this.matched(part, needed));
      for (const part of query.all) if ('not' in part) set.andNot(this.matched(part.not, 'all'));
      return set;
    }
    if ('any' in query) {
      const set = new DocumentSet(this.index.documentLimit);
      for (const part of query.any) set.or(this.matched(part, needed));
      return set;
    }
    if ('not' in query) return this.live().andNot(this.matched(query.not, 'all'));
    if ('words' in query) {
      const column = this.columnMatches(query);
      return column ?? this.wordsMatched(query, needed);
    }
    let set = this.sets.get(query);
    if (!set) {
      set =
        'phrase' in query
          ? this.phrases.find(
              query.phrase,
              this.fieldsOf(query.field).map(field => field.reader),
            )
          : 'prefix' in query
            ? this.phrases.find(
                query.prefix,
                this.fieldsOf(query.field).map(field => field.reader),
                true,
              )
            : documentsInRange(this.index, query.field, query);
      this.sets.set(query, set);
    }
    return set.copy();
  }

  /** The texts of the query whose terms count for the score; what is excluded does not. */
  scored(query: Query): ScoredText[] {
    if ('all' in query) return query.all.flatMap(part => this.scored(part));
    if ('any' in query) return query.any.flatMap(part => this.scored(part));
    if ('not' in query || !('words' in query || 'phrase' in query || 'prefix' in query)) return [];
    if (query.field !== undefined && this.index.schema[query.field].type !== 'text') return [];
    const text = 'words' in query ? query.words : 'phrase' in query ? query.phrase : query.prefix;
    return [
      {
        text: this.cut(text),
        fields: this.fieldsOf(query.field),
        literal: !('words' in query),
        openEnd: 'prefix' in query,
      },
    ];
  }

  /** How many pieces the words of the query have in all. */
  pieceCount(query: Query): number {
    if ('all' in query) return query.all.reduce((sum, part) => sum + this.pieceCount(part), 0);
    if ('any' in query) return Math.max(0, ...query.any.map(part => this.pieceCount(part)));
    return 'words' in query ? this.finder(query.field).piecesOf(this.cut(query.words)).length : 0;
  }

  private wordsMatched(query: WordsQuery, needed: WordsNeeded): DocumentSet {
    const text = this.cut(query.words);
    const finder = this.finder(query.field);
    const limit = this.index.documentLimit;
    if (needed === 'most') return this.mostMatched(text, finder);
    const pieces = finder.piecesOf(text);
    const set = needed === 'all' && pieces.length ? this.live() : new DocumentSet(limit);
    for (const piece of pieces) {
      const holding = finder.holdingAll(text, piece);
      if (needed === 'all') set.and(holding);
      else set.or(holding);
    }
    return set;
  }

  /** The documents that hold at least half of the pairs, runs and lone characters of the text. */
  private mostMatched(text: QueryText, finder: PieceFinder): DocumentSet {
    const { documentLimit } = this.index;
    const counts = new Uint16Array(documentLimit);
    const needs = needsOf(text, { start: 0, end: text.analysis.length });
    for (const term of needs) {
      const holding = finder.holding(text, term);
      for (let document = holding.next(0); document < documentLimit; document = holding.next(document + 1))
        counts[document]++;
    }
    const set = new DocumentSet(documentLimit);
    const enough = Math.max(1, Math.ceil(needs.length / 2));
    for (let document = 0; document < documentLimit; document++) if (counts[document] >= enough) set.add(document);
    return set;
  }

  /** Words asked of a keyword, date or number field; undefined for text. */
  private columnMatches(query: WordsQuery): DocumentSet | undefined {
    if (query.field === undefined) return undefined;
    const { type } = this.index.schema[query.field];
    if (type === 'keyword') return documentsWithKeyword(this.index, query.field, [query.words.trim()], true);
    if (type === 'date' || type === 'number')
      return documentsInRange(this.index, query.field, { from: query.words, to: query.words });
    return type === 'stored' ? new DocumentSet(this.index.documentLimit) : undefined;
  }

  private cut(words: string): QueryText {
    let text = this.texts.get(words);
    if (!text) this.texts.set(words, (text = cutQueryText(words, this.textReaders(), this.index.documentCount)));
    return text;
  }

  private textReaders(): TextReader[] {
    return this.textFields.map(field => field.reader);
  }

  private fieldsOf(name: string | undefined): readonly ScoredField[] {
    if (name === undefined) return this.textFields;
    const field = this.index.schema[name];
    return field.type === 'text' ? [{ reader: this.index.text(name), weight: 1 }] : [];
  }

  private finder(field: string | undefined): PieceFinder {
    return new PieceFinder(
      this.index,
      this.fieldsOf(field).map(each => each.reader),
    );
  }

  private live(): DocumentSet {
    return everyDocument(this.index);
  }
}

function isEmpty(query: Query): boolean {
  return 'words' in query && query.words.trim() === '';
}
