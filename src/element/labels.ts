import type { Tier } from '../query/tiers.ts';

/** What the element says, in the language of the page around it. */
export interface Labels {
  readonly box: string;
  readonly loading: string;
  readonly found: (total: number, exact: boolean) => string;
  readonly nothing: (query: string) => string;
  readonly advice: string;
  readonly failed: string;
  readonly retry: string;
  readonly more: string;
  readonly untitled: string;
  /** Behind hits that a lower rule found, by tier. */
  readonly tiers: Readonly<Partial<Record<Tier, string>>>;
}

const chinese: Labels = {
  box: '搜索',
  loading: '正在打开索引……',
  found: (total, exact) => `${exact ? '' : '约 '}${total} 篇`,
  nothing: query => `没有找到“${query}”`,
  advice: '换个说法，少用几个词，或者去掉引号再试。',
  failed: '索引打不开',
  retry: '再试一次',
  more: '更多',
  untitled: '（无标题）',
  tiers: {
    regional: '地区用词',
    synonym: '近义词',
    most: '含多数词',
    pinyin: '拼音',
    homophone: '同音',
    spelling: '近似拼写',
    unquoted: '不逐字',
  },
};

const english: Labels = {
  box: 'Search',
  loading: 'Opening the index…',
  found: (total, exact) => `${exact ? '' : 'about '}${total} ${total === 1 ? 'article' : 'articles'}`,
  nothing: query => `Nothing found for “${query}”`,
  advice: 'Try other words, fewer words, or leave the quote marks out.',
  failed: 'The index cannot be opened',
  retry: 'Try again',
  more: 'More',
  untitled: '(no headline)',
  tiers: {
    regional: 'regional word',
    synonym: 'synonym',
    most: 'most words',
    pinyin: 'pinyin',
    homophone: 'sounds the same',
    spelling: 'similar spelling',
    unquoted: 'not literally',
  },
};

/** English where the nearest `lang` says so, Chinese otherwise. */
export function labelsFor(element: Element): Labels {
  const language = element.closest('[lang]')?.getAttribute('lang') ?? '';
  return /^en\b/i.test(language) ? english : chinese;
}
