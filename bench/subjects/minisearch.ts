import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPeer } from '../measure/load-peer.ts';
import type { Cutter } from '../segmenters/cutter.ts';
import type { Subject, SubjectInfo } from './subject.ts';

interface Mini {
  addAll(documents: readonly object[]): void;
  search(query: string, options: Record<string, unknown>): { id: number }[];
}
interface MiniSearch {
  readonly default: (new (
    options: Record<string, unknown>,
  ) => Mini) & { loadJSON(json: string, options: Record<string, unknown>): Mini };
}

const file = 'minisearch.json';

const shared = {
  package: 'minisearch',
  modes: ['all', 'any', 'question'],
  hasSnippets: false,
  holdsTexts: false,
} as const;

export const minisearchWords: SubjectInfo = {
  ...shared,
  name: 'minisearch',
  title: 'MiniSearch, jieba’s words',
  words: 'jieba',
  configuration:
    'tokenize = jieba’s words, no prefix and no fuzzy search (whole words are what jieba gives), titles count twice, combineWith AND for all words. It gives no snippets and knows no phrases, by design.',
  documentation: 'https://lucaong.github.io/minisearch/#tokenization',
};

export const minisearchOwn: SubjectInfo = {
  ...shared,
  name: 'minisearch-own',
  title: 'MiniSearch, own Chinese',
  words: 'own',
  configuration:
    'As it comes: it splits at blanks and punctuation, so a whole clause is one word; with prefix search, which lets at least the beginnings of clauses be found.',
  documentation: 'https://lucaong.github.io/minisearch/classes/MiniSearch.MiniSearch.html',
};

export function minisearch(info: SubjectInfo): Subject {
  const isOwn = info.words === 'own';
  function options(words: Cutter): Record<string, unknown> {
    const tokenize = isOwn
      ? {}
      : { tokenize: (text: string) => words.forIndex(text), processTerm: (term: string) => term };
    return { fields: ['title', 'text'], ...tokenize };
  }

  return {
    info,
    async build(documents, directory, words) {
      const { default: MiniSearch } = await loadPeer<MiniSearch>('minisearch');
      const index = new MiniSearch(options(words));
      index.addAll(documents.map(({ title, text }, id) => ({ id, title, text })));
      writeFileSync(join(directory, file), JSON.stringify(index));
    },
    async load(directory) {
      const { default: MiniSearch } = await loadPeer<MiniSearch>('minisearch');
      const bytes = readFileSync(join(directory, file));
      return {
        async open(words) {
          const index = MiniSearch.loadJSON(bytes.toString(), options(words));
          const boost = { title: 2 };
          const all = isOwn
            ? { boost, combineWith: 'AND', prefix: true }
            : { boost, combineWith: 'AND', tokenize: (text: string) => words.forAll(text) };
          const any = isOwn ? { boost, combineWith: 'OR', prefix: true } : { boost, combineWith: 'OR' };
          return {
            search(query, mode, limit) {
              const found = index.search(query, mode === 'all' || mode === 'quoted' ? all : any);
              return { documents: found.slice(0, limit).map(hit => hit.id), total: found.length };
            },
          };
        },
      };
    },
  };
}
