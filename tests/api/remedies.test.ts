/** Errors of the first minute: what people bring along from elsewhere is answered with what to write instead. */
import { describe, expect, it } from 'vitest';
import { baseLexicon } from '../../src/base-lexicon.ts';
import { discoverNames } from '../../src/entry-points/names.ts';
import { createIndex, createSegmenter, date, HansouError, Lexicon, openIndex, text } from '../../src/index.ts';
import { IndexBuilder } from '../../src/node/index.ts';

const index = createIndex({ fields: { title: text(), body: text(), date: date() } });

/** Returns the error of a call with wrong types. */
function errorOf(call: () => unknown): HansouError {
  try {
    call();
  } catch (error) {
    if (error instanceof HansouError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** Creates an index with a field of a wrong shape. */
const createWith = (field: unknown) => () => createIndex({ fields: { a: field } as never });

describe('a wrong shape', () => {
  it.each([
    ["'text'", 'text', 'Write a: text().'],
    ["{ type: 'text' }", { type: 'text' }, 'Write a: text().'],
    ["{ type: 'string' }", { type: 'string' }, 'Write a: text().'],
    ["'string[]'", 'string[]', 'Write a: keyword().'],
    ["'boolean'", 'boolean', 'Write a: keyword().'],
    ['the function text itself', text, 'Write a: text().'],
    ['the class Number', Number, 'Write a: number().'],
    ['the class Date', Date, 'Write a: date().'],
  ])('of a field, %s, is answered with the field to write', (_, field, hint) => {
    expect(errorOf(createWith(field)).hint).toBe(hint);
  });

  it.each([
    3,
    null,
    [],
    { type: 'vector' },
    { type: '__proto__' },
    'constructor',
  ])('of a field that means none, %j, is answered with an example', field => {
    expect(errorOf(createWith(field)).hint).toMatch(/^Pass fields such as/);
  });

  it('of match is answered with the mode that is meant', () => {
    expect(errorOf(() => index.search('石桥', { match: 'or' as 'any' })).hint).toBe("Pass match: 'any'.");
    expect(errorOf(() => index.search('石桥', { match: 'AND' as 'all' })).hint).toBe("Pass match: 'all'.");
  });
});

describe('a mistyped name', () => {
  it.each<[string, () => unknown, string]>([
    ['limits', () => index.search('石桥', { limits: 3 } as object), 'limit'],
    ['lexicn', () => createIndex({ fields: { a: text() }, lexicn: 1 } as never), 'lexicon'],
    ['weigth', () => text({ weigth: 3 } as object), 'weight'],
    ['Fields', () => createIndex({ Fields: {} } as never), 'fields'],
    ['outptu', () => new IndexBuilder({ outptu: 'a' } as never), 'output'],
    ['titel in fields', () => index.search('石桥', { fields: ['titel'] as never }), 'title'],
    ['titel in a filter', () => index.search('石桥', { filter: { titel: '1' } as never }), 'title'],
    ['bodi in a document', () => index.add({ id: '1', bodi: '石桥' } as never), 'body'],
  ])('of an option or field, %s, is answered with the one that is meant', (_, call, meant) => {
    expect(errorOf(call).hint).toContain(`Did you mean "${meant}"?`);
  });

  it('that is near to none is answered with all names', () => {
    const { hint, expected } = errorOf(() => index.search('石桥', { fuzzy: true } as object));
    expect(hint).not.toContain('Did you mean');
    expect(expected).toContain('limit, offset, fields');
  });

  it('of any length is answered at once', () => {
    const name = 'x'.repeat(1_000_000);
    expect(errorOf(() => index.search('石桥', { [name]: 1 } as object)).message.length).toBeLessThan(500);
  });
});

it('a promise in the place of a lexicon is answered with await', () => {
  const lexicon = baseLexicon() as never;
  for (const call of [
    () => createIndex({ fields: { a: text() }, lexicon }),
    () => openIndex(index.toBytes(), { lexicon }),
    () => createSegmenter({ lexicon }),
    () => discoverNames([], { lexicon }),
  ])
    expect(errorOf(call)).toMatchObject({
      code: 'BAD_ARGUMENT',
      got: 'a Promise',
      hint: expect.stringMatching(/await/),
    });
});

it('an index and a lexicon refuse JSON.stringify at once, and say what to use', () => {
  expect(errorOf(() => JSON.stringify(index)).hint).toContain('index.toBytes()');
  expect(errorOf(() => JSON.stringify({ state: { index } })).hint).toContain('index.toBytes()');
  expect(errorOf(() => JSON.stringify(Lexicon.fromEntries([]))).hint).toContain('baseLexicon()');
});
