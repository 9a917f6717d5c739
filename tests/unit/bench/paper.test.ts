import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** An article in `bench/paper/expected.json`. */
interface Expected {
  lines: [number, number];
  also_lines?: [number, number][];
  title: string | null;
  subtitle?: string[];
  authors: string[];
  roles?: string[];
  date_words?: string[];
  starts: string;
  ends: string;
  sections?: string[];
  captions?: string[];
}

interface Page {
  articles: Expected[];
  repaired: { raw: string; text: string }[];
  furniture?: number[];
}

interface PaperQuery {
  query: string;
  kind: string;
  first: { file: string; title?: string; startsWith?: string };
}

const paper = new URL('../../../bench/paper/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, paper), 'utf8');
const { pages } = JSON.parse(read('expected.json')) as { pages: Record<string, Page> };
const bare = (text: string): string => text.replace(/\s/g, '');

describe('the sample paper', () => {
  it('has expectations for every page', () => {
    expect(Object.keys(pages).sort()).toEqual(
      readdirSync(paper)
        .filter(name => name.endsWith('.txt'))
        .sort(),
    );
    expect(Object.keys(pages).length).toBeGreaterThanOrEqual(12);
  });

  describe.each(Object.entries(pages))('%s', (file, page) => {
    const text = read(file);
    const lines = text.split('\n');
    const linesOf = (article: Expected): number[] =>
      [article.lines, ...(article.also_lines ?? [])].flatMap(([first, last]) =>
        Array.from({ length: last - first + 1 }, (_, i) => first + i),
      );

    it('assigns every line that is not blank to one article or to the page furniture', () => {
      const owned = [...page.articles.flatMap(linesOf), ...(page.furniture ?? [])];
      expect(new Set(owned).size).toBe(owned.length);
      const written = lines.flatMap((line, i) => (line.trim() === '' ? [] : [i + 1]));
      expect(written.filter(number => !owned.includes(number))).toEqual([]);
    });

    it.each(page.articles)('contains in lines $lines everything that is expected of the article', article => {
      const own = bare(
        linesOf(article)
          .map(number => lines[number - 1])
          .join(''),
      );
      const named = [
        article.title ?? '',
        article.starts,
        article.ends,
        ...(article.subtitle ?? []),
        ...article.authors,
        ...(article.date_words ?? []),
        ...(article.sections ?? []),
        ...(article.captions ?? []),
      ];
      expect(named.filter(part => !own.includes(bare(part)))).toEqual([]);
      expect(article.roles ?? []).toHaveLength(article.roles ? article.authors.length : 0);
    });

    it('contains the passages to repair, which differ from the repaired ones only in white space', () => {
      for (const { raw, text: whole } of page.repaired) {
        expect(text).toContain(raw);
        expect(bare(raw)).toBe(bare(whole));
        expect(raw).not.toBe(whole);
      }
    });
  });

  it('contains the expected first hit of every query', () => {
    const file = new URL('../../ranking/paper-queries.json', import.meta.url);
    const { queries } = JSON.parse(readFileSync(file, 'utf8')) as { queries: PaperQuery[] };
    const lost = queries.filter(({ first }) => {
      const found = (pages[first.file]?.articles ?? []).filter(article =>
        first.title === undefined ? article.starts.startsWith(first.startsWith!) : article.title === first.title,
      );
      return found.length !== 1;
    });
    expect(lost).toEqual([]);
  });
});
