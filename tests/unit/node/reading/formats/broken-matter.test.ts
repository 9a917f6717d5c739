import { describe, expect, it } from 'vitest';
import { readAs } from './test-context.ts';

const read = async (matter: string, options = {}) => {
  const { documents, leftOut } = await readAs('markdown', 'a.md', `${matter}\n\n正文第一段。\n`, options);
  return { document: documents[0], leftOut };
};
const yaml = (...lines: string[]) => `---\n${lines.join('\n')}\n---`;
const toml = (...lines: string[]) => `+++\n${lines.join('\n')}\n+++`;

describe('front matter that is not valid', () => {
  it.each([
    // A second colon, a list with words behind it, an alias, a sign that YAML keeps for itself, a quote that nothing closes.
    ['title: 关于: 石桥通车', '关于: 石桥通车'],
    ['title: [新闻] 石桥通车', '[新闻] 石桥通车'],
    ['title: *石桥* 通车', '*石桥* 通车'],
    ['title: @石桥 通车', '@石桥 通车'],
    ['title: "石桥" 通车', '"石桥" 通车'],
    ['title: "石桥通车', '石桥通车'],
    ['title:石桥通车', '石桥通车'],
    ['title：石桥通车', '石桥通车'],
    ['"title": 石桥: 通车', '石桥: 通车'],
  ])('gives the title in %s, and the text', async (line, title) => {
    const { document, leftOut } = await read(yaml(line, 'date: 2022-09-05', 'tags: [桥, 水]', 'foo: "x": y'));
    expect(document).toMatchObject({ title, date: '2022-09-05', tags: ['桥', '水'], body: '正文第一段。' });
    expect(leftOut).toContainEqual(['broken front matter', '']);
  });

  it('loses no text of a key that JavaScript knows otherwise', async () => {
    const { document, leftOut } = await read(yaml('title: 关于: 石桥', '__proto__:', '  石桥: 董小满'));
    expect(document).toMatchObject({ title: '关于: 石桥', body: '正文第一段。' });
    expect(leftOut).toContainEqual(['metadata', expect.stringContaining('董小满')]);
  });

  it('gives the keys that are valid by themselves, and names the lines of the others', async () => {
    const { document, leftOut } = await read(
      yaml(
        'title: 新桥',
        'tags: [桥, 水',
        'author:',
        '  - 何田',
        '  - 董小满',
        '石: [',
        '  村',
        'date: 2022-09-05 # 批注',
      ),
    );
    expect(document).toMatchObject({
      title: '新桥',
      author: ['何田', '董小满'],
      date: '2022-09-05',
      body: '正文第一段。',
    });
    expect(document).not.toHaveProperty('tags');
    expect(leftOut).toEqual([
      ['broken front matter', 'tags: [桥, 水\n石: [\n  村'],
      ['comment', ' 批注'],
    ]);
  });

  it('of TOML gives the keys above its tables', async () => {
    const { document, leftOut } = await read(
      toml('title = 新桥通车', 'date = 2022-09-05', 'tags = ["桥", "水"]', 'draft = false', '[extra', 'title = "别"'),
    );
    expect(document).toMatchObject({ title: '新桥通车', date: '2022-09-05', tags: ['桥', '水'] });
    expect(leftOut).toEqual([['broken front matter', '[extra\ntitle = "别"']]);
  });

  it('of TOML with a text over several lines gives no key, since its lines may look like keys', async () => {
    const { document, leftOut } = await read(toml('summary = """', 'title = "别"', '"""', 'x = ='));
    expect(document).not.toHaveProperty('title');
    expect(leftOut).toEqual([['broken front matter', expect.stringContaining('title = "别"')]]);
  });

  it('that says in any place that the page is not to be found leaves the page out', async () => {
    for (const line of ['draft: true', '  draft: true', 'published: false', 'draft: "true"', '"draft": true # 稿'])
      expect((await read(yaml('title: 甲: 乙', line))).leftOut, line).toEqual([['draft', expect.any(String)]]);
    for (const line of ['unlisted: true', 'search: false'])
      expect((await read(yaml('title: 甲: 乙', line))).leftOut, line).toEqual([['ignored', expect.any(String)]]);
    expect((await read(yaml('title: 甲: 乙', 'draft: false'))).document).toMatchObject({ title: '甲: 乙' });
    expect((await read(toml('title = 甲', 'draft = true'))).document).toBeUndefined();
  });

  it('with more aliases than are followed gives its other keys', async () => {
    const many = Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`);
    const { document } = await read(yaml('title: 新桥', 'a0: &a0 [一]', ...many));
    expect(document).toMatchObject({ title: '新桥', body: '正文第一段。' });
  });

  it('is refused with its line when strict', async () => {
    await expect(read(yaml('title: 甲', 'x: a: b'), { strict: true })).rejects.toMatchObject({
      code: 'BAD_FILE',
      message: expect.stringMatching(/front matter of a\.md.*line 3/),
    });
    await expect(read(toml('title = 甲'), { strict: true })).rejects.toMatchObject({ code: 'BAD_FILE' });
  });
});
