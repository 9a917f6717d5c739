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
  readonly tiers: Readonly<Record<string, string>>;
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
    most: '含多数词',
    any: '含部分词',
    variants: '近义词',
    regional: '地区用词',
    synonyms: '近义词',
    homophones: '同音',
    pinyin: '拼音',
    initials: '拼音首字母',
    fuzzy: '近似拼写',
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
    most: 'most words',
    any: 'some words',
    variants: 'synonym',
    regional: 'regional word',
    synonyms: 'synonym',
    homophones: 'sounds the same',
    pinyin: 'pinyin',
    initials: 'initials',
    fuzzy: 'similar spelling',
  },
};

/** English where the nearest `lang` says so, Chinese otherwise. */
export function labelsFor(element: Element): Labels {
  const language = element.closest('[lang]')?.getAttribute('lang') ?? '';
  return /^en\b/i.test(language) ? english : chinese;
}
