/**
 * Which documents match a query? Its words, and its parts if it is more than words, become ascending lists of documents.
 * Entry point: `QueryMatcher.match`, called by the tiers (../run/tiers.ts). Read next: match-words.ts, then
 * required-terms.ts, where posting lists are intersected; match-parts.ts.
 */
import type { IndexReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import type { Span } from '../../text/span.ts';
import { combineVerifiers, type DocumentVerifier } from '../context/document-verifier.ts';
import type { QueryContext } from '../context/query-context.ts';
import { cutQueryText, type QueryText } from '../cut/cut-query.ts';
import type { ScoredField } from '../cut/score-term.ts';
import { isSpelling, type PhraseQuery, type Query, type WordsQuery } from '../language/query.ts';
import { listKeywordFields } from './columns/match-columns.ts';
import { PartsMatcher } from './match-parts.ts';
import { WordsMatcher, type WordsNeeded, type WordsText } from './match-words.ts';
import { type Candidates, PhraseMatcher } from './phrase/match-phrase.ts';
import type { MatchPurpose, RequiredTerms } from './required-terms.ts';
import { type SearchedFields, SearchedTexts } from './searched-fields.ts';
import { createNumberVerifier } from './verify-numbers.ts';

/** A text of the query that counts for the score, and the fields that it searches. */
export interface ScoredText {
  readonly text: QueryText;
  readonly fields: readonly ScoredField[];
  /** Whether snippets highlight the text as a whole, not each of its words. */
  readonly isPhrase: boolean;
  /** Whether rewriting created it: what it has in common with other texts of the query counts once. */
  readonly isSpelling: boolean;
  /** Whether a Latin word or number at its end may continue. */
  readonly isPrefix: boolean;
}

/** Matches queries on one state of an index, one after the other. */
export class QueryMatcher {
  /** The texts of the query that were cut. The last one is kept apart, since most queries have only one. */
  private readonly texts = new Map<string, QueryText>();
  private lastText: QueryText | undefined;
  private lastTyped = '';
  private createdPhrases: PhraseMatcher | undefined;
  readonly words: WordsMatcher;
  private createdParts: PartsMatcher | undefined;
  private readonly fields: SearchedTexts;
  private keywordFieldsByValue: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(
    private readonly index: IndexReader,
    private readonly context: QueryContext,
  ) {
    this.words = new WordsMatcher(index, context, (words, pieces) => this.createPieceVerifier(words, pieces));
    this.fields = new SearchedTexts(index, context);
  }

  /** Created by the first query that has phrases or numbers. */
  get phrases(): PhraseMatcher {
    this.createdPhrases ??= new PhraseMatcher(this.index, this.context);
    return this.createdPhrases;
  }

  /** Created by the first query that is not only words. */
  private get parts(): PartsMatcher {
    this.createdParts ??= new PartsMatcher(this.index, this.context, this);
    return this.createdParts;
  }

  /** Begins a query. */
  beginQuery(searched: SearchedFields): this {
    if (this.texts.size > 0) this.texts.clear();
    this.lastText = undefined;
    this.createdParts?.beginQuery();
    this.createdPhrases?.beginQuery();
    this.fields.beginQuery(searched);
    return this;
  }

  /**
   * The documents that match the query, ascending.
   * @param candidates only these documents are looked for; default all
   * @param purpose what they are needed for; default to be scored
   */
  match(query: Query, needed: WordsNeeded, candidates?: PostingList, purpose?: MatchPurpose): PostingList {
    if (!this.searchesWords(query)) return this.parts.match(query, needed, candidates);
    return this.words.match(this.wordsText(query), needed, candidates, purpose);
  }

  private searchesWords(query: Query): query is WordsQuery {
    return 'words' in query && (query.field === undefined || this.index.schema[query.field].type === 'text');
  }

  /**
   * `match` for a query without words: phrases and prefixes are only looked up by their terms, and `verify` decides by
   * the text of a document.
   */
  findCandidates(query: Query): Candidates {
    return this.parts.findCandidates(query);
  }

  /**
   * Creates a function that tells whether a document contains the numbers of the query as they were typed, and spellings
   * where they are whole; undefined when the query has neither.
   */
  createVerifier(query: Query): DocumentVerifier | undefined {
    if ('all' in query) {
      const verifiers = query.all.map(part => this.createVerifier(part)).filter(verify => verify !== undefined);
      return combineVerifiers(verifiers);
    }
    if ('any' in query) return this.parts.createAnyVerifier(query.any);
    if (isSpelling(query)) return this.parts.createAnyVerifier([query]);
    if (!('words' in query)) return undefined;
    const words = this.wordsText(query);
    return this.createPieceVerifier(words, words.terms.splitIntoPieces(words.text, 'typed'));
  }

  /** An upper bound of the number of documents that contain a spelling; no posting list is read. */
  maxDocuments({ phrase, field }: PhraseQuery): number {
    return this.phrases.maxDocuments(phrase, this.requiredTerms(field));
  }

  /** `createVerifier` for some pieces of the typed words. */
  createPieceVerifier({ text, terms }: WordsText, pieces: readonly Span[]): DocumentVerifier | undefined {
    const hasNumbers = text.numbers.length > 0 || text.analysis.runs.length > 0;
    if (!hasNumbers || terms.fields.length === 0) return undefined;
    return createNumberVerifier(text, pieces, terms, this.phrases, this.context);
  }

  /** The texts of the query that count for the score: all but those of excluded parts. */
  collectScoredTexts(query: Query): ScoredText[] {
    if ('all' in query) return query.all.flatMap(part => this.collectScoredTexts(part));
    if ('any' in query) return query.any.flatMap(part => this.collectScoredTexts(part));
    if ('not' in query || !('words' in query || 'phrase' in query || 'prefix' in query)) return [];
    const fields = this.fieldsOf(query.field);
    if (!fields.length) return [];
    const text = 'words' in query ? query.words : 'phrase' in query ? query.phrase : query.prefix;
    return [
      {
        text: this.cut(text),
        fields,
        isPhrase: !('words' in query),
        isSpelling: isSpelling(query),
        isPrefix: 'prefix' in query,
      },
    ];
  }

  /** Cuts a text of the query by the words of the index, once per query. */
  cut(typed: string): QueryText {
    if (this.lastText && typed === this.lastTyped) return this.lastText;
    let text = this.texts.get(typed);
    if (!text) {
      if (this.lastText) this.texts.set(this.lastTyped, this.lastText);
      text = cutQueryText(typed, this.fields.readers, this.index.documentCount, this.context);
    }
    this.lastTyped = typed;
    this.lastText = text;
    return text;
  }

  /** Whether parts without a field of their own search all text fields, and so the values of searchable keyword fields. */
  get searchesAllFields(): boolean {
    return this.fields.areAll;
  }

  /** The searchable keyword fields by value, folded; created once for a state of the index. */
  get keywordFields(): ReadonlyMap<string, readonly string[]> {
    this.keywordFieldsByValue ??= this.index.keywordFields ?? listKeywordFields(this.index);
    return this.keywordFieldsByValue;
  }

  /** Matches required terms in the fields that a part of the query searches. */
  requiredTerms(field: string | undefined): RequiredTerms {
    return this.fields.termsIn(field);
  }

  /** The text fields that a part of the query searches; none when its field is of another kind. */
  fieldsOf(name: string | undefined): readonly ScoredField[] {
    return this.fields.fieldsOf(name);
  }

  /** The terms of a phrase that need no cut. */
  analyzePhrase(text: string): QueryText {
    return this.phrases.analyze(text);
  }

  /** Cuts the words of a part of the query. */
  wordsText(query: WordsQuery): WordsText {
    return { text: this.cut(query.words), terms: this.requiredTerms(query.field) };
  }
}
