import { describe, expect, it } from 'vitest';
import { Analyzer } from '../../../../src/analysis/analyzer.ts';
import type { IndexReader, TextReader, Vocabulary } from '../../../../src/index/index-reader.ts';
import { LiveIndex } from '../../../../src/index/live/live-index.ts';
import type { Schema } from '../../../../src/index/schema.ts';
import { findSimilarHanWords } from '../../../../src/query/rewrite/similar/similar-han-words.ts';
import { SimilarWords, SimilarWordsCache } from '../../../../src/query/rewrite/similar-words.ts';
import { findTypoCorrections } from '../../../../src/query/rewrite/typos.ts';
import { tinySegmenter } from '../../index/tiny-segmenter.ts';

const fields: Schema = {
  title: { type: 'text', weight: 3, repair: false },
  body: { type: 'text', weight: 1, repair: false },
};
const words = ['韩旭', '韩续', '寒序', '汉墟', '西安', '先', '重庆', '重轻', 'covid', 'covad', 'cowid', '银行'];
const analyzer = new Analyzer(tinySegmenter(words, ['韩旭', '西安']));
/** 韩续 and covad are in more documents than 寒序 and cowid, but in fewer of some segments; 先 is in no title at first. */
const documents = Array.from({ length: 60 }, (_, i) => ({
  id: `${i}`,
  title: i < 30 ? '重庆' : ['西安', '韩旭', '先'][i % 3],
  body: [
    '汉墟，重轻，银行',
    i % 3 === 0 ? '韩续，covad' : '',
    i > 45 && i < 54 ? '寒序，cowid' : '',
    i % 7 === 0 ? '西安，covid' : '',
    '这里还有很多别的字',
  ].join('，'),
}));

function findAll(index: IndexReader) {
  const readers = ['title', 'body'].map(name => index.getTextReader(name));
  const { pinyin, latin } = new SimilarWords(index, readers, new SimilarWordsCache());
  return {
    pinyin: ['hanxu', 'hx', 'xian', "xi'an", 'yx', 'yh', 'chongqing', 'zq'].map(letters =>
      pinyin.findByPinyin(letters, 9),
    ),
    pinyinPrefixes: ['h', 'han', 'x', 'ch', 'z'].map(letters => pinyin.findByPinyinPrefix(letters, 9)),
    similar: ['韩旭', '寒序', '重青', '银航', '先', '韩绩', '里庆', '庆重', '西按'].map(word =>
      findSimilarHanWords(readers, word, 9).map(({ word }) => word),
    ),
    typos: ['covid', 'cavid', 'covi'].map(word => findTypoCorrections(word, latin, 9)),
  };
}

describe('similar words', () => {
  it('are the same for an index of several segments as for one of one segment', () => {
    const whole = new LiveIndex(fields, analyzer);
    for (const document of documents) whole.add(document);
    const segmented = new LiveIndex(fields, analyzer);
    documents.forEach((document, i) => {
      segmented.add(document);
      if (i % 9 === 0) segmented.reader();
    });
    segmented.reader();
    expect(segmented.segmentCount).toBeGreaterThan(3);
    const found = findAll(segmented.reader());
    expect(found).toEqual(findAll(whole.reader()));
    expect(found.pinyin[0]).toContain('韩旭');
    expect(found.pinyin[2]).toEqual(found.pinyin[3]);
    expect(found.similar[0]).toEqual(['汉墟', '韩续', '寒序']);
    // 绩 looks like 续, 里 like 重.
    expect(found.similar.slice(5)).toEqual([['韩续'], ['重庆'], ['重庆'], ['西安']]);
    expect(found.typos[0]).toEqual(['covad', 'cowid']);
  });

  it('are collected in one pass over the words of a segment, whatever is added to the index', () => {
    const passes: number[] = [];
    const vocabulary = (number: number): Vocabulary => ({
      visitWords: () => passes.push(number),
      visitWordsWithPrefix: () => {},
      visitWordsMatching: () => {},
    });
    const cache = new SimilarWordsCache();
    const [first, second] = [vocabulary(1), vocabulary(2)];
    const indexOf = (vocabularies: Vocabulary[]): IndexReader =>
      ({
        schema: { body: fields['body'] },
        getTextReader: () => ({ vocabularies }) as unknown as TextReader,
      }) as unknown as IndexReader;
    const similarWordsIn = (vocabularies: Vocabulary[]) => {
      const index = indexOf(vocabularies);
      return new SimilarWords(index, [index.getTextReader('body')], cache);
    };
    const collect = ({ pinyin, latin }: SimilarWords) => [pinyin, latin];
    similarWordsIn([first]);
    expect(passes).toEqual([]);
    collect(similarWordsIn([first]));
    collect(similarWordsIn([first, second]));
    collect(similarWordsIn([first, second]));
    expect(passes).toEqual([1, 1, 2, 2]);
    const live = new LiveIndex(fields, analyzer);
    live.add(documents[0]);
    const [frozen] = live.reader().getTextReader('body').vocabularies;
    live.add(documents[1]);
    expect(live.reader().getTextReader('body').vocabularies[0]).toBe(frozen);
  });
});
