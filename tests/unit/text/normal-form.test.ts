import { describe, expect, it } from 'vitest';
import { findNormalForm } from '../../../src/text/normal/find-normal-form.ts';
import { isNormal, normalize } from '../../../src/text/normal-form.ts';
import { unitsFromString } from '../../../src/text/units.ts';

describe('the normal form of a text', () => {
  it.each([
    ['说\ufe00明', '说明'],
    ['石\u200b桥\u00ad村\ufeff', '石桥村'],
    ['ca\u00adfe\u0301', 'café'],
    ['葛\u{e0100}城', '葛城'],
    ['フﾟロｶﾞ', 'プロガ'],
    ['か\u3099', 'が'],
    ['\u1112\u1161\u11ab\u1100\u116e\u11a8', '한국'],
    ['5㎡ ㎏ ㏄', '5m2 kg cc'],
    ['Ⅲ期 ㈱ ㍿ ⑩ ﬁn', 'III期 (株) 株式会社 10 fin'],
    ['36°C 36℃ 90°', '36℃ 36℃ 90°'],
    ['Straße Æ', 'Strasse ae'],
    ['二○○八 二○一○年', '二〇〇八 二〇一〇年'],
    ['x̅', 'x'],
  ])('of %s is %s', (text, normal) => {
    expect(normalize(text)).toBe(normal);
    expect(isNormal(unitsFromString(text), text.length)).toBe(text === normal);
  });

  it.each([
    '石桥村 GDP 5%，…™½',
    '👩‍🌾 👍️',
    '○ 重点 ○',
    '①ひらがな',
    '4° 东',
    'ᄒ',
  ])('of %s is the text itself', text => {
    expect(normalize(text)).toBe(text);
    expect(isNormal(unitsFromString(text), text.length)).toBe(true);
  });

  it('says where each unit comes from', () => {
    const { text, starts, ends } = findNormalForm('a说\ufe00明㎡');
    expect(text).toBe('a说明m2');
    expect([...starts]).toEqual([0, 1, 3, 4, 4]);
    expect([...ends]).toEqual([1, 2, 4, 5, 5]);
  });
});
