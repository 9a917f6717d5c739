/** Pagefind, which builds an index for a web page. */
import { join } from 'node:path';
import { loadPeer } from '../load-peer.ts';
import type { Engine, EngineInfo } from './engine.ts';

interface Pagefind {
  createIndex(options: object): Promise<{ readonly index?: PagefindIndex; readonly errors: readonly string[] }>;
  close(): Promise<null>;
}
interface PagefindIndex {
  addCustomRecord(record: object): Promise<{ readonly errors: readonly string[] }>;
  writeFiles(options: object): Promise<{ readonly errors: readonly string[] }>;
}

const info: EngineInfo = {
  name: 'pagefind',
  title: 'Pagefind, own Chinese',
  package: 'pagefind',
  words: 'own',
  configuration:
    'One custom record per document, language zh, defaults otherwise. It is a Rust program that uses all cores in a process of its own, whose memory is not measured here. Its files are already compressed. Its search runs in a web page, so here it only builds.',
  documentation: 'https://pagefind.app/docs/node-api/',
  modes: [],
  hasSnippets: true,
  includesTexts: true,
  buildsOnly: true,
};

export const pagefind: Engine = {
  info,
  async build(documents, directory) {
    const api = await loadPeer<Pagefind>('pagefind');
    const { index, errors } = await api.createIndex({ forceLanguage: 'zh' });
    if (!index) throw new Error(errors.join('; '));
    // Several records are sent at once: the service answers each with a message.
    for (let start = 0; start < documents.length; start += 100) {
      await Promise.all(
        documents.slice(start, start + 100).map(({ title, text }, i) =>
          index.addCustomRecord({
            url: `/${start + i}/`,
            content: title ? `${title}\n${text}` : text,
            language: 'zh',
            meta: { title: title || String(start + i) },
          }),
        ),
      );
    }
    const written = await index.writeFiles({ outputPath: join(directory, 'pagefind') });
    if (written.errors.length > 0) throw new Error(written.errors.join('; '));
    await api.close();
  },
  load() {
    throw new Error('Pagefind only searches in a web page');
  },
};
