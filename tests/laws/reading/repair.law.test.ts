import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLines } from '../../../src/text/repair/line-table.ts';
import { repairText } from '../../../src/text/repair-text.ts';

/** Pieces of newspaper pages, and any UTF-16. */
const pieces = fc.constantFrom(
  '监利市',
  '新',
  '沟',
  '镇',
  '本报讯（记者李超 刘祥龙）',
  '9 月 9 日',
  '，',
  '。',
  '“',
  '”',
  '（',
  '）',
  ' ',
  '\u3000',
  '\t',
  '\u00a0',
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  '\f',
  '\u200b',
  '\ufeff',
  '\u2028',
  'Linux',
  'GDP',
  '1.9',
  '——',
  '□',
  '* ',
  '1、',
  '|',
  '-',
  '\ud842',
  '\udfb7',
  '𠮷',
  '😀',
);
const text = fc.oneof(
  fc.array(pieces, { maxLength: 60 }).map(parts => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }).map(units => String.fromCharCode(...units)),
);

const isLineBreak = (unit: string) => /[\n\r\f\v\u0085\u2028\u2029]/.test(unit);
const isSpace = (unit: string) => /[\s\u0085\u200b\u2060\ufeff\u00ad]/.test(unit);

describe('repairText', () => {
  it('maps every unit to one unit of the source, in order and equal except that a space may replace a line break', () => {
    fc.assert(
      fc.property(text, source => {
        const repaired = repairText(source);
        expect(repaired.source).toBe(source);
        let last = -1;
        for (let at = 0; at < repaired.text.length; at++) {
          const places = repaired.toSource({ start: at, end: at + 1 });
          expect(places).toHaveLength(1);
          const [{ start, end }] = places;
          expect(end).toBe(start + 1);
          expect(start).toBeGreaterThan(last);
          last = start;
          const unit = repaired.text[at];
          if (unit !== source[start]) expect(unit === ' ' && isLineBreak(source[start])).toBe(true);
          expect(repaired.fromSource({ start, end })).toEqual([{ start: at, end: at + 1 }]);
        }
      }),
      { numRuns: 400 },
    );
  });

  const visible = (words: string) => [...words.split('')].filter(unit => !isSpace(unit)).join('');

  it('drops only spaces, line breaks and invisible characters from a text of one page', () => {
    fc.assert(
      fc.property(text, any => {
        const source = any.replaceAll('\f', '\n');
        expect(visible(repairText(source).text)).toBe(visible(source));
      }),
      { numRuns: 400 },
    );
  });

  it('drops from a text of several pages only whole lines with words that another page has too', () => {
    fc.assert(
      fc.property(text, any => {
        const source = `一${any}\f${any}二`;
        const repaired = repairText(source);
        const kept = new Uint8Array(source.length);
        for (const { start, end } of repaired.toSource({ start: 0, end: repaired.text.length }))
          kept.fill(1, start, end);
        const lines = source.split(/(?<=[\n\r\f\v\u0085\u2028\u2029])/);
        const wordsOf = (line: string) => visible(line).replace(/\d+/g, '0');
        let at = 0;
        for (const line of lines) {
          const units = [...line.split('').keys()].filter(i => !isSpace(line[i]));
          const left = units.filter(i => kept[at + i] === 0);
          if (left.length > 0) {
            expect(left).toEqual(units);
            expect(visible(line)).toMatch(/[\p{L}\p{N}]/u);
            expect(lines.filter(other => wordsOf(other) === wordsOf(line)).length).toBeGreaterThan(1);
          }
          at += line.length;
        }
      }),
      { numRuns: 400, examples: [['\n\n1.9\n\n']] },
    );
  });

  it('maps a span of the text to source spans with the same units', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (source, one, other) => {
        const repaired = repairText(source);
        const { length } = repaired.text;
        const start = length === 0 ? 0 : Math.min(one % length, other % length);
        const end = length === 0 ? 0 : Math.max(one % length, other % length);
        const places = repaired.toSource({ start, end });
        const units = places.map(place => source.slice(place.start, place.end)).join('');
        expect(units.length).toBe(end - start);
        for (let i = 1; i < places.length; i++) expect(places[i].start).toBeGreaterThan(places[i - 1].end);
        for (let i = 0; i < units.length; i++)
          if (units[i] !== repaired.text[start + i]) expect(isLineBreak(units[i])).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('takes linear time on a line of a million spread characters', () => {
    const line = '新 沟 '.repeat(500_000);
    expect(repairText(line).text).toBe('新沟'.repeat(500_000));
  });

  it('reads a line of 25 MB into one table entry and one map piece', () => {
    const line = `${'监利市新沟镇向阳社区今天通车，'.repeat(835_000)}村民不再绕路。`;
    expect(line.length * 2).toBeGreaterThan(25e6);
    const table = readLines(line);
    for (const column of Object.values(table)) if (ArrayBuffer.isView(column)) expect(column.byteLength).toBe(4);
    const { text: same, map } = repairText(line);
    expect(same === line).toBe(true);
    expect(map.textStarts).toHaveLength(1);
  });
});
