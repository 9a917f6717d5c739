/** Orama. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPeer } from '../load-peer.ts';
import type { SharedTokenizer } from '../segmenters/shared-tokenizer.ts';
import type { Engine, EngineInfo, QueryMode } from './engine.ts';

type Database = object;
interface Orama {
  create(options: Record<string, unknown>): Database;
  insert(database: Database, document: object): unknown;
  save(database: Database): unknown;
  load(database: Database, saved: unknown): void;
  search(database: Database, query: Record<string, unknown>): OramaAnswer | Promise<OramaAnswer>;
}
interface OramaAnswer {
  readonly count: number;
  readonly hits: readonly { readonly id: string }[];
}

const file = 'orama.json';

const shared = {
  package: '@orama/orama',
  modes: ['all', 'any', 'question'],
  hasSnippets: false,
  includesTexts: true,
} as const;

export const oramaWords: EngineInfo = {
  ...shared,
  name: 'orama',
  title: 'Orama, jieba’s words',
  words: 'jieba',
  configuration:
    'A custom tokenizer that returns jieba’s words, with repeats so that frequency counts; titles have weight 2; threshold 0 for all words and 1 for any. Saved as JSON, as its persistence plugin does. Its option “exact”, which would keep it from matching longer words, looks for spaces around words and finds nothing in Chinese. It has no phrase queries; its highlighter (a separate package) marks the matches of a regular expression and selects no passage.',
  documentation: 'https://docs.orama.com/docs/orama-js/internals/components',
};

export const oramaOwn: EngineInfo = {
  ...shared,
  name: 'orama-own',
  title: 'Orama, own Chinese',
  words: 'own',
  configuration: 'Its Mandarin tokenizer (Intl.Segmenter), as its documentation recommends for Chinese.',
  documentation: 'https://docs.orama.com/docs/orama-js/supported-languages/using-chinese-with-orama',
};

export function orama(info: EngineInfo): Engine {
  async function create(
    api: Orama,
    tokenizer: SharedTokenizer,
  ): Promise<{ database: Database; setMode(mode: QueryMode): void }> {
    let cut = (text: string) => tokenizer.indexWords(text);
    const oramaTokenizer =
      info.words === 'own'
        ? (await loadPeer<{ createTokenizer(): unknown }>('@orama/tokenizers/mandarin')).createTokenizer()
        : { language: 'words', normalizationCache: new Map(), tokenize: (text: string) => cut(text) };
    const database = api.create({
      schema: { title: 'string', text: 'string' },
      components: { tokenizer: oramaTokenizer },
    });
    const setMode = (mode: QueryMode) => {
      cut =
        mode === 'all' || mode === 'quoted' ? text => tokenizer.queryWords(text) : text => tokenizer.indexWords(text);
    };
    return { database, setMode };
  }

  return {
    info,
    async build(documents, directory, tokenizer) {
      const api = await loadPeer<Orama>('@orama/orama');
      const { database } = await create(api, tokenizer);
      for (let i = 0; i < documents.length; i++) {
        const { title, text } = documents[i];
        await api.insert(database, { id: String(i), title, text });
      }
      writeFileSync(join(directory, file), JSON.stringify(api.save(database)));
    },
    async load(directory) {
      const api = await loadPeer<Orama>('@orama/orama');
      const bytes = readFileSync(join(directory, file));
      return {
        async open(tokenizer) {
          const { database, setMode } = await create(api, tokenizer);
          api.load(database, JSON.parse(bytes.toString()));
          return {
            async search(query, mode, { limit }) {
              setMode(mode);
              const threshold = mode === 'all' || mode === 'quoted' ? 0 : 1;
              const answer = await api.search(database, { term: query, limit, threshold, boost: { title: 2 } });
              return { documents: answer.hits.map(hit => Number(hit.id)), total: answer.count };
            },
          };
        },
      };
    },
  };
}
