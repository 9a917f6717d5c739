/**
 * Brings the documents of a cluster that may be among the first hits of a rule: those with the highest score by the cluster's
 * own BM25 over hansou's words, bigrams and characters, or the first in the order of a field.
 */
import { TermKind } from '../../analysis/analysis.ts';
import { MissingBytes } from '../../bytes/missing-bytes.ts';
import type { Schema } from '../../index/schema.ts';
import type { Query } from '../../query/language/query.ts';
import type { Filter } from '../../query/match/columns/filter.ts';
import { titleWeight } from '../../query/rank/constants.ts';
import type { SortKey } from '../../query/rank/sort.ts';
import type { LoadedMatches, MatchLoader, MatchRule, PieceOfWords } from '../../query/run/match-loader.ts';
import type { QuerySession } from '../../query/run/query-session.ts';
import { weightQueryTerms } from '../../query/run/weight-query.ts';
import { stringFromUnits } from '../../text/units.ts';
import type { ClusterSource } from '../documents/cluster-document.ts';
import type { HeldDocuments } from '../held/held-documents.ts';
import { type ClusterConnection, requireAllShards, type SearchStatus } from '../transport/answers.ts';
import { sendUntilWhole } from '../transport/send-until-whole.ts';
import { anyOf, type Clause, filterClause, sortBody, termClause } from './clauses.ts';
import { ClusterText } from './cluster-reader.ts';
import { MatchPlanner, phraseClause } from './match-planner.ts';
import { partsOfKind, type Statistics } from './statistics.ts';

/** How documents are chosen. */
export interface CandidateOptions {
  readonly schema: Schema;
  readonly filter: Filter | undefined;
  readonly sort: readonly SortKey[];
  /** How many documents of a rule are brought. */
  readonly count: number;
}

/** What was asked for a rule. */
export interface LoadedRule {
  readonly rule: MatchRule['tier'];
  /** The documents of the rule, without those that rules before it found. */
  readonly clause: Clause;
  readonly matches: LoadedMatches;
}

export interface HitBody {
  readonly _id: string;
  readonly _source: ClusterSource;
}

export interface SearchBody extends SearchStatus {
  readonly hits: { readonly total: { readonly value: number }; readonly hits: readonly HitBody[] };
}

/** Where the texts decide what matches, so many documents of a rule are brought: with no more, the total is exact. */
const verifiedCount = 200;
/** A query of the cluster has no more clauses for the score: the most frequent terms of a long text are left out. */
const maxScoreClauses = 400;

/** Loads the candidates of one search. */
export class Candidates implements MatchLoader {
  /** What was loaded, by the query of the cluster. */
  readonly rules = new Map<string, LoadedRule>();
  private readonly wanted = new Map<
    string,
    { rule: MatchRule['tier']; clause: Clause; body: object; isExact: boolean }
  >();

  constructor(
    private readonly connection: ClusterConnection,
    private readonly index: string,
    private readonly statistics: Statistics,
    private readonly held: HeldDocuments,
    private readonly options: CandidateOptions,
  ) {}

  load(rule: MatchRule, session: QuerySession): LoadedMatches {
    const { schema, filter, sort, count } = this.options;
    const { index, matcher } = session;
    const planner = new MatchPlanner(schema, matcher, this.statistics, index.documentCount);
    const plan = planner.plan(rule);
    const found = Array.from(rule.found.documents.subarray(0, rule.found.count), document => index.getId(document));
    const filters = [plan.clause, ...(filter ? [filterClause(schema, filter)] : [])];
    const clause: Clause = {
      bool: { filter: filters, ...(found.length > 0 && { must_not: [{ ids: { values: found.sort() } }] }) },
    };
    const key = JSON.stringify([rule.tier, clause]);
    const known = this.rules.get(key);
    if (known) return known.matches;
    const isListing = rule.needed === 'listing';
    const body = {
      size: plan.isExact ? count : Math.max(count, verifiedCount),
      track_total_hits: true,
      ...(sort.length > 0 || isListing
        ? { query: clause, sort: sortBody(schema, sort) }
        : { query: { bool: { filter: [clause], should: this.scoreClauses(rule, session) } } }),
    };
    this.wanted.set(key, { rule: rule.tier, clause, body, isExact: plan.isExact });
    throw new MissingBytes();
  }

  count(part: Query | PieceOfWords, session: QuerySession): number {
    const { index, matcher } = session;
    const planner = new MatchPlanner(this.options.schema, matcher, this.statistics, index.documentCount);
    return this.statistics.count(
      'piece' in part ? planner.planPiece(part) : planner.plan({ query: part, needed: 'literal' }).clause,
    );
  }

  /** Loads what was noted. */
  async loadWanted(signal: AbortSignal | undefined): Promise<void> {
    const wanted = [...this.wanted];
    this.wanted.clear();
    await Promise.all(
      wanted.map(async ([key, { rule, clause, body, isExact }]) => {
        const path = `/${encodeURIComponent(this.index)}/_search`;
        const request = { what: 'search', method: 'POST', path, body: JSON.stringify(body), signal } as const;
        const { total, hits } = (await sendUntilWhole<SearchBody>(this.connection, request, requireAllShards)).hits;
        this.held.addAll(hits.map(({ _id, _source }) => ({ id: _id, source: _source })));
        this.rules.set(key, { rule, clause, matches: { total: total.value, loaded: hits.length, isExact } });
      }),
    );
  }

  /** The terms of the query with their weights, as on one machine; a number as it was typed comes first. */
  private scoreClauses({ query }: MatchRule, session: QuerySession): Clause[] {
    const { scorer } = session;
    const title = scorer.title instanceof ClusterText ? scorer.title.name : undefined;
    const weighted = weightQueryTerms(session, query).flatMap(({ term, weight, isAtom, matchingFields, idf }) =>
      matchingFields.flatMap(({ name, weight: fieldWeight }) => {
        const value = stringFromUnits(term.units, term.start, term.end);
        const importance = weight * fieldWeight * idf;
        const clauses = partsOfKind[term.kind].map(part => termClause(`t.${name}.${part}`, value));
        const scored = clauses.map(clause => ({
          clause: { term: boost(clause['term'] as object, weight * fieldWeight) },
          importance,
        }));
        if (!isAtom || name !== title || term.kind === TermKind.Bigram) return scored;
        const inTitle = { constant_score: { filter: anyOf(clauses), boost: titleWeight * idf } };
        return [...scored, { clause: inTitle, importance }];
      }),
    );
    const numbers = session.matcher.collectScoredTexts(query).flatMap(({ text, fields, isPhrase }) =>
      isPhrase
        ? []
        : text.numbers.map(({ start, end }) => ({
            constant_score: {
              filter: phraseClause(
                text.typed.slice(start, end),
                fields.map(({ name }) => name),
              ),
              boost: 5,
            },
          })),
    );
    return [
      ...weighted
        .sort((a, b) => b.importance - a.importance)
        .slice(0, maxScoreClauses)
        .map(({ clause }) => clause),
      ...numbers,
    ];
  }
}

function boost(term: object, factor: number): object {
  return Object.fromEntries(Object.entries(term).map(([field, value]) => [field, { ...value, boost: factor }]));
}
