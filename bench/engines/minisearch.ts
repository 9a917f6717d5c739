/** MiniSearch. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPeer } from '../load-peer.ts';
import type { SharedTokenizer } from '../segmenters/shared-tokenizer.ts';
import type { Engine, EngineInfo } from './engine.ts';

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
  includesTexts: false,
} as const;

export const minisearchWords: EngineInfo = {
  ...shared,
  name: 'minisearch',
  title: 'MiniSearch, jieba’s words',
  words: 'jieba',
  configuration:
    'tokenize = jieba’s words, without prefix and fuzzy search (jieba gives whole words); titles have weight 2; combineWith AND for all words. It has no snippets and no phrase queries, by design.',
  documentation: 'https://lucaong.github.io/minisearch/#tokenization',
};

export const minisearchOwn: EngineInfo = {
  ...shared,
  name: 'minisearch-own',
  title: 'MiniSearch, own Chinese',
  words: 'own',
  configuration:
    'Its defaults: it splits at spaces and punctuation, so a whole clause is one word; with prefix search, which at least finds the starts of clauses.',
  documentation: 'https://lucaong.github.io/minisearch/classes/MiniSearch.MiniSearch.html',
};

export function minisearch(info: EngineInfo): Engine {
  const isOwn = info.words === 'own';
  function options(tokenizer: SharedTokenizer): Record<string, unknown> {
    const tokenize = isOwn
      ? {}
      : { tokenize: (text: string) => tokenizer.indexWords(text), processTerm: (term: string) => term };
    return { fields: ['title', 'text'], ...tokenize };
  }

  return {
    info,
    async build(documents, directory, tokenizer) {
      const { default: MiniSearch } = await loadPeer<MiniSearch>('minisearch');
      const index = new MiniSearch(options(tokenizer));
      index.addAll(documents.map(({ title, text }, id) => ({ id, title, text })));
      writeFileSync(join(directory, file), JSON.stringify(index));
    },
    async load(directory) {
      const { default: MiniSearch } = await loadPeer<MiniSearch>('minisearch');
      const bytes = readFileSync(join(directory, file));
      return {
        async open(tokenizer) {
          const index = MiniSearch.loadJSON(bytes.toString(), options(tokenizer));
          const boost = { title: 2 };
          const all = isOwn
            ? { boost, combineWith: 'AND', prefix: true }
            : { boost, combineWith: 'AND', tokenize: (text: string) => tokenizer.queryWords(text) };
          const any = isOwn ? { boost, combineWith: 'OR', prefix: true } : { boost, combineWith: 'OR' };
          return {
            search(query, mode, { limit }) {
              const found = index.search(query, mode === 'all' || mode === 'quoted' ? all : any);
              return { documents: found.slice(0, limit).map(hit => hit.id), total: found.length };
            },
          };
        },
      };
    },
  };
}
