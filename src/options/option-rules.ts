/**
 * The rules for the options of `search`, `explain` and `suggest`: which there are, and what values each takes. (Those of
 * `createIndex` and `openIndex` are in index-options.ts, those of `hansou/node` next to its functions.)
 */
import { describeValue, HansouError } from '../errors.ts';
import { checkFieldWeight } from '../fields.ts';
import { type PassageOptions, passageChecks } from '../hits/passages.ts';
import type { Field, Schema } from '../index/schema.ts';
import type { BudgetOptions } from '../query/context/budget.ts';
import { parseDay } from '../query/language/range-bounds.ts';
import { isRange } from '../query/match/columns/match-columns.ts';
import type { Freshness } from '../query/rank/freshness.ts';
import { maxSortKeys, type SortKey } from '../query/rank/sort.ts';
import { datePeriodNames, maxFacetRanges } from '../query/run/facets/range-facets.ts';
import type { ExplainOptions, SearchOptions, SuggestOptions } from '../search-options.ts';
import type { SnippetOptions } from '../snippet/snippet.ts';
import { maxSuggestions } from '../suggest/max-suggestions.ts';
import {
  type Check,
  checkBoolean,
  checkCount,
  checkFunction,
  checkNonNegative,
  checkOneOf,
  checkOptions,
  checkPositive,
  checkPositiveCount,
  checkShare,
  didYouMean,
  invalid,
  isCount,
  type OptionRules,
} from '../validate.ts';
import { optionsElsewhere } from './options-elsewhere.ts';

/** A check for the name of a field of some kinds. */
function checkField(...kinds: readonly Field['type'][]): Check<Schema> {
  return (name, value, schema) => {
    const kind = typeof value === 'string' && Object.hasOwn(schema, value) ? schema[value].type : undefined;
    if (kind !== undefined && kinds.includes(kind)) return;
    const names = Object.keys(schema).filter(field => kinds.includes(schema[field].type));
    const described = `the name of a ${kinds.join(' or ')} field`;
    throw new HansouError(
      kind === undefined && typeof value === 'string' ? 'UNKNOWN_FIELD' : 'BAD_ARGUMENT',
      `${name} is invalid`,
      {
        expected: names.length > 0 ? `${described} (${names.join(', ')})` : `${described}; the index has none`,
        got: kind === undefined ? describeValue(value) : `${describeValue(value)}, a ${kind} field`,
        hint:
          names.length > 0
            ? `${typeof value === 'string' ? didYouMean(value, names) : ''}Name one of these fields.`
            : 'Build the index with such a field, or leave the option out.',
      },
    );
  };
}

/** A check for an array of names of fields of some kinds, each once: a name again would be work again. */
function checkFieldNames(minCount: number, ...kinds: readonly Field['type'][]): Check<Schema> {
  const check = checkField(...kinds);
  return (name, value, schema) => {
    if (!Array.isArray(value) || value.length < minCount) {
      const expected = minCount > 0 ? 'an array with at least one field name' : 'an array of field names';
      throw invalid(
        name,
        expected,
        value,
        `Pass names, such as ${name}: ['title'], or leave ${name} out for its default.`,
      );
    }
    const max = Object.keys(schema).length;
    if (value.length > max)
      throw invalid(name, `at most ${max} names, as many as there are fields`, value, 'Name each field once.');
    for (const each of value) check(`a name in ${name}`, each, schema);
  };
}

const checkTextFields = /* @__PURE__ */ checkFieldNames(1, 'text');
const checkAnyFields = /* @__PURE__ */ checkFieldNames(0, 'text', 'keyword', 'date', 'number', 'stored');

const snippetRules: OptionRules<SnippetOptions, Schema> = {
  owner: 'snippet',
  prefix: 'snippet.',
  checks: {
    length: checkPositiveCount,
    fragments: checkPositiveCount,
    fields: /* @__PURE__ */ checkFieldNames(0, 'text'),
  },
  example: '{ length: 120, fragments: 1 }, or false for no snippets',
};

const sortKeyRules: OptionRules<SortKey, Schema> = {
  owner: 'sort',
  prefix: 'sort.',
  checks: {
    field: /* @__PURE__ */ checkField('date', 'number', 'keyword'),
    order: /* @__PURE__ */ checkOneOf('asc', 'desc'),
  },
  required: ['field'],
  example: "{ field: 'date', order: 'desc' }, an array of such, or 'score'",
};

function checkSort(name: string, value: unknown, schema: Schema): void {
  if (value === 'score') return;
  if (typeof value === 'string') {
    const hint = Object.hasOwn(schema, value)
      ? `Write ${name}: { field: '${value}' }.`
      : `Pass ${sortKeyRules.example}.`;
    throw invalid(name, "'score', or an object with a field", value, hint);
  }
  const keys = Array.isArray(value) ? value : [value];
  if (keys.length === 0 || keys.length > maxSortKeys)
    throw invalid(name, `1 to ${maxSortKeys} fields`, value, `Pass ${sortKeyRules.example}.`);
  for (const key of keys) checkOptions(sortKeyRules, key, schema);
}

const freshnessRules: OptionRules<Freshness, Schema> = {
  owner: 'freshness',
  prefix: 'freshness.',
  checks: {
    field: /* @__PURE__ */ checkField('date'),
    halfLifeDays: checkPositive,
    weight: checkNonNegative,
    today: checkDay,
  },
  required: ['field'],
  example: "{ field: 'date', halfLifeDays: 30 }",
};

function checkDay(name: string, value: unknown): void {
  if (typeof value !== 'string' || Number.isNaN(parseDay(value, 'first')))
    throw invalid(name, 'a date as YYYY-MM-DD', value);
}

function checkFacets(name: string, value: unknown, schema: Schema): void {
  const example = `Pass fields with what to count, such as ${name}: { author: 10, date: 'year', page: [{ to: 4 }, { from: 5 }] }.`;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(name, 'an object of fields and what to count', value, example);
  for (const [field, counted] of Object.entries(value)) {
    checkField('keyword', 'date', 'number')(`a name in ${name}`, field, schema);
    if (counted === undefined) continue;
    const { type } = schema[field];
    if (type === 'keyword') {
      if (!isCount(counted)) throw invalid(`${name}.${field}`, 'a non-negative integer', counted, example);
    } else if (Array.isArray(counted)) checkFacetRanges(`${name}.${field}`, counted, example);
    else if (type === 'number' || !datePeriodNames.includes(counted))
      throw invalid(
        `${name}.${field}`,
        type === 'date' ? `${datePeriodNames.map(each => `'${each}'`).join(', ')} or ranges` : 'an array of ranges',
        counted,
        example,
      );
  }
}

/** The ends of ranges are checked where they are read, see `matchRanges`. */
function checkFacetRanges(name: string, ranges: readonly unknown[], example: string): void {
  if (ranges.length > maxFacetRanges) throw invalid(name, `at most ${maxFacetRanges} ranges`, ranges, example);
  for (const range of ranges) if (!isRange(range)) throw invalid(name, 'ranges { from?, to? }', range, example);
}

/** Conditions are checked where they are applied, see `matchFilter`. */
export function checkFilter(name: string, value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(name, 'an object with values by field, or with and, or, not', value, undefined, 'BAD_QUERY');
}

function checkWeights(name: string, value: unknown, schema: Schema): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(
      name,
      'an object of text fields and their weights',
      value,
      `Pass weights such as ${name}: { title: 5 }.`,
    );
  for (const [field, weight] of Object.entries(value)) {
    checkField('text')(`a name in ${name}`, field, schema);
    if (weight !== undefined) checkFieldWeight(`${name}.${field}`, weight);
  }
}

const checkMatchMode = /* @__PURE__ */ checkOneOf('smart', 'all', 'any');

function checkMatch(name: string, value: unknown): void {
  const meant = value === 'or' || value === 'OR' ? 'any' : value === 'and' || value === 'AND' ? 'all' : undefined;
  if (meant !== undefined) throw invalid(name, "one of 'smart', 'all', 'any'", value, `Pass match: '${meant}'.`);
  checkMatchMode(name, value, undefined);
}

function checkFreshness(_: string, value: unknown, schema: Schema): void {
  checkOptions(freshnessRules, value, schema);
}

const budgetChecks: OptionRules<BudgetOptions>['checks'] = {
  timeLimit: checkNonNegative,
  signal: (name, value) => {
    if (typeof (value as { aborted?: unknown } | null)?.aborted !== 'boolean')
      throw invalid(name, 'an AbortSignal, or an object whose aborted is true or false', value);
  },
};

const searchChecks: OptionRules<SearchOptions, Schema>['checks'] = {
  limit: checkCount,
  offset: checkCount,
  fields: checkTextFields,
  weights: checkWeights,
  match: checkMatch,
  filter: checkFilter,
  sort: checkSort,
  where: checkFunction,
  facets: checkFacets,
  disjunctiveFacets: /* @__PURE__ */ checkFieldNames(0, 'keyword', 'date', 'number'),
  distinct: /* @__PURE__ */ checkField('keyword', 'date', 'number'),
  freshness: checkFreshness,
  snippet: (_, value, schema) => {
    if (value !== false) checkOptions(snippetRules, value, schema);
  },
  returnFields: (name, value, schema) => {
    if (typeof value !== 'boolean') checkAnyFields(name, value, schema);
  },
  exactTotal: checkBoolean,
  minRelevance: checkShare,
  ...budgetChecks,
};

/** The options of `SearchIndex.search`. */
export const searchRules: OptionRules<SearchOptions, Schema> = {
  owner: 'search',
  elsewhere: optionsElsewhere,
  checks: searchChecks,
  example: "{ limit: 20, fields: ['title'] }",
};

/** The options of `SearchIndex.explain`. */
export const explainRules: OptionRules<ExplainOptions, Schema> = {
  owner: 'explain',
  checks: {
    fields: checkTextFields,
    weights: checkWeights,
    match: checkMatch,
    filter: checkFilter,
    freshness: checkFreshness,
    minRelevance: checkShare,
  },
  example: "{ match: 'all' }",
};

/** The options of `SearchIndex.passages`. */
export const passageRules: OptionRules<PassageOptions, Schema> = {
  owner: 'passages',
  checks: { ...explainRules.checks, ...passageChecks },
  example: '{ length: 400, limit: 5 }',
};

/** The options of `SearchIndex.suggest`. */
const suggestRules: OptionRules<SuggestOptions, Schema> = {
  owner: 'suggest',
  checks: {
    limit: (name, value) => {
      if (!isCount(value) || value > maxSuggestions)
        throw invalid(name, `an integer from 0 to ${maxSuggestions}`, value);
    },
    fields: checkTextFields,
    titles: /* @__PURE__ */ checkField('text'),
    filter: checkFilter,
    ...budgetChecks,
  },
  example: '{ limit: 10 }',
};

/** Checks the options of `SearchIndex.search`. @throws HansouError BAD_ARGUMENT, BAD_QUERY or UNKNOWN_FIELD */
export function checkSearchOptions(options: unknown, schema: Schema): void {
  checkOptions(searchRules, options, schema);
}

/** Checks the options of `SearchIndex.explain`. @throws HansouError as `checkSearchOptions` */
export function checkExplainOptions(options: unknown, schema: Schema): void {
  checkOptions(explainRules, options, schema);
}

/** Checks the options of `SearchIndex.suggest`. @throws HansouError as `checkSearchOptions` */
export function checkSuggestOptions(options: unknown, schema: Schema): void {
  checkOptions(suggestRules, options, schema);
}
