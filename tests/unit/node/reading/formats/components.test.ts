import { describe, expect, it } from 'vitest';
import { flattenComponentTags } from '../../../../../src/node/reading/formats/markdown/component-tags.ts';
import { readAs, readOne } from './test-context.ts';

const bodyOf = async (text: string) => (await readOne('markdown', 'a.mdx', `---\ntitle: 题\n---\n${text}`)).body;

describe('the labels of components', () => {
  it.each([
    ['<TabItem value="win" label="视窗">\n\n安装。\n\n</TabItem>', '视窗\n安装。'],
    ["<Tab label={'视窗'} />", '视窗'],
    ['<Tab title={`视窗`} />', '视窗'],
    ['<Card\n  title="指南"\n  href="/zhi"\n>\n  开始。\n</Card>', '指南\n  开始。'],
    ['<LinkCard title="配置" description="如何配置" href="/c" />', '配置\n如何配置'],
    ['见<Tooltip title="解释">词</Tooltip>。', '见 解释 词。'],
    ['<Image pageCaption="照片" src="/x.png" />', '照片'],
    ['<my-card summary="摘要">文</my-card>', '摘要 文'],
    ['| 列 |\n|---|\n| <Badge text="新" /> |', '列\n新'],
    ['<Tabs items={["甲", {b: "}"}]} {...rest}>\n文\n</Tabs>', '文'],
  ])('in %s are text', async (text, body) => {
    expect(await bodyOf(text)).toBe(body);
  });

  it('stand below a heading, whose title and anchor they do not change', async () => {
    const document = await readOne('markdown', 'a.md', '# 题\n\n## 配置 <Badge type="tip" text="新增" />\n\n文', {
      kind: 'vitepress',
    });
    expect(document).toMatchObject({ headings: '配置', sections: [{ anchor: '配置' }], body: '配置\n新增\n文' });
  });

  it('are named as markup when they are no text: values, addresses, expressions, elements of HTML', async () => {
    const text = '<Tab value="甲" title="/乙" :label="丙" text={丁} />\n\n<p title="戊">文</p>';
    const { documents, leftOut } = await readAs('markdown', 'a.mdx', text);
    expect(documents[0].body).toBe('文');
    expect(leftOut).toEqual(['甲', '/乙', '丙', '{丁}', '戊'].map(value => ['markup', value]));
  });
});

describe('the tags of components', () => {
  it('are written on one line, with expressions as values', () => {
    expect(flattenComponentTags('<A\n  b={{ c: "}>" }}\n  d="1"\n/>文<B {...x} e=\'"\'>')).toBe(
      '<A b="{{ c: &quot;}>&quot; }}" d="1"/>文<B data-values="{...x}" e="&quot;">',
    );
  });

  it.each([
    '```jsx\n<A b={1}>\n```',
    '~~~\n<A b={1}>\n',
    '用 `<A b={1}>` 写',
    '    <A b={1}>',
    '<A b={1',
    '<A\n\nb="1">',
    'a <B 石桥',
    '<Type<T>>',
    'if (a <B) {}',
  ])('stay as they are in code, and when they are none: %s', text => {
    expect(flattenComponentTags(text)).toBe(text);
  });

  it('are read in seconds from any malformed text', () => {
    for (const piece of ['<A ', '<A b={', '<A b="', '<A {', '<A b={"', '```', '<A b={`${', '<A\n'])
      for (const end of ['', '\n', '`', '}']) flattenComponentTags((piece + end).repeat(30_000));
  });
});
