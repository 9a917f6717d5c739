/** Names that no list holds: what is joined, what never is, and what stays a term. */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { keyword, text } from '../../../src/fields.ts';
import { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { createIndex } from '../../../src/search-index.ts';
import { createSegmenter } from '../../../src/segment/dictionary-segmenter.ts';
import { openNames } from '../../../src/segment/names/open-names.ts';
import { japaneseSurnames } from '../../../src/segment/names/persons/japanese-names.ts';
import type { Segmenter } from '../../../src/segment/segmenter.ts';
import { TokenList } from '../../../src/segment/token-list.ts';
import { fold } from '../../../src/text/folding.ts';
import { unitsFromString } from '../../../src/text/units.ts';

let plain: Segmenter;
let segmenter: Segmenter;
let lexicon: Lexicon;
beforeAll(async () => {
  lexicon = await baseLexicon(undefined, { names: 'persons' });
  plain = createSegmenter({ lexicon: await baseLexicon() });
  segmenter = createSegmenter({ lexicon });
});
const terms = (text: string): string[] => segmenter.terms(text).map(term => term.text);
const tagged = (text: string): string[] =>
  segmenter
    .segment(text, { tags: true })
    .flatMap(({ text, tag }) => (/^n[rst]$/.test(tag ?? '') ? [`${text} ${tag}`] : []));

describe('names of persons', () => {
  it.each([
    ['村支书邝守田介绍说', '邝守田'],
    ['记者 瞿漱石 摄', '瞿漱石'],
    ['县长沈砚秋主持会议', '沈砚秋'],
    ['欧阳渡舟和司马听澜一起来了', '欧阳渡舟'],
    ['欧阳渡舟和司马听澜一起来了', '司马听澜'],
    ['被告人王某某盗窃了电动车', '王某某'],
    ['警方将李某抓获', '李某'],
    ['被告人陈某金、雷某城', '陈某金'],
    ['居民张先生报警', '张先生'],
    ['其中杨女士说', '杨女士'],
    ['对欧阳小姐说', '欧阳小姐'],
    ['记者王岚嵚报道', '王岚嵚'],
    ['主编周伃审稿', '周伃'],
    // No word of the lexicon has this surname.
    ['记者禚小明报道', '禚小明'],
    ['作家罗伯特·戴蒙德昨天到访', '罗伯特·戴蒙德'],
    ['哲学家让-雅克·卢梭的书', '让-雅克·卢梭'],
    ['乔治·W·布什访问了北京', '乔治·W·布什'],
    ['外长何塞·米格尔·因苏尔萨来访', '何塞·米格尔·因苏尔萨'],
    ['画家爱新觉罗·连经的笔下', '爱新觉罗·连经'],
    ['市长麦克尔·郝普、书记', '麦克尔·郝普'],
    ['外交大臣阿韦尔·马图特斯—胡安说', '阿韦尔·马图特斯—胡安'],
    ['陳漱玉說', '陳漱玉'],
    ['日本老将工藤纪夫九段', '工藤纪夫'],
    ['代表萩生田光一表示', '萩生田光一'],
    ['诗人佐佐木弘子说', '佐佐木弘子'],
    ['会长谷口清太郎等人', '谷口清太郎'],
    ['央行行长植田和男的任期', '植田和男'],
    ['首相大塚直子說', '大塚直子'],
    ['欧阳小姐和司徒女士', '司徒女士'],
  ])('in %s: %s is one token', (text, name) => {
    expect(segmenter.cut(text)).toContain(name);
  });

  it.each([
    '和|沈砚秋',
    '沈砚秋|说',
    '沈砚秋|摄',
    '与|邝守田|在|一起',
    '对|瞿漱石|说',
    '由|沈砚秋|主持',
    '王某|说',
    '李某|在家',
    '刘某|成功|逃走',
    '张先生|说',
    // Places and words that are Japanese surnames too.
    '中山|大桥',
    '山水|林田|湖草',
    '大|小姐|说',
    '和|张先生|一起',
    // Whoever has an office is named by it.
    '张|经理|说',
  ])('are not joined with what stands beside them: %s', words => {
    expect(segmenter.cut(words.replaceAll('|', '')).join('|')).toBe(words);
  });

  it('are known by surnames that are folded as texts are, each once', () => {
    expect(japaneseSurnames.map(fold)).toEqual([...new Set(japaneseSurnames)]);
  });

  it('with a polite form are words and tagged as persons, but no names of one person', () => {
    const fields = { body: text(), who: keyword({ namesOf: 'persons' }) };
    const index = createIndex({ fields, lexicon });
    index.add({ id: '1', body: '居民杨女士、赵先生和邝守田到场。' });
    expect(index.get('1')).toMatchObject({ who: ['邝守田'] });
    expect(tagged('居民杨女士、赵先生和邝守田到场')).toEqual(['杨女士 nr', '赵先生 nr', '邝守田 nr']);
    expect(terms('居民杨女士到场')).toEqual(expect.arrayContaining(['杨女士', '女士']));
  });

  it('lend no function character to an unknown word beside them', () => {
    for (const [text, words] of [
      ['和漪煊。', ['和', '漪煊', '。']],
      ['煊珺摄。', ['煊珺', '摄', '。']],
    ] as const) {
      expect(plain.cut(text)[0]).toBe(text.slice(0, 3));
      expect(segmenter.cut(text)).toEqual(words);
    }
  });

  it('leave their parts as terms when they are joined', () => {
    expect(terms('作家罗伯特·戴蒙德昨天到访')).toEqual(expect.arrayContaining(['罗伯特·戴蒙德', '罗伯特', '戴蒙德']));
    expect(terms('张小姐来了')).toContain('小姐');
  });

  it('are tokens: a name that the best path goes past is none', () => {
    const tokens = new TokenList();
    const names = new TokenList();
    const folder = new URL('../../../bench/paper/', import.meta.url);
    for (const page of readdirSync(folder).filter(name => /^2022.*\.txt$/.test(name))) {
      const units = unitsFromString(fold(readFileSync(new URL(page, folder), 'utf8')));
      segmenter.segmentInto(units, units.length, tokens);
      segmenter.copyNames(names);
      const spans = new Set(Array.from({ length: tokens.count }, (_, i) => `${tokens.starts[i]}-${tokens.ends[i]}`));
      for (let i = 0; i < names.count; i++) expect(spans).toContain(`${names.starts[i]}-${names.ends[i]}`);
      expect(names.count).toBeGreaterThan(0);
    }
  });

  it('do not join words at a dot that are no names', () => {
    expect(segmenter.cut('巴黎·伦敦·纽约')).toEqual(plain.cut('巴黎·伦敦·纽约'));
    expect(segmenter.cut('第一章·总则')).toEqual(plain.cut('第一章·总则'));
    expect(segmenter.cut('老·中·青三代')).toEqual(plain.cut('老·中·青三代'));
  });

  it('have a tag, and so have names of the lexicon', () => {
    expect(tagged('沈砚秋在北京看了罗伯特·戴蒙德的书')).toEqual(['沈砚秋 nr', '北京 ns', '罗伯特·戴蒙德 nr']);
    expect(segmenter.segment('沈砚秋')).toEqual([{ text: '沈砚秋', start: 0, end: 3, kind: 'han' }]);
  });

  it('neither lie in a word of the user nor cross one', () => {
    const own = createSegmenter({ lexicon: lexicon.extend([{ word: '沈砚' }, { word: '秋主' }]) });
    expect(own.cut('县长沈砚秋主持')).not.toContain('沈砚秋');
    const whole = createSegmenter({ lexicon: lexicon.extend([{ word: '沈砚秋大桥' }]) });
    expect(whole.cut('沈砚秋大桥')).toEqual(['沈砚秋大桥']);
    expect(createSegmenter({ lexicon: lexicon.extend([{ word: '沈砚秋', weight: 0 }]) }).fingerprint).toContain(
      'names',
    );
    const split = createSegmenter({ lexicon: lexicon.split(['沈', '砚秋']) });
    expect(split.cut('沈砚秋')).toEqual(['沈', '砚秋']);
  });

  it('are none when they were removed from the lexicon, in other threads too', () => {
    const without = lexicon.without(['沈砚秋']);
    const restored = Lexicon.fromPacked(structuredClone(without.pack())).withNames(lexicon.names);
    expect(restored.fingerprint).toBe(without.fingerprint);
    for (const each of [without, restored]) {
      const tokens = createSegmenter({ lexicon: each }).segment('县长沈砚秋和邝守田说', { tags: true });
      expect(tokens.flatMap(({ text, tag }) => (tag === 'nr' ? [text] : []))).toEqual(['邝守田']);
    }
  });

  it('that a list has as persons are weighed with the words beside them too', () => {
    const listed = createSegmenter({ lexicon: lexicon.extend([{ word: '李杰', tag: 'nr' }]) });
    for (const text of ['记者李杰报道', '县长李杰和大家见面', '对李杰说'])
      expect(listed.cut(text)).toEqual(segmenter.cut(text));
    const split = createSegmenter({ lexicon: lexicon.extend([{ word: '沈砚秋', tag: 'nr' }]).split(['沈', '砚秋']) });
    expect(split.cut('县长沈砚秋主持')).not.toContain('沈砚秋');
  });

  it('are found alike by the integers and by the logarithms', () => {
    // A word that never occurs makes an overlay, which the logarithms cut by.
    const slow = createSegmenter({ lexicon: lexicon.extend([{ word: '龘龘龘龘' }]) });
    const text =
      '县长沈砚秋和邝守田说，欧阳渡舟、李某某与罗伯特·戴蒙德昨天在石桥村见面。记者瞿漱石报道，杨女士和陈某金、周伃';
    expect(slow.cut(text)).toEqual(segmenter.cut(text));
  });
});

describe('names of places and organisations', () => {
  let all: Segmenter;
  beforeAll(async () => {
    all = createSegmenter({ lexicon: await baseLexicon(undefined, { names: 'all' }) });
  });
  const tags = (text: string): string[] =>
    all
      .segment(text, { tags: true })
      .flatMap(({ text, tag }) => (/^n[rst]$/.test(tag ?? '') ? [`${text} ${tag}`] : []));

  it('are found by the model, and their words stay terms', () => {
    const text = '据悉，云汀县人民政府与武汉华科集团有限公司签订了协议。';
    expect(tags(text)).toEqual(expect.arrayContaining(['云汀县人民政府 nt', '武汉华科集团有限公司 nt']));
    expect(all.terms(text).map(term => term.text)).toEqual(expect.arrayContaining(['人民', '政府', '集团', '武汉']));
  });

  it('are terms where they may not be tokens, since they hold a name of a person', () => {
    const text = '他参观了董存瑞纪念馆。';
    expect(all.cut(text)).toEqual(['他', '参观', '了', '董存瑞', '纪念馆', '。']);
    expect(all.terms(text).map(term => term.text)).toContain('董存瑞纪念馆');
  });

  it('divide no name of a person', () => {
    for (const text of ['县长沈砚秋主持会议。', '作家罗伯特·戴蒙德昨天到访。', '被告人王某某盗窃了电动车。'])
      for (const name of tagged(text)) expect(tags(text)).toContain(name);
  });

  it('take a surname apart from the form of address behind it', () => {
    expect(all.cut('吕老同志说，小薛和老袁对他说。')).toEqual('吕 老同志 说 ， 小 薛 和 老 袁 对 他 说 。'.split(' '));
    expect(tags('朱老回忆了延安的往事。')).not.toContain('朱老 nr');
    // The words of the path would not end with the surname.
    expect(all.cut('小薛来了。')).toEqual(['小薛', '来', '了', '。']);
  });

  it('complete names with dots that the edges know in part', () => {
    for (const [text, name, part] of [
      ['总统尤勒斯·韦登博斯今天结束对中国的访问', '尤勒斯·韦登博斯', '尤勒斯·韦登博'],
      ['巴西队的儒尼奥尔·拜伊亚诺进球。', '儒尼奥尔·拜伊亚诺', '尼奥尔·拜伊亚诺'],
    ] as const) {
      expect(tagged(text)).toContain(`${part} nr`);
      expect(tags(text)).toContain(`${name} nr`);
      expect(all.terms(text).map(term => term.text)).toContain(part);
    }
  });

  it('make no person of what the model knows as a place, or as a part of one', () => {
    for (const [text, name, kind] of [
      ['他在岳阳上学。', '岳阳', 'ns'],
      ['他在安波汤镇工作。', '安波汤', undefined],
    ] as const) {
      expect(tagged(text)).toContain(`${name} nr`);
      expect(all.segment(text, { tags: true }).find(token => token.text === name)?.tag).toBe(kind);
    }
  });

  it('cover the text, also without sentences and in long tokens', () => {
    for (const text of ['湖北省枝江市'.repeat(200), 'a'.repeat(900), `${'b'.repeat(900)}沈砚秋说`, '。\n！', ''])
      expect(all.cut(text).join('')).toBe(text);
  });
});

describe('a lexicon with names', () => {
  it('has another fingerprint, which its overlay and its threads keep', () => {
    expect(segmenter.fingerprint).not.toBe(plain.fingerprint);
    expect(lexicon.extend([{ word: '沈砚' }]).names).toBe(lexicon.names);
    const packed = structuredClone(lexicon.pack());
    expect(Lexicon.fromPacked(packed).withNames(openNames(packed.names!)).fingerprint).toBe(lexicon.fingerprint);
    expect(lexicon.withNames(undefined).fingerprint).toBe(plain.fingerprint.replace(/^jieba \S+ /, ''));
  });

  it('refuses another way to find names', async () => {
    const names = 'everything' as 'all';
    await expect(baseLexicon(undefined, { names })).rejects.toMatchObject({ code: 'BAD_ARGUMENT' });
  });
});

describe('damaged tables of names', () => {
  it('are refused, or weigh otherwise', () => {
    const file = lexicon.names!.files[0];
    for (let at = 0; at < file.length; at += 97) {
      const damaged = file.slice();
      damaged[at] ^= 0x55;
      try {
        const cut = createSegmenter({ lexicon: lexicon.withNames(openNames([damaged])) }).cut('县长沈砚秋和罗伯特说');
        expect(cut.join('')).toBe('县长沈砚秋和罗伯特说');
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/BAD_LEXICON|FORMAT_VERSION/) });
      }
    }
  });
});
