/** The pages of the site in their order, in both languages. */

/** A page: its address without the language, its title in English and in Chinese, and whether there is a Chinese one. */
interface Page {
  readonly path: string;
  readonly en: string;
  readonly zh: string;
  readonly isEnglishOnly?: boolean;
}

/** A group of pages. */
interface Group {
  readonly en: string;
  readonly zh: string;
  readonly pages: readonly Page[];
}

const groups: readonly Group[] = [
  {
    en: 'Guide',
    zh: '指南',
    pages: [
      { path: 'guide/start', en: 'Start in five minutes', zh: '五分钟上手' },
      { path: 'guide/names', en: 'Local names', zh: '本地名字' },
      { path: 'guide/typing', en: 'What a reader may type', zh: '读者可以怎样输入' },
      { path: 'guide/tiers', en: 'Ranking and tiers', zh: '排序与层级' },
      { path: 'guide/browser', en: 'In the browser', zh: '在浏览器里' },
      { path: 'guide/sites', en: 'Sites and plugins', zh: '网站与插件' },
      { path: 'guide/node', en: 'Node and large builds', zh: 'Node 与大索引' },
      { path: 'guide/newspaper', en: 'Newspaper pages', zh: '报纸版面' },
      { path: 'guide/command-line', en: 'Command line', zh: '命令行' },
      { path: 'guide/recipes', en: 'Recipes', zh: '常见做法' },
      { path: 'guide/api', en: 'The API at a glance', zh: 'API 一览' },
      { path: 'api/', en: 'API reference', zh: 'API 参考' },
    ],
  },
  {
    en: 'Moving from',
    zh: '迁移',
    pages: ['MiniSearch', 'FlexSearch', 'Orama', 'Pagefind', 'lunr', 'jieba', 'nodejieba'].map(name => ({
      path: `moving/${name.toLowerCase()}`,
      en: name,
      zh: name,
    })),
  },
  {
    en: 'Reference',
    zh: '参考',
    pages: [
      { path: 'web-page', en: 'The search box', zh: '搜索框' },
      { path: 'hosting', en: 'Hosting', zh: '部署' },
      { path: 'other-engines', en: 'With FlexSearch and MiniSearch', zh: '与 FlexSearch、MiniSearch 一起' },
      { path: 'cluster', en: 'An index on a cluster', zh: '集群上的索引' },
      { path: 'names', en: 'Names of a corpus', zh: '语料里的名字' },
      { path: 'reading-files', en: 'Reading files', zh: '读取文件' },
      { path: 'reliability', en: 'What may be relied on', zh: '可靠性' },
      { path: 'format', en: 'The file format', zh: '文件格式' },
      { path: 'performance', en: 'Benchmarks', zh: '性能测量' },
    ],
  },
  {
    en: 'How it works',
    zh: '原理',
    pages: [
      { path: 'segmentation', en: 'Segmentation', zh: '分词' },
      { path: 'ranking', en: 'Ranking', zh: '排序' },
      { path: 'repair', en: 'Repair of texts', zh: '文本修复' },
      { path: 'articles', en: 'Articles of a page', zh: '版面上的文章' },
      { path: 'decisions/README', en: 'Decisions', zh: '各项决定（英文）', isEnglishOnly: true },
    ],
  },
];

/** The sidebar of a language. */
export function createSidebar(language: 'en' | 'zh') {
  return groups.map(group => ({
    text: group[language],
    items: group.pages.map(page => ({ text: page[language], link: addressOf(page, language) })),
  }));
}

function addressOf({ path, isEnglishOnly }: Page, language: 'en' | 'zh'): string {
  return language === 'zh' && !isEnglishOnly ? `/zh/${path}` : `/${path}`;
}
