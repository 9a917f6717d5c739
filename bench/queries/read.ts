import { basename } from 'node:path';
import { linesOf } from '../corpus/lines.ts';
import type { Skips } from '../skips.ts';
import { type DrawnQueries, sortQueries } from './draw.ts';

/** Queries of a file: one a line, or JSON lines with `text` or `query`. Lines that cannot be read are named. */
export async function readQueries(path: string, skips: Skips): Promise<DrawnQueries> {
  const isJson = /\.jsonl(\.gz)?$/.test(path);
  const queries: string[] = [];
  let number = 0;
  for await (const line of linesOf(path)) {
    number++;
    if (line.trim() === '') continue;
    if (!isJson) {
      queries.push(line);
      continue;
    }
    try {
      const { text, query } = JSON.parse(line) as { text?: unknown; query?: unknown };
      const value = text ?? query;
      if (typeof value === 'string') queries.push(value);
      else skips.add('query without text, skipped', `line ${number} of ${basename(path)}`);
    } catch {
      skips.add('query line that is no JSON, skipped', `line ${number} of ${basename(path)}`);
    }
  }
  if (queries.length === 0) throw new Error(`there is no query in ${path}`);
  return sortQueries(queries);
}
