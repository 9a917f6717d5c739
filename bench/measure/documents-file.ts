import { linesOf } from '../corpus/lines.ts';
import type { BenchDocument } from '../subjects/subject.ts';

/** The first documents of a file that the bench wrote: every line is `{ title, text }`. */
export async function readDocuments(path: string, count: number): Promise<BenchDocument[]> {
  const documents: BenchDocument[] = [];
  if (count === 0) return documents;
  for await (const line of linesOf(path)) {
    documents.push(JSON.parse(line) as BenchDocument);
    if (documents.length === count) break;
  }
  return documents;
}
