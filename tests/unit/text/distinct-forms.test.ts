import { describe, expect, it } from 'vitest';
import { areSame, hasDistinctForms, isTraditionalText } from '../../../src/text/distinct-forms.ts';
import { fold } from '../../../src/text/folding.ts';

const same = (quoted: string, written: string, quote = false, text = false) => {
  expect(fold(quoted)).toBe(fold(written));
  return areSame(quoted, written, { isQuoteTraditional: quote, isTextTraditional: () => text });
};

describe('characters that fold to one', () => {
  it('are the same in both scripts', () => {
    for (const [traditional, simplified] of ['幹干', '發发', '髮发', '後后', '鐘钟', '臺台', '裡里'])
      expect([same(traditional, simplified), same(simplified, traditional, false, true)]).toEqual([true, true]);
  });

  it('are not the same when they are different traditional words', () => {
    for (const [one, other] of ['發髮', '鐘鍾', '幹乾', '復複', '臺颱'])
      expect(same(one, other, true, true)).toBe(false);
    for (const [one, other] of ['裏裡', '麵麪', '鬥鬬', '為爲', '峯峰'])
      expect(same(one, other, true, true)).toBe(true);
  });

  it('are not the same when a text in traditional script has the simplified form as another word', () => {
    expect(same('後', '后', true, true)).toBe(false);
    expect(same('臺', '台', true, true)).toBe(true);
    expect([same('夥', '伙'), same('伙', '夥'), same('夥', '伙', true, true)]).toEqual([true, true, false]);
  });

  it('are not the same when simplified script keeps one of them', () => {
    for (const [kept, other] of ['乾干', '徵征', '於于', '餘余', '昇升']) {
      expect([same(kept, other), same(other, kept)]).toEqual([false, false]);
      expect([same(kept, kept), same(kept, other, true), same(other, kept, false, true)]).toEqual([true, true, true]);
    }
  });
});

it('a text is in traditional script when a tenth of its Han characters are', () => {
  expect(isTraditionalText('監利縣召開會議')).toBe(true);
  expect(isTraditionalText('监利县召开会议，後天再来，说明情况，都要参加')).toBe(false);
  expect(isTraditionalText('乾坤')).toBe(false);
});

it('a quote is asked about only when it has a character that differs', () => {
  expect(['石桥村', '乾县', '干部', '頭髮'].map(hasDistinctForms)).toEqual([false, true, true, true]);
});
