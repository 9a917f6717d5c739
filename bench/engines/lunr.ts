/** lunr. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPeer } from '../load-peer.ts';
import type { Engine, EngineInfo } from './engine.ts';

interface LunrToken {
  toString(): string;
}
interface LunrQuery {
  term(word: string, options: object): void;
}
interface LunrIndex {
  query(ask: (query: LunrQuery) => void): { readonly ref: string }[];
}
interface LunrBuilder {
  pipeline: { reset(): void };
  tokenizer: unknown;
  ref(name: string): void;
  field(name: string, options?: object): void;
  use(plugin: unknown): void;
  add(document: object): void;
}
interface Lunr {
  (configure: (this: LunrBuilder) => void): LunrIndex;
  readonly Token: new (text: string, metadata: object) => LunrToken;
  readonly Index: { load(saved: unknown): LunrIndex };
  readonly Query: { readonly presence: { readonly REQUIRED: number; readonly OPTIONAL: number } };
  readonly zh: { tokenizer(text: string): LunrToken[] };
}

const file = 'lunr.json';

const shared = {
  package: 'lunr',
  modes: ['all', 'any', 'question'],
  hasSnippets: false,
  includesTexts: false,
  mostDocuments: 2000,
} as const;

const reasons =
  'It keeps the whole index in plain objects and is made for small sites, so it is given at most 2,000 documents.';

export const lunrWords: EngineInfo = {
  ...shared,
  name: 'lunr',
  title: 'lunr, jieba’s words',
  words: 'jieba',
  configuration: `A tokenizer that returns jieba’s words, without a stemmer; for all words every word is required; titles have weight 2. It has no phrase queries and no snippets. ${reasons}`,
  documentation: 'https://lunrjs.com/guides/customising.html',
};

export const lunrOwn: EngineInfo = {
  ...shared,
  name: 'lunr-own',
  title: 'lunr, own Chinese',
  words: 'own',
  configuration: `The zh plugin of lunr-languages, which segments with @node-rs/jieba in Node, drops stop words and trims. ${reasons}`,
  documentation: 'https://github.com/MihaiValentin/lunr-languages',
};

async function loadLunr({ words }: EngineInfo): Promise<Lunr> {
  const { default: lunr } = await loadPeer<{ default: Lunr }>('lunr');
  if (words === 'own') {
    for (const plugin of ['lunr-languages/lunr.stemmer.support.js', 'lunr-languages/lunr.zh.js'])
      (await loadPeer<{ default: (lunr: Lunr) => void }>(plugin)).default(lunr);
  }
  return lunr;
}

export function lunr(info: EngineInfo): Engine {
  const isOwn = info.words === 'own';
  return {
    info,
    async build(documents, directory, tokenizer) {
      const lunr = await loadLunr(info);
      const index = lunr(function () {
        if (isOwn) this.use(lunr.zh);
        else {
          this.pipeline.reset();
          this.tokenizer = (text: string | undefined) =>
            tokenizer.indexWords(text ?? '').map((word, index) => new lunr.Token(word, { index }));
        }
        this.ref('id');
        this.field('title', { boost: 2 });
        this.field('text');
        documents.forEach(({ title, text }, id) => {
          this.add({ id, title, text });
        });
      });
      writeFileSync(join(directory, file), JSON.stringify(index));
    },
    async load(directory) {
      const lunr = await loadLunr(info);
      const bytes = readFileSync(join(directory, file));
      return {
        async open(tokenizer) {
          const index = lunr.Index.load(JSON.parse(bytes.toString()));
          const { REQUIRED, OPTIONAL } = lunr.Query.presence;
          return {
            search(query, mode, { limit }) {
              const isAll = mode === 'all' || mode === 'quoted';
              const terms = isOwn
                ? lunr.zh.tokenizer(query).map(String)
                : isAll
                  ? tokenizer.queryWords(query)
                  : tokenizer.indexWords(query);
              const found = index.query(asked => {
                for (const term of new Set(terms)) {
                  asked.term(term, { presence: isAll ? REQUIRED : OPTIONAL, usePipeline: isOwn });
                }
              });
              return { documents: found.slice(0, limit).map(hit => Number(hit.ref)), total: found.length };
            },
          };
        },
      };
    },
  };
}
