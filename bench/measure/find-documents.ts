/** The task `find`: which documents an engine finds. */
import { readFileSync } from 'node:fs';
import { readDocumentsFile } from '../corpus/documents-file.ts';
import { findEngine } from '../engines/index.ts';
import { loadTokenizerFor } from '../segmenters/jieba.ts';
import type { FindAnswer, FindQuery, FindTask } from './task.ts';

/** Builds an index and asks it every query. */
export async function findDocuments(task: FindTask): Promise<FindAnswer> {
  const engine = findEngine(task.engine);
  const queries = JSON.parse(readFileSync(task.queryFile, 'utf8')) as FindQuery[];
  const documents = await readDocumentsFile(task.documents, task.count);
  const tokenizer = await loadTokenizerFor(engine.info);
  await engine.prepare?.();
  await engine.build(documents, task.directory, tokenizer);
  const opened = await (await engine.load(task.directory)).open(tokenizer);
  const found: (readonly number[])[] = [];
  for (const { query, mode, limit } of queries) {
    const { documents } = await opened.search(query, mode, { limit, withSnippets: false });
    found.push(documents);
  }
  return { found };
}
