import { readFileSync } from 'node:fs';
import { wordsFor } from '../segmenters/jieba.ts';
import { subjectNamed } from '../subjects/index.ts';
import { readDocuments } from './documents-file.ts';
import type { Ask, FindAnswer, FindTask } from './task.ts';

export async function find(task: FindTask): Promise<FindAnswer> {
  const subject = subjectNamed(task.subject);
  const asks = JSON.parse(readFileSync(task.asks, 'utf8')) as Ask[];
  const documents = await readDocuments(task.documents, task.count);
  const words = await wordsFor(subject.info);
  await subject.prepare?.();
  await subject.build(documents, task.directory, words);
  const opened = await (await subject.load(task.directory)).open(words);
  const found: (readonly number[])[] = [];
  for (const { query, mode, limit } of asks) {
    const { documents } = await opened.search(query, mode, limit, false);
    found.push(documents);
  }
  return { found };
}
