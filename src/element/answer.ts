/** What does the element ask of an index for one text in the box? Entry points: `findAnswer`, `findMore`. */
import type { Filter } from '../query/match/columns/filter.ts';
import { isSameMeaning } from '../query/rewrite/tier-names.ts';
import type { FacetValue } from '../query/run/facets/facets.ts';
import type { SearchOptions } from '../search-options.ts';
import type { SearchResult } from '../search-result.ts';
import type { Suggestion } from '../suggest/suggest.ts';
import type { AsyncIndex, Progress } from './async-index.ts';
import type { ShownFields } from './shown-fields.ts';

/** What a reader asks for. */
export interface Question {
  /** The text in the box. */
  readonly query: string;
  /** Chosen values by keyword field; a hit has one of them, of each field. */
  readonly chosen: ReadonlyMap<string, ReadonlySet<string>>;
  /** Order by the date field; undefined for by score. */
  readonly order: 'desc' | 'asc' | undefined;
  /** Number of hits loaded at a time. */
  readonly limit: number;
  /** The least relevance of a hit, see `SearchOptions`. */
  readonly minRelevance: number;
}

/** The answer to a question. */
export interface Answer {
  readonly question: Question;
  /** What was searched for: the text in the box, or what its letters may become. */
  readonly searched: string;
  readonly result: SearchResult;
  readonly suggestions: readonly Suggestion[];
  /** Suggestions that take longer than the hits; undefined when `suggestions` are all. */
  readonly laterSuggestions: Promise<readonly Suggestion[]> | undefined;
  /** Values that can be chosen by field, the chosen ones included, with the number of hits that each would leave. */
  readonly values: ReadonlyMap<string, readonly FacetValue[]>;
  /** Whether hits of lower tiers, and what else is said of the answer, are still waited for. */
  readonly isBeginning: boolean;
  /** Whether nothing was found, but the last word may still be on its way: it has suggestions, or is Latin letters. */
  readonly isOnTheWay: boolean;
}

/** What is told of while an answer is looked for. */
interface AnswerListeners {
  readonly onBeginning: (answer: Answer) => void;
  readonly onProgress: (progress: Progress) => void;
}

/** A snippet length, in UTF-16 units, that no text exceeds: the snippet is the whole text. */
const wholeTextLength = 0x7fffffff;
const maxSuggestions = 5;
/** Milliseconds that hits wait for suggestions, so that they do not move when these come right after them. */
const suggestionPatienceMs = 40;
/** Values fetched of each field: as many as a reader may look through. */
const maxValues = 40;

/**
 * Searches, and suggests at the same time. Letters that are the beginning of a word's pinyin are searched as that word.
 * Law: hits do not wait for suggestions, except where these decide what is shown.
 * @param tell.onProgress is called while bytes arrive that the first hits need
 * @param tell.onBeginning is called when the first hits are there and others are waited for, if they are sure to be shown
 */
export async function findAnswer(
  index: AsyncIndex,
  question: Question,
  fields: ShownFields,
  signal: AbortSignal,
  { onBeginning, onProgress }: AnswerListeners,
): Promise<Answer> {
  const { query } = question;
  let searched = query;
  const options = {
    ...createOptions(question, fields),
    signal,
    facets: Object.fromEntries(fields.filters.map(listValues)),
  };
  const isLatin = /[a-z]['’]?$/i.test(query);
  const isFoundAsTyped = ({ tiers }: SearchResult) =>
    tiers.some(({ tier }) => isSameMeaning(tier) || tier === 'pinyin');
  const onFirstHits = (first: SearchResult) => {
    if (signal.aborted || (isLatin && !isFoundAsTyped(first))) return;
    onBeginning({
      question,
      searched,
      result: first,
      suggestions: [],
      laterSuggestions: undefined,
      values: valuesOf(first),
      isBeginning: true,
      isOnTheWay: false,
    });
  };
  // Asked before the suggestions, so that nothing of theirs is loaded before the hits.
  const searching = index.search(query, {
    ...options,
    onProgress: loaded => onProgress({ loaded, total: undefined }),
    // Where values are chosen, the others are counted later: without them, their chips would go and come back.
    ...(question.chosen.size === 0 && { onFirstHits }),
  });
  const suggesting = index.suggest(query, { limit: maxSuggestions + 1, signal }).then(
    found => found.suggestions.filter(({ text }) => text !== query).slice(0, maxSuggestions),
    () => [],
  );
  let result = await searching;
  const isFound = isFoundAsTyped(result);
  const isDecisive = result.total === 0 || (isLatin && !isFound);
  const suggestions = await (isDecisive ? suggesting : Promise.race([suggesting, wait(suggestionPatienceMs)]));
  if (isLatin && !isFound && suggestions?.[0]) {
    const become = await index.search(suggestions[0].text, options);
    if (become.total > 0) {
      searched = suggestions[0].text;
      result = become;
    }
  }
  const values = valuesOf(result);
  // The other values of a field are counted as if none of its values were chosen.
  for (const field of question.chosen.keys()) {
    const others = new Map(question.chosen);
    others.delete(field);
    const counted = await index.search(searched, {
      ...createOptions({ ...question, chosen: others }, fields),
      limit: 0,
      snippet: false,
      facets: Object.fromEntries([listValues(field)]),
      signal,
    });
    values.set(field, (counted.facets?.[field] ?? []) as readonly FacetValue[]);
  }
  return {
    question,
    searched,
    result,
    suggestions: suggestions ?? [],
    laterSuggestions: suggestions ? undefined : suggesting,
    values,
    isBeginning: false,
    isOnTheWay: result.total === 0 && (isLatin || (suggestions ?? []).length > 0),
  };
}

function valuesOf({ facets = {} }: SearchResult): Map<string, readonly FacetValue[]> {
  return new Map(Object.entries(facets as Record<string, readonly FacetValue[]>));
}

function wait(ms: number): Promise<undefined> {
  return new Promise(resolve => setTimeout(resolve, ms, undefined));
}

/** Searches for the hits from `offset` on. */
export function findMore(
  index: AsyncIndex,
  { question, searched }: Answer,
  fields: ShownFields,
  offset: number,
  signal: AbortSignal,
): Promise<SearchResult> {
  return index.search(searched, { ...createOptions(question, fields), offset, signal });
}

/** Searches for one hit, by its position, with the whole text of its body. */
export async function findArticle(
  index: AsyncIndex,
  { question, searched }: Answer,
  fields: ShownFields,
  offset: number,
): Promise<SearchResult['hits'][number] | undefined> {
  const whole = { length: wholeTextLength, fields: fields.body === undefined ? [] : [fields.body] };
  const options = { ...createOptions(question, fields), returnFields: true, snippet: whole, offset, limit: 1 };
  return (await index.search(searched, options)).hits[0];
}

function createOptions(
  { chosen, order, limit, minRelevance }: Question,
  fields: ShownFields,
): Omit<SearchOptions, 'signal'> {
  const filter: Filter = Object.fromEntries(Array.from(chosen, ([field, values]) => [field, [...values]]));
  return {
    limit,
    minRelevance,
    returnFields: fields.returned,
    ...(chosen.size > 0 && { filter }),
    ...(order && fields.sort !== undefined && { sort: { field: fields.sort, order } }),
  };
}

function listValues(field: string): [string, number] {
  return [field, maxValues];
}
