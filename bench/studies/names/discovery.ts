/** How many names does discovery find, on a page and in marked sentences? */
import { existsSync, readFileSync } from 'node:fs';
import { parsePage } from '../../../src/articles/parse-page.ts';
import type { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { discoverNames } from '../../../src/names/discover-names.ts';
import type { NameCandidate, NameKind } from '../../../src/names/name-candidate.ts';
import { type GoldSentence, goldKinds } from './gold-names.ts';

/** The kinds of names on a page that a reader listed. */
export const pageKinds = ['people', 'places', 'organisations', 'slogans'] as const;

/** What `hansou build --names` takes. */
const minScore = 0.8;
/** How often a name stands in the texts at least, to be counted among those that come again. */
const minCount = 3;

export interface PageFigures {
  readonly listed: number;
  readonly found: number;
}

/** Counts the names of a page that are candidates or words of the lexicon. @returns by kind of `pageKinds`, or undefined without the page */
export function countPageNames(page: string, expected: string, lexicon: Lexicon): PageFigures[] | undefined {
  if (!existsSync(page) || !existsSync(expected)) return undefined;
  const articles = parsePage(readFileSync(page, 'utf8'));
  const texts = articles.map(({ title, subtitles, body }) =>
    [title ?? '', ...subtitles.map(({ text }) => text), body.text].join('\n'),
  );
  const authors = articles.flatMap(article => article.authors.map(({ name }) => name));
  const { names } = JSON.parse(readFileSync(expected, 'utf8')) as { names: Record<string, string[]> };
  const found = new Set([...discoverNames(texts, { lexicon }).map(({ word }) => word), ...authors]);
  return pageKinds.map(kind => ({
    listed: names[kind].length,
    found: names[kind].filter(name => found.has(name) || lexicon.has(name)).length,
  }));
}

export interface DiscoveryFigures {
  /** Candidates that `--names` takes. */
  readonly candidates: readonly NameCandidate[];
  /** By kind of `goldKinds`: the share of the candidates that are marked as that kind somewhere. */
  readonly right: readonly number[];
  /** The same of those that occur three times and more. */
  readonly rightAgain: readonly number[];
  readonly charactersPerSecond: number;
}

const candidateKinds: readonly NameKind[] = ['person', 'place', 'organisation'];

/** Finds the names of sentences and compares them with those that people marked. */
export function measureDiscovery(sentences: readonly GoldSentence[], lexicon: Lexicon): DiscoveryFigures {
  const texts = sentences.map(({ text }) => text);
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  const started = performance.now();
  const candidates = discoverNames(texts, { lexicon, minScore }).filter(({ kind }) => kind !== 'term');
  const seconds = (performance.now() - started) / 1000;
  const marked = goldKinds.map(() => new Set<string>());
  for (const { text, names } of sentences)
    for (const [start, end, kind] of names) marked[goldKinds.indexOf(kind as 'PER')].add(text.slice(start, end));
  const share = (count: number): number[] =>
    candidateKinds.map((kind, i) => {
      const some = candidates.filter(each => each.kind === kind && each.count >= count);
      return some.filter(({ word }) => marked[i].has(word)).length / Math.max(1, some.length);
    });
  return { candidates, right: share(1), rightAgain: share(minCount), charactersPerSecond: characters / seconds };
}
