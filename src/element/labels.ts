/** The texts that the element shows to readers, in Chinese and English. */
import type { QueryWarning } from '../query/language/parse.ts';
import type { Tier } from '../query/rewrite/rewrite.ts';

/** The texts of the element in one language. */
export interface Labels {
  readonly box: string;
  readonly loading: string;
  readonly found: (total: number, exact: boolean) => string;
  /** Behind the number of articles that hold all words: how many are only related. */
  readonly related: (total: number) => string;
  readonly nothing: (query: string) => string;
  readonly advice: string;
  /** Before the queries that may be meant. */
  readonly didYouMean: string;
  /** Says which part of the query was not understood as written. */
  readonly warned: (warning: QueryWarning, query: string) => string;
  readonly failed: string;
  readonly failedAdvice: string;
  /** Summary above the error message, which is meant for the author of the page. */
  readonly details: string;
  readonly retry: string;
  readonly more: string;
  readonly untitled: string;
  /** By tier: a note for hits that do not contain the words as typed. */
  readonly tiers: Readonly<Partial<Record<Tier, string>>>;
}

const chinese: Labels = {
  box: '搜索',
  loading: '正在打开索引……',
  found: (total, exact) => `${exact ? '' : '约 '}${total} 篇`,
  related: total => `另有相关的 ${total} 篇`,
  nothing: query => `没有找到“${query}”`,
  didYouMean: '您是不是要找：',
  advice: '换个说法，少用几个词，或者去掉引号再试。',
  warned: ({ span }, query) => `${abbreviate(query.slice(span.start, span.end))}按文字搜索`,
  failed: '索引打不开',
  failedAdvice: '请检查网络，过一会儿再试。',
  details: '详细信息',
  retry: '再试一次',
  more: '更多',
  untitled: '（无标题）',
  tiers: {
    keyword: '作者或标签',
    number: '数字写法',
    regional: '地区用词',
    synonym: '近义词',
    most: '含多数词',
    pinyin: '拼音',
    similar: '音近形近',
    spelling: '近似拼写',
    unquoted: '不逐字',
  },
};

const english: Labels = {
  box: 'Search',
  loading: 'Opening the index…',
  found: (total, exact) => `${exact ? '' : 'about '}${total} ${total === 1 ? 'article' : 'articles'}`,
  related: total => `${total} more related`,
  nothing: query => `No results for “${query}”`,
  didYouMean: 'Did you mean: ',
  advice: 'Try other words, fewer words, or remove the quotation marks.',
  warned: ({ message }) => message,
  failed: 'The index could not be opened',
  failedAdvice: 'Check your connection and try again later.',
  details: 'Details',
  retry: 'Try again',
  more: 'More',
  untitled: '(untitled)',
  tiers: {
    keyword: 'author or tag',
    number: 'number written otherwise',
    regional: 'regional variant',
    synonym: 'synonym',
    most: 'most words',
    pinyin: 'pinyin',
    similar: 'similar word',
    spelling: 'similar spelling',
    unquoted: 'not an exact phrase',
  },
};

function abbreviate(text: string): string {
  const characters = [...text];
  return `「${characters.length > 12 ? `${characters.slice(0, 12).join('')}…` : text}」`;
}

/** English if the nearest `lang` attribute says so, Chinese otherwise. */
export function findLabels(element: Element): Labels {
  const language = element.closest('[lang]')?.getAttribute('lang') ?? '';
  return /^en\b/i.test(language) ? english : chinese;
}
