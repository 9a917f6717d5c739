import { describe, expect, it } from 'vitest';
import { NeedleMatcher } from '../../../src/text/needle-matcher.ts';
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
  ])('%s does not match in %s', (needle, text) => {
    expect(findWhole(needle, text)).toBe(-1);
  });

  it.each([
    ['五十', '共五十人', 1],
    ['3', '共3.', 1],
    ['5元', '第5元', 1],
    ['第3', '13,第3', 3],
    ['五十', '一百五十，五十', 5],
  ])('%s matches in %s', (needle, text, at) => {
    expect(findWhole(needle, text)).toBe(at);
  });
});
