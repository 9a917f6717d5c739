import { describe, expect, it } from 'vitest';
import { readAs, readOne } from './test-context.ts';

const read = (text: string, options = {}, path = 'a.md') => readOne('markdown', path, text, options);
const bodyOf = async (text: string, options = {}) => (await read(`---\ntitle: 题\n---\n${text}`, options)).body;

describe('the front matter of Markdown', () => {
  it('gives title, authors, date, tags and address, and its other keys are kept', async () => {
    const text =
      '---\ntitle: 新桥通车\ndate: 2022-09-05\nauthors: [何田, 董小满]\nurl: /a/1\ntags: [桥]\ncategories: 交通\nlayout: post\ndraft: false\n---\n\n正文第一段。\n';
    expect(await read(text)).toEqual({
      id: 'a.md',
      title: '新桥通车',
      body: '正文第一段。',
      author: ['何田', '董小满'],
      date: '2022-09-05',
      url: '/a/1',
      file: 'a.md',
      tags: ['桥', '交通'],
      more: { layout: 'post' },
    });
  });

  it('may be TOML, as in Hugo', async () => {
    const text =
      '+++\ntitle = "新桥"\ndate = 2022-09-05T08:00:00Z\ntags = ["桥", "水"]\n# 注释\n[extra]\nby = "何田"\n+++\n正文';
    const { documents, leftOut } = await readAs('markdown', 'a.md', text);
    expect(documents).toMatchObject([{ title: '新桥', date: '2022-09-05', tags: ['桥', '水'], body: '正文' }]);
    expect(leftOut).toEqual([
      ['comment', ' 注释'],
      ['metadata', '何田'],
    ]);
  });

  it('may be JSON, as in Hugo, but a text that begins with a bracket is text', async () => {
    expect(await read('{\n  "title": "新桥",\n  "tags": ["桥"]\n}\n\n正文')).toMatchObject({
      title: '新桥',
      tags: ['桥'],
      body: '正文',
    });
    expect(await read('{\n石桥\n}\n正文')).toMatchObject({ body: expect.stringContaining('石桥') });
  });

  it('of a page that Docusaurus does not list keeps it out of the search', async () => {
    const { documents, leftOut } = await readAs('markdown', 'a.md', '---\nunlisted: true\n---\n正文');
    expect(documents).toEqual([]);
    expect(leftOut).toEqual([['ignored', expect.stringContaining('正文')]]);
  });

  it('is text like any other, and named, when it is longer than 65,536 characters', async () => {
    const many = (line: (i: number) => string) => `${Array.from({ length: 30_000 }, (_, i) => line(i)).join('\n')}\n`;
    for (const matter of [many(i => `键${i}: &a${i} 值`), many(i => `k${i}: *a${i} # 注`), many(() => '# 石桥村')]) {
      const { documents, leftOut } = await readAs('markdown', 'a.md', `---\n${matter}---\n# 题\n正文`);
      expect(leftOut).toEqual([['long front matter', '']]);
      expect(documents).toMatchObject([{ title: '题', body: expect.stringContaining(matter.split('\n')[29_999]) }]);
      const draft = `---\n${matter}draft: true\n---\n正文`;
      expect((await readAs('markdown', 'a.md', draft)).documents).toEqual([]);
    }
  });

  it('leaves drafts and unpublished pages out by name, unless they are asked for', async () => {
    for (const [path, matter] of [
      ['a.md', 'draft: true'],
      ['a.md', 'published: false'],
      ['_drafts/a.md', 'layout: post'],
    ]) {
      const text = `---\n${matter}\n---\n正文`;
      expect(await readAs('markdown', path, text), matter).toEqual({ documents: [], leftOut: [['draft', text]] });
      expect((await readAs('markdown', path, text, { drafts: true })).documents, matter).toMatchObject([
        { body: '正文' },
      ]);
    }
    expect((await readAs('markdown', 'a.md', '---\nsearch: false\n---\n正文')).documents).toEqual([]);
  });

  it('shows the slogans and features of a front page, which have no other text', async () => {
    const text =
      '---\nlayout: home\nhero:\n  name: 汉搜\n  tagline: 中文搜索\nfeatures:\n  - title: 快\n    details: 很快\n---\n';
    expect(await read(text)).toMatchObject({ body: '汉搜\n中文搜索\n快\n很快', more: { layout: 'home' } });
  });
});

describe('the title of Markdown', () => {
  it('is the first heading when the front matter has none and no text stands before it', async () => {
    expect(await read('# 新桥**通车** #\n\n正文。')).toMatchObject({ title: '新桥通车', body: '正文。' });
    expect(await read('新桥通车\n====\n\n正文。')).toMatchObject({ title: '新桥通车', body: '正文。' });
    expect(await read('```\n# 注释\n```\n\n# 新桥')).not.toHaveProperty('title');
    expect(await read('---\ntitle: 甲\n---\n# 乙\n正文')).toMatchObject({ title: '甲', body: '乙\n正文' });
    expect(await read('---\ntitle: 甲\n---\n# 甲\n正文')).toMatchObject({ title: '甲', body: '正文' });
  });
});

describe('the text of Markdown', () => {
  it('has no markup and all words', async () => {
    const text = [
      '> 引用 > 内',
      '',
      '- 一项',
      '- [x] 完成',
      '',
      '**粗** *斜* ~~删~~ __粗__ snake_case_name',
      '[链接](http://a.example/x_(1) "t") ![图片](b.png) <https://c.example>',
      '`a*b*c` 和 \\*星\\*',
      '',
      '<b>标签</b><br/>',
      '',
      '| 甲 | 乙 |',
      '|---|:-:|',
      '| 1 | `2` |',
      '',
      '***',
      '这是**重点：**后文',
    ].join('\n');
    expect(await bodyOf(text)).toBe(
      [
        '引用 > 内',
        '一项',
        '完成',
        '粗 斜 删 粗 snake_case_name 链接 图片 https://c.example a*b*c 和 *星*',
        '标签',
        '甲 乙',
        '1 2',
        '这是重点：后文',
      ].join('\n'),
    );
  });

  it('joins the lines of a paragraph without a blank between Chinese characters', async () => {
    expect(await bodyOf('石桥村的\n新桥通车，\n村民 walk\nhome')).toBe('石桥村的新桥通车，村民 walk home');
  });

  it('keeps code unchanged, with what looks like comments in it, or leaves it out by name', async () => {
    expect(await bodyOf('~~~js\n# a *b*\n<!-- 桥 -->\n~~~\n\n用 `<!--` 开头，\n\n用 `-->` 结尾')).toBe(
      '# a *b*\n<!-- 桥 -->\n用 <!-- 开头，\n用 --> 结尾',
    );
    const { documents, leftOut } = await readAs('markdown', 'a.md', '正文\n\n```\n代码\n```\n', { code: false });
    expect(documents).toMatchObject([{ body: '正文' }]);
    expect(leftOut).toEqual([['code', '代码']]);
  });

  it('leaves tags of Hexo and Jekyll, shortcodes of Hugo and tables of contents out by name', async () => {
    const text =
      '[[toc]]\n\n[TOC]\n\n{% note info 注意 %}\n雨天不要施工。\n{% endnote %}\n\n{{< figure src="a.png" caption="桥的照片" >}}\n\n{{% notice tip %}}\n小心。\n{{% /notice %}}\n\n`{% raw %}` {{ 变量 }}';
    const { documents, leftOut } = await readAs('markdown', 'a.md', text);
    expect(documents[0].body).toBe('雨天不要施工。\n小心。\n{% raw %} {{ 变量 }}');
    expect(leftOut.map(([kind, part]) => [kind, part.trim()])).toEqual(
      expect.arrayContaining([
        ['markup', 'note info 注意'],
        ['markup', 'figure src="a.png" caption="桥的照片"'],
      ]),
    );
  });

  it('leaves comments, scripts, imports and addresses out by name', async () => {
    const text =
      '<!-- 注释 -->\n\n<script setup>\nconst a = "脚本"\n</script>\n\nimport 桥 from "./桥.vue"\n\n文%%批注%%[字](桥.md)![[图]]{/* 评 */}<Badge text="新" />';
    const { documents, leftOut } = await readAs('markdown', 'a.md', text);
    expect(documents).toMatchObject([{ body: '文字 新' }]);
    expect(
      leftOut.map(([kind, part]) => [kind, part.trim()]).filter(([, part]) => /\p{Script=Han}/u.test(part)),
    ).toEqual(
      expect.arrayContaining([
        ['comment', '注释'],
        ['script', 'const a = "脚本"'],
        ['script', 'import 桥 from "./桥.vue"'],
        ['markup', '桥.md'],
        ['comment', '批注'],
        ['comment', '评'],
        ['markup', '图'],
      ]),
    );
  });

  it('reads containers of VitePress, Docusaurus and MkDocs, alerts, wiki links, marks and footnotes', async () => {
    const text = [
      ':::tip 提示',
      '雨天。',
      ':::',
      '',
      '::: warning',
      '大风。',
      ':::',
      '',
      ':::note[注意]',
      '',
      '涨水。',
      '',
      ':::',
      '',
      '!!! note "须知"',
      '    晚上。',
      '',
      '> [!NOTE]',
      '> 早上。',
      '',
      '见[[桥的历史|历史]]、[[石桥]]，==重点==。[^1]',
      '',
      '[^1]: 县志。',
    ].join('\n');
    expect(await bodyOf(text)).toBe(
      '提示\n雨天。\n大风。\n注意\n涨水。\n须知\n晚上。\n早上。\n见历史、石桥，重点。\n县志。',
    );
  });

  it('is read in seconds from any malformed text', async () => {
    for (const piece of [
      '[',
      '*',
      '<a',
      '`',
      '# #',
      '- ',
      '> ',
      '| ',
      '_',
      '![](',
      '[a](',
      '\\',
      ' ',
      '---\n',
      'a\n|-|\n',
      '<!--',
      '{% ',
      '{{% ',
      'x {/* ',
    ]) {
      const text = piece.repeat(30_000);
      const started = process.cpuUsage();
      await read(`桥${text}b`);
      await readAs('markdown', 'a.md', `---\n${text}`).catch(() => {});
      const { user } = process.cpuUsage(started);
      // Quadratic time would be hours; the bound is not a measurement.
      expect(user, piece).toBeLessThan(20_000_000);
    }
  });
});

describe('sections of Markdown', () => {
  const text =
    '# 新桥 {#bridge}\n\n开头。\n\n## 施工准备 {#prepare}\n\n测水深。\n\n## 通车 `仪式`！\n\n走过。\n\n## 施工准备\n';

  it('stand at their headings, with the anchors that the heading sets or the site generator gives', async () => {
    const document = await read(text);
    expect(document).toMatchObject({
      title: '新桥',
      body: '开头。\n施工准备\n测水深。\n通车 仪式！\n走过。\n施工准备',
      headings: '施工准备\n通车 仪式！\n施工准备',
    });
    for (const { title, start } of document.sections ?? [])
      expect(String(document.body).slice(start).startsWith(title)).toBe(true);
    expect(document.sections?.map(({ anchor }) => anchor)).toEqual(['prepare', '通车-仪式', '施工准备']);
    const vitepress = await read('# 题\n\n## 一、通车（上）!\n\n## 2 桥\n\n## 2 桥\n', { kind: 'vitepress' });
    expect(vitepress.sections?.map(({ anchor }) => anchor)).toEqual(['一、通车-上', '_2-桥', '_2-桥-1']);
  });
});

describe('the address of Markdown', () => {
  it.each([
    ['plain', 'a/桥.md', '', '/a/桥.html'],
    ['vitepress', 'a/index.md', '', '/a/'],
    ['jekyll', '_posts/2022-09-05-bridge.md', '', '/2022/09/05/bridge.html'],
    ['hexo', 'source/_posts/bridge.md', 'date: 2022-09-05', '/2022/09/05/bridge/'],
    ['hugo', 'content/posts/bridge.md', '', '/posts/bridge/'],
    ['hugo', 'content/posts/bridge.md', 'slug: qiao', '/posts/qiao/'],
    ['docusaurus', '01-intro/02-bridge.md', '', '/intro/bridge'],
    ['docusaurus', 'blog/2022-09-05-bridge/index.md', '', '/blog/2022/09/05/bridge'],
    ['docusaurus', 'blog/2022-09-05-bridge.md', 'slug: qiao', '/blog/qiao'],
    ['docusaurus', 'a.md', 'slug: /qiao', '/qiao'],
    ['docusaurus', 'docs/a/b.md', 'slug: /qiao', '/docs/qiao'],
    ['docusaurus', 'versioned_docs/version-1.0/2-b.md', '', '/docs/1.0/b'],
    ['docusaurus', 'i18n/zh-CN/docusaurus-plugin-content-docs/current/b.md', '', '/zh-CN/docs/b'],
    ['docusaurus', 'i18n/zh/docusaurus-plugin-content-blog/2022-09-05-bridge.md', '', '/zh/blog/2022/09/05/bridge'],
    ['docusaurus', 'src/pages/b.md', '', '/b'],
    ['jekyll', '_docs/a.md', '', '/docs/a.html'],
    [
      'jekyll',
      '_posts/2022-09-05-bridge.md',
      'categories: 工程 桥梁\npermalink: /:categories/:title/',
      '/工程/桥梁/bridge/',
    ],
    ['plain', 'a.md', 'permalink: /bridge/', '/bridge/'],
    ['plain', 'a.md', 'url: https://example.org/x', 'https://example.org/x'],
  ] as const)('%s %s %s is %s', async (kind, path, matter, url) => {
    expect((await read(`---\ntitle: 题\n${matter}\n---\n文`, { kind }, path)).url).toBe(url);
  });

  it.each([
    ['hexo', ':year/:title/', '/2022/bridge/'],
    ['hexo', ':category/:i_month-:i_day/:name.html', '/新闻/9-5/bridge.html'],
    ['jekyll', 'pretty', '/新闻/2022/09/05/bridge/'],
    ['jekyll', '/:categories/:title', '/新闻/bridge'],
    // The hash of a post is not known: the generator's own rule holds.
    ['hexo', ':hash/', '/2022/09/05/bridge/'],
  ] as const)('of a post of %s with permalink %s is %s', async (kind, postPermalink, url) => {
    const post = '---\ntitle: 题\ncategories: 新闻\n---\n文';
    expect((await read(post, { kind, postPermalink }, '_posts/2022-09-05-bridge.md')).url).toBe(url);
    expect((await read(post, { kind, postPermalink }, 'about/index.md')).url).toBe('/about/');
  });

  it('begins with --base-url, and leaves .html out when asked', async () => {
    expect((await read('文', { baseUrl: 'https://example.org/docs', cleanUrls: true }, 'a/b.md')).url).toBe(
      'https://example.org/docs/a/b',
    );
  });
});

describe('Markdown that its writer broke into lines', () => {
  it('keeps the ends of lines that are set, and joins the others', async () => {
    expect((await read('床前明月光，  \n疑是地上霜。\\\n举头望\n明月，<br>低头思故乡。')).body).toBe(
      '床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。',
    );
  });

  it('has the title of a callout on a line of its own', async () => {
    expect((await read('> [!warning]- 折叠\n> 正文\n\n> [!NOTE]\n> 注意')).body).toBe('折叠\n正文\n注意');
  });

  it('has no imports of MDX, tags of kramdown, and comments of Jekyll', async () => {
    const text = 'import {\n  A,\n  B,\n} from "./甲"\n\n正文\n{: #id .甲}\n\n{% comment %}批注{% endcomment %}\n后文';
    expect((await read(text)).body).toBe('正文\n后文');
  });

  it('has characters together that have readings above them', async () => {
    expect((await read('<ruby>漢<rt>hàn</rt></ruby><ruby>字<rp>(</rp><rt>注</rt><rp>)</rp></ruby>')).body).toBe('漢字');
  });
});

describe('a page whose day has not come', () => {
  it.each([
    ['hugo', 'content/a.md', 'date: 2999-01-01', true],
    ['hugo', 'content/a.md', 'date: 2000-01-01\npublishDate: 2999-01-01', true],
    ['hugo', 'content/a.md', 'date: 2000-01-01', false],
    ['jekyll', '_posts/2098-01-01-a.md', '', true],
    ['jekyll', 'a.md', 'date: 2999-01-01', false],
    ['hexo', 'source/_posts/a.md', 'date: 2999-01-01', false],
  ] as const)('of %s (%s, %s) is left out: %s', async (kind, path, matter, isLeftOut) => {
    const text = `---\ntitle: 题\n${matter}\n---\n文`;
    const { documents, leftOut } = await readAs('markdown', path, text, { kind });
    expect(documents.length).toBe(isLeftOut ? 0 : 1);
    expect(leftOut.map(([name]) => name)).toEqual(isLeftOut ? ['future page'] : []);
    expect((await readAs('markdown', path, text, { kind, drafts: true })).documents.length).toBe(1);
  });
});
