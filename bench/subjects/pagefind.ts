import { join } from 'node:path';
import { loadPeer } from '../measure/load-peer.ts';
import type { Subject, SubjectInfo } from './subject.ts';

interface Pagefind {
  createIndex(options: object): Promise<{ readonly index?: PagefindIndex; readonly errors: readonly string[] }>;
  close(): Promise<null>;
}
interface PagefindIndex {
  addCustomRecord(record: object): Promise<{ readonly errors: readonly string[] }>;
  writeFiles(options: object): Promise<{ readonly errors: readonly string[] }>;
}

export const pagefindInfo: SubjectInfo = {
  name: 'pagefind',
  title: 'Pagefind, own Chinese',
  package: 'pagefind',
  words: 'own',
  configuration:
    'One custom record a document, language zh, everything else as it comes. It is a program in Rust on all cores, in a process of its own, whose memory is not seen here. Its files are compressed already. Its search runs in a web page, so here it only builds.',
  documentation: 'https://pagefind.app/docs/node-api/',
  modes: [],
  hasSnippets: true,
  holdsTexts: true,
  buildsOnly: true,
};

export function pagefind(info: SubjectInfo): Subject {
  return {
    info,
    async build(documents, directory) {
      const api = await loadPeer<Pagefind>('pagefind');
      const { index, errors } = await api.createIndex({ forceLanguage: 'zh' });
      if (!index) throw new Error(errors.join('; '));
      // Several records on their way at once: the service answers each with a message.
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
      throw new Error('Pagefind searches in a page only');
    },
  };
}
