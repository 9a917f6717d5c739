import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { createIndex, date, openIndex, stored, text } from '../../../src/index.ts';

const fields = {
  title: text({ weight: 3 }),
  headings: text({ weight: 2 }),
  body: text(),
  date: date(),
  sections: stored({ sectionsOf: 'body' }),
};
const lexicon = await baseLexicon();

/** A page of sections `[heading, text]`, with the number of each as its anchor. */
function page(id: string, title: string, ...parts: readonly (readonly [string, string])[]) {
  let body = '开头的几句话。';
  const sections = parts.map(([heading, words], i) => {
    const start = body.length + 1;
    body += `\n${heading}\n${words}`;
    return { title: heading, anchor: `s${i}`, start };
  });
  return { id, title, headings: parts.map(([heading]) => heading).join('\n'), body, sections };
}

const index = createIndex({ fields, lexicon });
index.addAll([
  page(
    '构建',
    '构建工具',
    ['部署到服务器', '先构建，再上传。'],
    ['部署', '把文件放到服务器。'],
    ['常见问题', '部署失败怎么办？部署失败请看日志。'],
  ),
  page('组件', '组件基础', ['定义一个组件', '组件可以部署到别处。'], ['传递参数', '参数从外面来。']),
  page('路由', '路由', ['安装', '用命令安装。'], ['', '']),
]);
const opened = openIndex<typeof fields>(index.toBytes());

describe('a hit of a document with sections', () => {
  it('names the sections in which the query stands, the one with that heading first', () => {
    for (const each of [index, opened]) {
      const [hit] = each.search('部署').hits;
      expect(hit.id).toBe('构建');
      expect(hit.sections?.map(({ title, anchor }) => [title, anchor])).toEqual([
        ['部署', 's1'],
        ['部署到服务器', 's0'],
        ['常见问题', 's2'],
      ]);
      expect(hit.sections?.[2].snippet.text).toBe('…部署失败怎么办？部署失败请看日志。');
    }
  });

  it('shows a passage of that section only, with its highlights in their places', () => {
    const { body } = index.get('组件')!;
    for (const { snippet } of index.search('参数').hits[0].sections ?? []) {
      expect(snippet.text).toBe('…参数从外面来。');
      for (const spans of snippet.sources)
        expect(spans.map(({ start, end }) => body?.slice(start, end))).toEqual(['参数']);
    }
  });

  it('has no sections when the words stand before the first one, or snippets are off', () => {
    const [hit] = index.search('开头').hits;
    expect(hit).not.toHaveProperty('sections');
    expect(index.search('部署', { snippet: false }).hits[0]).not.toHaveProperty('sections');
  });

  it('is refused when its sections belong to no text field', () => {
    expect(() => createIndex({ fields: { date: date(), s: stored({ sectionsOf: 'date' }) } })).toThrow(
      expect.objectContaining({ code: 'BAD_ARGUMENT' }),
    );
  });

  it('leads every heading that is searched to its page and anchor first', () => {
    // Thirty headings of two words each, all words different; the text below each has a word of another heading.
    const words = (
      '安装 配置 路由 组件 状态 测试 部署 样式 表单 动画 缓存 日志 权限 插件 主题 字体 图标 按钮 弹窗 菜单 表格 分页 上传 下载 登录 注册 ' +
      '搜索 排序 过滤 拖拽 复制 粘贴 撤销 打印 导出 导入 备份 恢复 升级 迁移 监控 告警 限流 队列 事务 索引 视图 触发 函数 变量 循环 条件 ' +
      '异常 调试 编译 打包 压缩 加密 签名 证书'
    ).split(' ');
    fc.assert(
      fc.property(
        fc.shuffledSubarray(words, { minLength: 60, maxLength: 60 }),
        fc.infiniteStream(fc.constantFrom(...words)),
        (shuffled, filler) => {
          const chosen = Array.from({ length: 30 }, (_, i) => `${shuffled[2 * i]}与${shuffled[2 * i + 1]}`);
          const made = createIndex({ fields, lexicon });
          const take = () => `关于${filler.next().value as string}，请先看这里的说明和例子`;
          for (let i = 0; i < 10; i++)
            made.add(
              page(
                `p${i}`,
                `第${i}页`,
                ...chosen.slice(3 * i, 3 * i + 3).map(title => [title, `${take()}。`] as const),
              ),
            );
          chosen.forEach((title, i) => {
            const [hit] = made.search(title).hits;
            expect([hit.id, hit.sections?.[0].title]).toEqual([`p${Math.floor(i / 3)}`, title]);
          });
        },
      ),
      { numRuns: 20 },
    );
  });

  it('has none when what is stored is no list of sections', () => {
    const odd = createIndex({ fields: { body: text(), sections: stored({ sectionsOf: 'body' }) } });
    odd.add({ id: '1', body: '部署', sections: [{ title: '部署', anchor: 'a', start: 99 }, { title: 1 }, null, 'x'] });
    odd.add({ id: '2', body: '部署', sections: 'x' });
    for (const hit of odd.search('部署').hits) expect(hit).not.toHaveProperty('sections');
  });
});
