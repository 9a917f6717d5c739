import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatReadingTable } from '../../../../dict/build/readings.ts';
import { collectRegionalGroups, formatRegionalTable } from '../../../../dict/build/regional.ts';
import { findReadings } from '../../../../src/query/rewrite/readings.ts';
import { findRegionalReplacements } from '../../../../src/query/rewrite/regional.ts';
import { isOneEdit } from '../../../../src/query/rewrite/typos.ts';

describe('tables', () => {
  it.each([
    ['regional', formatRegionalTable],
    ['reading', formatReadingTable],
  ])('of %s are what their sources make', (name, source) => {
    expect(readFileSync(new URL(`../../../../src/query/rewrite/${name}-table.ts`, import.meta.url), 'utf8')).toBe(
      source(),
    );
  });

  it.each([
    ['韩旭', ['han xu']],
    ['单', ['dan', 'shan']],
    ['朱', ['zhu']],
    ['a', []],
  ])('read %s', (word, ways) => {
    expect(
      findReadings(word)
        .map(way => way.join(' '))
        .sort(),
    ).toEqual([...ways].sort());
  });
});

describe('regional words', () => {
  const replaced = (text: string) =>
    findRegionalReplacements(
      Uint16Array.from(text, unit => unit.charCodeAt(0)),
      text.length,
    ).map(({ start, end, words }) => [text.slice(start, end), ...words]);

  it('are each found with all of its groups, in their order', () => {
    const groups = collectRegionalGroups();
    for (const word of new Set(groups.flat())) {
      const others = groups.filter(group => group.includes(word)).flatMap(group => group.filter(each => each !== word));
      expect(replaced(word), word).toEqual([[word, ...new Set(others)]]);
    }
  });

  it.each([
    [
      '我用鼠标和软件',
      [
        ['鼠标', '滑鼠'],
        ['软件', '软体'],
      ],
    ],
    [
      'pn结 pn接面',
      [
        ['pn结', 'pn接面'],
        ['pn接面', 'pn结'],
      ],
    ],
    ['au盘', []],
    ['', []],
    [' |', []],
  ])('stand in %j', (text, found) => {
    expect(replaced(text)).toEqual(found);
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
