import { beforeAll, describe, expect, it } from 'vitest';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { createIndex, Lexicon, openIndex, stored, text } from '../../../src/index.ts';

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

  describe('are the best first', () => {
    const given = { title: text({ weight: 3 }), body: text(), notes: text() };
    const index = createIndex({ fields: given, lexicon: Lexicon.fromEntries([]) });
    const apart = (word: string) => filler(word, 12);
    // `two` has one passage with all words, and in each of two fields one with one of them; the others have one passage each.
    const articles = {
      two: [`${apart('县里')}新桥今天通车了。${apart('镇上')}大家在新桥上庆祝。${apart('村里')}`, '后来修了新桥。'],
      one: [`${apart('城里')}通车以后新桥很热闹。${apart('别处')}`, ''],
      road: [`${apart('路边')}还没有通车。${apart('田里')}`, ''],
      none: [apart('远处'), ''],
    };
    for (const [id, [body, notes]] of Object.entries(articles))
      index.add({ id, title: '', body, notes: `${apart('另外')}${notes}${apart('此外')}` });
    const find = (options: object) => index.passages('新桥 通车', { match: 'any', length: 24, ...options });
    const all = find({ limit: 50, perDocument: 3 });

    it('by their scores, and those of all words before those of some', () => {
      expect(all.map(({ id }) => id)).toEqual(['two', 'one', 'two', 'two', 'road']);
      const holds = all.map(({ text: passage }) => ['新桥', '通车'].filter(word => passage.includes(word)).length);
      expect(holds).toEqual([2, 2, 1, 1, 1]);
      const scores = all.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      expect(all.map(({ field }) => field).sort()).toEqual(['body', 'body', 'body', 'body', 'notes']);
    });

    it('at most as many as are asked for, of all and of one document', () => {
      for (const limit of [1, 2, 4]) expect(find({ limit, perDocument: 3 })).toEqual(all.slice(0, limit));
      for (const perDocument of [1, 2, 3]) {
        const ids = find({ limit: 50, perDocument }).map(({ id }) => id);
        expect(ids.filter(id => id === 'two')).toHaveLength(perDocument);
        expect(new Set(ids)).toEqual(new Set(['two', 'one', 'road']));
      }
      expect(find({ limit: 0 })).toEqual([]);
      expect(index.passages('量子')).toEqual([]);
    });
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
