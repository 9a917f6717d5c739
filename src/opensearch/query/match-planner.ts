/**
 * Which documents of a cluster match? Writes what `QueryMatcher` and `WordsMatcher` (../../query/match) do with posting lists
 * as queries of the cluster. A query may match more documents than it should, never fewer: hansou's own code decides on the
 * documents that are loaded, and the plan says whether its count is exact.
 */

import { TermKind } from '../../analysis/analysis.ts';
import type { Schema } from '../../index/schema.ts';
import { isOneCharacter, type QueryText } from '../../query/cut/cut-query.ts';
import { findSpelling } from '../../query/cut/query-spellings.ts';
import { isSpelling, type PhraseQuery, type PrefixQuery, type Query } from '../../query/language/query.ts';
import { enoughDocuments, maxDiscriminativeShare } from '../../query/match/constants.ts';
import { dropSingleCharacters, selectContentPieces } from '../../query/match/content-pieces.ts';
import { listRequiredTerms } from '../../query/match/list-required-terms.ts';
import { listParts, minShareOf, minSharesOf } from '../../query/match/match-half.ts';
import type { QueryMatcher } from '../../query/match/match-query.ts';
import type { WordsNeeded, WordsText } from '../../query/match/match-words.ts';
import { countAtoms } from '../../query/match/whole-titles.ts';
import type { MatchRule, PieceOfWords } from '../../query/run/match-loader.ts';
import { hasDistinctForms } from '../../text/distinct-forms.ts';
import { fold } from '../../text/folding.ts';
import { normalize } from '../../text/normal-form.ts';
import type { Span } from '../../text/span.ts';
import { stringFromUnits } from '../../text/units.ts';
import { toKeyword } from '../documents/cluster-document.ts';
import { listPlaces } from '../documents/places.ts';
import { allDocuments, allOf, anyOf, type Clause, noDocument, noneOf, rangeClause, termClause } from './clauses.ts';
import { ClusterText } from './cluster-reader.ts';
import { partsOfKind, type Statistics } from './statistics.ts';

/** A query of the cluster, and whether exactly its documents match. */
export interface MatchPlan {
  readonly clause: Clause;
  readonly isExact: boolean;
}

const nothing: MatchPlan = { clause: noDocument, isExact: true };

/** Plans the rules of one query. */
export class MatchPlanner {
  constructor(
    private readonly schema: Schema,
    private readonly matcher: QueryMatcher,
    private readonly statistics: Statistics,
    private readonly documentCount: number,
  ) {}

  /** @throws MissingBytes while statistics are missing */
  plan({ query, needed }: Pick<MatchRule, 'query' | 'needed'>): MatchPlan {
    if (needed === 'listing') return { clause: allDocuments, isExact: true };
    const plan = this.planQuery(query, needed === 'literal' ? 'all' : needed);
    const isVerified = needed === 'content' && this.matcher.createVerifier(query) !== undefined;
    return isVerified ? { ...plan, isExact: false } : plan;
  }

  /** Documents that have the terms of a piece. */
  planPiece({ text, piece, field }: PieceOfWords): Clause {
    return this.pieceClause(
      text,
      piece,
      this.matcher.fieldsOf(field).map(({ name }) => name),
    );
  }

  private planQuery(query: Query, needed: WordsNeeded): MatchPlan {
    if ('all' in query) return this.planAll(query.all, needed);
    if ('any' in query) {
      const parts = query.any.map(part => this.planQuery(part, needed));
      return { clause: anyOf(parts.map(({ clause }) => clause)), isExact: parts.every(({ isExact }) => isExact) };
    }
    if ('not' in query) return this.planNot(query.not);
    if ('phrase' in query) return this.planPhrase(query);
    if ('prefix' in query) return this.planPrefix(query);
    if (!('words' in query)) return { clause: rangeClause(this.schema, query.field, query), isExact: true };
    const { field, words } = query;
    const type = field === undefined ? 'text' : this.schema[field].type;
    if (type === 'text') return this.planWords(this.matcher.wordsText(query), needed);
    if ('isWholeValue' in query) return { clause: termClause(`v.${field}.f`, toKeyword(words)), isExact: true };
    if (type === 'keyword') return { clause: substringClause(`v.${field}.f`, toKeyword(words.trim())), isExact: true };
    if (type === 'stored') return nothing;
    return { clause: rangeClause(this.schema, field!, { from: words, to: words }), isExact: true };
  }

  private planAll(parts: readonly Query[], needed: WordsNeeded): MatchPlan {
    const isEmpty = (part: Query) => 'words' in part && part.words.trim() === '';
    const plans = parts.filter(part => !isEmpty(part)).map(part => this.planQuery(part, needed));
    if (plans.length === 0) return nothing;
    return { clause: allOf(plans.map(({ clause }) => clause)), isExact: plans.every(({ isExact }) => isExact) };
  }

  /** What is excluded must certainly match. */
  private planNot(query: Query): MatchPlan {
    const { clause, isExact } = this.planQuery(query, 'all');
    return isExact ? { clause: noneOf([clause]), isExact } : { clause: allDocuments, isExact };
  }

  private planPhrase(query: PhraseQuery): MatchPlan {
    const { phrase } = query;
    if (phrase === '') return nothing;
    const names = this.matcher.fieldsOf(query.field).map(({ name }) => name);
    if (isSpelling(query)) {
      const forms = [...new Set([phrase, normalize(phrase)])].filter(form => form !== '');
      return { clause: anyOf(forms.map(form => this.termsClause(form, names))), isExact: false };
    }
    return { clause: phraseClause(phrase, names), isExact: !hasDistinctForms(phrase) };
  }

  private planPrefix({ prefix, field }: PrefixQuery): MatchPlan {
    if (prefix === '') return nothing;
    const names = this.matcher.fieldsOf(field).map(({ name }) => name);
    const text = this.matcher.analyzePhrase(prefix);
    const { length, units } = text.analysis;
    const last = text.terms.find(({ kind, end }) => kind === TermKind.Word && end === length);
    if (!last) return this.planPhrase({ phrase: prefix, ...(field !== undefined && { field }) });
    const run = stringFromUnits(units, last.start, length);
    const clauses = names.map(name => {
      const begins: Clause = { prefix: { [`t.${name}.p`]: { value: run } } };
      const before = this.spanClause(text, { start: 0, end: last.start }, [name]);
      return last.start === 0 || before === noDocument ? begins : allOf([before, begins]);
    });
    return { clause: anyOf(clauses), isExact: last.start === 0 };
  }

  /** Documents with the terms of a text in one field. */
  private termsClause(text: string, names: readonly string[]): Clause {
    return this.spanClause(this.matcher.analyzePhrase(text), { start: 0, end: text.length }, names);
  }

  private planWords(words: WordsText, needed: WordsNeeded): MatchPlan {
    const { text, terms } = words;
    const isTyped = needed === 'content' || needed === 'atLeastHalf' || needed === 'anyWord';
    const pieces = terms.splitIntoPieces(text, isTyped ? 'typed' : 'indexed');
    if (pieces.length === 0) return nothing;
    const names = namesOf(words);
    const clauseOf = (piece: Span) => this.pieceClause(text, piece, names);
    const exactly = (clause: Clause): MatchPlan => ({ clause, isExact: true });
    switch (needed) {
      case 'all':
        return exactly(allOf(pieces.map(clauseOf)));
      case 'any':
        return exactly(anyOf(pieces.map(clauseOf)));
      case 'content':
        return exactly(this.contentClause(words, selectContentPieces(text, pieces)));
      case 'anyWord': {
        const whole = dropSingleCharacters(text, terms.joinHalfWords(text, selectContentPieces(text, pieces)));
        const isVerified = whole.some(piece => this.matcher.createPieceVerifier(words, [piece]) !== undefined);
        return { clause: anyOf(whole.map(clauseOf)), isExact: !isVerified };
      }
      case 'discriminative':
        return exactly(this.discriminativeClause(words, selectContentPieces(text, pieces)));
      case 'atLeastHalf':
        return this.planHalf(words, terms.joinHalfWords(text, selectContentPieces(text, pieces)));
    }
  }

  private contentClause(words: WordsText, pieces: readonly Span[]): Clause {
    const { text, terms } = words;
    const names = namesOf(words);
    const all = allOf(pieces.map(piece => this.pieceClause(text, piece, names)));
    const { wholeTitles } = this.matcher.words;
    const title = wholeTitles.title instanceof ClusterText ? wholeTitles.title.name : '';
    const titled = wholeTitles
      .listSpans(text, pieces, terms)
      .map(span => allOf([this.pieceClause(text, span, [title]), termClause(`t.${title}.s`, countAtoms(text, span))]));
    return anyOf([all, ...titled]);
  }

  /** `WordsMatcher.matchDiscriminative`, by counting. */
  private discriminativeClause(words: WordsText, pieces: readonly Span[]): Clause {
    const { text, terms } = words;
    const names = namesOf(words);
    const anyPiece = (some: readonly Span[]) => anyOf(some.map(piece => this.pieceClause(text, piece, names)));
    const longPieces = pieces.filter(piece => !isOneCharacter(text.analysis.units, piece));
    const maxDocuments = this.documentCount * maxDiscriminativeShare;
    const discriminative = longPieces.filter(piece => terms.maxDocuments(text, piece) <= maxDocuments);
    for (const some of [discriminative, longPieces]) {
      if (some.length === 0) continue;
      const clause = anyPiece(some);
      if (clause !== noDocument && this.statistics.count(clause) >= enoughDocuments) return clause;
    }
    return anyPiece(dropSingleCharacters(text, selectContentPieces(text, terms.splitIntoPieces(text, 'typed'))));
  }

  /** `HalfMatcher`, as a sum of shares. */
  private planHalf(words: WordsText, pieces: readonly Span[]): MatchPlan {
    const { text, terms } = words;
    const names = namesOf(words);
    const parts = listParts(text, pieces, terms);
    const functions: { filter: Clause; weight: number }[] = [];
    for (const piece of new Set(parts.map(part => part.piece))) {
      const clauses = parts.filter(part => part.piece === piece).map(({ span }) => this.pieceClause(text, span, names));
      const share = 1 / clauses.length;
      const least = Math.floor(minShareOf(text, piece) * clauses.length) + 1;
      for (let count = least; count <= clauses.length; count++)
        functions.push({
          filter: { bool: { should: clauses, minimum_should_match: count } },
          weight: count === least ? least * share : share,
        });
    }
    const isVerified = parts.some(({ span }) => this.matcher.createPieceVerifier(words, [span]) !== undefined);
    const sum = {
      query: anyOf(functions.map(({ filter }) => filter)),
      functions,
      score_mode: 'sum',
      boost_mode: 'replace',
      min_score: minSharesOf(pieces) - 1e-4,
    };
    return { clause: { function_score: sum }, isExact: !isVerified };
  }

  /** `RequiredTerms.match`. */
  private pieceClause(text: QueryText, span: Span, names: readonly string[]): Clause {
    const clause = this.spanClause(text, span, names);
    if (!findSpelling(text.spellings, span)?.isApart) return clause;
    return anyOf([clause, this.spanClause({ ...text, spellings: [] }, span, names)]);
  }

  /** Documents that have all required terms of a span in one field. */
  private spanClause(text: QueryText, span: Span, names: readonly string[]): Clause {
    const terms = listRequiredTerms(text, span);
    if (terms.length === 0) return noDocument;
    return anyOf(
      names.map(name =>
        allOf(
          terms.map(({ kind, units, start, end }) => {
            const term = stringFromUnits(units, start, end);
            return anyOf(partsOfKind[kind].map(part => termClause(`t.${name}.${part}`, term)));
          }),
        ),
      ),
    );
  }
}

/** Documents whose folded text, or its normal form, contains a text, with its Latin words and numbers whole. */
export function phraseClause(phrase: string, names: readonly string[]): Clause {
  const forms = [...new Set([fold(phrase), fold(normalize(phrase))])].filter(form => form !== '');
  return anyOf(
    names.flatMap(name =>
      forms.map(form => ({ match_phrase: { [`t.${name}.p`]: { query: listPlaces(form).join(' ') } } })),
    ),
  );
}

function namesOf({ terms }: WordsText): string[] {
  return terms.fields.flatMap(field => (field instanceof ClusterText ? [field.name] : []));
}

/** Documents with a keyword that contains a text. */
function substringClause(field: string, text: string): Clause {
  return { wildcard: { [field]: { value: `*${text.replace(/[*?\\]/g, '\\$&')}*` } } };
}
