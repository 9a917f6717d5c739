/** Errors of the first minute: what people bring along from elsewhere is answered with what to write instead. */
import { describe, expect, it } from 'vitest';
import { baseLexicon } from '../../src/base-lexicon.ts';
import { discoverNames } from '../../src/entry-points/names.ts';
import { createIndex, createSegmenter, date, fromRow, HansouError, Lexicon, openIndex, text } from '../../src/index.ts';
import { IndexBuilder } from '../../src/node/index.ts';
import { openRemote } from '../../src/remote/index.ts';

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
    const { hint, expected } = errorOf(() => index.search('石桥', { unheardOf: true } as object));
    expect(hint).not.toContain('Did you mean');
    expect(expected).toContain('limit, offset, fields');
  });

  it('of any length is answered at once', () => {
    const name = 'x'.repeat(1_000_000);
    expect(errorOf(() => index.search('石桥', { [name]: 1 } as object)).message.length).toBeLessThan(500);
  });
});

describe('an option of another library', () => {
  it.each([
    ['boost', { title: 2 }, 'Write weights: { title: 5 }.'],
    ['combineWith', 'AND', "Write match: 'all' or 'any'."],
    ['hitsPerPage', 20, 'Write limit.'],
    ['sortBy', {}, "Write sort: { field: 'date', order: 'desc' }."],
    ['term', '石桥', 'Pass the query first: search(query, options).'],
  ])('of a search, %s, is answered with what does its job', (name, value, hint) => {
    expect(errorOf(() => index.search('石桥', { [name]: value } as object)).hint).toBe(hint);
  });

  it('is none of a search itself', () => {
    const { expected } = errorOf(() => index.search('石桥', { unheardOf: 1 } as object));
    for (const name of expected!.replace('one of ', '').split(', '))
      expect(() => index.search('石桥', { [name]: undefined } as object)).not.toThrow();
  });
});

describe('a numeric id', () => {
  const bytes = createIndex({ fields: { body: text() } }).toBytes();
  const remote = openRemote({
    size: bytes.length,
    read: async (start, end) => bytes.slice(start, end),
  });
  it.each<[string, (id: never) => unknown]>([
    ['add', id => index.add({ id })],
    ['update', id => index.update({ id })],
    ['addAll', id => index.addAll([{ id }])],
    ['remove', id => index.remove(id)],
    ['has', id => index.has(id)],
    ['get', id => index.get(id)],
    ['explain', id => index.explain('石桥', id)],
    ['get of a remote index', async id => (await remote).get(id)],
    ['explain of a remote index', async id => (await remote).explain('石桥', id)],
  ])('is refused by %s with its string', async (_, call) => {
    for (const id of [1, 7n]) {
      const error = await Promise.resolve(id as never)
        .then(call)
        .then(
          () => undefined,
          error => error as unknown,
        );
      expect(error).toMatchObject({
        got: `${id}`,
        hint: expect.stringMatching(/^Pass String\(id\).*1 and "1" are one/),
      });
    }
    expect(index.size).toBe(0);
  });

  it('is refused by a filter, and by removeAll', () => {
    for (const call of [
      () => index.search('', { filter: { id: 1 as never } }),
      () => index.removeAll({ id: [1 as never] }),
    ])
      expect(errorOf(call)).toMatchObject({ code: 'BAD_QUERY', hint: "Write { id: ['1', '7'] }." });
  });

  it('of a row becomes its string, so that 1 and "1" are one document', () => {
    const rows = createIndex({ fields: { body: text() } });
    rows.add(fromRow({ id: 1, body: '石桥' }, { fields: rows.fields }));
    expect(errorOf(() => rows.add(fromRow({ id: '1', body: '新桥' }, { fields: rows.fields }))).code).toBe(
      'DUPLICATE_ID',
    );
    expect(rows.get('1')).toEqual({ id: '1', body: '石桥' });
  });
});

it('a promise in the place of a document is answered with await', () => {
  expect(errorOf(() => index.add(Promise.resolve({ id: '1' }) as never))).toMatchObject({
    code: 'BAD_DOCUMENT',
    got: 'a Promise',
    hint: 'Await it.',
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
