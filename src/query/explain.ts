/** Why a document scored what it did, or was not found: as data. */
import { TermKind } from '../analysis/analysis.ts';
import { type IndexReader, UnitBuffer } from '../inverted/index-reader.ts';
import { stringOf } from '../text/folding.ts';
import { ClosenessScorer } from './closeness.ts';
import { titleWeight } from './constants.ts';
import { cutQueryText, foldedText } from './cut.ts';
import { Evaluator } from './evaluate.ts';
import { filtered } from './filter.ts';
import { TierFinder } from './find.ts';
import type { QueryMemory } from './memory.ts';
import type { MissingPiece } from './pieces.ts';
import type { Query } from './query.ts';
import type { RunOptions } from './run.ts';
import { Scorer } from './scorer.ts';
import { titleOf, type WeighedTerm, weighed } from './scoring.ts';
import { scoreTerms } from './terms.ts';
import type { Tier } from './tiers.ts';

/** One term's part of a score. */
export interface TermPart {
  /** Folded. */
  readonly term: string;
  readonly kind: 'word' | 'pair' | 'character';
  /** How much the term counts in this query. */
  readonly weight: number;
  /** How rare it is: the natural logarithm of about documents / documents that hold it. */
  readonly idf: number;
  /** How often it stands in each text field of the document. */
  readonly frequencies: Readonly<Record<string, number>>;
  readonly score: number;
}

export interface Explanation {
  readonly id: string;
  readonly found: boolean;
  /** Which rule found it; undefined when none did. */
  readonly tier?: Tier;
  /** What `search` gives, when it is among the first thirty of its tier; else without `closeness`. */
  readonly score: number;
  /** The parts of the score, the greatest first. They add up to it. */
  readonly terms: readonly TermPart[];
  /** What the query's characters in the title add. */
  readonly title: number;
  /** What the closeness of the query's words, read from the text, adds for the first thirty; 0 for short queries. */
  readonly closeness: number;
  /** Why it was not found: it is outside the filter, it is excluded by a `not`, or pieces are missing. */
  readonly reason?: 'filter' | 'excluded' | 'missing';
  /** Pieces of the query that it does not hold. */
  readonly missing: readonly MissingPiece[];
  /** How query and texts are cut by the words of the index; of a text the first 2,000 units. */
  readonly cut: { readonly query: readonly string[]; readonly texts: Readonly<Record<string, readonly string[]>> };
}

const cutOfText = 2000;

/** @param document a live document */
export function explainDocument(
  index: IndexReader,
  query: Query,
  document: number,
  options: RunOptions,
  queryMemory: QueryMemory,
): Explanation {
  const memory = queryMemory.for(index);
  const evaluator = new Evaluator(index, memory);
  const filter = options.filter ? filtered(index, options.filter) : undefined;
  const finder = new TierFinder(index, memory, evaluator, undefined, true);
  const tiers = finder.find(query, options.match, options.synonyms);
  const tier = tiers.find(({ list }) => list.documents.subarray(0, list.count).includes(document));
  const isInFilter = filter?.has(document) ?? true;
  const asked = tier?.query ?? query;
  const weighedTerms: WeighedTerm[] = [];
  for (const { text, fields } of evaluator.scored(asked))
    for (const term of scoreTerms(text)) weighedTerms.push(weighed(index, memory, term, fields));
  const terms = weighedTerms.map(each => termPart(index, memory, each, document));
  const title = titleOf(index);
  const inTitle = weighedTerms.reduce(
    (sum, { term, fields, idf }, i) =>
      term.isAtom && title && fields.some(({ name, reader }) => reader === title && terms[i].frequencies[name] > 0)
        ? sum + titleWeight * idf
        : sum,
    0,
  );
  const closeness =
    options.match === 'smart' && evaluator.isQuestion(asked)
      ? new ClosenessScorer(index, weighedTerms).of(document)
      : 0;
  const missing = missingPieces(evaluator, query, document, memory);
  const found = tier !== undefined && isInFilter;
  return {
    id: index.idOf(document),
    found,
    ...(found && { tier: tier.tier }),
    score: terms.reduce((sum, part) => sum + part.score, inTitle + closeness),
    terms: terms.filter(part => part.score > 0).sort((a, b) => b.score - a.score),
    title: inTitle,
    closeness,
    ...(!found && { reason: !isInFilter ? 'filter' : missing.length ? 'missing' : 'excluded' }),
    missing,
    cut: {
      query: evaluator.scored(query).flatMap(({ text }) => text.words.map(word => foldedText(text, word))),
      texts: textsCut(index, document, memory),
    },
  };
}

function termPart(index: IndexReader, memory: QueryMemory, each: WeighedTerm, document: number): TermPart {
  const { term, fields, idf } = each;
  const { kind, analysis, start, end } = term;
  const alone = memory.lend();
  alone.documents[0] = document;
  alone.count = 1;
  const frequencies: Record<string, number> = {};
  const list = memory.lend();
  for (const { name, reader } of fields) {
    reader.readPostingsAmong(kind, analysis.units, start, end, alone.documents, 1, list);
    frequencies[name] = list.count > 0 ? list.frequencies[0] : 0;
  }
  // Scored by itself, as no atom: what the title adds is told apart.
  Scorer.of(index, memory).score([{ ...each, term: { ...term, isAtom: false } }], alone, 1);
  const score = memory.scores[document];
  memory.clear(alone);
  return {
    term: stringOf(analysis.units, start, end),
    kind: kind === TermKind.Bigram ? 'pair' : kind === TermKind.Character ? 'character' : 'word',
    weight: term.weight,
    idf,
    frequencies,
    score,
  };
}

function missingPieces(evaluator: Evaluator, query: Query, document: number, memory: QueryMemory): MissingPiece[] {
  if ('all' in query) return query.all.flatMap(part => missingPieces(evaluator, part, document, memory));
  if (!('words' in query || 'phrase' in query || 'prefix' in query)) return [];
  const alone = memory.lend();
  alone.documents[0] = document;
  alone.count = 1;
  if (evaluator.matched(query, 'all', alone).count > 0) return [];
  return evaluator.missing(query, alone);
}

function textsCut(index: IndexReader, document: number, memory: QueryMemory): Record<string, string[]> {
  const buffer = new UnitBuffer();
  const cuts: Record<string, string[]> = {};
  for (const [name, field] of Object.entries(index.schema)) {
    if (field.type !== 'text') continue;
    const reader = index.text(name);
    reader.readText(document, buffer, cutOfText);
    const text = cutQueryText(
      stringOf(buffer.units, 0, Math.min(buffer.length, cutOfText)),
      [reader],
      index.documentCount,
      memory,
    );
    cuts[name] = text.words.map(word => foldedText(text, word));
  }
  return cuts;
}
