/** FlexSearch. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPeer } from '../load-peer.ts';
import type { SharedTokenizer } from '../segmenters/shared-tokenizer.ts';
import { type Engine, type EngineInfo, type QueryMode, titleAndText } from './engine.ts';

interface FlexIndex {
  add(id: number, text: string): void;
  search(query: string, options: { limit: number; suggest: boolean }): number[];
  export(handler: (key: string, data: string) => void): Promise<void>;
  import(key: string, data: string): void;
}
interface FlexSearch {
  readonly Index: new (options: Record<string, unknown>) => FlexIndex;
  readonly Charset: { readonly CJK: unknown };
}

const file = 'flexsearch.json';

const shared = {
  package: 'flexsearch',
  modes: ['all', 'any', 'question'],
  hasSnippets: false,
  includesTexts: false,
} as const;

const reasons =
  'It has no phrase queries: without its context option it stores no word order, and with it only pairs of neighbours. ' +
  'Its highlighter splits at spaces and highlights the wrong characters in Chinese, so it counts as having no snippets.';

export const flexsearchWords: EngineInfo = {
  ...shared,
  name: 'flexsearch',
  title: 'FlexSearch, jieba’s words',
  isMain: true,
  words: 'jieba',
  configuration: `Index with encode = jieba’s words and tokenize “strict”: jieba gives whole words, so “forward” or “full” would only enlarge the file. “suggest” for any word and for questions, because without it every word must match. ${reasons}`,
  documentation: 'https://github.com/nextapps-de/flexsearch/blob/master/doc/encoder.md',
};

export const flexsearchOwn: EngineInfo = {
  ...shared,
  name: 'flexsearch-own',
  title: 'FlexSearch, own Chinese',
  words: 'own',
  configuration: `Index with Charset.CJK, its encoder for Chinese: every character is a word. ${reasons}`,
  documentation: 'https://github.com/nextapps-de/flexsearch#charset-collection',
};

export function flexsearch(info: EngineInfo): Engine {
  async function create(tokenizer: SharedTokenizer): Promise<{ index: FlexIndex; setMode(mode: QueryMode): void }> {
    const { Index, Charset } = await loadPeer<FlexSearch>('flexsearch');
    if (info.words === 'own') {
      return { index: new Index({ tokenize: 'strict', encoder: Charset.CJK }), setMode: () => {} };
    }
    let cut = (text: string) => tokenizer.indexWords(text);
    const index = new Index({ tokenize: 'strict', encode: (text: string) => cut(text) });
    const setMode = (mode: QueryMode) => {
      cut =
        mode === 'all' || mode === 'quoted' ? text => tokenizer.queryWords(text) : text => tokenizer.indexWords(text);
    };
    return { index, setMode };
  }

  return {
    info,
    async build(documents, directory, tokenizer) {
      const { index } = await create(tokenizer);
      for (let i = 0; i < documents.length; i++) index.add(i, titleAndText(documents[i]));
      const parts: [string, string][] = [];
      await index.export((key, data) => {
        parts.push([key, data]);
      });
      writeFileSync(join(directory, file), JSON.stringify(parts));
    },
    async load(directory) {
      const bytes = readFileSync(join(directory, file));
      return {
        async open(tokenizer) {
          const { index, setMode } = await create(tokenizer);
          for (const [key, data] of JSON.parse(bytes.toString()) as [string, string][]) index.import(key, data);
          return {
            search(query, mode, { limit }) {
              setMode(mode);
              return { documents: index.search(query, { limit, suggest: mode === 'any' || mode === 'question' }) };
            },
          };
        },
      };
    },
  };
}
