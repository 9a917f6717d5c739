import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPage } from '../../../src/articles/parse-page.ts';

const lines = fc.constantFrom(
  '云汀日报 2022年9月5日 星期一 A2',
  '本报讯（记者叶青禾 罗小满）9月3日，云汀县',
  '又讯（记者叶青禾）昨日，会议',
  '活本报讯（通讯员麦穗）近日，',
  '召开全县水利工作会议，研判当前',
  '形势。',
  '会议强调，要抓好落实。',
  '让一渠清水流到田头',
  '——荷堰镇见闻',
  '□ 特约记者 司马鹭',
  '采莲归来（宁远帆摄）',
  '（下转第3版）',
  '（上接第1版）',
  '名次  代表团  金牌  总分',
  '1     青藤岭乡  16    387',
  '一条河从山里来',
  '就成了母亲',
  '',
  '',
  '本版编辑：鄢画屏 校对：葛守拙',
  '　　新的一段。',
  '\f',
  '\ud800',
  '1',
);
const page = fc.oneof(
  fc.array(lines, { maxLength: 30 }).map(all => all.join('\n')),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }).map(units => String.fromCharCode(...units)),
);

describe('readPage', () => {
  it('gives each article a body from the page, in page order and without overlap, and each part a range on the page', () => {
    fc.assert(
      fc.property(page, text => {
        const { articles, furniture } = readPage(text, { date: '2022-09-05' });
        const taken = new Uint8Array(text.length);
        let before = -1;
        for (const article of articles) {
          expect(article.body.source).toBe(text);
          const places = article.body.toSource({ start: 0, end: article.body.text.length });
          expect(places.length).toBeGreaterThan(0);
          expect(places[0].start).toBeGreaterThan(before);
          before = places[0].start;
          expect(article.range.start).toBeLessThanOrEqual(places[0].start);
          expect(article.range.end).toBeGreaterThanOrEqual(places[places.length - 1].end);
          expect(article.lines.first).toBeLessThanOrEqual(article.lines.last);
          for (const { start, end } of places)
            for (let at = start; at < end; at++) {
              if (/\S/.test(text[at])) expect(taken[at]).toBe(0);
              taken[at] = 1;
            }
          expect(article.title === null).toBe(article.titleRange === null);
          if (article.title !== null) expect(article.candidates).toEqual([]);
          for (const part of [
            ...article.subtitles,
            ...article.sections,
            ...article.captions,
            ...article.jumps,
            ...article.datelines,
          ]) {
            expect(part.range.start).toBeGreaterThanOrEqual(0);
            expect(part.range.end).toBeLessThanOrEqual(text.length);
            // A part consists of the characters of its range.
            const source = text.slice(part.range.start, part.range.end).replace(/\s/g, '');
            expect(source).toBe(part.text.replace(/\s/g, ''));
          }
        }
        for (const part of furniture) expect(part.range.end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 400 },
    );
  });
});
