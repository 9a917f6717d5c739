import { beforeAll, describe, expect, it } from 'vitest';
import { baseLexicon } from '../../src/base-lexicon.ts';
import { createIndex, type Lexicon, openIndex, stored, text } from '../../src/index.ts';

const fields = {
  title: text({ weight: 3 }),
  body: text({ repair: true }),
  url: stored(),
  sections: stored({ sectionsOf: 'body' }),
};
let lexicon: Lexicon;
beforeAll(async () => {
  lexicon = await baseLexicon();
});

const filler = (word: string, count: number) => `${word}的其他事情都写在这里，没有别的。`.repeat(count);

function createSample() {
  const index = createIndex({ fields, lexicon });
  const head = filler('村里', 30);
  const body = `开头\n${head}\n新桥\n石桥村的新桥九月通车，全长二十米。\n${filler('镇上', 30)}`;
  index.addAll([
    {
      id: 'long',
      title: '石桥村新桥通车',
      body,
      url: '/bridge.html#top',
      sections: [
        { title: '开头', anchor: 'begin', start: 0 },
        { title: '新桥', anchor: 'open', start: body.indexOf('新桥') },
      ],
    },
    { id: 'same', title: '转载', body: `${filler('县里', 3)}石桥村的新桥九月通车，全长二十米。${filler('镇上', 20)}` },
    { id: 'other', title: '公交', body: `${filler('县里', 40)}公交通到新桥。` },
    { id: 'none', title: '无关', body: filler('别处', 40) },
  ]);
  return index;
}

describe('passages', () => {
  it('have their place in the text and in what was added, section and URL', () => {
    for (const index of [createSample(), openIndex<typeof fields>(createSample().toBytes())]) {
      const [first] = index.passages('石桥村的新桥什么时候通车', { length: 60 });
      expect(first.text).toContain('石桥村的新桥九月通车');
      expect(first.field).toBe('body');
      const { body } = index.get(first.id)!;
      expect(body!.slice(first.span.start, first.span.end).replace(/[\n\t]/g, ' ')).toBe(first.text);
      expect(first.text.length).toBeLessThanOrEqual(60);
      for (const { start, end } of first.highlights)
        expect('石桥村的新桥什么时候通车').toContain(first.text.slice(start, end));
      expect(first.highlights.length).toBeGreaterThan(0);
    }
    const [inSection] = createSample().passages('新桥 九月', { length: 30, filter: { id: 'long' } });
    expect(inSection).toMatchObject({ section: { title: '新桥', anchor: 'open' }, url: '/bridge.html#open' });
  });

  it('that are nearly the same come once, with the other documents named', () => {
    const found = createSample().passages('石桥村的新桥九月通车', { length: 24, limit: 10, perDocument: 1 });
    const first = found.find(({ text }) => text.includes('九月通车'))!;
    expect(found.filter(({ text }) => text.includes('九月通车'))).toHaveLength(1);
    expect([first.id, ...first.alsoIn].sort()).toEqual(['long', 'same']);
  });

  it('are the best first, at most as many as asked for, also of one document', () => {
    const index = createSample();
    const found = index.passages('新桥 通车', { length: 40, limit: 3 });
    expect(found.length).toBeLessThanOrEqual(3);
    for (const [i, { score }] of found.entries()) expect(score).toBeLessThanOrEqual(found[i - 1]?.score ?? Infinity);
    const counts = new Map<string, number>();
    for (const { id } of index.passages('新桥 通车', { length: 40, limit: 50, perDocument: 1 }))
      counts.set(id, (counts.get(id) ?? 0) + 1);
    expect(Math.max(...counts.values())).toBe(1);
    expect(index.passages('新桥', { limit: 0 })).toEqual([]);
    expect(index.passages('量子')).toEqual([]);
  });

  it('are one line as long as their span, whatever breaks the lines of the text', () => {
    const index = createIndex({ fields: { body: text() }, lexicon });
    const body = '石桥村\n的\t新桥\r\n今天\u2028通车\u2029了\u0085，\v很\f好。';
    index.add({ id: '1', body });
    const [{ text: passage, span }] = index.passages('石桥村 新桥');
    expect(passage).toBe('石桥村 的 新桥  今天 通车 了 ， 很 好。');
    expect(span).toEqual({ start: 0, end: body.length });
  });

  it('point into the text before repair', () => {
    const index = createIndex({ fields: { body: text({ repair: true }) }, lexicon });
    const broken = '石桥村的新\n桥今 天 通 车。';
    index.add({ id: '1', body: broken });
    const [{ text: passage, source }] = index.passages('"新桥今天"');
    expect(passage).toContain('新桥今天通车');
    expect(source.map(({ start, end }) => broken.slice(start, end)).join('')).toContain('桥今天通车');
    expect(source.length).toBeGreaterThan(1);
  });

  it('refuse options that are none of theirs', () => {
    expect(() => createSample().passages('新桥', { top: 3 } as object)).toThrow('passages has no option of this name');
    expect(() => createSample().passages('新桥', { length: 0 })).toThrow('length is invalid');
    expect(() => createSample().passages('新桥', { filter: { nobody: 'x' } } as object)).toThrow('unknown field');
  });
});
