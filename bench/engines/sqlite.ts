/** SQLite with its full-text index FTS5. */
import { join } from 'node:path';
import { loadPeer } from '../load-peer.ts';
import type { SharedTokenizer } from '../segmenters/shared-tokenizer.ts';
import type { Engine, EngineInfo, OpenedEngine } from './engine.ts';

interface Statement {
  run(...values: unknown[]): void;
  raw(): { all(...values: unknown[]): unknown[][] };
}
interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  transaction(body: () => void): () => void;
  close(): void;
}
interface BetterSqlite {
  readonly default: new (path: string, options?: object) => Database;
}

const file = 'index.sqlite';

export const sqliteWords: EngineInfo = {
  name: 'sqlite',
  title: 'SQLite FTS5, jieba’s words',
  isMain: true,
  package: 'better-sqlite3',
  words: 'jieba',
  configuration:
    'The texts are in a table of their own; a contentless FTS5 table indexes jieba’s words, joined by spaces, with the tokenizer unicode61; titles have weight 2 in bm25; “optimize” after building, so that the index is one segment. No journal while building. snippet() cannot be used: it would show the segmented words, not the text.',
  documentation: 'https://www.sqlite.org/fts5.html#contentless_tables',
  modes: ['all', 'any', 'quoted', 'question'],
  hasSnippets: false,
  includesTexts: true,
};

export const sqliteOwn: EngineInfo = {
  name: 'sqlite-own',
  title: 'SQLite FTS5, own Chinese (trigram)',
  package: 'better-sqlite3',
  words: 'own',
  configuration:
    'Its trigram tokenizer, which finds substrings of Chinese text without segmentation. Strings shorter than three characters have no trigram: they are found with LIKE, which reads every text, as its documentation says. A question is a query for any of its trigrams.',
  documentation: 'https://www.sqlite.org/fts5.html#the_trigram_tokenizer',
  modes: ['all', 'any', 'quoted', 'question'],
  hasSnippets: true,
  includesTexts: true,
};

const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;

export function sqlite(info: EngineInfo): Engine {
  const isOwn = info.words === 'own';
  const columns = isOwn ? "title, text, tokenize='trigram'" : "title, text, content=''";
  return {
    info,
    async build(documents, directory, tokenizer) {
      const { default: Sqlite } = await loadPeer<BetterSqlite>('better-sqlite3');
      const database = new Sqlite(join(directory, file));
      database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF');
      database.exec(`CREATE VIRTUAL TABLE found USING fts5(${columns})`);
      if (!isOwn) database.exec('CREATE TABLE texts(id INTEGER PRIMARY KEY, title TEXT, text TEXT)');
      const insert = database.prepare('INSERT INTO found(rowid, title, text) VALUES (?, ?, ?)');
      const store = isOwn ? undefined : database.prepare('INSERT INTO texts VALUES (?, ?, ?)');
      database.transaction(() => {
        documents.forEach(({ title, text }, id) => {
          store?.run(id, title, text);
          if (store) insert.run(id, tokenizer.indexWords(title).join(' '), tokenizer.indexWords(text).join(' '));
          else insert.run(id, title, text);
        });
        database.exec("INSERT INTO found(found) VALUES ('optimize')");
        database.exec("INSERT INTO found(found, rank) VALUES ('rank', 'bm25(2.0, 1.0)')");
      })();
      database.close();
    },
    async load(directory) {
      const { default: Sqlite } = await loadPeer<BetterSqlite>('better-sqlite3');
      return {
        async open(tokenizer) {
          const database = new Sqlite(join(directory, file), { readonly: true });
          return isOwn ? openTrigrams(database) : openWords(database, tokenizer);
        },
      };
    },
  };
}

const byRank = 'SELECT rowid FROM found WHERE found MATCH ? ORDER BY rank LIMIT ?';

function openWords(database: Database, tokenizer: SharedTokenizer): OpenedEngine {
  const find = database.prepare(byRank).raw();
  const read = database.prepare('SELECT title, text FROM texts WHERE id = ?').raw();
  return {
    readTexts(document) {
      const [title, text] = read.all(document)[0] as [string, string];
      return { title, text };
    },
    search(query, mode, { limit }) {
      // A phrase consists of the words as they were indexed, so it is tokenized as the documents are.
      const expression =
        mode === 'quoted'
          ? quote(tokenizer.indexWords(query).join(' '))
          : mode === 'all'
            ? tokenizer.queryWords(query).map(quote).join(' AND ')
            : [...new Set(tokenizer.indexWords(query))].map(quote).join(' OR ');
      if (!/[\p{L}\p{N}]/u.test(expression)) return { documents: [] };
      return { documents: find.all(expression, limit).map(row => row[0] as number) };
    },
  };
}

function openTrigrams(database: Database): OpenedEngine {
  const find = database.prepare(byRank).raw();
  const findWithSnippets = database
    .prepare(
      "SELECT rowid, snippet(found, 1, '<mark>', '</mark>', '…', 64) FROM found WHERE found MATCH ? ORDER BY rank LIMIT ?",
    )
    .raw();
  const like = (joined: 'AND' | 'OR', count: number) =>
    `SELECT rowid FROM found WHERE ${Array(count).fill('(text LIKE ? OR title LIKE ?)').join(` ${joined} `)} LIMIT ?`;
  return {
    search(query, mode, { limit, withSnippets }) {
      const parts = mode === 'quoted' ? [query] : query.split(/\s+/).filter(part => part !== '');
      if (mode === 'question' || parts.every(part => [...part].length >= 3)) {
        const expression = mode === 'all' || mode === 'quoted' ? parts.map(quote).join(' AND ') : trigramsOf(parts);
        if (expression === '') return { documents: [] };
        const rows = (withSnippets ? findWithSnippets : find).all(expression, limit);
        return {
          documents: rows.map(row => row[0] as number),
          ...(withSnippets && { snippets: rows.map(row => row[1] as string) }),
        };
      }
      const rows = database
        .prepare(like(mode === 'any' ? 'OR' : 'AND', parts.length))
        .raw()
        .all(...parts.flatMap(part => [`%${part}%`, `%${part}%`]), limit);
      return { documents: rows.map(row => row[0] as number) };
    },
  };
}

function trigramsOf(parts: readonly string[]): string {
  const trigrams = new Set<string>();
  for (const part of parts) {
    const characters = [...part];
    for (let i = 0; i + 3 <= characters.length; i++) trigrams.add(quote(characters.slice(i, i + 3).join('')));
  }
  return [...trigrams].join(' OR ');
}
