import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPeer } from '../measure/load-peer.ts';
import type { Cutter } from '../segmenters/cutter.ts';
import type { QueryMode, Subject, SubjectInfo } from './subject.ts';

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
  holdsTexts: true,
} as const;

export const oramaWords: SubjectInfo = {
  ...shared,
  name: 'orama',
  title: 'Orama, jieba’s words',
  words: 'jieba',
  configuration:
    'A tokenizer of its own that gives jieba’s words, repeats kept so that frequency counts; titles count twice; threshold 0 for all words and 1 for any. Saved as JSON, as its persistence does. Its option “exact”, which would keep it from taking longer words for shorter ones, looks for blanks around words and finds nothing in Chinese. It knows no phrases; its highlighter (another package) marks what a regular expression finds and gives no passage.',
  documentation: 'https://docs.orama.com/docs/orama-js/internals/components',
};

export const oramaOwn: SubjectInfo = {
  ...shared,
  name: 'orama-own',
  title: 'Orama, own Chinese',
  words: 'own',
  configuration: 'Its Mandarin tokenizer (Intl.Segmenter), as its documentation says for Chinese.',
  documentation: 'https://docs.orama.com/docs/orama-js/supported-languages/using-chinese-with-orama',
};

export function orama(info: SubjectInfo): Subject {
  async function create(api: Orama, words: Cutter): Promise<{ database: Database; ask(mode: QueryMode): void }> {
    let cut = (text: string) => words.forIndex(text);
    const tokenizer =
      info.words === 'own'
        ? (await loadPeer<{ createTokenizer(): unknown }>('@orama/tokenizers/mandarin')).createTokenizer()
        : { language: 'words', normalizationCache: new Map(), tokenize: (text: string) => cut(text) };
    const database = api.create({ schema: { title: 'string', text: 'string' }, components: { tokenizer } });
    const ask = (mode: QueryMode) => {
      cut = mode === 'all' || mode === 'quoted' ? text => words.forAll(text) : text => words.forIndex(text);
    };
    return { database, ask };
  }

  return {
    info,
    async build(documents, directory, words) {
      const api = await loadPeer<Orama>('@orama/orama');
      const { database } = await create(api, words);
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
        async open(words) {
          const { database, ask } = await create(api, words);
          api.load(database, JSON.parse(bytes.toString()));
          return {
            async search(query, mode, limit) {
              ask(mode);
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
