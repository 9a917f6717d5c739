import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPeer } from '../measure/load-peer.ts';
import type { Cutter } from '../segmenters/cutter.ts';
import { type QueryMode, type Subject, type SubjectInfo, wholeText } from './subject.ts';

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
  holdsTexts: false,
} as const;

const reasons =
  'A literal piece cannot be asked: without its context option it keeps no order, and with it only pairs of neighbours. ' +
  'Its highlighter splits at blanks and marks the wrong character in Chinese, so it counts as having no snippets.';

export const flexsearchWords: SubjectInfo = {
  ...shared,
  name: 'flexsearch',
  title: 'FlexSearch, jieba’s words',
  isMain: true,
  words: 'jieba',
  configuration: `Index with encode = jieba’s words and tokenize “strict”: whole words are what jieba gives, and “forward” or “full” would only multiply the file. “suggest” for any word and questions, since without it every word must be found. ${reasons}`,
  documentation: 'https://github.com/nextapps-de/flexsearch/blob/master/doc/encoder.md',
};

export const flexsearchOwn: SubjectInfo = {
  ...shared,
  name: 'flexsearch-own',
  title: 'FlexSearch, own Chinese',
  words: 'own',
  configuration: `Index with its Charset.CJK, the encoder it offers for Chinese: every character is a word. ${reasons}`,
  documentation: 'https://github.com/nextapps-de/flexsearch#charset-collection',
};

export function flexsearch(info: SubjectInfo): Subject {
  async function create(words: Cutter): Promise<{ index: FlexIndex; ask(mode: QueryMode): void }> {
    const { Index, Charset } = await loadPeer<FlexSearch>('flexsearch');
    if (info.words === 'own') {
      return { index: new Index({ tokenize: 'strict', encoder: Charset.CJK }), ask: () => {} };
    }
    let cut = (text: string) => words.forIndex(text);
    const index = new Index({ tokenize: 'strict', encode: (text: string) => cut(text) });
    const ask = (mode: QueryMode) => {
      cut = mode === 'all' || mode === 'quoted' ? text => words.forAll(text) : text => words.forIndex(text);
    };
    return { index, ask };
  }

  return {
    info,
    async build(documents, directory, words) {
      const { index } = await create(words);
      for (let i = 0; i < documents.length; i++) index.add(i, wholeText(documents[i]));
      const parts: [string, string][] = [];
      await index.export((key, data) => {
        parts.push([key, data]);
      });
      writeFileSync(join(directory, file), JSON.stringify(parts));
    },
    async load(directory) {
      const bytes = readFileSync(join(directory, file));
      return {
        async open(words) {
          const { index, ask } = await create(words);
          for (const [key, data] of JSON.parse(bytes.toString()) as [string, string][]) index.import(key, data);
          return {
            search(query, mode, limit) {
              ask(mode);
              return { documents: index.search(query, { limit, suggest: mode === 'any' || mode === 'question' }) };
            },
          };
        },
      };
    },
  };
}
