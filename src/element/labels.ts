import type { QueryWarning } from '../query/language/parse.ts';
import type { Tier } from '../query/rewrite/rewrite.ts';

/** What the element says, in the language of the page around it. */
export interface Labels {
  readonly box: string;
  readonly loading: string;
  readonly found: (total: number, exact: boolean) => string;
  readonly nothing: (query: string) => string;
  readonly advice: string;
  /** What of the query was not taken as meant. */
  readonly warned: (warning: QueryWarning, query: string) => string;
  readonly failed: string;
  readonly failedAdvice: string;
  /** In front of what the error itself says, which is for who made the page. */
  readonly details: string;
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
  warned: ({ span }, query) => `${abbreviate(query.slice(span.start, span.end))}按文字搜索`,
  failed: '索引打不开',
  failedAdvice: '请检查网络，过一会儿再试。',
  details: '详细信息',
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
  warned: ({ message }) => message,
  failed: 'The index cannot be opened',
  failedAdvice: 'Check the network, and try again in a while.',
  details: 'Details',
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

function abbreviate(piece: string): string {
  const characters = [...piece];
  return `「${characters.length > 12 ? `${characters.slice(0, 12).join('')}…` : piece}」`;
}

/** English where the nearest `lang` says so, Chinese otherwise. */
export function findLabels(element: Element): Labels {
  const language = element.closest('[lang]')?.getAttribute('lang') ?? '';
  return /^en\b/i.test(language) ? english : chinese;
}
