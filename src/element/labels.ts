/** The texts that the element shows to readers, in Chinese and English. */
import type { ErrorCode } from '../errors.ts';
import type { NamesOf } from '../index/schema.ts';
import type { QueryWarning } from '../query/language/query-parser.ts';
import type { Tier } from '../query/rewrite/tier-names.ts';

/** The texts of the element in one language. */
export interface Labels {
  /** Of the language, for times and numbers of bytes. */
  readonly language: string;
  readonly box: string;
  readonly clear: string;
  readonly close: string;
  readonly loading: string;
  readonly found: (total: number, exact: boolean) => string;
  /** Behind the number of articles that hold all words: how many are only related. */
  readonly related: (total: number) => string;
  /** Above hits of letters that may become this word. */
  readonly becoming: (query: string) => string;
  /** When the last word is still being typed. */
  readonly goOn: string;
  readonly nothing: (query: string) => string;
  readonly advice: string;
  /** What to do when nothing is left by the chosen values. */
  readonly fewerFilters: string;
  /** Before the queries that may be meant. */
  readonly didYouMean: string;
  /** Says which part of the query was not understood as written. */
  readonly warned: (warning: QueryWarning, query: string) => string;
  readonly failed: string;
  /** What a reader can do about an error. */
  readonly failedAdvice: (code: ErrorCode | undefined) => string;
  /** Instead, where the page was opened as a file: browsers keep files from reading others. */
  readonly openedAsFile: string;
  readonly retry: string;
  readonly more: string;
  readonly untitled: string;
  readonly suggestions: string;
  readonly hits: string;
  readonly back: string;
  readonly previousMark: string;
  readonly nextMark: string;
  /** Of the bar that leads through the marks of a page. */
  readonly marks: string;
  readonly sort: string;
  readonly orders: Readonly<Record<'' | 'desc' | 'asc', string>>;
  readonly otherValues: (count: number) => string;
  /** Names of the fields that `hansou build` makes. */
  readonly fields: Readonly<Record<string, string>>;
  /** Names of fields with names found in the texts. */
  readonly names: Readonly<Record<NamesOf, string>>;
  /** By tier: how hits were found that do not contain the words as typed. */
  readonly tiers: Readonly<Partial<Record<Tier, string>>>;
  /** What the keys do, each behind its name. */
  readonly keys: readonly (readonly [key: string, action: string])[];
}

const chinese: Labels = {
  language: 'zh',
  box: '搜索',
  clear: '清空',
  close: '关闭',
  loading: '正在搜索……',
  found: (total, exact) => `${exact ? '' : '约 '}${total} 篇`,
  related: total => `另有相关的 ${total} 篇`,
  becoming: query => `“${query}”的结果`,
  goOn: '请继续输入……',
  nothing: query => `没有找到${quote(query)}`,
  didYouMean: '您是不是要找：',
  advice: '换个说法，少用几个词，或者去掉引号再试。',
  fewerFilters: '去掉几个筛选条件再试。',
  warned: ({ span }, query) => `${abbreviate(query.slice(span.start, span.end))}按文字搜索`,
  failed: '暂时不能搜索',
  failedAdvice: code =>
    code === 'FILE_CHANGED'
      ? '搜索用的文件正在更新，请过一会儿再试。'
      : code === 'NOT_FOUND'
        ? '找不到搜索用的文件，请告诉网站的管理员。'
        : isOfNetwork(code)
          ? '请检查网络，过一会儿再试。'
          : '搜索用的文件坏了，或者版本不对，请告诉网站的管理员。',
  openedAsFile: '这个网页是当作文件打开的，浏览器不让它读别的文件。请放到服务器上看，例如运行 npx hansou serve。',
  retry: '再试一次',
  more: '更多',
  untitled: '（无标题）',
  suggestions: '联想',
  hits: '搜索结果',
  back: '返回结果',
  previousMark: '上一处',
  nextMark: '下一处',
  marks: '找到的词',
  sort: '排序',
  orders: { '': '按相关度', desc: '从新到旧', asc: '从旧到新' },
  otherValues: count => `另 ${count} 个`,
  fields: {
    author: '作者',
    edition: '版面',
    date: '日期',
    category: '分类',
    tags: '标签',
    tag: '标签',
    source: '来源',
    filters: '筛选',
  },
  names: { persons: '人物', places: '地点', organisations: '机构' },
  tiers: {
    keyword: '作者、标签等相符',
    number: '数字写法不同',
    regional: '各地说法不同',
    synonym: '近义词',
    most: '只含大部分词',
    pinyin: '按拼音找到',
    prefix: '词尾没有打完',
    similar: '按读音或字形找到',
    spelling: '按近似拼写找到',
    any: '只含一部分词',
    unquoted: '不按引号逐字找到',
  },
  keys: [
    ['↵', '打开'],
    ['↑↓', '选择'],
    ['esc', '关闭'],
  ],
};

const english: Labels = {
  language: 'en',
  box: 'Search',
  clear: 'Clear',
  close: 'Close',
  loading: 'Searching…',
  found: (total, exact) => `${exact ? '' : 'about '}${total} ${total === 1 ? 'article' : 'articles'}`,
  related: total => `${total} more related`,
  becoming: query => `Results for “${query}”`,
  goOn: 'Keep typing…',
  nothing: query => `No results for ${quote(query)}`,
  didYouMean: 'Did you mean: ',
  advice: 'Try other words, fewer words, or remove the quotation marks.',
  fewerFilters: 'Remove some filters and try again.',
  warned: ({ message }) => message,
  failed: 'Search is not available',
  failedAdvice: code =>
    code === 'FILE_CHANGED'
      ? 'The search file is being updated. Try again in a moment.'
      : code === 'NOT_FOUND'
        ? 'The search file is missing. Please tell whoever runs this site.'
        : isOfNetwork(code)
          ? 'Check your connection and try again later.'
          : 'The search file is damaged or of another version. Please tell whoever runs this site.',
  openedAsFile:
    'This page was opened as a file, which may not read others. Look at it through a server, such as npx hansou serve.',
  retry: 'Try again',
  more: 'More',
  untitled: '(untitled)',
  suggestions: 'Suggestions',
  hits: 'Results',
  back: 'Back to results',
  previousMark: 'Previous',
  nextMark: 'Next',
  marks: 'Words found',
  sort: 'Sort',
  orders: { '': 'By relevance', desc: 'Newest first', asc: 'Oldest first' },
  otherValues: count => `${count} more`,
  fields: {
    author: 'Author',
    edition: 'Page',
    date: 'Date',
    category: 'Category',
    tags: 'Tags',
    tag: 'Tag',
    source: 'Source',
    filters: 'Filters',
  },
  names: { persons: 'People', places: 'Places', organisations: 'Organisations' },
  tiers: {
    keyword: 'By author, tag and the like',
    number: 'Numbers written otherwise',
    regional: 'Regional words',
    synonym: 'Synonyms',
    most: 'With most of the words',
    pinyin: 'Also found by pinyin',
    prefix: 'Words that begin so',
    similar: 'Also found by sound or shape',
    spelling: 'Also found by similar spelling',
    any: 'With some of the words',
    unquoted: 'Not the exact phrase',
  },
  keys: [
    ['↵', 'open'],
    ['↑↓', 'choose'],
    ['esc', 'close'],
  ],
};

/** Whether a reader can do something about an error, and the maker of the page cannot. */
function isOfNetwork(code: ErrorCode | undefined): boolean {
  return code === 'IO' || code === 'OFFLINE' || code === 'UNREACHABLE' || code === undefined;
}

/** In quotation marks, once. */
function quote(query: string): string {
  return /^[“"].*[”"]$/s.test(query.trim()) ? query.trim() : `“${query}”`;
}

function abbreviate(text: string): string {
  const characters = [...text];
  return `「${characters.length > 12 ? `${characters.slice(0, 12).join('')}…` : text}」`;
}

/** English if the nearest `lang` attribute says so, Chinese otherwise. */
export function findLabels(element: Element): Labels {
  const language = element.closest('[lang]')?.getAttribute('lang') ?? '';
  return /^en\b/i.test(language) ? english : chinese;
}
