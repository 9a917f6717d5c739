import { describe, expect, it } from 'vitest';
import { MatchList, NeedleMatcher } from '../../../src/text/needle-matcher.ts';
import { unitsFromString } from '../../../src/text/units.ts';

function findWhole(needle: string, text: string): number {
  const matcher = new NeedleMatcher([needle]);
  matcher.requireWholeNumbers(0);
  return matcher.findFirst(unitsFromString(text), text.length);
}

describe('a needle with whole numbers', () => {
  it.each([
    ['五十', '一百五十'],
    ['五十', '五十二'],
    ['3', '3万'],
    ['3', '三3'],
    ['5元', '1.5元'],
    ['254元', '1,254元'],
    ['第3', '第3,000'],
    ['第3', '第3.5'],
    ['第三', '第三十'],
    ['万元', '3万元'],
  ])('%s does not match in %s', (needle, text) => {
    expect(findWhole(needle, text)).toBe(-1);
  });

  it.each([
    ['五十', '共五十人', 1],
    ['3', '共3.', 1],
    ['5元', '第5元', 1],
    ['第3', '13,第3', 3],
    ['五十', '一百五十，五十', 5],
    // Folded as a comma: what joins digits joins nothing else.
    ['三年', '截至2021,三年', 7],
    ['第三', '第三,5人', 0],
    ['三年', '1.三年', 2],
    ['三年', '٣三年', 1],
  ])('%s matches in %s', (needle, text, at) => {
    expect(findWhole(needle, text)).toBe(at);
  });
});

describe('a needle with other spellings', () => {
  const match = (needle: string, text: string) => {
    const matches = new MatchList();
    new NeedleMatcher([needle], { hasSpellings: () => true }).find(unitsFromString(text), text.length, matches);
    return Array.from({ length: matches.count }, (_, i) => text.slice(matches.starts[i], matches.ends[i]));
  };

  it.each([
    ['iphone15', 'iphone15', 'iphone15'],
    ['iphone15', 'iphone 15', 'iphone 15'],
    ['iphone15', 'iphone-15', 'iphone-15'],
    ['iphone', 'iphone15', 'iphone'],
    ['15', 'iphone15', '15'],
    ['60pro', 'mate60pro', '60pro'],
    ['wifi', 'wi-fi', 'wi-fi'],
    ['wifi', 'wi fi', 'wi fi'],
    ['歼10', '歼-10', '歼-10'],
    ['9月9日', '9 月9 日', '9 月9 日'],
    ['13800138000', '138 0013-8000', '138 0013-8000'],
    ['01062345678', '(010) 62345678', '010) 62345678'],
    ['13800138000', '+8613800138000', '13800138000'],
    ['100℃', '100 ℃', '100 ℃'],
    ['a12345', '京a·12345', 'a·12345'],
  ])('%s matches in %s', (needle, text, expected) => {
    expect(match(needle, text)).toEqual([expected]);
  });

  it.each([
    ['wifi', 'wi  fi'],
    ['wifi', 'swi fi'],
    ['iphone15', 'iphone  15'],
    ['iphone15', 'iphone，15'],
    ['35', '3-5'],
    ['100', '1000'],
    ['phone', 'iphone15'],
    ['15', 'iphone150'],
    ['c', 'c4'],
    ['13800138000', '8713800138000'],
    ['314', '3.14'],
  ])('%s does not match in %s', (needle, text) => {
    expect(match(needle, text)).toEqual([]);
  });
});
