/**
 * Which documents match a query? The parts of a query become ascending lists of documents, which are united, intersected
 * and subtracted. Entry point: `QueryMatcher.match`, called by the tiers (../run/tiers.ts). Read next: match-words.ts,
 * then required-terms.ts, where posting lists are intersected.
 */
import { gatherMissing } from '../../bytes/missing-bytes.ts';
import type { IndexReader, TextReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import { fold } from '../../text/folding.ts';
import { joinSpelling } from '../../text/joints.ts';
import type { Span } from '../../text/span.ts';
import { filterDocuments, intersectWithSet, listSet, subtractList, uniteLists } from '../context/document-lists.ts';
import { DocumentSet } from '../context/document-set.ts';
import { combineVerifiers, type DocumentVerifier } from '../context/document-verifier.ts';
import type { QueryContext } from '../context/query-context.ts';
import { cutQueryText, type QueryText } from '../cut/cut-query.ts';
import type { ScoredField } from '../cut/score-term.ts';
import {
  isBlank,
  isSpelling,
  type PhraseQuery,
  type PrefixQuery,
  type Query,
  type SpellingQuery,
  type WordsQuery,
} from '../language/query.ts';
import { ColumnValues } from './column-values.ts';
import { collectLiveDocuments } from './live-documents.ts';
import { listKeywordFields, matchKeyword, matchKeywordSubstring, matchRanges } from './match-columns.ts';
import { type Candidates, PhraseMatcher } from './match-phrase.ts';
import { WordsMatcher, type WordsNeeded, type WordsText } from './match-words.ts';
import { RequiredTerms } from './required-terms.ts';
import { createNumberVerifier } from './verify-numbers.ts';
import type { Phrase } from './verify-phrase.ts';

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

/** Which text fields the parts of a query without a field of their own search, and how much each counts. */
export interface SearchedFields {
  /** Their names; default all text fields. */
  readonly fields?: readonly string[] | undefined;
  /** By name: the weight in place of that of the field. */
  readonly weights?: Readonly<Record<string, number | undefined>> | undefined;
}

/** Matches queries on one state of an index, one after the other. */
export class QueryMatcher {
  /** The texts of the query that were cut. The last one is kept apart, since most queries have only one. */
  private readonly texts = new Map<string, QueryText>();
  private lastText: QueryText | undefined;
  private lastTyped = '';
  private createdPhrases: PhraseMatcher | undefined;
  readonly words: WordsMatcher;
  /** The columns that the current query asks for. */
  private createdColumns: ColumnValues | undefined;
  private readonly textFields: readonly ScoredField[];
  private readonly readers: readonly TextReader[];
  private readonly allTerms: RequiredTerms;
  /** The text fields that parts of the query without a field of their own search, and their required terms. */
  private searchedFields: readonly ScoredField[];
  private searchedTerms: RequiredTerms;
  private keywordFieldsByValue: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(
    private readonly index: IndexReader,
    private readonly context: QueryContext,
  ) {
    this.words = new WordsMatcher(index, context, (words, pieces) => this.createPieceVerifier(words, pieces));
    this.textFields = Object.entries(index.schema).flatMap(([name, field]) =>
      field.type === 'text' ? [{ name, reader: index.getTextReader(name), weight: field.weight }] : [],
    );
    this.readers = this.textFields.map(({ reader }) => reader);
    this.allTerms = new RequiredTerms(context, this.readers);
    this.searchedFields = this.textFields;
    this.searchedTerms = this.allTerms;
  }

  /** Created by the first query that has phrases or numbers. */
  private get phrases(): PhraseMatcher {
    this.createdPhrases ??= new PhraseMatcher(this.index, this.context);
    return this.createdPhrases;
  }

  /** Begins a query. */
  beginQuery({ fields, weights }: SearchedFields): this {
    if (this.texts.size > 0) this.texts.clear();
    this.createdColumns = undefined;
    this.lastText = undefined;
    this.searchedFields = this.textFields;
    this.searchedTerms = this.allTerms;
    if (weights) this.searchedFields = this.textFields.map(field => reweight(field, weights));
    if (fields) this.restrictTo(fields);
    return this;
  }

  /**
   * Restricts parts without a field of their own to some text fields. Texts are still cut by the words of all fields.
   *
   * Law: restricted to one field, a query matches and scores as if each of its parts named this field.
   */
  private restrictTo(names: readonly string[]): void {
    const fields = this.searchedFields.filter(({ name }) => names.includes(name));
    if (fields.length === this.textFields.length) return;
    // A weight compares a field with others: one field alone has none to be compared with.
    this.searchedFields = fields.length === 1 ? [{ ...fields[0], weight: 1 }] : fields;
    this.searchedTerms = new RequiredTerms(
      this.context,
      fields.map(({ reader }) => reader),
    );
  }

  /**
   * The documents that match the query, ascending.
   * @param candidates only these documents are looked for; default all
   */
  match(query: Query, needed: WordsNeeded, candidates?: PostingList): PostingList {
    const { context } = this;
    if ('all' in query) return this.matchAllParts(query.all, needed, candidates);
    if ('any' in query) return this.matchAnyPart(query.any, needed, candidates);
    if ('not' in query) {
      const documents = candidates ?? listSet(collectLiveDocuments(this.index), context.borrowList());
      const excluded = this.match(query.not, 'all', documents);
      return context.budget.isSpent ? context.borrowList() : subtractList(documents, excluded, context.borrowList());
    }
    if ('phrase' in query || 'prefix' in query) {
      const terms = this.requiredTerms(query.field);
      // The texts of candidates are read once for all spellings, by the verifier of the query.
      if (isSpelling(query)) return this.phrases.findCandidates(toPhrase(query), terms, candidates).list;
      return this.phrases.match(toPhrase(query), terms, candidates);
    }
    const set = this.matchColumn(query);
    if (set)
      return candidates ? intersectWithSet(candidates, set, context.borrowList()) : listSet(set, context.borrowList());
    return 'words' in query ? this.words.match(this.wordsText(query), needed, candidates) : context.borrowList();
  }

  /**
   * Unites the documents of the parts. A text is read once for all phrases and prefixes of one field, and not at all where
   * another part matches its document.
   */
  private matchAnyPart(parts: readonly Query[], needed: WordsNeeded, candidates: PostingList | undefined): PostingList {
    const { context } = this;
    const phrases = new Map<string | undefined, Phrase[]>();
    let matched: PostingList = context.borrowList();
    const add = (list: PostingList) => {
      matched = uniteLists(matched, list, context.borrowList());
    };
    gatherMissing(parts.length, i => {
      const part = parts[i];
      if (context.budget.isSpent) return;
      if (!('phrase' in part || 'prefix' in part) || isSpelling(part)) add(this.match(part, needed, candidates));
      else if (phrases.has(part.field)) phrases.get(part.field)!.push(toPhrase(part));
      else phrases.set(part.field, [toPhrase(part)]);
    });
    for (const [field, some] of phrases) {
      const { list, verify } = this.phrases.findAnyCandidates(some, this.requiredTerms(field), candidates);
      if (!verify) add(list);
      else add(filterDocuments(subtractList(list, matched, context.borrowList()), verify, context.borrowList()));
    }
    return matched;
  }

  /**
   * Matches the parts one after the other among the documents that are left, excluded parts last. The texts for phrases and
   * prefixes are read when all other parts have matched.
   */
  private matchAllParts(
    parts: readonly Query[],
    needed: WordsNeeded,
    candidates: PostingList | undefined,
  ): PostingList {
    const included = parts.filter(part => !('not' in part) && !isBlank(part));
    if (!included.length && !parts.some(part => 'not' in part)) return this.context.borrowList();
    let matched = candidates;
    const verifiers: DocumentVerifier[] = [];
    for (const part of included)
      if (!('phrase' in part || 'prefix' in part) || isSpelling(part)) matched = this.match(part, needed, matched);
      else {
        const { list, verify } = this.phrases.findCandidates(toPhrase(part), this.requiredTerms(part.field), matched);
        matched = list;
        if (verify) verifiers.push(verify);
      }
    for (const verify of verifiers) matched = filterDocuments(matched!, verify, this.context.borrowList());
    for (const part of parts) if ('not' in part) matched = this.match(part, needed, matched);
    return matched!;
  }

  /**
   * `match` for a query without words: phrases and prefixes are only looked up by their terms, and `verify` decides by
   * the text of a document.
   */
  findCandidates(query: Query): Candidates {
    if ('phrase' in query || 'prefix' in query)
      return this.phrases.findCandidates(toPhrase(query), this.requiredTerms(query.field));
    if ('any' in query && query.any.length > 0) {
      const [{ field }] = query.any as readonly { readonly field?: string }[];
      if (query.any.every(part => ('phrase' in part || 'prefix' in part) && part.field === field))
        return this.phrases.findAnyCandidates(
          query.any.map(part => toPhrase(part as PhraseQuery)),
          this.requiredTerms(field),
        );
    }
    if (!('all' in query)) return { list: this.match(query, 'all') };
    const phrases = query.all.filter(part => 'phrase' in part || 'prefix' in part) as (PhraseQuery | PrefixQuery)[];
    if (!phrases.length) return { list: this.match(query, 'all') };
    const verifiers: DocumentVerifier[] = [];
    let found: PostingList | undefined;
    for (const part of phrases) {
      const { list, verify } = this.phrases.findCandidates(toPhrase(part), this.requiredTerms(part.field), found);
      found = list;
      if (verify) verifiers.push(verify);
    }
    const others = query.all.filter(part => !('phrase' in part || 'prefix' in part));
    const list = others.length ? this.matchAllParts(others, 'all', found) : found!;
    const verify = combineVerifiers(verifiers);
    return verify ? { list, verify } : { list };
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
    if ('any' in query) return this.createAnyVerifier(query.any);
    if (isSpelling(query)) return this.createAnyVerifier([query]);
    if (!('words' in query)) return undefined;
    const words = this.wordsText(query);
    return this.createPieceVerifier(words, words.terms.splitIntoPieces(words.text, 'typed'));
  }

  /** Creates a function that tells whether a document matches one of the parts and passes the verifier of that part. */
  private createAnyVerifier(parts: readonly Query[]): DocumentVerifier | undefined {
    const field = parts.find(isSpelling)?.field;
    if (parts.every(part => isSpelling(part) && part.field === field))
      return this.phrases.createVerifier(
        parts.map(part => toWholePhrase(part as SpellingQuery)),
        this.requiredTerms(field).fields,
      );
    const verifiers = parts.map(part => this.createVerifier(part));
    if (verifiers.every(verify => verify === undefined)) return undefined;
    const matched = parts.map(part => {
      const { documents, count } = this.match(part, 'content');
      const set = new DocumentSet(this.index.documentLimit);
      set.addAll(documents, count);
      return set;
    });
    return document => matched.some((set, i) => set.has(document) && (verifiers[i]?.(document) ?? true));
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
      text = cutQueryText(typed, this.readers, this.index.documentCount, this.context);
    }
    this.lastTyped = typed;
    this.lastText = text;
    return text;
  }

  /** Whether parts without a field of their own search all text fields, and so the values of searchable keyword fields. */
  get searchesAllFields(): boolean {
    return this.searchedFields.length === this.textFields.length;
  }

  /** The searchable keyword fields by value, folded; created once for a state of the index. */
  get keywordFields(): ReadonlyMap<string, readonly string[]> {
    this.keywordFieldsByValue ??= this.index.keywordFields ?? listKeywordFields(this.index);
    return this.keywordFieldsByValue;
  }

  /** Matches required terms in the fields that a part of the query searches. */
  requiredTerms(field: string | undefined): RequiredTerms {
    if (field === undefined) return this.searchedTerms;
    return new RequiredTerms(
      this.context,
      this.fieldsOf(field).map(({ reader }) => reader),
    );
  }

  /** The text fields that a part of the query searches; none when its field is of another kind. */
  fieldsOf(name: string | undefined): readonly ScoredField[] {
    if (name === undefined) return this.searchedFields;
    return this.index.schema[name].type === 'text' ? [{ name, reader: this.index.getTextReader(name), weight: 1 }] : [];
  }

  /** The terms of a phrase that need no cut. */
  analyzePhrase(text: string): QueryText {
    return this.phrases.analyze(text);
  }

  /** Cuts the words of a part of the query. */
  wordsText(query: WordsQuery): WordsText {
    return { text: this.cut(query.words), terms: this.requiredTerms(query.field) };
  }

  private get columns(): ColumnValues {
    this.createdColumns ??= new ColumnValues(this.index);
    return this.createdColumns;
  }

  /** Matches a range, or words in a keyword, date or number field; undefined for words in a text field. */
  private matchColumn(
    query: WordsQuery | Exclude<Query, WordsQuery | PhraseQuery | PrefixQuery>,
  ): DocumentSet | undefined {
    const { index } = this;
    const nothing = () => new DocumentSet(index.documentLimit);
    if (!('words' in query)) {
      if (!('field' in query)) return undefined;
      return this.context.budget.isSpent ? nothing() : matchRanges(index, this.columns, query.field, [query]);
    }
    const { field, words } = query;
    if (field === undefined) return undefined;
    const { type } = index.schema[field];
    if (type !== 'text' && this.context.budget.isSpent) return nothing();
    if ('isWholeValue' in query) return matchKeyword(this.columns, field, [words]);
    if (type === 'keyword') return matchKeywordSubstring(this.columns, field, words.trim());
    if (type === 'date' || type === 'number')
      return matchRanges(index, this.columns, field, [{ from: words, to: words }]);
    return undefined;
  }
}

function reweight(field: ScoredField, weights: NonNullable<SearchedFields['weights']>): ScoredField {
  const weight = Object.hasOwn(weights, field.name) ? weights[field.name] : undefined;
  return weight === undefined ? field : { ...field, weight };
}

function toPhrase(query: PhraseQuery | PrefixQuery): Phrase {
  if ('prefix' in query) return { text: query.prefix, isPrefix: true };
  return { text: query.phrase, isPrefix: false, hasWholeNumbers: isSpelling(query) };
}

/** A spelling as it is looked for in texts: also with spaces or hyphens beside its numbers. */
function toWholePhrase(query: SpellingQuery): Phrase {
  const { isWithoutYear = false } = query;
  return { ...toPhrase(query), text: joinSpelling(fold(query.phrase)), hasSpellings: true, isWithoutYear };
}
