/** Reads queries that the user brings. */
import { basename } from 'node:path';
import { readLines } from '../corpus/lines.ts';
import type { Skips } from '../skips.ts';
import { type DrawnQueries, sortQueries } from './draw.ts';

/** Reads a file of queries: one per line, or JSON lines with `text` or `query`. Unreadable lines are skipped and recorded. */
export async function readQueries(path: string, skips: Skips): Promise<DrawnQueries> {
  const isJson = /\.jsonl(\.gz)?$/.test(path);
  const queries: string[] = [];
  let number = 0;
  for await (const line of readLines(path)) {
    number++;
    if (line.trim() === '') continue;
    if (!isJson) {
      queries.push(line);
      continue;
    }
    const place = `line ${number} of ${basename(path)}`;
    try {
      const { text, query } = JSON.parse(line) as { text?: unknown; query?: unknown };
      const value = text ?? query;
      if (typeof value === 'string') queries.push(value);
      else skips.add('query without text, skipped', place);
    } catch {
      skips.add('query line is not JSON, skipped', place);
    }
  }
  if (queries.length === 0) throw new Error(`there is no query in ${path}`);
  return sortQueries(queries);
}
