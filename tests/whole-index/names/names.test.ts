/** Names of letters and digits that documents spell otherwise than the query, and signs of names. */
import { expect, it } from 'vitest';
import { text } from '../../../src/fields.ts';
import { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { createIndex, openIndex, type SearchIndex } from '../../../src/search-index.ts';

const lexicon = Lexicon.fromEntries(
  ['手机', '价格', '发布', '教程', '语言', '密码', '电话', '首飞', '大米'].map(word => ({ word, weight: 1000 })),
);

/** An index of these texts, as bodies; the ids are their positions. */
function indexOf(...texts: string[]): SearchIndex {
  const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() }, lexicon });
  index.addAll(texts.map((body, i) => ({ id: String(i), title: '', body })));
  return openIndex(index.toBytes());
}

const found = (index: SearchIndex, query: string) => index.search(query).hits.map(({ id }) => id);

/** Texts about other things, so that the words of few texts are rare. */
const others = ['大米价格', '语言教程', '手机密码', '首飞', '发布会', '县委', '水稻', '图书馆', '公司', '老街', '操场'];

it('finds a name typed in any spelling in all its spellings, the typed one first', () => {
  const index = indexOf('发布iPhone-15手机', '发布iPhone15手机', '发布iPhone 15手机', '发布iPhone手机');
  for (const [typed, first] of [
    ['iPhone15', '1'],
    ['iPhone-15', '0'],
    ['iPhone15 手机', '1'],
    ['iPhone15有什么优点', '1'],
  ]) {
    expect(found(index, typed).slice(0, 3).sort(), typed).toEqual(['0', '1', '2']);
    expect(found(index, typed)[0], typed).toBe(first);
  }
  expect(found(index, 'iPhone 15').slice(0, 3).sort()).toEqual(['0', '1', '2']);
  expect(index.search('iPhone15').hits.every(({ tier }) => tier === 'all')).toBe(true);
  expect(index.explain('iPhone15', '2')!.terms.map(({ term }) => term)).toEqual(['iphone15']);
});

it('finds a name by its parts below texts with the part alone, and quoted not at all', () => {
  const index = indexOf('华为Mate60Pro手机', '华为Mate手机', '号牌苏AD12345', '号牌京A·12345', '12345');
  expect(found(index, 'Mate')).toEqual(['1', '0']);
  expect(found(index, 'Mate60')).toEqual(['0']);
  expect(found(index, '"Mate60"')).toEqual([]);
  expect(found(index, '"Mate"')).toEqual(['1']);
  expect(found(index, '12345')[0]).toBe('4');
  expect(found(index, '12345').sort()).toEqual(['2', '3', '4']);
  expect(found(index, 'AD12345')).toEqual(['2']);
  expect(found(index, '京A12345')[0]).toBe('3');
  expect(found(index, '手机 -Mate60')).toEqual(['1']);
});

it('does not find digits inside digits, or letters inside letters', () => {
  const index = indexOf('价格1000元', 'email', '第3-5条', 'iPhone150', '13800138001', '3.14', '10 20');
  for (const typed of ['100', 'mail', '35', 'iPhone15', '13800138000', '314', '1020'])
    expect(found(index, typed), typed).toEqual([]);
});

it('requires the parts of a name that was typed with a sign to stand together', () => {
  const index = indexOf('GPT4发布', 'GPT系列第4代', '2020-2022年', '2020年和2022年');
  expect(index.search('GPT-4').hits.filter(({ tier }) => tier === 'all')).toMatchObject([{ id: '0' }]);
  // Groups of digits may be two numbers.
  expect(found(index, '2020-2022').sort()).toEqual(['2', '3']);
});

it('finds letters and Han characters beside a number with a hyphen or without', () => {
  const index = indexOf('歼-20首飞', '歼20首飞', '歼 20首飞', '20架歼击机');
  for (const typed of ['歼20', '歼-20'])
    expect(
      index
        .search(typed)
        .hits.filter(({ tier }) => tier === 'all')
        .map(({ id }) => id)
        .sort(),
      typed,
    ).toEqual(['0', '1', '2']);
});

it('finds a telephone number in whatever groups it is written', () => {
  const numbers = ['138 0013 8000', '138-0013-8000', '13800138000', '+86 138 0013 8000', '+8613800138000'];
  const index = indexOf(...numbers.map(number => `电话${number}`), '电话13800138001', '电话(0755)-1234567', ...others);
  for (const typed of numbers) {
    expect(found(index, typed).slice(0, 5).sort(), typed).toEqual(['0', '1', '2', '3', '4']);
    expect(found(index, `电话${typed}怎么打不通`), typed).toEqual(expect.arrayContaining(['0', '1', '2', '3', '4']));
  }
  expect(found(index, '07551234567')).toEqual(['6']);
  expect(found(index, '0755 1234567')).toEqual(['6']);
  expect(found(index, '"13800138000"')).toEqual(['2']);
});

it('finds a Latin word that is written as two, below itself, and below all others in a sentence', () => {
  const index = indexOf(
    'PowerPoint教程',
    'Power Point教程',
    'Use Power Point now',
    'Wi-Fi密码',
    'wifi密码',
    'Point of Power',
  );
  expect(index.search('powerpoint').hits).toMatchObject([
    { id: '0', tier: 'all' },
    { id: '1', tier: 'all' },
    { id: '2', tier: 'spelling' },
  ]);
  expect(found(index, 'power point')).toContain('0');
  expect(found(index, 'power point')[0]).toBe('1');
  expect(found(index, 'WiFi')).toEqual(['4', '3']);
  expect(found(index, 'wi-fi')).toEqual(['3', '4']);
});

it('ranks texts with the sign of a name above those without, and finds these where none has it', () => {
  const index = indexOf(
    'C语言教程',
    'C#教程',
    'C++教程',
    'C教程 C语言 C语言',
    '.NET教程',
    'net教程',
    '售价$100',
    '100元',
  );
  expect(found(index, 'C++教程')[0]).toBe('2');
  expect(found(index, 'C#教程')[0]).toBe('1');
  expect(found(index, 'C++')[0]).toBe('2');
  expect(found(index, 'C++')).toContain('0');
  expect(found(index, '"C++"')).toEqual(['2']);
  expect(found(indexOf('C教程', 'C++11教程'), 'C++')).toEqual(['1', '0']);
  expect(found(index, '.NET')[0]).toBe('4');
  expect(found(index, '$100')).toEqual(['6', '7']);
  expect(found(index, '€100').sort()).toEqual(['6', '7']);
  expect(found(index, 'C+语言').slice(0, 2).sort()).toEqual(['0', '3']);
  const heat = indexOf('高温100℃', '高温100 ℃', '高温100度', '增长50%', '增长50元');
  expect(found(heat, '100℃')).toEqual(['0', '1', '2']);
  expect(found(heat, '增长50%')[0]).toBe('3');
});

it('highlights a name in the spelling of the text', () => {
  const index = indexOf(
    '发布GPT-4，价格',
    '电话138 0013 8000，',
    '华为Mate60Pro',
    '高温100 ℃',
    '拨打+8613800138000',
    '用VS Code写',
  );
  const highlighted = (query: string, id: string) => {
    const hit = index.search(query).hits.find(hit => hit.id === id)!;
    return hit.snippets['body']!.flatMap(({ text, highlights }) =>
      highlights.map(({ start, end }) => text.slice(start, end)),
    );
  };
  expect(highlighted('GPT4价格', '0')).toEqual(['GPT-4', '价格']);
  expect(highlighted('13800138000', '1')).toEqual(['138 0013 8000']);
  expect(highlighted('13800138000', '4')).toEqual(['13800138000']);
  expect(highlighted('Mate', '2')).toEqual(['Mate']);
  expect(highlighted('Mate 60', '2')).toEqual(['Mate60']);
  expect(highlighted('100℃', '3')).toEqual(['100 ℃']);
  expect(highlighted('vscode', '5')).toEqual(['VS Code']);
});

it('finds names in titles and over several segments', () => {
  const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() }, lexicon });
  index.add({ id: 'title', title: '发布iPhone15', body: '手机' });
  index.toBytes();
  index.add({ id: 'body', title: '手机', body: '发布iPhone 15' });
  const opened = openIndex(index.toBytes());
  for (const typed of ['iPhone15', 'iPhone 15', 'iPhone-15', 'iphone'])
    expect(found(opened, typed).sort(), typed).toEqual(['body', 'title']);
});
