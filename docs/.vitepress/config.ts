/** The documentation as a site, with hansou as its search: `npm run docs`. */
import { hansou } from 'hansou/vitepress';
import { defineConfig } from 'vitepress';
import { writeLlms } from './llms.ts';
import { dropForeignLinks, hideDefinitions } from './page-changes.ts';
import { createSidebar } from './sidebar.ts';

/** The class of the pages that the search leaves out. */
const decision = 'decision';

/** A reader looks for how to do it first, then for how to move, then for each name, and last for how it works. */
const weights = {
  '': 0.7,
  'zh/': 0.7,
  'guide/': 1.5,
  'zh/guide/': 1.5,
  // A list of everything, which has every word.
  'guide/api': 0.8,
  'zh/guide/api': 0.8,
  'moving/': 0.8,
  'zh/moving/': 0.8,
  'api/': 0.4,
  'zh/api/': 0.4,
  decisions: 0.4,
};

export default defineConfig({
  title: 'hansou 汉搜',
  cleanUrls: true,
  markdown: {
    config(markdown) {
      dropForeignLinks(markdown);
      hideDefinitions(markdown);
    },
  },
  buildEnd: writeLlms,
  // Decisions say why, in more words than the pages that say how: for readers of the code. Their list finds them.
  transformPageData: ({ relativePath, frontmatter }) => {
    if (/^decisions\/\d/.test(relativePath)) frontmatter['pageClass'] = decision;
  },
  vite: { plugins: [hansou({ ignore: `.${decision}`, weights })] },
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      description: 'Full-text search for Chinese, as a TypeScript library',
      themeConfig: {
        nav: [
          { text: 'Guide', link: '/guide/start' },
          { text: 'API', link: '/api/' },
        ],
        sidebar: createSidebar('en'),
      },
    },
    zh: {
      label: '简体中文',
      lang: 'zh-CN',
      description: '中文全文搜索，TypeScript 库',
      themeConfig: {
        nav: [
          { text: '指南', link: '/zh/guide/start' },
          { text: 'API', link: '/zh/api/' },
        ],
        sidebar: createSidebar('zh'),
        outline: { label: '本页内容' },
        docFooter: { prev: '上一页', next: '下一页' },
        sidebarMenuLabel: '目录',
        returnToTopLabel: '回到顶部',
        darkModeSwitchLabel: '外观',
        lightModeSwitchTitle: '切换到浅色',
        darkModeSwitchTitle: '切换到深色',
        langMenuLabel: '语言',
        notFound: { title: '没有这一页', quote: '地址可能写错了，试试搜索。', linkText: '回首页' },
      },
    },
  },
});
