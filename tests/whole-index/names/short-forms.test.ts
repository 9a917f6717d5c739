/** Names find their short forms and the other way, where an article defines them. */
import { expect, it } from 'vitest';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { text } from '../../../src/fields.ts';
import { createIndex, openIndex } from '../../../src/search-index.ts';

const lexicon = await baseLexicon();

const definition = '昨天，石桥渡口水产养殖协会（以下简称“渡水协”）在横台成立。';
const withShort = '渡水协给会员送去鱼苗。';
const withFull = '石桥渡口水产养殖协会的会长换了人。';
const others = ['秋收以后农民忙着晒谷子', '邮局门口排起了长队', '河堤加固工程提前完工', '水产市场明天开门'];

function indexOf(...texts: string[]) {
  const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() }, lexicon });
  index.addAll([...texts, ...others].map((body, i) => ({ id: `${i}`, title: '', body })));
  return index;
}

function found(index: ReturnType<typeof indexOf>, query: string, options = {}) {
  return index.search(query, options).hits.map(({ id, tier }) => `${id} ${tier}`);
}

it('finds articles with the full name by the short form, below those with the short form', () => {
  const index = indexOf(definition, withShort, withFull);
  expect(found(index, '渡水协').slice(0, 2).sort()).toEqual(['0 all', '1 all']);
  expect(found(index, '渡水协')[2]).toBe('2 synonym');
  expect(found(openIndex(index.toBytes()), '渡水协')[2]).toBe('2 synonym');
});

it('keeps the other words of the query', () => {
  const index = indexOf(definition, withShort, withFull);
  expect(found(index, '渡水协 会长')[0]).toMatch(/^2 /);
  const cut = indexOf('石桥水产养殖协会（下称石桥水协）成立', '石桥水产养殖协会换了会长', '石桥有人钓鱼');
  expect(found(cut, '石桥水协 会长')[0]).toMatch(/^1 /);
  expect(found(index, '渡水协 邮局').filter(hit => hit.endsWith('synonym'))).toEqual([]);
});

it('finds articles with the short form by the full name', () => {
  const index = indexOf(definition, withShort, withFull);
  const hits = found(index, '石桥渡口水产养殖协会').map(hit => hit[0]);
  expect(hits.slice(0, 3).sort()).toEqual(['0', '1', '2']);
  expect(hits.indexOf('1')).toBe(2);
  const short = indexOf('《渡口保洁公约》（下称《渡洁约》）公布', '渡洁约贴在墙上');
  expect(found(short, '《渡口保洁公约》').map(hit => hit[0])).toContain('1');
});

it('explains that an article was found by another form, and marks it', () => {
  const index = indexOf(definition, withShort, withFull);
  expect(index.explain('渡水协', '2')).toMatchObject({ found: true, tier: 'synonym' });
  const hit = index.search('渡水协').hits.find(({ id }) => id === '2')!;
  const [snippet] = hit.snippets['body']!;
  const [mark] = snippet.highlights;
  expect(snippet.text.slice(mark.start, mark.end)).toBe('石桥渡口水产养殖协会');
});

it('finds nothing by a form that no article defines', () => {
  expect(found(indexOf(withShort, withFull), '渡水协')).toEqual(['0 all']);
});

it('does not take a part of a name that many have for the name', () => {
  const index = indexOf('《渡口保洁公约》（以下简称《公约》）公布', '两国签了公约');
  expect(found(index, '渡口保洁公约').filter(hit => hit.endsWith('synonym'))).toEqual([]);
  const law = indexOf('依照《中华人民共和国渡口法》（以下简称渡口法）', '渡口法讲座开课');
  expect(found(law, '中华人民共和国渡口法').map(hit => hit[0])).toContain('1');
});

it('follows the index: a definition that is removed says nothing any more', () => {
  const index = indexOf(definition, withShort, withFull);
  expect(found(index, '渡水协')).toContain('2 synonym');
  index.remove('0');
  expect(found(index, '渡水协')).toEqual(['1 all']);
});

it('reads definitions in the fields that are searched, and in titles', () => {
  const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() }, lexicon });
  index.add({ id: 'a', title: '石桥渡口水产养殖协会（简称渡水协）成立', body: '横台' });
  index.add({ id: 'b', title: '鱼苗', body: withFull });
  expect(found(index as never, '渡水协')).toEqual(['a all', 'b synonym']);
  expect(found(index as never, '渡水协', { fields: ['body'] })).toEqual([]);
});
