/**
 * Options that most calls have, recognised without the rules for all (option-rules.ts), which a page need not load for them.
 *
 * Law: plain options are valid by these rules.
 */
import type { Schema } from '../index/schema.ts';
import { maxSuggestions } from '../suggest/max-suggestions.ts';
import { isCount } from '../validate.ts';

/** Whether options of a search are such. */
export function arePlainSearchOptions(options: unknown, schema: Schema): boolean {
  return everyOption(options, (name, value) => {
    switch (name) {
      case 'limit':
      case 'offset':
        return isCount(value);
      case 'match':
        return value === 'smart' || value === 'all' || value === 'any';
      case 'minRelevance':
        return typeof value === 'number' && value >= 0 && value <= 1;
      case 'snippet':
        return value === false;
      case 'returnFields':
        return (
          typeof value === 'boolean' ||
          (Array.isArray(value) &&
            value.length <= Object.keys(schema).length &&
            value.every(field => typeOf(schema, field)))
        );
      case 'facets':
        return everyOption(value, (field, count) => typeOf(schema, field) === 'keyword' && isCount(count));
      default:
        return false;
    }
  });
}

/** Whether options of suggestions are such. */
export function arePlainSuggestOptions(options: unknown): boolean {
  return everyOption(options, (name, value) => name === 'limit' && isCount(value) && value <= maxSuggestions);
}

/** Whether a value is a plain object, and each of its properties that is defined passes a test. */
function everyOption(options: unknown, test: (name: string, value: unknown) => boolean): boolean {
  if (typeof options !== 'object' || options === null) return false;
  // What is inherited counts as an option too.
  const prototype: unknown = Object.getPrototypeOf(options);
  if (prototype !== Object.prototype && prototype !== null) return false;
  const values = options as Readonly<Record<string, unknown>>;
  return Object.getOwnPropertyNames(options).every(name => values[name] === undefined || test(name, values[name]));
}

function typeOf(schema: Schema, field: unknown): Schema[string]['type'] | undefined {
  return typeof field === 'string' && Object.hasOwn(schema, field) ? schema[field].type : undefined;
}
