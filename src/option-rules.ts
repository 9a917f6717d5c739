/**
 * The rules for the options of `search`, `explain` and `suggest`: which there are, and what values each takes. (Those of
 * `createIndex` and `openIndex` are in index-options.ts, those of `hansou/node` next to its functions.)
 */
import { describeValue, HansouError } from './errors.ts';
import type { Field, Schema } from './index/schema.ts';
import type { BudgetOptions } from './query/context/budget.ts';
import { parseDay } from './query/language/range-bounds.ts';
import type { Freshness } from './query/rank/freshness.ts';
import type { Sort } from './query/rank/sort.ts';
import type { ExplainOptions, SearchOptions, SuggestOptions } from './search-options.ts';
import type { SnippetOptions } from './snippet/snippet.ts';
import { maxSuggestions } from './suggest/suggest.ts';
import {
  type Check,
  checkBoolean,
  checkCount,
  checkNonNegative,
  checkOneOf,
  checkOptions,
  checkPositive,
  checkPositiveCount,
  didYouMean,
  invalid,
  isCount,
  type OptionRules,
} from './validate.ts';

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

/** A check for an array of names of fields of some kinds. */
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

const sortRules: OptionRules<Exclude<Sort, 'score'>, Schema> = {
  owner: 'sort',
  prefix: 'sort.',
  checks: { field: /* @__PURE__ */ checkField('date', 'number'), order: /* @__PURE__ */ checkOneOf('asc', 'desc') },
  required: ['field'],
  example: "{ field: 'date', order: 'desc' }, or 'score'",
};

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
  const example = `Pass keyword fields with the number of values wanted, such as ${name}: { author: 10 }.`;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(name, 'an object of keyword fields and counts', value, example);
  for (const [field, count] of Object.entries(value)) {
    checkField('keyword')(`a name in ${name}`, field, schema);
    if (count !== undefined && !isCount(count))
      throw invalid(`${name}.${field}`, 'a non-negative integer', count, example);
  }
}

/** Conditions are checked where they are applied, see `matchFilter`. */
function checkFilter(name: string, value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(name, 'an object with values by field, or with and, or, not', value, undefined, 'BAD_QUERY');
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
  match: checkMatch,
  filter: checkFilter,
  sort: (_, value, schema) => {
    if (value !== 'score') checkOptions(sortRules, value, schema);
  },
  facets: checkFacets,
  freshness: checkFreshness,
  snippet: (_, value, schema) => {
    if (value !== false) checkOptions(snippetRules, value, schema);
  },
  returnFields: (name, value, schema) => {
    if (typeof value !== 'boolean') checkAnyFields(name, value, schema);
  },
  exactTotal: checkBoolean,
  ...budgetChecks,
};

/** The options of `SearchIndex.search`. */
export const searchRules: OptionRules<SearchOptions, Schema> = {
  owner: 'search',
  checks: searchChecks,
  example: "{ limit: 20, fields: ['title'] }",
};

/** The options of `SearchIndex.explain`. */
export const explainRules: OptionRules<ExplainOptions, Schema> = {
  owner: 'explain',
  checks: {
    fields: checkTextFields,
    match: checkMatch,
    filter: checkFilter,
    freshness: checkFreshness,
  },
  example: "{ match: 'all' }",
};

/** The options of `SearchIndex.suggest`. */
export const suggestRules: OptionRules<SuggestOptions, Schema> = {
  owner: 'suggest',
  checks: {
    limit: (name, value) => {
      if (!isCount(value) || value > maxSuggestions)
        throw invalid(name, `an integer from 0 to ${maxSuggestions}`, value);
    },
    fields: checkTextFields,
    ...budgetChecks,
  },
  example: '{ limit: 10 }',
};
