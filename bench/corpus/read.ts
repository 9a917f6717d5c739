/** Reads the documents of a corpus that the user names. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { Skips } from '../skips.ts';
import { readLines } from './lines.ts';

/** A document with the id it has in its corpus. */
export interface CorpusDocument {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/**
 * Reads a corpus: a `.jsonl` or `.jsonl.gz` file with `text` (or `body`) and optionally `id`, `title` and `date`, or a
 * folder of `.txt` files with one article each.
 *
 * Lines that cannot be read and documents without text are skipped and recorded in `skips`. A document without a title or
 * date is not skipped, but it is recorded too.
 */
export async function* readCorpus(path: string, skips: Skips): AsyncGenerator<CorpusDocument> {
  if (!existsSync(path)) throw new Error(`there is no corpus at ${path}`);
  if (statSync(path).isDirectory()) yield* readFolder(path, skips);
  else yield* readJsonLines(path, skips);
}

async function* readJsonLines(path: string, skips: Skips): AsyncGenerator<CorpusDocument> {
  const name = basename(path);
  let number = 0;
  for await (const line of readLines(path)) {
    number++;
    if (line.trim() === '') continue;
    const place = `line ${number} of ${name}`;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      skips.add('line is not JSON, skipped', place);
      continue;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      skips.add('line is not a JSON object, skipped', place);
      continue;
    }
    const { id, title, text, body, date } = value as Record<string, unknown>;
    const content = typeof text === 'string' ? text : body;
    if (typeof content !== 'string' || content.trim() === '') {
      skips.add('document without text, skipped', place);
      continue;
    }
    if (typeof title !== 'string' || title === '') skips.add('document without a title, kept', place);
    if (date !== undefined && (typeof date !== 'string' || date === ''))
      skips.add('document without a date, kept', place);
    yield {
      id: typeof id === 'string' || typeof id === 'number' ? String(id) : String(number),
      title: typeof title === 'string' ? title : '',
      text: content,
    };
  }
}

async function* readFolder(folder: string, skips: Skips): AsyncGenerator<CorpusDocument> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.txt'))
    .map(entry => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
  if (files.length === 0) throw new Error(`there is no .txt file in ${folder}`);
  for (const file of files) {
    const id = relative(folder, file);
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
    } catch (error) {
      skips.add('file is not UTF-8 text, skipped', `${id} (${error instanceof Error ? error.message : error})`);
      continue;
    }
    if (text.trim() === '') skips.add('document without text, skipped', id);
    else yield { id, title: '', text };
  }
}
