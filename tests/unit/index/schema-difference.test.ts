import { describe, expect, it } from 'vitest';
import { keyword, number, text } from '../../../src/fields.ts';
import { findSchemaDifference } from '../../../src/index/schema-difference.ts';

describe('findSchemaDifference', () => {
  const fields = { title: text({ weight: 3 }), body: text() };

  it('is undefined for the same fields', () => {
    expect(findSchemaDifference(fields, { title: text({ weight: 3 }), body: text() })).toBeUndefined();
  });

  it('names only what differs', () => {
    expect(findSchemaDifference(fields, { ...fields, person: keyword() })).toEqual({
      expected: 'no person',
      got: 'person {"type":"keyword"}',
    });
    const other = findSchemaDifference({ a: number(), body: text() }, { a: keyword(), body: text() });
    expect(other).toEqual({ expected: 'a {"type":"number"}', got: 'a {"type":"keyword"}' });
  });

  it('names a field as it is called, whatever the name', () => {
    const unusual = Object.fromEntries([['__proto__', keyword()]]);
    expect(findSchemaDifference(unusual, {})).toEqual({
      expected: '__proto__ {"type":"keyword"}',
      got: 'no __proto__',
    });
    expect(findSchemaDifference({}, { toString: keyword() })?.expected).toBe('no toString');
  });

  it('gives the order where only that differs', () => {
    expect(findSchemaDifference(fields, { body: text(), title: text({ weight: 3 }) })).toEqual({
      expected: 'title, body',
      got: 'body, title',
    });
  });
});
