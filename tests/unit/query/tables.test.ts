import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readingTableSource } from '../../../dict/build/readings.ts';
import { regionalTableSource } from '../../../dict/build/regional.ts';
import { readingsOf } from '../../../src/query/readings.ts';
import { isOneEdit } from '../../../src/query/spelling.ts';

describe('tables', () => {
  it.each([
    ['regional', regionalTableSource],
    ['reading', readingTableSource],
  ])('of %s are what their sources make', (name, source) => {
    expect(readFileSync(new URL(`../../../src/query/${name}-table.ts`, import.meta.url), 'utf8')).toBe(source());
  });

  it.each([
    ['韩旭', ['han xu']],
    ['单', ['dan', 'shan']],
    ['朱', ['zhu']],
    ['a', []],
  ])('read %s', (word, ways) => {
    expect(
      readingsOf(word)
        .map(way => way.join(' '))
        .sort(),
    ).toEqual([...ways].sort());
  });
});

describe('one edit', () => {
  it.each([
    ['covid', 'covdi', true],
    ['covid', 'covi', true],
    ['covid', 'covxid', true],
    ['covid', 'bovid', true],
    ['covid', 'bovdi', false],
    ['covid', 'cov', false],
  ])('between %s and %s', (a, b, is) => {
    expect(isOneEdit(a, b)).toBe(is);
    expect(isOneEdit(b, a)).toBe(is);
  });
});
