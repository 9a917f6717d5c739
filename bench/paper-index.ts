/** The sample paper as an index: what `npm start`, the demo and tests show. */
import { fileURLToPath } from 'node:url';
import { baseLexicon } from '../src/base-lexicon.ts';
import { parseLexicon } from '../src/lexicon/parse-lexicon.ts';
import { documentFields } from '../src/node/reading/document.ts';
import { readDocuments, readText } from '../src/node/reading/read-documents.ts';
import { createIndex, type SearchIndex } from '../src/search-index.ts';

export interface PaperIndex {
  readonly index: SearchIndex<typeof documentFields>;
  readonly pages: number;
  readonly articles: number;
  /** Different words. */
  readonly words: number;
  /** Of the index file. */
  readonly bytes: number;
  /** Of the pages. */
  readonly characters: number;
  /** Names in the county's dictionary. */
  readonly names: number;
  /** Milliseconds: loading the lexicon, and from pages to bytes. */
  readonly loading: number;
  readonly building: number;
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** Builds it anew. Names of files are given from the project's root: `bench/paper/2022-09-05-A1.txt`. */
export async function paperIndex(): Promise<PaperIndex> {
  const started = performance.now();
  const names = parseLexicon(await readText(`${root}dict/yunting.txt`, process.stdin), { file: 'dict/yunting.txt' });
  const lexicon = (await baseLexicon()).extend(names);
  const loaded = performance.now();
  const index = createIndex({ fields: documentFields, lexicon });
  const files = new Set<string>();
  let characters = 0;
  for await (const document of readDocuments([`${root}bench/paper/*.txt`])) {
    files.add(document.file);
    characters += String(document.body ?? '').length;
    const short = (name: string) => name.slice(name.lastIndexOf('bench/paper/'));
    index.add({ ...document, id: short(document.id), file: short(document.file) });
  }
  const bytes = index.toBytes().length;
  const built = performance.now();
  return {
    index,
    pages: files.size,
    articles: index.size,
    words: index.describe().words,
    bytes,
    characters,
    names: names.length,
    loading: loaded - started,
    building: built - loaded,
  };
}
