/** hansou itself, through its public functions. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseLexicon } from '../../src/base-lexicon.ts';
import { text } from '../../src/fields.ts';
import type { Lexicon } from '../../src/lexicon/lexicon.ts';
import { IndexBuilder } from '../../src/node/build/index-builder.ts';
import type { Query } from '../../src/query/language/query.ts';
import { createIndex, openIndex } from '../../src/search-index.ts';
import type { SearchOptions } from '../../src/search-options.ts';
import { createSegmenter } from '../../src/segment/dictionary-segmenter.ts';
import { TokenList } from '../../src/segment/token-list.ts';
import { foldInto } from '../../src/text/folding.ts';
import { projectFile } from '../project-file.ts';
import type { Engine, EngineInfo, QueryMode } from './engine.ts';

/** The name of the index in its directory. */
export const indexFile = 'index.hansou';

const info: EngineInfo = {
  name: 'hansou',
  title: 'hansou',
  words: 'own',
  configuration:
    'Two text fields, a title of weight 3 and a body; the base lexicon; defaults otherwise. Hits have an id and a score, and snippets where these are measured, but no stored fields, because the peers return no more. Questions use the default match “smart”, which tries all words first and ranks long queries by relevance.',
  documentation: 'README.md',
  modes: ['all', 'any', 'quoted', 'question'],
  hasSnippets: true,
  includesTexts: true,
  isMain: true,
};

const match: Readonly<Record<QueryMode, 'all' | 'any' | 'smart'>> = {
  all: 'all',
  any: 'any',
  quoted: 'smart',
  question: 'smart',
};

function createHansou(): Engine {
  let lexicon: Lexicon | undefined;
  return {
    info,
    async prepare() {
      lexicon = await baseLexicon(projectFile('dict/base.lexicon.gz'));
    },
    timeSegmenting(documents) {
      if (!lexicon) return 0;
      const segmenter = createSegmenter({ lexicon });
      const tokens = new TokenList();
      let units = new Uint16Array(4096);
      const start = performance.now();
      for (const document of documents) {
        for (const text of [document.title, document.text]) {
          if (units.length < text.length) units = new Uint16Array(text.length * 2);
          foldInto(text, units);
          segmenter.termsInto(units, text.length, tokens);
        }
      }
      return performance.now() - start;
    },
    async build(documents, directory) {
      const index = createIndex({
        fields: { title: text({ weight: 3 }), body: text() },
        ...(lexicon && { lexicon }),
      });
      for (let i = 0; i < documents.length; i++) {
        index.add({ id: String(i), title: documents[i].title, body: documents[i].text });
      }
      writeFileSync(join(directory, indexFile), index.toBytes());
    },
    async buildOnAllCores(documents, directory, threads) {
      const builder = new IndexBuilder({
        fields: { title: text({ weight: 3 }), body: text() },
        output: join(directory, indexFile),
        ...(lexicon && { lexicon }),
        ...(threads !== undefined && { threads }),
      });
      for (let i = 0; i < documents.length; i++)
        await builder.add({ id: String(i), title: documents[i].title, body: documents[i].text });
      await builder.finish();
    },
    async load(directory) {
      const bytes = readFileSync(join(directory, indexFile));
      return {
        async open() {
          const index = openIndex(bytes);
          return {
            search(query, mode, { limit, withSnippets }) {
              const parsed: Query = mode === 'quoted' ? { phrase: query } : { words: query };
              // Peers return only the numbers of documents, so stored fields are not read here either.
              const plain = { limit, match: match[mode], returnFields: false };
              const options: SearchOptions = withSnippets ? plain : { ...plain, snippet: false };
              const { hits, total } = index.search(parsed, options);
              return {
                documents: hits.map(hit => Number(hit.id)),
                total,
                ...(withSnippets && { snippets: hits.map(hit => JSON.stringify(hit.snippets)) }),
              };
            },
          };
        },
      };
    },
  };
}

export const hansou: Engine = createHansou();
