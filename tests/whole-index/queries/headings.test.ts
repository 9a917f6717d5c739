/** Searching a folder of Markdown for its headings, as the readers of a documentation do. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { createIndex, type SearchIndex } from '../../../src/index.ts';
import { documentFields, readDocuments } from '../../../src/node/index.ts';

const topics = ['组件', '路由', '状态', '表单', '动画', '缓存', '权限', '插件', '主题', '图表', '日志', '测试'];
const deeds = ['安装', '声明', '传递参数', '响应更新', '常见问题'];

/** A page of sections; the first has a longer heading with the words of another one, and speaks of it at length. */
function writePage(topic: string): string {
  const sections = deeds.map((deed, i) => {
    return `## ${deed}\`${topic}\` {#${topic}-${i}}\n\n这一节很短，请照着例子做一遍。\n\n`;
  });
  const first = deeds.map(
    deed => `## ${deed}${topic}之前 {#before}\n\n${`要${deed}${topic}，${deed}${topic}前先看别处。`.repeat(3)}\n`,
  );
  return `# ${topic}\n\n${topic}是应用的一部分。\n\n${first.join('\n')}\n${sections.join('\n')}`;
}

/** A page that speaks of nothing else, in its title too, but has no such heading. */
function writeGuide(what: string): string {
  return `# 新手${what}指南\n\n${`要${what}的人，都会${what}；不会${what}的，问会${what}的。`.repeat(4)}\n`;
}

const folder = mkdtempSync(join(tmpdir(), 'hansou-headings-'));
afterAll(() => rmSync(folder, { recursive: true }));
let index: SearchIndex<typeof documentFields>;

beforeAll(async () => {
  topics.forEach((topic, i) => {
    mkdirSync(join(folder, `part-${i % 3}`), { recursive: true });
    writeFileSync(join(folder, `part-${i % 3}`, `page-${i}.md`), writePage(topic));
    for (const deed of deeds) writeFileSync(join(folder, `${deed}${topic}.md`), writeGuide(`${deed}${topic}`));
  });
  index = createIndex({ fields: documentFields, lexicon: await baseLexicon() });
  for await (const document of readDocuments([folder])) index.add(document);
});

describe('a search for a heading', () => {
  it('leads to its page and anchor first, although another page speaks more of the same', () => {
    const missed: string[] = [];
    topics.forEach((topic, i) => {
      deeds.forEach((deed, section) => {
        const [hit] = index.search(`${deed}${topic}`).hits;
        const found = `${hit?.document.url}#${hit?.sections?.[0]?.anchor}`;
        if (found !== `/part-${i % 3}/page-${i}.html#${topic}-${section}`) missed.push(`${deed}${topic}: ${found}`);
      });
    });
    expect(missed).toEqual([]);
  });

  it('finds it in other case and width, with other spaces and signs, and in quotes', () => {
    for (const typed of ['安装 组件', '“安装组件”', '安装「组件」', '安裝組件']) {
      const [hit] = index.search(typed).hits;
      expect([hit.document.url, hit.sections?.[0].anchor], typed).toEqual(['/part-0/page-0.html', '组件-0']);
    }
  });

  it('leads to the page with that title before pages with a section of that name', () => {
    const made = createIndex({ fields: documentFields });
    const section = { title: '部署', anchor: 'a', start: 0 };
    made.add({
      id: 'section',
      title: '部署网站，部署服务',
      body: '部署\n部署网站。',
      headings: '部署',
      sections: [section],
    });
    made.add({ id: 'title', title: '部署', body: `怎样把构建好的文件放到服务器上，${'一步一步地说明。'.repeat(20)}` });
    expect(made.search('部署').hits.map(({ id }) => id)).toEqual(['title', 'section']);
  });

  it('leads to a page whose title begins with it before a page about other things with a section of that name', () => {
    const made = createIndex({ fields: documentFields });
    const other = (name: string) => ({
      id: name,
      title: `说明 ${name.length}`,
      body: `${name}\n见别处。`,
      headings: name,
      sections: [{ title: name, anchor: 'a', start: 0 }],
    });
    made.addAll([other('插槽'), other('App'), { id: 'slots', title: '插槽 Slots', body: '怎样用插槽。' }]);
    made.addAll([{ id: 'guide', title: 'Application', body: 'App 怎样开始。' }]);
    expect(made.search('插槽').hits[0].id).toBe('slots');
    expect(made.search('App').hits[0].id).toBe('App');
  });
});
