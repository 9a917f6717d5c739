import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { linesOf } from '../corpus/lines.ts';
import { readCorpus } from '../corpus/read.ts';
import type { SetFiles } from '../options.ts';
import type { Skips } from '../skips.ts';
import type { BenchDocument } from '../subjects/subject.ts';
import type { Relevance } from './metrics.ts';

/** Documents, queries, and which documents are relevant to which query. */
export interface JudgedSet {
  readonly name: string;
  readonly documents: readonly BenchDocument[];
  /** Only queries with at least one relevant document that is there. */
  readonly queries: readonly { readonly text: string; readonly relevance: Relevance }[];
}

/**
 * Reads a judged set: documents and queries as JSON lines with `id`, judgements as `query TAB document TAB relevance`,
 * all of them `.gz` or not. Judgements of queries or documents that are not there, and queries without any judgement
 * left, are skipped and named.
 */
export async function readJudgedSet(files: SetFiles, skips: Skips): Promise<JudgedSet> {
  const { name, docs, queries, qrels } = placesOf(files);
  const documents: BenchDocument[] = [];
  const numbers = new Map<string, number>();
  for await (const { id, title, text } of readCorpus(docs, skips)) {
    if (numbers.has(id)) {
      skips.add('document whose id is there already, skipped', `${id} of ${name}`);
      continue;
    }
    numbers.set(id, documents.length);
    documents.push({ title, text });
  }
  const texts = await readQueryTexts(queries, name, skips);
  const judged = await readJudgements(qrels, name, texts, numbers, skips);
  const kept: { text: string; relevance: Relevance }[] = [];
  for (const [id, text] of texts) {
    const relevance = judged.get(id);
    if (relevance && [...relevance.values()].some(value => value > 0)) kept.push({ text, relevance });
    else skips.add('query without a relevant document, skipped', `${id} of ${name}`);
  }
  if (kept.length === 0) throw new Error(`the set ${name} has no judged query`);
  return { name, documents, queries: kept };
}

async function readQueryTexts(path: string, name: string, skips: Skips): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  let number = 0;
  for await (const line of linesOf(path)) {
    number++;
    if (line.trim() === '') continue;
    try {
      const { id, text } = JSON.parse(line) as { id?: unknown; text?: unknown };
      if ((typeof id === 'string' || typeof id === 'number') && typeof text === 'string') texts.set(String(id), text);
      else skips.add('query without id or text, skipped', `line ${number} of ${basename(path)} of ${name}`);
    } catch {
      skips.add('query line that is no JSON, skipped', `line ${number} of ${basename(path)} of ${name}`);
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
  const judged = new Map<string, Map<number, number>>();
  let number = 0;
  for await (const line of linesOf(path)) {
    number++;
    if (line.trim() === '') continue;
    const [query, document, relevance = '1'] = line.split('\t');
    const at = `line ${number} of ${basename(path)} of ${name}`;
    const place = documents.get(document);
    const value = Number(relevance);
    if (Number.isNaN(value)) skips.add('judgement that is no number, skipped', at);
    else if (!queries.has(query)) skips.add('judgement of a query that is not there, skipped', `${query}, ${at}`);
    else if (place === undefined) skips.add('judgement of a document that is not there, skipped', `${document}, ${at}`);
    else {
      const relevances = judged.get(query) ?? new Map<number, number>();
      relevances.set(place, value);
      judged.set(query, relevances);
    }
  }
  return judged;
}

function placesOf(files: SetFiles): { name: string; docs: string; queries: string; qrels: string } {
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
