import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { Skips } from '../skips.ts';
import { linesOf } from './lines.ts';

/** A document of a corpus, before it is put into numbers. */
export interface CorpusDocument {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/**
 * Reads a corpus: a `.jsonl` or `.jsonl.gz` file with `text` (or `body`) and, if it has them, `id`, `title`, `date`, or
 * a folder of `.txt` files, one article each.
 *
 * Lines that cannot be read are skipped and named in `skips`; so are documents without text. A missing title or date is
 * no reason to skip, but is counted.
 */
export async function* readCorpus(path: string, skips: Skips): AsyncGenerator<CorpusDocument> {
  if (!existsSync(path)) throw new Error(`there is no corpus at ${path}`);
  if (statSync(path).isDirectory()) yield* readFolder(path, skips);
  else yield* readLines(path, skips);
}

async function* readLines(path: string, skips: Skips): AsyncGenerator<CorpusDocument> {
  const name = basename(path);
  let number = 0;
  for await (const line of linesOf(path)) {
    number++;
    if (line.trim() === '') continue;
    const at = `line ${number} of ${name}`;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      skips.add('line that is no JSON, skipped', at);
      continue;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      skips.add('line that is no JSON object, skipped', at);
      continue;
    }
    const { id, title, text, body, date } = value as Record<string, unknown>;
    const content = typeof text === 'string' ? text : body;
    if (typeof content !== 'string' || content.trim() === '') {
      skips.add('document without text, skipped', at);
      continue;
    }
    if (typeof title !== 'string' || title === '') skips.add('document without a title, kept', at);
    if (date !== undefined && (typeof date !== 'string' || date === '')) skips.add('document without a date, kept', at);
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
      skips.add('file that is no UTF-8 text, skipped', `${id} (${error instanceof Error ? error.message : error})`);
      continue;
    }
    if (text.trim() === '') skips.add('document without text, skipped', id);
    else yield { id, title: '', text };
  }
}
