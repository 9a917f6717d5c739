import { describe, expect, it } from 'vitest';
import { CharacterTable } from '../../../../src/index/inverter/character-table.ts';

describe('the character table', () => {
  it('numbers characters of one and two units in order of first appearance, even beyond 65,535 of them', () => {
    const table = new CharacterTable();
    const texts = ['民', '利', '𠮷', '民'];
    for (let i = 0; i < 70_000; i++) texts.push(String.fromCodePoint(0x20000 + i));
    texts.push('村', '利', '会', '村');
    const known = new Map<string, number>();
    for (const text of texts) {
      if (!known.has(text)) known.set(text, known.size);
      const units = Uint16Array.from({ length: 3 }, (_, i) => (i === 0 ? 0 : text.charCodeAt(i - 1)));
      const ordinal = table.findOrAdd(units, 1);
      if (ordinal !== known.get(text)) expect(ordinal, text).toBe(known.get(text));
    }
    expect(table.count).toBe(known.size);
  });
});
