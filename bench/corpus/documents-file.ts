/** Reads a corpus file. */
import type { BenchDocument } from '../engines/engine.ts';
import { readLines } from './lines.ts';

/** Reads the first `count` documents of a file that the bench wrote: each line is `{ title, text }`. */
export async function readDocumentsFile(path: string, count: number): Promise<BenchDocument[]> {
  const documents: BenchDocument[] = [];
  if (count === 0) return documents;
  for await (const line of readLines(path)) {
    documents.push(JSON.parse(line) as BenchDocument);
    if (documents.length === count) break;
  }
  return documents;
}
