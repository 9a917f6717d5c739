import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePage, readPage } from '../../../src/articles/parse-page.ts';
import { parsePages } from '../../../src/articles/parse-pages.ts';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/articles/${name}.txt`, import.meta.url), 'utf8');
const withoutBlanks = (words: string | null) => words?.replace(/\s+/g, '') ?? null;

describe('parsePage', () => {
  it('separates two articles without a gap between them and drops the stray character before the second', () => {
    const { articles, date, edition, furniture } = readPage(fixture('two-run-together'));
    expect(articles.map(({ title }) => title)).toEqual(['县里召开冬季防火工作会', '铲雪车连夜保畅通']);
    expect(articles[1].body.text.startsWith('本报讯（通讯员')).toBe(true);
    expect(articles.map(({ lines }) => [lines.first, lines.last])).toEqual([
      [2, 7],
      [8, 12],
    ]);
    expect(date).toBe('2023-01-02');
    expect(edition).toBe('A2');
    expect(furniture).toHaveLength(2);
  });

  it('gives a dateline the year of the issue, and the year before to a December day in a January issue', () => {
    const articles = parsePage(fixture('two-run-together'));
    expect(articles.map(({ date }) => date)).toEqual(['2022-12-31', '2023-01-01']);
    expect(parsePage('本报讯（记者何田）9月5日，新桥通车。')[0].date).toBeNull();
    expect(parsePage('本报讯（记者何田）9月5日，新桥通车。', { date: '2022-09-11' })[0].date).toBe('2022-09-05');
    expect(parsePage('本报讯（记者何田）9月5日，新桥通车。', { name: '2021-09-11-B2.txt' })[0].date).toBe('2021-09-05');
  });

  it('finds headline, author, date and jump line on a page in traditional characters', () => {
    const [article] = parsePage(fixture('traditional'));
    expect(article.title).toBe('圖書館夜間開放');
    expect(article.subtitles.map(({ text }) => text)).toEqual(['讀者週末可留至十時']);
    expect(article.authors.map(({ name, role }) => [name, role])).toEqual([['陳大文', '记者']]);
    expect(article.date).toBe('2023-03-03');
    expect(article.jumps.map(({ direction, page }) => [direction, page])).toEqual([['to', '4']]);
    const [further] = parsePage('（緊接第一版）\n本報訊（記者陳大文）圖書館昨日起夜間開放。');
    expect(further.jumps.map(({ direction, page }) => [direction, page])).toEqual([['from', '1']]);
  });

  it('finds the sections of an interview and the notice after it', () => {
    const [interview, notice] = parsePage(fixture('interview'));
    expect(interview.title).toBe('让山里的茶走出去');
    expect(interview.subtitles.map(({ text }) => text)).toEqual(['——访清溪茶叶专业合作社理事长']);
    expect(interview.authors.map(({ name, role }) => [name, role])).toEqual([['何田', '记者']]);
    expect(interview.sections.map(({ text }) => text)).toEqual(['先有好茶再有好路', '先有好厂再有好价']);
    expect(interview.captions.map(({ text }) => withoutBlanks(text))).toEqual(['图为社员正在采茶张文举摄']);
    expect(notice.title).toBe('停电通知');
    expect(notice.body.text.endsWith('2023年3月4日')).toBe(true);
  });

  it('gives a poem and a table the headlines above them', () => {
    const [poem, table] = parsePage(fixture('weather-and-poem'));
    expect(poem.title).toBe('春分');
    expect(poem.authors.map(({ name }) => name)).toEqual(['林小河']);
    expect(poem.body.text.split('\n')).toHaveLength(4);
    expect(table.title).toBe('天气预报');
    expect(table.body.text.split('\n')).toHaveLength(3);
  });

  it('leaves the title null and lists the heading as a candidate when it shares no word with either article', () => {
    const page = '本报讯（记者何田）近日，新桥通车。\n\n秋日私语\n\n本报讯（记者李山）近日，粮食丰收。\n';
    for (const article of parsePage(page)) {
      expect(article.title).toBeNull();
      expect(article.candidates.map(({ text }) => text)).toEqual(['秋日私语']);
    }
  });

  it('returns no articles for a page without running text', () => {
    expect(parsePage('')).toEqual([]);
    expect(parsePage('\n \n')).toEqual([]);
    expect(parsePage('清溪日报 2023年1月2日 星期一 A2')).toEqual([]);
  });
});

describe('parsePages', () => {
  it('joins an article with its continuation on another page by their jump lines', () => {
    const page = (name: string) => ({
      name,
      text: readFileSync(new URL(`../../../bench/paper/${name}`, import.meta.url), 'utf8'),
    });
    const { articles } = parsePages(['2022-09-05-A1.txt', '2022-09-05-A2.txt', '2022-09-05-A3.txt'].map(page));
    const joined = articles.filter(({ continuations }) => continuations.length > 0);
    expect(joined).toHaveLength(1);
    expect(joined[0].article.authors.map(({ name }) => name)).toEqual(['汤亦鸣', '佘大壮']);
    expect(joined[0].continuations[0]).toMatchObject({ pageIndex: 2, article: { title: '望鹤大桥主桥合龙' } });
    expect(articles.some(({ article }) => article === joined[0].continuations[0].article)).toBe(false);
  });
});

interface Expected {
  lines: [number, number];
  title: string | null;
  subtitle?: string[];
  authors?: string[];
  roles?: string[];
  sections?: string[];
  captions?: string[];
  starts: string;
  ends: string;
}

function compare(page: string, name: string, expected: readonly Expected[], lineSizes?: readonly number[]) {
  const articles = parsePage(page, { name, ...(lineSizes && { lineSizes }) });
  expect(articles.map(({ lines }) => [lines.first, lines.last])).toEqual(expected.map(({ lines }) => lines));
  for (const [i, article] of articles.entries()) {
    const wanted = expected[i];
    expect(withoutBlanks(article.title)).toBe(withoutBlanks(wanted.title));
    expect(article.subtitles.map(({ text }) => withoutBlanks(text)).join('')).toBe(
      withoutBlanks((wanted.subtitle ?? []).join('')),
    );
    expect(article.authors.map(({ name }) => name)).toEqual(wanted.authors ?? []);
    if (wanted.roles) expect(article.authors.map(({ role }) => role)).toEqual(wanted.roles);
    expect(article.sections.map(({ text }) => text)).toEqual(wanted.sections ?? []);
    expect(article.captions.map(({ text }) => withoutBlanks(text))).toEqual((wanted.captions ?? []).map(withoutBlanks));
    expect(withoutBlanks(article.body.text)!.startsWith(withoutBlanks(wanted.starts)!)).toBe(true);
    expect(withoutBlanks(article.body.text)!.endsWith(withoutBlanks(wanted.ends)!)).toBe(true);
  }
}

/** A font size for each line of the page, as a paper would set the parts listed in the answer key. */
function sizesOf(page: string, expected: readonly Expected[]): number[] {
  const parts = (select: (article: Expected) => string[] | undefined) =>
    expected.flatMap(article => (select(article) ?? []).map(part => withoutBlanks(part)!));
  const sizes: [number, string[]][] = [
    [24, parts(({ title }) => (title === null ? [] : [title]))],
    [15, parts(({ subtitle }) => subtitle)],
    [12, parts(({ sections }) => sections)],
    [8, parts(({ captions }) => captions)],
  ];
  return page.split('\n').map(line => {
    const words = withoutBlanks(line)!;
    if (words.length < 2) return 10;
    return sizes.find(([, texts]) => texts.some(text => text.includes(words)))?.[0] ?? 10;
  });
}

const paper = new URL('../../../bench/paper/', import.meta.url);
const pages = JSON.parse(readFileSync(new URL('expected.json', paper), 'utf8')).pages as Record<
  string,
  { articles: Expected[] }
>;

describe('the sample paper', () => {
  it.each(readdirSync(paper).filter(name => pages[name]))('finds the same articles on %s as a careful reader', name => {
    compare(readFileSync(new URL(name, paper), 'utf8'), name, pages[name].articles);
  });

  it.each(
    readdirSync(paper).filter(name => pages[name]),
  )('finds the same articles on %s when font sizes are given', name => {
    const page = readFileSync(new URL(name, paper), 'utf8');
    compare(page, name, pages[name].articles, sizesOf(page, pages[name].articles));
  });
});

const seed = new URL('../../../../shared/data/seed-page', import.meta.url).pathname;
describe.skipIf(!existsSync(`${seed}.txt`))(`a county newspaper's page (${seed}.txt)`, () => {
  it('has the same articles as a careful reader found', () => {
    const { articles } = JSON.parse(readFileSync(`${seed}.expected.json`, 'utf8')) as { articles: Expected[] };
    compare(readFileSync(`${seed}.txt`, 'utf8'), 'page.txt', articles);
  });
});
