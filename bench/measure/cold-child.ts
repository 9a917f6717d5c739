/**
 * The child of the part `cold`: imports a package, opens its index and asks it, each timed from the first call on. The
 * library of hansou is imported as its users import it, and the engines of the peers are loaded before the clock starts.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { openIndex } from '../../src/search-index.ts';
import { readDocumentsFile } from '../corpus/documents-file.ts';
import type { BenchDocument, OpenedEngine } from '../engines/engine.ts';
import { loadPeer } from '../load-peer.ts';
import { loadTokenizerFor } from '../segmenters/jieba.ts';
import type { ColdAnswer, ColdTask } from './task.ts';

/** What is looked at: a sum of lengths, so that nothing is left out. */
let looked = 0;

type Ask = (query: string) => void;
interface Opened {
  readonly import: number;
  readonly open: number;
  readonly ask: Ask;
}

process.once('message', async (task: ColdTask) => {
  const message = await measure(task).then(
    answer => ({ answer }),
    error => ({ error: error instanceof Error ? error.message.split('\n')[0] : String(error) }),
  );
  process.send?.({ ...message, looked }, () => process.exit());
});
process.once('disconnect', () => process.exit());

async function measure(task: ColdTask): Promise<ColdAnswer> {
  const opened = task.engine === 'hansou' ? await openHansou(task) : await openPeer(task);
  const times = task.queries.map(query => {
    const start = performance.now();
    opened.ask(query);
    return performance.now() - start;
  });
  return { import: opened.import, open: opened.open, times };
}

async function openHansou({ library, directory, documents, mode }: ColdTask): Promise<Opened> {
  let start = performance.now();
  const hansou = (await import(library)) as { openIndex: typeof openIndex };
  const imported = performance.now() - start;
  const bytes = readFileSync(join(directory, 'index.hansou'));
  start = performance.now();
  const index = hansou.openIndex(bytes);
  const open = performance.now() - start;
  const idsAlone = { snippet: false, returnFields: false } as const;
  const ask: Ask = query => {
    if (mode === 'suggest') {
      looked += index.suggest(query).suggestions.length;
      return;
    }
    const { hits } = index.search(
      mode === 'quoted' ? { phrase: query } : query,
      documents === undefined ? idsAlone : {},
    );
    for (const hit of hits) {
      looked += hit.id.length;
      if (documents === undefined) continue;
      for (const text of Object.values(hit.document)) looked += String(text).length;
      for (const snippets of Object.values(hit.snippets)) looked += (snippets ?? []).length;
    }
  };
  return { import: imported, open, ask };
}

async function openPeer({ engine: name, directory, documents, mode }: ColdTask): Promise<Opened> {
  const { findEngine } = await import('../engines/index.ts');
  const engine = findEngine(name);
  const texts = documents === undefined ? undefined : await readDocumentsFile(documents, Number.POSITIVE_INFINITY);
  let start = performance.now();
  await loadPeer(engine.info.package!);
  const tokenizer = await loadTokenizerFor(engine.info);
  const imported = performance.now() - start;
  const loaded = await engine.load(directory);
  start = performance.now();
  const opened = await loaded.open(tokenizer);
  const open = performance.now() - start;
  return { import: imported, open, ask: createAsk(opened, mode === 'suggest' ? 'all' : mode, texts) };
}

/** The texts of a peer's hits come from an array, or from its own table where the peer is a database. */
function createAsk(
  opened: OpenedEngine,
  mode: Parameters<OpenedEngine['search']>[1],
  texts: readonly BenchDocument[] | undefined,
): Ask {
  return query => {
    const answer = opened.search(query, mode, { limit: 10, withSnippets: false });
    if (answer instanceof Promise) throw new Error('an engine that answers later cannot be timed here');
    for (const document of answer.documents) {
      looked += document;
      if (!texts) continue;
      const { title, text } = opened.readTexts?.(document) ?? texts[document];
      looked += title.length + text.length;
    }
  };
}
