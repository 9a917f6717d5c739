import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatLookAlikeTable, readLookAlikes } from '../../../../dict/build/look-alikes.ts';
import { formatReadingTable } from '../../../../dict/build/readings.ts';
import { collectRegionalGroups, formatRegionalTable } from '../../../../dict/build/regional.ts';
import { formatCommonSynonyms, readSynonymLines } from '../../../../dict/build/synonyms.ts';
import { findReadings } from '../../../../src/query/rewrite/readings.ts';
import { findRegionalReplacements } from '../../../../src/query/rewrite/regional.ts';
import { findLookAlikes } from '../../../../src/query/rewrite/similar/look-alikes.ts';
import { loadCommonSynonyms, parseSynonyms } from '../../../../src/query/rewrite/synonyms/synonyms.ts';
import { isOneEdit } from '../../../../src/query/rewrite/typos.ts';
import { syllableLetters } from '../../../../src/text/syllables.ts';

describe('generated tables', () => {
  it.each([
    ['query/rewrite/regional', formatRegionalTable],
    ['lexicon/readings/reading', formatReadingTable],
    ['query/rewrite/similar/look-alike', formatLookAlikeTable],
  ])('equal the output of their generator: %s-table', (name, generate) => {
    expect(readFileSync(new URL(`../../../../src/${name}-table.ts`, import.meta.url), 'utf8')).toBe(generate());
  });

  it.each([
    ['韩旭', ['han xu']],
    ['单', ['dan', 'shan']],
    ['朱', ['zhu']],
    ['a', []],
  ])('list the readings of %s', (word, readings) => {
    expect(
      findReadings(word)
        .map(reading => reading.map(syllableLetters).join(' '))
        .sort(),
    ).toEqual([...readings].sort());
  });
});

describe('the common synonyms', () => {
  it('equal the output of their generator', () => {
    expect(
      readFileSync(new URL('../../../../src/query/rewrite/synonyms/common-synonyms.ts', import.meta.url), 'utf8'),
    ).toBe(formatCommonSynonyms());
  });

  it('list no word twice in a line, and no longer word on the right that contains one on the left', () => {
    for (const line of readSynonymLines()) {
      const words = line.split(/ => | /);
      expect(new Set(words).size, line).toBe(words.length);
      const [left, right = []] = line.split(' => ').map(side => side.split(' '));
      for (const from of left) for (const to of right) expect(to, line).not.toContain(from);
    }
  });

  it('are read as the synonyms of a user are', () => {
    expect(loadCommonSynonyms()).toEqual(parseSynonyms(readSynonymLines().join('\n')));
  });

  it('join no words that are often confused', () => {
    const lines = readSynonymLines().map(line => line.split(/ => | /));
    const confused = ['检查 检察', '权利 权力', '反映 反应', '启事 启示', '必须 必需', '截止 截至'];
    for (const [one, other] of confused.map(each => each.split(' ')))
      expect(lines.filter(words => words.includes(one) && words.includes(other))).toEqual([]);
  });
});

describe('look-alikes', () => {
  const lookAlikesOf = (character: string) => String.fromCharCode(...findLookAlikes(character.charCodeAt(0)));

  it('are the pairs of the list, in both directions', () => {
    const pairs = readLookAlikes();
    for (const [character, others] of pairs) expect(lookAlikesOf(character)).toBe([...others].sort().join(''));
    expect(pairs.size).toBeGreaterThan(3000);
  });

  it('of a character that is not in the table are none', () => {
    for (const character of ['a', '的话'[1], '\uffff', '\0'].filter(each => !readLookAlikes().has(each)))
      expect(lookAlikesOf(character)).toBe('');
  });
});

describe('regional variants', () => {
  const replacementsIn = (text: string) =>
    findRegionalReplacements(
      Uint16Array.from(text, unit => unit.charCodeAt(0)),
      text.length,
    ).map(({ start, end, words }) => [text.slice(start, end), ...words]);

  it('of a word come from all groups that contain it, in their order', () => {
    const groups = collectRegionalGroups();
    for (const word of new Set(groups.flat())) {
      const others = groups.filter(group => group.includes(word)).flatMap(group => group.filter(each => each !== word));
      expect(replacementsIn(word), word).toEqual([[word, ...new Set(others)]]);
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
  ])('are found in %j', (text, found) => {
    expect(replacementsIn(text)).toEqual(found);
  });
});

describe('isOneEdit', () => {
  it.each([
    ['covid', 'covdi', true],
    ['covid', 'covi', true],
    ['covid', 'covxid', true],
    ['covid', 'bovid', true],
    ['covid', 'bovdi', false],
    ['covid', 'cov', false],
  ])('compares %s and %s in both directions: %s', (a, b, expected) => {
    expect(isOneEdit(a, b)).toBe(expected);
    expect(isOneEdit(b, a)).toBe(expected);
  });
});
