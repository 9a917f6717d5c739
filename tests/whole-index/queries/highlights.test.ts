/** Which words of a text are highlighted, and in which passage. */
import { expect, it } from 'vitest';
import { text } from '../../../src/fields.ts';
import { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { parseLexicon } from '../../../src/lexicon/parse-lexicon.ts';
import { createIndex } from '../../../src/search-index.ts';

it('highlights what was typed, but no word that crosses the segmentation and no half of a word', () => {
  const lexicon = Lexicon.fromEntries(parseLexicon('社会 900\n全社 2\n全 500\n'));
  const index = createIndex({ fields: { body: text() }, lexicon });
  const body = '全社会都来关心，全社员工，社会各界';
  index.add({ id: '1', body });
  // 社会 is so frequent that 全社会 is segmented as 全·社会.
  for (let i = 2; i < 20; i++) index.add({ id: String(i), body: '社会各界' });
  expect(index.explain('全社会', '1')!.segmentation.query).toEqual(['全', '社会']);
  const snippet = index.search('全社会').hits[0].snippets.body![0];
  expect(snippet.text).toBe(body);
  expect(snippet.highlights.map(({ start, end }) => snippet.text.slice(start, end))).toEqual(['全社会']);
});

it('prefers a passage that contains a whole word to one that contains its parts separately', () => {
  const lexicon = Lexicon.fromEntries(parseLexicon('招商引资 9\n招商 9\n引资 9\n'));
  const index = createIndex({ fields: { body: text() }, lexicon });
  const between = '会场里坐满了人。'.repeat(20);
  index.add({ id: '1', body: `招商会上有人说引资。${between}加大招商引资力度。${between}` });
  const [{ snippets }] = index.search('招商引资', { snippet: { length: 30 } }).hits;
  expect(snippets.body![0].text).toContain('加大招商引资力度');
});

it.each([
  ['比特币挖矿', '比特币跌了，比特币挖矿也少了', ['比特币', '比特币挖矿']],
  // More articles have 小程 than 信小.
  ['微信小程序', '微信里有小程序，微信小商店没有程序', ['微信', '小程序', '微信']],
  ['石桥村通车', '石桥村今天通车', ['石桥村', '通车']],
])('highlights of %s the names that the index does not know as words', (query, body, highlighted) => {
  const words = ['比特', '挖矿', '微信', '程序', '石桥', '通车'];
  const index = createIndex({
    fields: { body: text() },
    lexicon: Lexicon.fromEntries(words.map(word => ({ word, weight: 1000 }))),
  });
  index.addAll([body, '微信支付', '小程序很小', '小程序不大'].map((body, i) => ({ id: `${i}`, body })));
  const snippet = index.search(query).hits[0].snippets.body![0];
  expect(snippet.highlights.map(({ start, end }) => snippet.text.slice(start, end))).toEqual(highlighted);
});
