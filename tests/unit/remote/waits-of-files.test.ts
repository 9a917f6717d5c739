/** Files that are opened together are read together: what a query waits for does not grow with their number. */
import { beforeAll, describe, expect, it } from 'vitest';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { text } from '../../../src/fields.ts';
import { openRemote } from '../../../src/remote/index.ts';
import { createIndex, openIndex } from '../../../src/search-index.ts';

const words =
  '水利 经济 发展 农业 粮食 生产 教育 医院 交通 道路 文化 旅游 企业 工程 环境 保护 村民 干部 会议 春节'.split(' ');

/** A file of articles, large enough that not all of it is read when it is opened; one word stands in few of them. */
async function build(number: number): Promise<Uint8Array> {
  const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() }, lexicon: await baseLexicon() });
  let seed = number + 1;
  const draw = (below: number) => (seed = (seed * 48271) % 0x7fffffff) % below;
  for (let i = 0; i < 300; i++) {
    const characters = Array.from({ length: 50 }, () => String.fromCharCode(0x4e00 + draw(6000))).join('');
    const body = `${words[draw(20)]}${characters}${words[draw(20)]}，hansou${draw(40)}${i === 7 ? '，监利县水利局' : ''}`;
    index.add({ id: `${number}-${i}`, title: `${words[draw(20)]}${words[draw(20)]}`, body });
  }
  return index.toBytes();
}

const createSource = (bytes: Uint8Array) => ({
  size: bytes.length,
  read: async (start: number, end: number) => bytes.slice(start, end),
});

/** More files may give other words to look for; one wait for each file would be six more. */
describe('several files on a server', () => {
  let files: Uint8Array[];
  beforeAll(async () => {
    files = [];
    for (let i = 0; i < 8; i++) files.push(await build(i));
  });

  it.each([
    ['a word', '经济'],
    ['two words', '农业 生产'],
    ['a quoted piece', '"监利县水利局"'],
    ['a rare word, which is also looked for in other ways', '监利'],
    ['pinyin', 'jianli'],
    ['a mistyped name', 'hansuo12'],
    ['the beginning of a word', '监*'],
  ])('are waited for about as often as two: %s', async (_, query) => {
    const waits: number[] = [];
    for (const count of [2, 8]) {
      const some = files.slice(0, count);
      const remote = await openRemote(some.map(createSource));
      const before = remote.stats.waits;
      expect(await remote.search(query)).toEqual(openIndex(some).search(query));
      waits.push(remote.stats.waits - before);
    }
    expect(waits[0]).toBeGreaterThan(0);
    expect(waits[1]).toBeLessThanOrEqual(waits[0] + 2);
  });

  it('are waited for about as often as two by suggestions', async () => {
    const waits: number[] = [];
    for (const count of [2, 8]) {
      const some = files.slice(0, count);
      const remote = await openRemote(some.map(createSource));
      const before = remote.stats.waits;
      // The last of many words that are as rare may be others.
      for (const prefix of ['水', 'jing', 'hans'])
        expect((await remote.suggest(prefix)).suggestions.slice(0, 1)).toEqual(
          openIndex(some).suggest(prefix).suggestions.slice(0, 1),
        );
      waits.push(remote.stats.waits - before);
    }
    expect(waits[1]).toBeLessThanOrEqual(waits[0] + 2);
  });
});
