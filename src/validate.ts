/**
 * Checks of what callers pass in. A call describes its options once, as a value (`OptionRules`); `checkOptions` checks
 * them by it. Every error names the option first, and what is expected, what was passed, and what to do.
 */
import { describeValue, type ErrorCode, HansouError } from './errors.ts';

/**
 * Throws a HansouError when a value is wrong for the option of this name. Called with defined values only.
 * @param context what the check depends on besides the value, such as the fields of an index
 */
export type Check<Context = unknown> = (name: string, value: unknown, context: Context) => void;

/** The options of a call: what they are called together, a check for each, and an example that an error can show. */
export interface OptionRules<Options, Context = unknown> {
  /** What the options belong to, such as `search` or `sort`. */
  readonly owner: string;
  /** Stands before the names in errors if the options are inside another option: `snippet.`. */
  readonly prefix?: string;
  readonly checks: { readonly [Name in keyof Required<Options>]: Check<Context> };
  /** Options that may not be left out. */
  readonly required?: readonly (keyof Options & string)[];
  /** Valid options, as code. */
  readonly example: string;
  /** What to write instead of the options that other libraries have, by their names. */
  readonly elsewhere?: Readonly<Record<string, string>>;
}

/**
 * Checks the options of a call: each by its own rule. Unknown names are rejected; `undefined` counts as left out.
 * @throws HansouError BAD_ARGUMENT, or what a check throws
 */
export function checkOptions<Options, Context>(
  rules: OptionRules<Options, Context>,
  options: unknown,
  context: Context,
): void {
  const { owner, prefix = '', required = [], example, elsewhere = {} } = rules;
  const checks = rules.checks as Readonly<Record<string, Check<Context>>>;
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new HansouError('BAD_ARGUMENT', `the options of ${owner} are invalid`, {
      expected: 'an object',
      got: describeValue(options),
      hint: `Pass ${example}.`,
    });
  const values = options as Readonly<Record<string, unknown>>;
  // What is inherited is read like what is its own, so it is checked like it: a Map has `entries`.
  for (const name of Object.keys(checks))
    if (values[name] !== undefined) checks[name](prefix + name, values[name], context);
  for (const name in values) {
    if (Object.hasOwn(checks, name) || values[name] === undefined) continue;
    const remedy = Object.hasOwn(elsewhere, name)
      ? elsewhere[name]
      : `${didYouMean(name, Object.keys(checks))}Correct the name, or leave the option out.`;
    throw new HansouError('BAD_ARGUMENT', `${owner} has no option of this name`, {
      expected: `one of ${Object.keys(checks).join(', ')}`,
      got: describeValue(name),
      hint: remedy,
    });
  }
  for (const name of required)
    if (values[name] === undefined)
      throw new HansouError('BAD_ARGUMENT', `${prefix}${name} is missing in the options of ${owner}`, {
        expected: `an object with ${required.join(' and ')}`,
        got: 'undefined',
        hint: `Pass ${example}.`,
      });
}

/** Returns `Did you mean "limit"? ` when a name is hardly another than one of these; otherwise ''. */
export function didYouMean(name: string, names: readonly string[]): string {
  const typed = name.toLowerCase();
  const distances = names.map(known => editDistance(typed, known.toLowerCase()));
  const distance = distances.reduce((min, each) => Math.min(min, each), Number.POSITIVE_INFINITY);
  const nearest = names[distances.indexOf(distance)];
  const isNear = nearest !== undefined && distance <= Math.max(1, Math.floor(name.length / 3));
  return isNear ? `Did you mean ${JSON.stringify(nearest)}? ` : '';
}

/** Number of characters to insert, delete, replace, or swap with their neighbour. Names beyond 64 characters are far from all. */
function editDistance(a: string, b: string): number {
  if (Math.max(a.length, b.length) > 64) return Number.POSITIVE_INFINITY;
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, replaced);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length];
}

/**
 * The mark of a class whose values cross copies of the package: that for `import` and that for `require`, or two installed
 * versions. It is raised when copies can no longer read each other's values.
 */
export function classMark(className: string): symbol {
  return Symbol.for(`hansou.${className}.1`);
}

/** Marks an object. In constructors: a class with a field of a computed name cannot be left out of bundles. */
export function addMark(object: object, mark: symbol): void {
  Object.defineProperty(object, mark, { value: true });
}

/** Returns whether a value has the mark of a class, whichever copy of the package made it. */
export function hasMark(value: unknown, mark: symbol): boolean {
  return typeof value === 'object' && value !== null && mark in value;
}

/** Returns whether a value is a promise, of whatever kind. */
export function isPromise(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}

/** Checks that a value is a boolean. @throws HansouError BAD_ARGUMENT */
export function checkBoolean(name: string, value: unknown): void {
  if (typeof value !== 'boolean') throw invalid(name, 'true or false', value);
}

/** Checks that a value is a string. @throws HansouError BAD_ARGUMENT */
export function checkString(name: string, value: unknown): void {
  if (typeof value !== 'string') throw invalid(name, 'a string', value);
}

/** Checks that a value is an array of strings. @throws HansouError BAD_ARGUMENT */
export function checkStrings(name: string, value: unknown): void {
  const isValid = Array.isArray(value) && Array.from(value).every(each => typeof each === 'string');
  if (!isValid) throw invalid(name, 'an array of strings', value);
}

/** Checks that a value is an array. @throws HansouError BAD_ARGUMENT */
export function checkArray(name: string, value: unknown): void {
  if (!Array.isArray(value)) throw invalid(name, 'an array', value);
}

/** Checks that a value is a function. @throws HansouError BAD_ARGUMENT */
export function checkFunction(name: string, value: unknown): void {
  if (typeof value !== 'function') throw invalid(name, 'a function', value);
}

/** Checks that a value is an integer from 0 to 2^32 − 1. @throws HansouError BAD_ARGUMENT */
export function checkCount(name: string, value: unknown): void {
  if (!isCount(value)) throw invalid(name, 'a non-negative integer', value);
}

/** Checks that a value is an integer from 1 to 2^32 − 1. @throws HansouError BAD_ARGUMENT */
export function checkPositiveCount(name: string, value: unknown): void {
  if (!isCount(value) || value === 0) throw invalid(name, 'a positive integer', value);
}

/** Checks that a value is a finite number, 0 or more. @throws HansouError BAD_ARGUMENT */
export function checkNonNegative(name: string, value: unknown): void {
  if (!(typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY))
    throw invalid(name, 'a number of at least 0', value);
}

/** Checks that a value is a finite number above 0. @throws HansouError BAD_ARGUMENT */
export function checkPositive(name: string, value: unknown): void {
  if (!(typeof value === 'number' && value > 0 && value < Number.POSITIVE_INFINITY))
    throw invalid(name, 'a number above 0', value);
}

/** Checks that a value is a number from 0 to 1. @throws HansouError BAD_ARGUMENT */
export function checkShare(name: string, value: unknown): void {
  if (!(typeof value === 'number' && value >= 0 && value <= 1)) throw invalid(name, 'a number from 0 to 1', value);
}

/** A check for one of some strings. */
export function checkOneOf(...values: readonly string[]): Check {
  return (name, value) => {
    if (values.includes(value as string)) return;
    throw invalid(name, `one of ${values.map(each => `'${each}'`).join(', ')}`, value);
  };
}

/** Whether a value is an integer from 0 to 2^32 − 1. */
export function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffffffff;
}

/** The error for `JSON.stringify` of a value that is no JSON. @param instead what to use */
export function notJson(what: string, instead: string): HansouError {
  const got = 'JSON.stringify of it, or of something that contains it';
  return new HansouError('BAD_ARGUMENT', `${what} is not JSON`, { expected: instead, got, hint: `Use ${instead}.` });
}

/** The error for an option or argument with a wrong value. */
export function invalid(
  name: string,
  expected: string,
  value: unknown,
  hint = `Correct ${name}, or leave it out for its default.`,
  code: ErrorCode = 'BAD_ARGUMENT',
): HansouError {
  return new HansouError(code, `${name} is invalid`, { expected, got: describeValue(value), hint });
}

/**
 * Returns a string that a caller passed in.
 * @param name what it is, with its article, such as `a query`
 * @throws HansouError BAD_ARGUMENT when it is not a string
 */
export function requireString(text: unknown, name: string): string {
  if (typeof text === 'string') return text;
  throw invalid(name, 'a string', text, 'Pass a string.');
}

/** Returns an id that a caller passed in. @throws HansouError BAD_ARGUMENT when it is not a string */
export function requireId(id: unknown): string {
  if (typeof id === 'string') return id;
  const hint = 'Pass String(id): ids are strings, so that 1 and "1" are one document.';
  throw invalid(
    'the id',
    'a string',
    id,
    typeof id === 'number' || typeof id === 'bigint' ? hint : 'Pass the id of a document.',
  );
}

/**
 * Returns an object that a caller passed in.
 * @param name what it is, with its article, such as `a page`
 * @throws HansouError BAD_ARGUMENT when it is none
 */
export function requireObject<T>(value: T, name: string): T {
  if (typeof value === 'object' && value !== null) return value;
  throw invalid(name, 'an object', value, `Correct ${name}.`);
}

/**
 * Returns a span that a caller passed in.
 * @throws HansouError BAD_ARGUMENT when its ends are no integers
 */
export function requireSpan<T extends { readonly start: number; readonly end: number }>(span: T): T {
  if (Number.isSafeInteger(span?.start) && Number.isSafeInteger(span.end)) return span;
  throw invalid('the span', '{ start, end } in UTF-16 units', span, 'Pass a span such as { start: 0, end: 2 }.');
}

/**
 * Returns several things that a caller passed in.
 * @param name what they are, in the plural, such as `documents`
 * @throws HansouError BAD_ARGUMENT when they are not iterable, or are one string
 */
export function requireIterable<T>(things: Iterable<T>, name: string): Iterable<T> {
  const isIterable = typeof things === 'object' && things !== null && typeof things[Symbol.iterator] === 'function';
  if (isIterable) return things;
  throw invalid(`the argument for ${name}`, 'an array or another iterable', things, `Pass an array of ${name}.`);
}

/**
 * Returns what a caller passed in, which is one thing or an array of them, as an array.
 * @throws HansouError BAD_ARGUMENT when the array is empty
 */
export function requireOneOrMore<T>(things: T | readonly T[]): readonly T[] {
  if (!Array.isArray(things)) return [things as T];
  // A copy has no holes.
  if (things.length > 0) return Array.from(things as readonly T[]);
  throw invalid('the index argument', 'an index, or at least one in an array', things, 'Pass the indexes to open.');
}

/**
 * Returns the bytes of an index that a caller passed in, as a view of whatever kind.
 * @throws HansouError BAD_ARGUMENT when they are not bytes
 */
export function requireBytes(bytes: ArrayBufferLike | Uint8Array): Uint8Array {
  if (bytes instanceof Uint8Array) return bytes;
  if (ArrayBuffer.isView(bytes)) {
    const view = bytes as ArrayBufferView;
    return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  }
  if (/^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(bytes))) return new Uint8Array(bytes);
  throw invalid(
    'the index argument',
    'the bytes of an index, as a Uint8Array or an ArrayBuffer',
    bytes,
    'Pass await response.arrayBuffer() in a page, readFileSync(path) in Node; openFile of hansou/node takes a path.',
  );
}
