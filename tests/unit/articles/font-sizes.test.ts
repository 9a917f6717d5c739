import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePage, readPage } from '../../../src/articles/parse-page.ts';

/** A line and the font size it is set in. */
type SetLine = readonly [text: string, size: number];

/** Lines set in one size, with an empty line before and after. */
const set = (size: number, ...lines: string[]): SetLine[] => [
  ['', 0],
  ...lines.map((line): SetLine => [line, size]),
  ['', 0],
];
const textOf = (lines: readonly SetLine[]) => lines.map(([text]) => text).join('\n');
const sizesOf = (lines: readonly SetLine[]) => lines.map(([, size]) => size);
const read = (...parts: SetLine[][]) => readPage(textOf(parts.flat()), { lineSizes: sizesOf(parts.flat()) });
const readText = (...parts: SetLine[][]) => readPage(textOf(parts.flat()));
const titles = ({ articles }: ReturnType<typeof readPage>) => articles.map(({ title }) => title);

const bridge = set(
  10,
  '本报讯（记者何田）9月5日，石',
  '桥村的新桥今天通车，村民走',
  '过新桥，到对岸去赶早集，不',
  '再绕远路。',
);
const library = set(
  10,
  '本报讯（记者董小满）近日，',
  '县图书馆搬进了新馆，阅览室',
  '的座位比从前多了一倍，晚上',
  '开到九点。',
);
const tea = set(
  10,
  '山里的茶树是祖父种下的，祖',
  '父走了以后，茶园荒了十年，',
  '草比人高。去年春天，她从城',
  '里回来，把草一垄一垄割净。',
);
const moreTea = set(10, '她说，茶要人陪，人也要茶陪', '。第一锅茶炒出来的那个晚上', '，半个村子的人都来喝了一碗', '。');

describe('a page with font sizes', () => {
  it('gets headlines that share no word with their articles, and the name of the paper is not one', () => {
    const page = [set(60, '清溪日报'), set(24, '春到清溪'), bridge, set(24, '丰收的日子'), library];
    expect(titles(readText(...page))).toEqual([null, null]);
    const found = read(...page);
    expect(titles(found)).toEqual(['春到清溪', '丰收的日子']);
    expect(found.furniture.map(({ text }) => text)).toEqual(['清溪日报']);
    expect(found.articles.map(({ titleConfidence }) => titleConfidence > 0.5)).toEqual([true, true]);
  });

  it('gets the largest line as the title, and the lines above and below it as subtitles', () => {
    const page = [set(15, '县里召开交通工作会'), set(28, '天堑变通途'), set(15, '两岸村民不再绕路'), bridge];
    const [article] = read(...page).articles;
    expect(article.title).toBe('天堑变通途');
    expect(article.subtitles.map(({ text }) => text)).toEqual(['县里召开交通工作会', '两岸村民不再绕路']);
  });

  it('begins an article below a headline, but not below a heading little larger than the text', () => {
    const page = [set(24, '天堑变通途'), bridge, set(24, '回乡'), tea, set(12, '一碗茶'), moreTea];
    expect(readText(...page).articles).toHaveLength(1);
    const { articles } = read(...page);
    expect(articles.map(({ title }) => title)).toEqual(['天堑变通途', '回乡']);
    expect(articles[1].sections.map(({ text }) => text)).toEqual(['一碗茶']);
  });

  it('keeps a sentence set in large type inside an article as text, not as a headline', () => {
    const page = read(set(24, '回乡'), tea, set(16, '茶要人陪，人也要茶陪。'), moreTea);
    expect(titles(page)).toEqual(['回乡']);
    expect(page.articles[0].body.text).toContain('茶要人陪，人也要茶陪。');
  });

  it('leaves the title null when two headlines are equally large', () => {
    const { articles } = read(bridge, set(24, '春到清溪'), set(24, '丰收的日子'), library);
    expect(articles.map(({ title }) => title)).toEqual([null, null]);
    expect(articles[1].candidates.map(({ text }) => text)).toEqual(['春到清溪', '丰收的日子']);
  });

  it('is parsed as without sizes when they are missing, invalid or all the same', () => {
    const page = [set(24, '天堑变通途'), bridge, set(24, '回乡'), tea].flat();
    const plain = parsePage(textOf(page));
    for (const lineSizes of [[], [24], page.map(() => 9), page.map(() => Number.NaN), page.map(() => -1)])
      expect(parsePage(textOf(page), { lineSizes })).toEqual(plain);
  });
});

interface Expected {
  lines: [number, number];
  title: string | null;
  subtitle?: string[];
  starts: string;
}

const paper = new URL('../../../bench/paper/', import.meta.url);
const pages = JSON.parse(readFileSync(new URL('expected.json', paper), 'utf8')).pages as Record<
  string,
  { articles: Expected[] }
>;
const withoutBlanks = (text: string) => text.replace(/\s/g, '');

/** The page with each headline moved above its article, as in print. */
function asSet(page: string, articles: readonly Expected[]): SetLine[] {
  const headings = articles.flatMap(({ title, subtitle = [] }) => [...(title === null ? [] : [title]), ...subtitle]);
  const isHeading = (line: string) =>
    withoutBlanks(line).length > 1 && headings.some(text => withoutBlanks(text).includes(withoutBlanks(line)));
  const lines = page.split('\n').map(line => (isHeading(line) ? '' : line));
  const heads = articles.map(({ lines: [first] }) =>
    lines.findIndex((line, i) => i + 1 >= first && withoutBlanks(line) !== ''),
  );
  return lines.flatMap((line, i) => {
    const article = articles[heads.indexOf(i)];
    const over = article?.title
      ? [...set(24, withoutBlanks(article.title)), ...set(15, ...(article.subtitle ?? []))]
      : [];
    return [...over, [line, 10] as const];
  });
}

describe('the sample paper with headlines above their articles', () => {
  it.each(Object.entries(pages))('gets the right headlines on %s', (name, { articles }) => {
    expect(readdirSync(paper)).toContain(name);
    const page = asSet(readFileSync(new URL(name, paper), 'utf8'), articles);
    const found = parsePage(textOf(page), { name, lineSizes: sizesOf(page) });
    expect(found.map(({ title }) => title && withoutBlanks(title))).toEqual(
      articles.map(({ title }) => title && withoutBlanks(title)),
    );
  });
});
