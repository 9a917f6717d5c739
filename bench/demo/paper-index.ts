/** The index of the sample paper, for `npm start`, the demo and tests. */
import { fileURLToPath } from 'node:url';
import { baseLexicon } from '../../src/base-lexicon.ts';
import { parseLexicon } from '../../src/lexicon/parse-lexicon.ts';
import { documentFields } from '../../src/node/reading/document.ts';
import { openFileInput } from '../../src/node/reading/file-input.ts';
import { readDocuments } from '../../src/node/reading/read-documents.ts';
import { createIndex, type SearchIndex } from '../../src/search-index.ts';

export interface PaperIndex {
  readonly index: SearchIndex<typeof documentFields>;
  readonly pages: number;
  readonly articles: number;
  /** Number of different words in the index. */
  readonly words: number;
  /** Size of the index. */
  readonly bytes: number;
  /** UTF-16 units of all articles. */
  readonly characters: number;
  /** Number of names in the county's dictionary. */
  readonly names: number;
  /** ms to load the lexicon. */
  readonly loadMs: number;
  /** ms from pages to the bytes of the index. */
  readonly buildMs: number;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the index. File names in it are relative to the project: `bench/paper/2022-09-05-A1.txt`. */
export async function buildPaperIndex(): Promise<PaperIndex> {
  const started = performance.now();
  const names = parseLexicon(await openFileInput(`${root}dict/yunting.txt`, {}).text(), {
    file: 'dict/yunting.txt',
  });
  const lexicon = (await baseLexicon()).extend(names);
  const loaded = performance.now();
  const index = createIndex({ fields: documentFields, lexicon });
  const files = new Set<string>();
  let characters = 0;
  for await (const document of readDocuments([`${root}bench/paper/*.txt`])) {
    files.add(document.file);
    characters += String(document.body ?? '').length;
    const relativeName = (name: string) => name.slice(name.lastIndexOf('bench/paper/'));
    index.add({ ...document, id: relativeName(document.id), file: relativeName(document.file) });
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
    loadMs: loaded - started,
    buildMs: built - loaded,
  };
}
