/** What `search`, `explain` and `suggest` return for a few small documents. */
import { describe, expect, it } from 'vitest';
import { date, keyword, text } from '../../../src/fields.ts';
import { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { parseLexicon } from '../../../src/lexicon/parse-lexicon.ts';
import { createIndex } from '../../../src/search-index.ts';

const lexicon = Lexicon.fromEntries(
  parseLexicon(
    '韩旭 100 nr\n监利 100 ns\n软件 100 n\n软体 50 n\n马铃薯 50 n\n土豆 50 n\n视频会议 50 n\n讲话 90 n\n含蓄 40 a\n鼠标 20 n\n滑鼠 5 n',
  ),
);
const fields = { title: text({ weight: 3 }), body: text(), author: keyword(), date: date() };

function indexOf(...bodies: string[]) {
  const index = createIndex({ fields, lexicon, synonyms: '土豆, 马铃薯\n市纪委 => 监利市纪委监委' });
  bodies.forEach((body, i) => {
    index.add({
      id: `${i}`,
      body,
      author: i % 2 ? '沈东林' : ['李超', '沈东林'],
      date: `2022-09-${String(i + 1).padStart(2, '0')}`,
    });
  });
  return index;
}
const found = (result: { hits: readonly { id: string; tier: string }[] }) =>
  result.hits.map(hit => `${hit.id} ${hit.tier}`);

describe('search', () => {
  const index = indexOf(
    '韩旭在监利讲话。',
    '軟體下載',
    '种马铃薯的人',
    'covid 时的视频会议',
    '监利市纪委监委通报',
    '韩旭主持会议',
  );

  it.each([
    ['韩旭', ['5 all', '0 all']],
    ['hanxu', ['5 pinyin', '0 pinyin']],
    ['han xu', ['5 pinyin', '0 pinyin']],
    ['hx', ['5 pinyin', '0 pinyin']],
    ['韩续', ['5 similar', '0 similar']],
    ['covdi', ['3 spelling']],
    ['co', []],
    ['cov', ['3 prefix']],
    ['会议 cov', ['3 prefix', '5 most']],
    ['cov 会议', ['3 most', '5 most']],
    ['软体', ['1 all']],
    ['土豆', ['2 synonym']],
    ['马铃薯', ['2 all']],
    ['市纪委', ['4 all']],
    ['韩旭 讲话', ['0 all', '5 most']],
    ['韩旭为什么在监利讲话？', ['0 any', '5 any', '4 any']],
    ['"韩旭"', ['5 literal', '0 literal']],
    ['"韩续"', []],
  ])('returns the documents and tiers expected for %s', (query, expected) => {
    expect(found(index.search(query)).sort()).toEqual([...expected].sort());
  });

  it('finds a regional variant of a word in a tier of its own', () => {
    expect(found(indexOf('滑鼠和鍵盤').search('鼠标'))).toEqual(['0 regional']);
  });

  it('tries no further tier when ten documents contain the words, whatever the limit', () => {
    const many = indexOf(...Array.from({ length: 9 }, () => '含蓄'), '韩旭');
    expect(many.search('含蓄', { limit: 1 }).total).toBe(10);
    many.add({ id: 'tenth', body: '含蓄' });
    expect(many.search('含蓄', { limit: 1 }).total).toBe(10);
    expect(found(many.search('含蓄')).every(hit => hit.endsWith(' all'))).toBe(true);
  });

  it('tries no further tier with match: all', () => {
    expect(index.search('hanxu', { match: 'all' }).total).toBe(0);
  });
});

describe('createIndex', () => {
  it.each([
    ['土豆', 1],
    ['a, b\n土豆 => 马铃薯 => x', 2],
    ['a, b\n\n=> x', 3],
  ])('rejects synonyms with a bad line and names its number: %j', (synonyms, line) => {
    expect(() => createIndex({ fields, synonyms })).toThrow(`line ${line} `);
  });
});

describe('explain', () => {
  const index = indexOf('韩旭在监利讲话。', '监利下雨');

  it('returns parts that add up to the score of the hit', () => {
    for (const query of ['韩旭 监利', '韩旭为什么在监利讲话？', '"监利讲话"']) {
      const [hit] = index.search(query).hits;
      const explanation = index.explain(query, hit.id)!;
      const sum = explanation.terms.reduce(
        (total, part) => total + part.score,
        explanation.titleScore + explanation.proximityScore,
      );
      expect(explanation.score).toBeCloseTo(hit.score, 9);
      expect(sum).toBeCloseTo(hit.score, 9);
      expect([explanation.found, explanation.tier]).toEqual([true, hit.tier]);
    }
  });

  it('returns the reason why a document was not found', () => {
    expect(index.explain('韩旭', '1')).toMatchObject({
      found: false,
      reason: 'missing',
      missing: [{ text: '韩旭', missingTerms: ['韩旭'], documents: 1 }],
      segmentation: { query: ['韩旭'], texts: { body: ['监利', '下', '雨'] } },
    });
    expect(index.explain('监利 -下雨', '1')).toMatchObject({ found: false, reason: 'excluded' });
    expect(index.explain('监利', '1', { filter: { author: '李超' } })).toMatchObject({
      found: false,
      reason: 'filter',
    });
    expect(index.explain('监利', 'nobody')).toBeUndefined();
  });
});

describe('hits', () => {
  const index = indexOf('韩旭在监利讲话。', '监利下雨');

  it('contain the fields named in returnFields', () => {
    expect(index.search('下雨', { returnFields: false }).hits[0].document).toEqual({ id: '1' });
    expect(index.search('下雨', { returnFields: ['date'] }).hits[0].document).toEqual({ id: '1', date: '2022-09-02' });
    expect(() => index.search('下雨', { returnFields: ['nothing' as 'date'] })).toThrow('nothing');
  });

  it('of newer documents rank higher with the option freshness', () => {
    const news = indexOf('监利下雨', '监利下雨');
    expect(news.search('监利').hits[0].id).toBe('0');
    expect(news.search('监利', { freshness: { field: 'date', halfLifeDays: 1 } }).hits[0].id).toBe('1');
  });

  it('highlight no single character of a word that does not occur', () => {
    const { hits } = index.search('监利下雪吗？');
    const marked = hits.flatMap(hit =>
      hit.snippets.body!.flatMap(({ text, highlights }) => highlights.map(({ start, end }) => text.slice(start, end))),
    );
    expect(marked.every(mark => mark === '监利')).toBe(true);
  });
});

describe('suggest', () => {
  it('completes the last word typed, by prefix and by pinyin', () => {
    const index = indexOf('韩旭在监利讲话。', '监利下雨');
    expect(index.suggest('韩旭 监').suggestions).toEqual([{ text: '韩旭 监利', word: '监利', by: 'prefix' }]);
    expect(index.suggest('hanx').suggestions).toContainEqual({ text: '韩旭', word: '韩旭', by: 'pinyin' });
    expect(index.suggest('').suggestions).toEqual([]);
  });

  it('completes the last word of text typed without spaces, only with words that stand behind it', () => {
    const index = indexOf('韩旭监利讲话。', '监利下雨', '韩旭下雨');
    expect(index.suggest('韩旭监').suggestions).toEqual([{ text: '韩旭监利', word: '监利', by: 'prefix' }]);
    expect(index.suggest('韩旭 韩旭监').suggestions).toEqual([{ text: '韩旭 韩旭监利', word: '监利', by: 'prefix' }]);
    expect(index.suggest('韩旭，').suggestions).toEqual([]);
    expect(index.suggest('讲话监').suggestions).toEqual([]);
  });

  it('suggests only words that occur together with the words before, most frequent first', () => {
    const index = indexOf('韩旭用软件讲话', '韩旭的软件', '软体', '软体讲话', '软体含蓄', '软体', '韩旭，软体');
    const words = (typed: string) => index.suggest(typed).suggestions.map(({ word }) => word);
    expect(words('软')).toEqual(['软体', '软件']);
    expect(words('韩旭 软')).toEqual(['软件', '软体']);
    expect(words('含蓄软')).toEqual([]);
    expect(words('含蓄 软')).toEqual(['软体']);
    expect(words('含蓄 软件 软')).toEqual(['软体', '软件']);
    expect(words('没有这个词 软')).toEqual(['软体', '软件']);
  });
});
