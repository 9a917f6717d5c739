import { join } from 'node:path';
import { loadPeer } from '../measure/load-peer.ts';
import type { Cutter } from '../segmenters/cutter.ts';
import type { OpenedSubject, Subject, SubjectInfo } from './subject.ts';

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

export const sqliteWords: SubjectInfo = {
  name: 'sqlite',
  title: 'SQLite FTS5, jieba’s words',
  isMain: true,
  package: 'better-sqlite3',
  words: 'jieba',
  configuration:
    'The texts stand in a table of their own; a contentless FTS5 table holds jieba’s words, joined by blanks, tokenized by unicode61; titles count twice in bm25; “optimize” after building, so that it is searched as one piece. No journal while building. snippet() cannot be used: it would show the cut words, not the text.',
  documentation: 'https://www.sqlite.org/fts5.html#contentless_tables',
  modes: ['all', 'any', 'quoted', 'question'],
  hasSnippets: false,
  holdsTexts: true,
};

export const sqliteOwn: SubjectInfo = {
  name: 'sqlite-own',
  title: 'SQLite FTS5, own Chinese (trigram)',
  package: 'better-sqlite3',
  words: 'own',
  configuration:
    'Its trigram tokenizer, the one that finds pieces of Chinese text as it comes. Pieces shorter than three characters are no trigram: they go by LIKE, which reads every text, as its documentation says. A question asks for any of its trigrams.',
  documentation: 'https://www.sqlite.org/fts5.html#the_trigram_tokenizer',
  modes: ['all', 'any', 'quoted', 'question'],
  hasSnippets: true,
  holdsTexts: true,
};

const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;

export function sqlite(info: SubjectInfo): Subject {
  const isOwn = info.words === 'own';
  const columns = isOwn ? "title, text, tokenize='trigram'" : "title, text, content=''";
  return {
    info,
    async build(documents, directory, words) {
      const { default: Sqlite } = await loadPeer<BetterSqlite>('better-sqlite3');
      const database = new Sqlite(join(directory, file));
      database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF');
      database.exec(`CREATE VIRTUAL TABLE found USING fts5(${columns})`);
      if (!isOwn) database.exec('CREATE TABLE texts(id INTEGER PRIMARY KEY, title TEXT, text TEXT)');
      const insert = database.prepare('INSERT INTO found(rowid, title, text) VALUES (?, ?, ?)');
      const keep = isOwn ? undefined : database.prepare('INSERT INTO texts VALUES (?, ?, ?)');
      database.transaction(() => {
        documents.forEach(({ title, text }, id) => {
          keep?.run(id, title, text);
          if (keep) insert.run(id, words.forIndex(title).join(' '), words.forIndex(text).join(' '));
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
        async open(words) {
          const database = new Sqlite(join(directory, file), { readonly: true });
          return isOwn ? openTrigrams(database) : openWords(database, words);
        },
      };
    },
  };
}

const byRank = 'SELECT rowid FROM found WHERE found MATCH ? ORDER BY rank LIMIT ?';

function openWords(database: Database, words: Cutter): OpenedSubject {
  const find = database.prepare(byRank).raw();
  return {
    search(query, mode, limit) {
      // A phrase asks for the words in the order in which they were indexed, so it is cut as the documents are.
      const asked =
        mode === 'quoted'
          ? quote(words.forIndex(query).join(' '))
          : mode === 'all'
            ? words.forAll(query).map(quote).join(' AND ')
            : [...new Set(words.forIndex(query))].map(quote).join(' OR ');
      if (!/[\p{L}\p{N}]/u.test(asked)) return { documents: [] };
      return { documents: find.all(asked, limit).map(row => row[0] as number) };
    },
  };
}

function openTrigrams(database: Database): OpenedSubject {
  const find = database.prepare(byRank).raw();
  const findWithSnippets = database
    .prepare(
      "SELECT rowid, snippet(found, 1, '<mark>', '</mark>', '…', 64) FROM found WHERE found MATCH ? ORDER BY rank LIMIT ?",
    )
    .raw();
  const like = (joined: 'AND' | 'OR', count: number) =>
    `SELECT rowid FROM found WHERE ${Array(count).fill('(text LIKE ? OR title LIKE ?)').join(` ${joined} `)} LIMIT ?`;
  return {
    search(query, mode, limit, withSnippets) {
      const pieces = mode === 'quoted' ? [query] : query.split(/\s+/).filter(piece => piece !== '');
      if (mode === 'question' || pieces.every(piece => [...piece].length >= 3)) {
        const asked = mode === 'all' || mode === 'quoted' ? pieces.map(quote).join(' AND ') : trigramsOf(pieces);
        if (asked === '') return { documents: [] };
        const rows = (withSnippets ? findWithSnippets : find).all(asked, limit);
        return {
          documents: rows.map(row => row[0] as number),
          ...(withSnippets && { snippets: rows.map(row => row[1] as string) }),
        };
      }
      const rows = database
        .prepare(like(mode === 'any' ? 'OR' : 'AND', pieces.length))
        .raw()
        .all(...pieces.flatMap(piece => [`%${piece}%`, `%${piece}%`]), limit);
      return { documents: rows.map(row => row[0] as number) };
    },
  };
}

function trigramsOf(pieces: readonly string[]): string {
  const trigrams = new Set<string>();
  for (const piece of pieces) {
    const characters = [...piece];
    for (let i = 0; i + 3 <= characters.length; i++) trigrams.add(quote(characters.slice(i, i + 3).join('')));
  }
  return [...trigrams].join(' OR ');
}
