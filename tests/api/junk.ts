/** What callers without types pass, and the one thing that every public function may do with it. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { HansouError } from '../../src/errors.ts';
import { fuzzRuns } from '../fuzz-runs.ts';

/** Names that are special to objects in JavaScript, and strings that are special elsewhere. */
export const unusualNames: readonly string[] = [
  '__proto__',
  'constructor',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'prototype',
  '__defineGetter__',
  'toJSON',
  'then',
  'length',
  '',
  ' ',
  '\0',
  '\ud800',
  '"\\',
  '<b>',
  '0',
  '-1',
  'null',
  '长'.repeat(5000),
];

/** Values that callers without types pass by mistake. None is a function that throws: exceptions of the caller's own pass through. */
const wrongValues: readonly unknown[] = [
  undefined,
  null,
  0,
  -1,
  Number.NaN,
  10n,
  '',
  '文',
  Symbol('s'),
  true,
  [],
  [null],
  ['文'],
  {},
  Object.create(null),
  Object.freeze({ a: 1 }),
  new Proxy({}, {}),
  () => 1,
  new Date(0),
  new Map([['a', 1]]),
  new Uint8Array(9),
  new Uint16Array(9),
  new ArrayBuffer(4),
  new String('文'),
  Object.create({ inherited: 1 }),
  new Error('an error'),
  Promise.resolve(1),
  { toString: null, valueOf: null },
  JSON.parse('{"__proto__": {"limit": 1}}'),
];

/** Names that options, queries, filters, documents and entries have. */
const keys = [
  ...['id', 'and', 'or', 'not', 'from', 'to', 'words', 'phrase', 'prefix', 'all', 'any', 'field', 'fields', 'length'],
  ...['limit', 'offset', 'filter', 'sort', 'order', 'facets', 'freshness', 'snippet', 'match', 'lexicon', 'segmenter'],
  ...['word', 'weight', 'tag', 'text', 'highlights', 'start', 'end', 'title', 'body', 'author', 'date', 'page', 'more'],
  ...[
    'signal',
    'aborted',
    'timeLimit',
    'type',
    'size',
    'read',
    'kept',
    'dropped',
    'file',
    'problems',
    'names',
    'count',
  ],
  ...['contexts', 'aliases', 'passage', 'score', 'output', 'threads', 'cacheBytes', 'format', 'encoding', 'synonyms'],
];

/** Values of any shape, with the names that options have. */
const anyJunk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...wrongValues),
  fc.anything({
    key: fc.oneof(fc.string(), fc.constantFrom(...keys, ...unusualNames)),
    values: [
      fc.string(),
      fc.constantFrom(...unusualNames, '石桥', '2022-09-05', 'title', 'author', 'asc', 'all'),
      fc.integer(),
      fc.double(),
      fc.boolean(),
      fc.constantFrom(null, undefined, Number.NaN, 0, 1, 2 ** 31, 2 ** 53),
      fc.constantFrom(...wrongValues),
    ],
    maxDepth: 3,
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
  }),
);

/** A public function with junk in one place. What it returns must be right: `check` says what that is. */
export interface Call {
  readonly run: (value: never) => unknown;
  readonly check?: (result: never, value: unknown) => void;
}

/** Calls by name; a function stands for a call whose result is not looked at. */
export type Calls = Readonly<Record<string, Call | Call['run']>>;

/** Runs a call; what it throws or rejects with must be a HansouError that says what to do. @returns whether it was refused */
async function runCall(calls: Calls, name: string, value: unknown): Promise<boolean> {
  const call = calls[name];
  const { run, check } = typeof call === 'function' ? { run: call, check: undefined } : call;
  let result: unknown;
  try {
    result = run(value as never);
    if (result instanceof Promise) result = await result;
  } catch (error) {
    if (!(error instanceof HansouError)) throw new Error(`${name} throws ${String(error)}`, { cause: error });
    for (const part of [error.code, error.expected, error.got, error.hint]) expect(part, name).toMatch(/./);
    expect(error.message, name).not.toMatch(/\n/);
    return true;
  }
  check?.(result as never, value);
  return false;
}

/** Passes every wrong value to a call. */
export async function passWrongValues(calls: Calls, name: string): Promise<void> {
  for (const value of [...wrongValues, ...unusualNames]) await runCall(calls, name, value);
}

/**
 * Passes values that are drawn at random to calls that are drawn at random.
 * @param options `isFixed`: whether `HANSOU_FUZZ` does not change their number, because each call keeps much memory
 */
export async function passJunk(calls: Calls, usualRuns: number, { isFixed = false } = {}): Promise<void> {
  const numRuns = isFixed ? usualRuns : fuzzRuns(usualRuns);
  const counts = { refused: 0, accepted: 0 };
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(calls)), anyJunk, async (name, value) => {
      counts[(await runCall(calls, name, value)) ? 'refused' : 'accepted']++;
    }),
    { numRuns },
  );
  // Both ways are walked.
  expect(Math.min(counts.refused, counts.accepted)).toBeGreaterThan(numRuns / 100);
}
