/** Reads judged sets. */
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { readLines } from '../../corpus/lines.ts';
import { readCorpus } from '../../corpus/read.ts';
import type { BenchDocument } from '../../engines/engine.ts';
import type { SetFiles } from '../../options.ts';
import type { Skips } from '../../skips.ts';
import type { Relevance } from './metrics.ts';

/** Documents, queries, and the relevance of documents to queries. */
export interface JudgedSet {
  readonly name: string;
  readonly documents: readonly BenchDocument[];
  /** Only queries with at least one relevant document in the set. */
  readonly queries: readonly { readonly text: string; readonly relevance: Relevance }[];
}

/**
 * Reads a judged set: documents and queries as JSON lines with `id`, judgements as `query TAB document TAB relevance`,
 * each `.gz` or not. Judgements of queries or documents that are missing, and queries without a relevant document, are
 * skipped and recorded.
 */
export async function readJudgedSet(files: SetFiles, skips: Skips): Promise<JudgedSet> {
  const { name, docs, queries, qrels } = locateFiles(files);
  const documents: BenchDocument[] = [];
  const numbers = new Map<string, number>();
  for await (const { id, title, text } of readCorpus(docs, skips)) {
    if (numbers.has(id)) {
      skips.add('document with the id of an earlier one, skipped', `${id} of ${name}`);
      continue;
    }
    numbers.set(id, documents.length);
    documents.push({ title, text });
  }
  const texts = await readQueryTexts(queries, name, skips);
  const judgements = await readJudgements(qrels, name, texts, numbers, skips);
  const judgedQueries: { text: string; relevance: Relevance }[] = [];
  for (const [id, text] of texts) {
    const relevance = judgements.get(id);
    if (relevance && [...relevance.values()].some(value => value > 0)) judgedQueries.push({ text, relevance });
    else skips.add('query without a relevant document, skipped', `${id} of ${name}`);
  }
  if (judgedQueries.length === 0) throw new Error(`the set ${name} has no judged query`);
  return { name, documents, queries: judgedQueries };
}

async function readQueryTexts(path: string, name: string, skips: Skips): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  let number = 0;
  for await (const line of readLines(path)) {
    number++;
    if (line.trim() === '') continue;
    try {
      const { id, text } = JSON.parse(line) as { id?: unknown; text?: unknown };
      if ((typeof id === 'string' || typeof id === 'number') && typeof text === 'string') texts.set(String(id), text);
      else skips.add('query without id or text, skipped', `line ${number} of ${basename(path)} of ${name}`);
    } catch {
      skips.add('query line is not JSON, skipped', `line ${number} of ${basename(path)} of ${name}`);
    }
  }
  return texts;
}

async function readJudgements(
  path: string,
  name: string,
  queries: ReadonlyMap<string, string>,
  documents: ReadonlyMap<string, number>,
  skips: Skips,
): Promise<Map<string, Map<number, number>>> {
  const judgements = new Map<string, Map<number, number>>();
  let number = 0;
  for await (const line of readLines(path)) {
    number++;
    if (line.trim() === '') continue;
    const [query, document, relevance = '1'] = line.split('\t');
    const place = `line ${number} of ${basename(path)} of ${name}`;
    const documentNumber = documents.get(document);
    const value = Number(relevance);
    if (Number.isNaN(value)) skips.add('judgement is not a number, skipped', place);
    else if (!queries.has(query)) skips.add('judgement of a missing query, skipped', `${query}, ${place}`);
    else if (documentNumber === undefined)
      skips.add('judgement of a missing document, skipped', `${document}, ${place}`);
    else {
      const relevances = judgements.get(query) ?? new Map<number, number>();
      relevances.set(documentNumber, value);
      judgements.set(query, relevances);
    }
  }
  return judgements;
}

function locateFiles(files: SetFiles): { name: string; docs: string; queries: string; qrels: string } {
  if (!('folder' in files)) return { name: basename(resolve(files.docs, '..')), ...files };
  const { folder } = files;
  const find = (name: string) => {
    const path = [name, `${name}.gz`].map(each => join(folder, each)).find(existsSync);
    if (path === undefined) throw new Error(`the set ${folder} has no ${name} (or ${name}.gz)`);
    return path;
  };
  return {
    name: basename(resolve(folder)),
    docs: find('docs.jsonl'),
    queries: find('queries.jsonl'),
    qrels: find('qrels.tsv'),
  };
}
