/**
 * Which documents match a query of parts: of phrases, prefixes, ranges and values, joined by all, any and not? Entry point:
 * `PartsMatcher`, used by `QueryMatcher` (match-query.ts) for all that is not words in texts.
 */
import { gatherMissing } from '../../bytes/missing-bytes.ts';
import type { IndexReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import { fold } from '../../text/folding.ts';
import { joinSpelling } from '../../text/joints.ts';
import {
  filterDocuments,
  intersectLists,
  intersectWithSet,
  listSet,
  subtractList,
  subtractSet,
} from '../context/document-lists.ts';
import { DocumentSet } from '../context/document-set.ts';
import { combineVerifiers, type DocumentVerifier } from '../context/document-verifier.ts';
import { collectLiveDocuments } from '../context/live-documents.ts';
import type { QueryContext } from '../context/query-context.ts';
import {
  isBlank,
  isSpelling,
  type PhraseQuery,
  type PrefixQuery,
  type Query,
  type SpellingQuery,
  type WordsQuery,
} from '../language/query.ts';
import { ColumnValues } from './columns/column-values.ts';
import { matchKeyword, matchKeywordSubstring, matchRanges } from './columns/match-columns.ts';
import type { WordsNeeded } from './match-words.ts';
import { isTypedPhrase, LiteralParts } from './phrase/literal-parts.ts';
import type { Candidates, PhraseMatcher } from './phrase/match-phrase.ts';
import type { Phrase } from './phrase/verify-phrase.ts';
import type { MatchPurpose, RequiredTerms } from './required-terms.ts';

/**
 * Of many parts that are joined by OR, what has matched is looked at after so many; when so few candidates are left that have not, the
 * others are looked for only among these.
 */
const partsBetweenLooks = 8;
const minMatchedPerLeft = 4;

/** What matches the parts: a `QueryMatcher`. */
interface WholeMatcher {
  readonly phrases: PhraseMatcher;
  match(query: Query, needed: WordsNeeded, candidates?: PostingList, purpose?: MatchPurpose): PostingList;
  createVerifier(query: Query): DocumentVerifier | undefined;
  requiredTerms(field: string | undefined): RequiredTerms;
}

/** Matches the parts of queries on one state of an index, one query after the other. */
export class PartsMatcher {
  /** The columns that the current query asks for. */
  private createdColumns: ColumnValues | undefined;
  /** What its literal parts match. */
  private literal: LiteralParts;

  constructor(
    private readonly index: IndexReader,
    private readonly context: QueryContext,
    private readonly whole: WholeMatcher,
  ) {
    this.literal = this.createLiteral();
  }

  /** Begins a query. */
  beginQuery(): void {
    this.createdColumns = undefined;
    this.literal = this.createLiteral();
  }

  private createLiteral(): LiteralParts {
    return new LiteralParts(this.index, this.context, {
      findColumn: part => this.matchColumn(part as Parameters<PartsMatcher['matchColumn']>[0]),
      findPhrase: (part, candidates) =>
        this.whole.phrases.findCandidates(toPhrase(part), this.whole.requiredTerms(part.field), candidates),
    });
  }

  /** `QueryMatcher.match` for a query that is no words in a text. */
  match(query: Query, needed: WordsNeeded, candidates: PostingList | undefined): PostingList {
    const { context, whole } = this;
    if ('all' in query) return this.matchAllParts(query.all, needed, candidates);
    if ('any' in query) return this.matchAnyPart(query.any, needed, candidates);
    if ('not' in query) {
      const documents = candidates ?? listSet(collectLiveDocuments(this.index), context.borrowList());
      const excluded = whole.match(query.not, 'all', documents);
      return context.budget.isSpent ? context.borrowList() : subtractList(documents, excluded, context.borrowList());
    }
    if ('phrase' in query || 'prefix' in query) {
      const terms = whole.requiredTerms(query.field);
      // The texts of candidates are read once for all spellings, by the verifier of the query.
      if (isSpelling(query)) return whole.phrases.findCandidates(toPhrase(query), terms, candidates).list;
      return whole.phrases.match(toPhrase(query), terms, candidates);
    }
    const set = this.literal.findColumn(query);
    if (!set) return context.borrowList();
    return candidates ? intersectWithSet(candidates, set, context.borrowList()) : listSet(set, context.borrowList());
  }

  /**
   * Unites the documents of the parts. A text is read once for all phrases and prefixes of one field, and not at all where
   * another part matches its document.
   */
  private matchAnyPart(parts: readonly Query[], needed: WordsNeeded, candidates: PostingList | undefined): PostingList {
    const { context } = this;
    const phrases = new Map<string | undefined, Phrase[]>();
    const set = new DocumentSet(this.index.documentLimit);
    let left = candidates;
    gatherMissing(parts.length, i => {
      const part = parts[i];
      if (context.budget.isSpent) return;
      if (!isTypedPhrase(part)) {
        if (i > 0 && i % partsBetweenLooks === 0 && needed !== 'discriminative')
          left = this.keepFewLeft(set, candidates);
        const { documents, count } = this.whole.match(part, needed, left, 'unite');
        set.addAll(documents, count);
      } else if (phrases.has(part.field)) phrases.get(part.field)!.push(toPhrase(part));
      else phrases.set(part.field, [toPhrase(part)]);
    });
    for (const [field, some] of phrases) {
      const find = () => this.whole.phrases.findAnyCandidates(some, this.whole.requiredTerms(field), candidates);
      const { list, verify } = candidates ? find() : this.literal.remember(JSON.stringify([field, some]), find);
      const unmatched = verify
        ? filterDocuments(subtractSet(list, set, context.borrowList()), verify, context.borrowList())
        : list;
      set.addAll(unmatched.documents, unmatched.count);
    }
    return listSet(set, context.borrowList());
  }

  /** The candidates that are not in a set yet, where these are few; otherwise all candidates. */
  private keepFewLeft(set: DocumentSet, candidates: PostingList | undefined): PostingList | undefined {
    const { index, context } = this;
    const count = candidates ? candidates.count : index.documentCount;
    if ((count - set.size) * minMatchedPerLeft > count) return candidates;
    return subtractSet(
      candidates ?? listSet(collectLiveDocuments(index), context.borrowList()),
      set,
      context.borrowList(),
    );
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
    let left = included;
    const verifiers: DocumentVerifier[] = [];
    // What a question needs of its words depends on how many documents have them, so its parts stay in their order.
    const literal = this.literal.findAllAgain(included.filter(part => this.literal.isLiteral(part)));
    if (literal?.list.count === 0) return literal.list;
    if (literal && needed !== 'discriminative') {
      const { list, verify } = literal;
      if (verify) verifiers.push(verify);
      matched = candidates ? intersectLists(list, candidates, this.context.borrowList()) : list;
      left = included.filter(part => !this.literal.isLiteral(part));
    }
    // Of a number's many spellings each is looked for in the documents of the words beside it.
    if (needed !== 'discriminative')
      left = [...left.filter(part => !isSpelled(part)), ...left.filter(part => isSpelled(part))];
    for (const part of left)
      if (matched?.count === 0) return matched;
      else if (!isTypedPhrase(part)) matched = this.whole.match(part, needed, matched);
      else {
        const { list, verify } = this.whole.phrases.findCandidates(
          toPhrase(part),
          this.whole.requiredTerms(part.field),
          matched,
        );
        matched = list;
        if (verify) verifiers.push(verify);
      }
    for (const verify of verifiers) matched = filterDocuments(matched!, verify, this.context.borrowList());
    for (const part of parts)
      if ('not' in part && matched?.count !== 0) matched = this.whole.match(part, needed, matched);
    return matched!;
  }

  /**
   * `match` for a query without words: phrases and prefixes are only looked up by their terms, and `verify` decides by
   * the text of a document.
   */
  findCandidates(query: Query): Candidates {
    if ('phrase' in query || 'prefix' in query)
      return this.whole.phrases.findCandidates(toPhrase(query), this.whole.requiredTerms(query.field));
    if ('any' in query && query.any.length > 0) {
      const [{ field }] = query.any as readonly { readonly field?: string }[];
      if (query.any.every(part => ('phrase' in part || 'prefix' in part) && part.field === field))
        return this.whole.phrases.findAnyCandidates(
          query.any.map(part => toPhrase(part as PhraseQuery)),
          this.whole.requiredTerms(field),
        );
    }
    if (!('all' in query)) return { list: this.whole.match(query, 'all') };
    const phrases = query.all.filter(part => 'phrase' in part || 'prefix' in part) as (PhraseQuery | PrefixQuery)[];
    if (!phrases.length) return { list: this.whole.match(query, 'all') };
    const verifiers: DocumentVerifier[] = [];
    let found: PostingList | undefined;
    for (const part of phrases) {
      const { list, verify } = this.whole.phrases.findCandidates(
        toPhrase(part),
        this.whole.requiredTerms(part.field),
        found,
      );
      found = list;
      if (verify) verifiers.push(verify);
    }
    const others = query.all.filter(part => !('phrase' in part || 'prefix' in part));
    const list = others.length ? this.matchAllParts(others, 'all', found) : found!;
    const verify = combineVerifiers(verifiers);
    return verify ? { list, verify } : { list };
  }

  /**
   * Creates a function that tells of a document that matches one of the parts by its content whether it passes the verifier of such
   * a part. The parts without a verifier are matched once more only among the documents that have to pass one.
   */
  createAnyVerifier(parts: readonly Query[]): DocumentVerifier | undefined {
    const field = parts.find(isSpelling)?.field;
    if (parts.every(part => isSpelling(part) && part.field === field))
      return this.whole.phrases.createVerifier(
        parts.map(part => toWholePhrase(part as SpellingQuery)),
        this.whole.requiredTerms(field).fields,
      );
    const verifiers = parts.map(part => this.whole.createVerifier(part));
    if (verifiers.every(verify => verify === undefined)) return undefined;
    const { context, index, whole } = this;
    const listOf = (part: Query, candidates?: PostingList) => whole.match(part, 'content', candidates);
    const setOf = ({ documents, count }: PostingList) => new DocumentSet(index.documentLimit).addAll(documents, count);
    const toVerify = new DocumentSet(index.documentLimit);
    const verified = parts.flatMap((part, i) => {
      const verify = verifiers[i];
      if (!verify) return [];
      const list = listOf(part);
      toVerify.addAll(list.documents, list.count);
      return [{ set: setOf(list), verify }];
    });
    const passes = (document: number) => verified.some(({ set, verify }) => set.has(document) && verify(document));
    // Of the lists that were not read to the end nothing follows for other documents.
    if (context.budget.isSpent) return passes;
    // Texts are read once for all parts that need no verifier.
    const others = setOf(
      listOf({ any: parts.filter((_, i) => !verifiers[i]) }, listSet(toVerify, context.borrowList())),
    );
    return document => !toVerify.has(document) || others.has(document) || passes(document);
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

/** Whether a part is one of several spellings. */
function isSpelled(part: Query): boolean {
  return 'any' in part && part.any.some(isSpelling);
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
