import { describe, expect, it } from 'vitest';
import * as hansou from '../../src/index.ts';
import { passJunk, passWrongValues } from './junk.ts';
import { bytes, fields, mainCalls } from './main-calls.ts';

const { createIndex, HansouError, openIndex } = hansou;

const index = createIndex({ fields });
index.add({ id: '1', title: '石桥', body: '石桥通车', author: ['何田'], date: '2022-09', page: 1 });

it('every exported function has a call', () => {
  const names = Object.keys(mainCalls);
  const functions = Object.entries(hansou).filter(
    ([, value]) => typeof value === 'function' && !String(value).startsWith('class'),
  );
  expect(functions.length).toBeGreaterThan(15);
  for (const [name] of functions) expect(names).toContain(name);
});

describe('a wrong argument', () => {
  it.each(Object.keys(mainCalls))('of %s is accepted or refused with a HansouError that has a hint', name =>
    passWrongValues(mainCalls, name));

  it(
    'of any shape, drawn at random, is accepted or refused with a HansouError',
    () => passJunk(mainCalls, 20_000),
    3_600_000,
  );

  it('whose getter throws lets that error through', () => {
    const own = new RangeError('mine');
    const document = {
      get id(): string {
        throw own;
      },
    };
    expect(() => createIndex({ fields }).add(document)).toThrow(own);
  });
});

describe('an unusual argument', () => {
  const found = (filter: object) => index.search('石桥', { filter }).total;

  it('in a filter: undefined sets no condition, null and objects are refused', () => {
    expect(found({ author: undefined, page: 1 })).toBe(1);
    expect(found({ date: { from: undefined, to: '2022' } })).toBe(1);
    for (const value of [null, new Date(0), { form: '2022' }, [undefined]])
      expect(() => found({ date: value })).toThrow(HansouError);
    expect(() => found({ author: null })).toThrow(HansouError);
  });

  it('as a query object is refused when it is not exactly one kind of clause', () => {
    for (const query of [
      {},
      [],
      { words: '石', phrase: '石' },
      { words: '石', all: [] },
      { any: [], from: 1, field: 'page' },
    ])
      expect(() => index.search(query as never)).toThrow('one of words, phrase, prefix');
  });

  it('to openIndex may be any view of the bytes', () => {
    const { buffer, byteOffset, byteLength } = bytes;
    for (const view of [new DataView(buffer, byteOffset, byteLength), new Uint8Array(bytes).buffer])
      expect(openIndex(view as never).size).toBe(1);
  });

  it('with a repeated keyword counts as one keyword in facets', () => {
    const twice = createIndex({ fields });
    twice.add({ id: '1', title: '石桥', author: ['何田', '何田'] });
    expect(twice.search('石桥', { facets: { author: 9 } }).facets?.author).toEqual([{ value: '何田', count: 1 }]);
  });
});
