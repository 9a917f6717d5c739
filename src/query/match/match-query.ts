/** Which documents a query finds: its words as pieces, its parts as lists. */
import type { IndexReader, TextReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import type { Span } from '../../text/span.ts';
import { intersectWithSet, listSet, subtractList, uniteLists } from '../context/document-lists.ts';
import type { DocumentSet } from '../context/document-set.ts';
import type { QueryContext } from '../context/query-context.ts';
import { cutQueryText, foldedText, isOneCharacter, type QueryText } from '../cut/cut-query.ts';
import { isFunctionWord, isQuestionText } from '../cut/function-words.ts';
import type { ScoredField } from '../cut/score-term.ts';
import type { PhraseQuery, PrefixQuery, Query, WordsQuery } from '../language/query.ts';
import { enoughDocuments, maxWordsApart, maxWordsTogether } from './constants.ts';
import { collectLiveDocuments } from './filter.ts';
import { matchKeyword, matchRange } from './match-columns.ts';
import { HalfMatcher } from './match-half.ts';
import { type Candidates, PhraseMatcher } from './match-phrase.ts';
import { RequiredTerms } from './required-terms.ts';
import { combineVerifiers, createNumberVerifier, type DocumentVerifier } from './verify-numbers.ts';

/**
 * How many of a query's words a document must hold: `all`; `topical`, all but function words (的, 如何); `most`, at least
 * half of these; `any`, one; `word`, one that is more than a character beside others; `telling`, one that tells documents
 * apart (see `Evaluator.telling`).
 */
export type WordsNeeded = 'all' | 'content' | 'atLeastHalf' | 'any' | 'anyWord' | 'discriminative';

/** A text of the query that counts for the score, and the fields that it asks. */
export interface ScoredText {
  readonly text: QueryText;
  readonly fields: readonly ScoredField[];
  /** A quoted piece is marked as one; of words each by itself. */
  readonly isPhrase: boolean;
  /** Latin or a number at its end may go on: a word asked for by its beginning. */
  readonly isPrefix: boolean;
}

/** A question's word that more than this share of the documents hold finds nothing by itself. */
const maxDiscriminativeShare = 0.25;

/** Answers queries on one state of an index, one after the other. */
export class QueryMatcher {
  /** The texts of the query that were cut; the last one beside it, since most have only one. */
  private readonly texts = new Map<string, QueryText>();
  private lastText: QueryText | undefined;
  private lastWords = '';
  private readonly phrases: PhraseMatcher;
  private readonly textFields: readonly ScoredField[];
  private readonly readers: readonly TextReader[];
  private readonly allTerms: RequiredTerms;
  /** The text fields that parts of the query without a field of their own search, and their required terms. */
  private searchedFields: readonly ScoredField[];
  private searchedTerms: RequiredTerms;

  /**
   * The matcher of this state of the index, ready for another query.
   * @param fields names of the text fields that parts without a field of their own search; default all
   */
  static of(index: IndexReader, memory: QueryContext, fields?: readonly string[]): QueryMatcher {
    return memory.once(QueryMatcher, () => new QueryMatcher(index, memory)).begin(fields);
  }

  constructor(
    private readonly index: IndexReader,
    private readonly memory: QueryContext,
    fields?: readonly string[],
  ) {
    this.phrases = new PhraseMatcher(index, memory);
    this.textFields = Object.entries(index.schema).flatMap(([name, field]) =>
      field.type === 'text' ? [{ name, reader: index.getTextReader(name), weight: field.weight }] : [],
    );
    this.readers = this.textFields.map(({ reader }) => reader);
    this.allTerms = new RequiredTerms(memory, this.readers);
    this.searchedFields = this.textFields;
    this.searchedTerms = this.allTerms;
    if (fields) this.restrictTo(fields);
  }

  private begin(fields: readonly string[] | undefined): this {
    if (this.texts.size > 0) this.texts.clear();
    this.lastText = undefined;
    this.searchedFields = this.textFields;
    this.searchedTerms = this.allTerms;
    if (fields) this.restrictTo(fields);
    return this;
  }

  /**
   * Restricts parts without a field of their own to some text fields. Texts are still cut by the words of all fields.
   *
   * Law: restricted to one field, a query matches and scores as if each of its parts named this field.
   */
  private restrictTo(names: readonly string[]): void {
    const fields = this.textFields.filter(({ name }) => names.includes(name));
    if (fields.length === this.textFields.length) return;
    // A weight compares a field with others: one field alone has none to be compared with.
    this.searchedFields = fields.length === 1 ? [{ ...fields[0], weight: 1 }] : fields;
    this.searchedTerms = new RequiredTerms(
      this.memory,
      fields.map(({ reader }) => reader),
    );
  }

  /**
   * The documents that the query finds, ascending.
   * @param among only these are asked; default all
   */
  match(query: Query, needed: WordsNeeded, among?: PostingList): PostingList {
    if ('all' in query) return this.matchAllParts(query.all, needed, among);
    if ('any' in query)
      return query.any.reduce<PostingList>(
        (found, part) => uniteLists(found, this.match(part, needed, among), this.memory.borrowList()),
        this.memory.borrowList(),
      );
    if ('not' in query) {
      const all = among ?? this.listLiveDocuments();
      return subtractList(all, this.match(query.not, 'all', all), this.memory.borrowList());
    }
    if ('phrase' in query || 'prefix' in query)
      return this.phrases.match(this.phraseOf(query), this.requiredTerms(query.field), among);
    const set = this.matchColumn(query);
    if (set)
      return among ? intersectWithSet(among, set, this.memory.borrowList()) : listSet(set, this.memory.borrowList());
    return 'words' in query ? this.matchWords(query, needed, among) : this.memory.borrowList();
  }

  private matchAllParts(parts: readonly Query[], needed: WordsNeeded, among: PostingList | undefined): PostingList {
    const wanted = parts.filter(part => !('not' in part) && !isEmpty(part));
    if (!wanted.length && !parts.some(part => 'not' in part)) return this.memory.borrowList();
    let found = among;
    for (const part of wanted) found = this.match(part, needed, found);
    for (const part of parts) if ('not' in part) found = this.match(part, needed, found);
    return found!;
  }

  /**
   * `matched` for a query without words: quoted pieces and beginnings are looked up by their terms, and `holds` tells
   * by its text whether a document is found.
   */
  findCandidates(query: Query): Candidates {
    if ('phrase' in query || 'prefix' in query)
      return this.phrases.findCandidates(this.phraseOf(query), this.requiredTerms(query.field));
    if (!('all' in query)) return { list: this.match(query, 'all') };
    const literal = query.all.filter(part => 'phrase' in part || 'prefix' in part) as (PhraseQuery | PrefixQuery)[];
    if (!literal.length) return { list: this.match(query, 'all') };
    const tellers: ((document: number) => boolean)[] = [];
    let found: PostingList | undefined;
    for (const part of literal) {
      const { list, verify: holds } = this.phrases.findCandidates(
        this.phraseOf(part),
        this.requiredTerms(part.field),
        found,
      );
      found = list;
      if (holds) tellers.push(holds);
    }
    const others = query.all.filter(part => !('phrase' in part || 'prefix' in part));
    const list = others.length ? this.matchAllParts(others, 'all', found) : found!;
    return tellers.length ? { list, verify: document => tellers.every(holds => holds(document)) } : { list };
  }

  /** Tells by its text whether a document holds the numbers of the query's words as they were typed. */
  createVerifier(query: Query): DocumentVerifier | undefined {
    if ('all' in query)
      return combineVerifiers(query.all.map(part => this.createVerifier(part)).filter(proof => proof !== undefined));
    if (!('words' in query)) return undefined;
    const finder = this.requiredTerms(query.field);
    const text = this.cut(query.words);
    return this.createNumberVerifier(text, finder, finder.splitIntoPieces(text, true));
  }

  /** The same of pieces of words that are asked of the fields of a finder. */
  createNumberVerifier(text: QueryText, finder: RequiredTerms, pieces: readonly Span[]): DocumentVerifier | undefined {
    return finder.fields.length > 0 ? createNumberVerifier(text, pieces, finder, this.phrases) : undefined;
  }

  /** The texts of the query whose terms count for the score; what is excluded does not. */
  collectScoredTexts(query: Query): ScoredText[] {
    if ('all' in query) return query.all.flatMap(part => this.collectScoredTexts(part));
    if ('any' in query) return query.any.flatMap(part => this.collectScoredTexts(part));
    if ('not' in query || !('words' in query || 'phrase' in query || 'prefix' in query)) return [];
    const fields = this.fieldsOf(query.field);
    if (!fields.length) return [];
    const text = 'words' in query ? query.words : 'phrase' in query ? query.phrase : query.prefix;
    return [{ text: this.cut(text), fields, isPhrase: !('words' in query), isPrefix: 'prefix' in query }];
  }

  /**
   * Whether the words of the query are put as a question, or are too many to be all in one document: more than two in
   * running text, more than five typed apart.
   */
  isQuestion(query: Query): boolean {
    if ('all' in query) return query.all.some(part => this.isQuestion(part));
    if ('any' in query) return query.any.some(part => this.isQuestion(part));
    if (!('words' in query)) return false;
    const text = this.cut(query.words);
    if (isQuestionText(foldedText(text, { start: 0, end: text.analysis.length }))) return true;
    const words = this.contentPieces(text, this.requiredTerms(query.field).splitIntoPieces(text, true));
    const apart = words.every((word, i) => i === 0 || words[i - 1].end < word.start);
    return words.length > (apart ? maxWordsApart : maxWordsTogether);
  }

  /** A text of the query, cut by the words of the index. */
  cut(words: string): QueryText {
    if (this.lastText && words === this.lastWords) return this.lastText;
    let text = this.texts.get(words);
    if (!text) {
      if (this.lastText) this.texts.set(this.lastWords, this.lastText);
      text = cutQueryText(words, this.readers, this.index.documentCount, this.memory);
    }
    this.lastWords = words;
    this.lastText = text;
    return text;
  }

  requiredTerms(field: string | undefined): RequiredTerms {
    if (field === undefined) return this.searchedTerms;
    return new RequiredTerms(
      this.memory,
      this.fieldsOf(field).map(({ reader }) => reader),
    );
  }

  private matchWords(query: WordsQuery, needed: WordsNeeded, among: PostingList | undefined): PostingList {
    const text = this.cut(query.words);
    const finder = this.requiredTerms(query.field);
    const all = finder.splitIntoPieces(text, needed === 'content' || needed === 'atLeastHalf' || needed === 'anyWord');
    if (!all.length) return this.memory.borrowList();
    const pieces = needed === 'all' || needed === 'any' ? all : this.contentPieces(text, all);
    if (needed === 'atLeastHalf')
      return new HalfMatcher(this.index, this.memory, finder, piece =>
        this.createNumberVerifier(text, finder, [piece]),
      ).match(text, pieces, among);
    if (needed === 'any') return this.matchAnyPiece(text, finder, pieces, among);
    if (needed === 'anyWord')
      return this.matchAnyPiece(text, finder, this.contentPieces(text, dropSingleCharacters(text, all)), among);
    if (needed === 'discriminative') return this.matchDiscriminative(text, finder, pieces, among);
    return this.matchAllPieces(text, finder, pieces, among);
  }

  /** The rarest piece is looked up first, the others among what is left. */
  private matchAllPieces(
    text: QueryText,
    finder: RequiredTerms,
    pieces: readonly Span[],
    among: PostingList | undefined,
  ): PostingList {
    if (pieces.length === 1) return finder.match(text, pieces[0], among);
    const rarestFirst: Span[] = [];
    const most: number[] = [];
    for (const piece of pieces) {
      const held = finder.maxDocuments(text, piece);
      if (held === 0) return this.memory.borrowList();
      let to = most.length;
      for (; to > 0 && most[to - 1] > held; to--) {
        rarestFirst[to] = rarestFirst[to - 1];
        most[to] = most[to - 1];
      }
      rarestFirst[to] = piece;
      most[to] = held;
    }
    let found = among;
    for (let i = 0; i < rarestFirst.length; i++) {
      if (found?.count === 0) return this.memory.borrowList();
      found = finder.match(text, rarestFirst[i], found, i === rarestFirst.length - 1);
    }
    return found!;
  }

  /** The pieces that are no function words; all of them when there are no others. */
  private contentPieces(text: QueryText, pieces: readonly Span[]): readonly Span[] {
    const { units } = text.analysis;
    const topical: Span[] = [];
    for (const piece of pieces) if (!isFunctionWord(units, piece.start, piece.end)) topical.push(piece);
    return topical.length ? topical : pieces;
  }

  private matchAnyPiece(
    text: QueryText,
    finder: RequiredTerms,
    pieces: readonly Span[],
    among: PostingList | undefined,
  ): PostingList {
    if (pieces.length === 1) return finder.match(text, pieces[0], among);
    const { scratchSet: set } = this.memory;
    set.clear();
    for (const piece of pieces) {
      const holding = finder.match(text, piece, among);
      set.addAll(holding.documents, holding.count);
    }
    return listSet(set, this.memory.borrowList());
  }

  /**
   * What a question finds: documents that hold one of its words of two characters and more that at most a quarter of
   * the documents hold; when these are fewer than ten, all of its words; when still, also its pieces that no dictionary
   * knows, and characters that are typed by themselves.
   */
  private matchDiscriminative(
    text: QueryText,
    finder: RequiredTerms,
    pieces: readonly Span[],
    among: PostingList | undefined,
  ): PostingList {
    const words = pieces.filter(piece => !isOneCharacter(text.analysis.units, piece));
    const most = this.index.documentCount * maxDiscriminativeShare;
    const telling = words.filter(piece => finder.maxDocuments(text, piece) <= most);
    for (const some of [telling, words]) {
      const found = some.length ? this.matchAnyPiece(text, finder, some, among) : undefined;
      if (found && found.count >= enoughDocuments) return found;
    }
    return this.matchAnyPiece(
      text,
      finder,
      this.contentPieces(text, dropSingleCharacters(text, finder.splitIntoPieces(text, true))),
      among,
    );
  }

  /** What ranges, and words asked of a keyword, date or number field, find; undefined for words asked of texts. */
  private matchColumn(
    query: WordsQuery | Exclude<Query, WordsQuery | PhraseQuery | PrefixQuery>,
  ): DocumentSet | undefined {
    if (!('words' in query)) return 'field' in query ? matchRange(this.index, query.field, query) : undefined;
    if (query.field === undefined) return undefined;
    const { type } = this.index.schema[query.field];
    if (type === 'keyword') return matchKeyword(this.index, query.field, [query.words.trim()], true);
    if (type === 'date' || type === 'number')
      return matchRange(this.index, query.field, { from: query.words, to: query.words });
    return undefined;
  }

  private phraseOf(query: PhraseQuery | PrefixQuery) {
    return 'phrase' in query ? { text: query.phrase, isPrefix: false } : { text: query.prefix, isPrefix: true };
  }

  /** The text fields that a part of the query searches; none when its field is of another kind. */
  fieldsOf(name: string | undefined): readonly ScoredField[] {
    if (name === undefined) return this.searchedFields;
    return this.index.schema[name].type === 'text' ? [{ name, reader: this.index.getTextReader(name), weight: 1 }] : [];
  }

  private listLiveDocuments(): PostingList {
    return listSet(collectLiveDocuments(this.index), this.memory.borrowList());
  }
}

/** The pieces but for single characters beside others: 南 and 村 of 南保村 say nothing of it. */
function dropSingleCharacters(text: QueryText, pieces: readonly Span[]): readonly Span[] {
  const { units } = text.analysis;
  return pieces.filter(
    (piece, i) =>
      !isOneCharacter(units, piece) || (pieces[i - 1]?.end !== piece.start && pieces[i + 1]?.start !== piece.end),
  );
}

function isEmpty(query: Query): boolean {
  return 'words' in query && query.words.trim() === '';
}
