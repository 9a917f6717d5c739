import { beforeAll, describe, expect, it } from 'vitest';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import type { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { discoverNames } from '../../../src/names/discover-names.ts';
import type { NameCandidate } from '../../../src/names/name-candidate.ts';
import { createSegmenter } from '../../../src/segment/dictionary-segmenter.ts';
import { newsTexts } from './texts.ts';

let lexicon: Lexicon;
let names: NameCandidate[];
const find = (word: string) => names.find(each => each.word === word);

beforeAll(async () => {
  lexicon = await baseLexicon();
  names = discoverNames(newsTexts, { lexicon });
});

describe('discoverNames', () => {
  it.each(['韩曦', '邹启明', '廖志平', '贺为', '鲁雪', '聂川平', '鲍守田'])('finds the person %s', word => {
    expect(lexicon.has(word)).toBe(false);
    expect(find(word)?.kind).toBe('person');
  });

  it.each([
    ['苇渡镇', 'place'],
    ['桐坡社区', 'place'],
    ['云汀县花鼓剧团', 'organisation'],
    ['三清一改', 'slogan'],
  ] as const)('finds %s, a %s', (word, kind) => {
    expect(find(word)?.kind).toBe(kind);
  });

  it('links a name with what it is called without the place before, and with the short form that a text defines', () => {
    expect(find('苇渡镇桐坡社区')?.aliases).toEqual(['桐坡社区']);
    expect(find('桐坡社区')?.aliases).toContain('苇渡镇桐坡社区');
    expect(find('县剧团')?.aliases).toEqual(['云汀县花鼓剧团']);
  });

  it('counts every place of a name, and shows three of different texts', () => {
    const { count, documents, contexts } = find('桐坡社区')!;
    expect({ count, documents }).toEqual({ count: 4, documents: 3 });
    expect(contexts.map(({ text }) => text)).toEqual([0, 1, 3]);
    expect(contexts[0].passage).toBe('云汀县委书记韩曦到苇渡镇桐坡社区调研。韩曦强调，要把“三');
  });

  it('makes persons one token when the candidates extend the lexicon', () => {
    const segmenter = createSegmenter({ lexicon: lexicon.extend(names) });
    for (const { word, kind } of names) if (kind === 'person') expect(segmenter.cut(word)).toEqual([word]);
  });

  it('finds names written in traditional characters and full width, and shows them so', () => {
    const [candidate] = discoverNames(['記者韓曦報道', '書記韓曦說', '縣領導韓曦、賀為參加'], { lexicon }).filter(
      ({ kind }) => kind === 'person',
    );
    expect(candidate).toMatchObject({ word: '韓曦', count: 3 });
  });

  it('finds nothing in texts without names, and in none', () => {
    expect(discoverNames([], { lexicon })).toEqual([]);
    expect(discoverNames(['', '今天天气很好，我们去公园。'], { lexicon })).toEqual([]);
  });

  it('lists a person that name edges find in one sentence and lose in another, and then cuts it there too', async () => {
    const persons = await baseLexicon(undefined, { names: 'persons' });
    const texts = ['记者翟晚霞报道', '给了翟晚霞很大的帮助'];
    const countCut = (lexicon: Lexicon): number => {
      const segmenter = createSegmenter({ lexicon });
      return texts.filter(text => segmenter.cut(text).includes('翟晚霞')).length;
    };
    expect(countCut(persons)).toBe(1);
    const found = discoverNames(texts, { lexicon: persons, minScore: 0.8 });
    expect(found).toMatchObject([{ word: '翟晚霞', kind: 'person' }]);
    expect(countCut(persons.extend(found))).toBe(2);
    expect(discoverNames(texts.slice(0, 1), { lexicon: persons, minScore: 0.8 })).toEqual([]);
  });

  it('does not list what mostly lies inside longer words, nor a surname with a form of address', async () => {
    const names = await baseLexicon(undefined, { names: 'persons' });
    const listed = (texts: readonly string[]) => discoverNames(texts, { lexicon: names, minScore: 0.8 });
    const found = ['记者布鲁塞报道', '布鲁塞纳河', '在布鲁塞尔'];
    expect(listed(found)).toMatchObject([{ word: '布鲁塞' }]);
    expect(listed([...found, '和布鲁塞尔'])).toEqual([]);
    const texts = ['村民王大娘说', '给了王大娘很大的帮助', '王大娘家'];
    expect(listed(texts).filter(({ kind }) => kind === 'person')).toEqual([]);
  });

  it('lists no part of a longer name that name edges find', async () => {
    const texts = ['所长邝守田说', '邝守田表示', '作家韦尔特罗尼昨天到访', '韦尔特罗尼说，邝守田来了'];
    const plain = discoverNames(texts, { lexicon });
    const withEdges = discoverNames(texts, { lexicon: await baseLexicon(undefined, { names: 'persons' }) });
    expect(plain.map(({ word }) => word)).toContain('韦尔特');
    expect(withEdges.map(({ word }) => word)).toContain('邝守田');
    expect(withEdges.map(({ word }) => word)).not.toContain('韦尔特');
  });

  it('rates a string low beside which the same character stands each time, unless that is a function character', () => {
    const scoreOf = (behind: readonly string[]) => {
      const titles = ['总统', '记者', '书记'];
      const texts = titles.map((title, i) => `${title}韦登博${behind[i]}强调，他要求。`);
      return discoverNames(texts, { lexicon, minScore: 0 }).find(({ word }) => word === '韦登博')!.score;
    };
    expect(scoreOf(['斯', '斯', '斯'])).toBeLessThan(0.8);
    expect(scoreOf(['·', '·', '·'])).toBeLessThan(0.8);
    expect(scoreOf(['', '', ''])).toBeGreaterThan(0.9);
    expect(scoreOf(['也', '也', '也'])).toBeGreaterThan(0.9);
  });

  it('takes a surname with a form of address for no name', async () => {
    const texts = ['村民王大娘说', '村民王大娘表示', '村民王大娘介绍', '居民王大娘告诉记者', '韩曦、王大娘、鲁雪参加'];
    const options = { lexicon: await baseLexicon(undefined, { names: 'persons' }), minScore: 0 };
    const persons = discoverNames(texts, options).filter(({ kind }) => kind === 'person');
    expect(persons.map(({ word }) => word)).toEqual(expect.arrayContaining(['韩曦', '鲁雪']));
    for (const { word } of persons) expect(word).not.toMatch(/^王/);
  });

  it('begins no organisation behind a person or before a verb, and no place with a particle', async () => {
    const texts = [
      '厂长邝守田开办云汀县机械厂。',
      '云汀县决定接受沅江县水利局的意见。占全县一半。占全县三成，也占全县人口。',
      '沅江县生态铝示范产业园开工。',
    ];
    const words = discoverNames(texts, { lexicon: await baseLexicon(undefined, { names: 'persons' }) }).map(
      ({ word }) => word,
    );
    expect(words).toEqual(expect.arrayContaining(['沅江县水利局', '沅江县生态铝示范产业园']));
    for (const word of words) expect(word).not.toMatch(/决定|开办|占全县/);
  });

  it('refuses what is no list of texts, a missing lexicon and a wrong score', () => {
    expect(() => discoverNames('text' as never, { lexicon })).toThrow(/texts/);
    expect(() => discoverNames([1] as never, { lexicon })).toThrow(/a text/);
    expect(() => discoverNames([], {} as never)).toThrow(/lexicon is missing/);
    expect(() => discoverNames([], { lexicon, minScore: 2 })).toThrow(/minScore/);
  });
});
