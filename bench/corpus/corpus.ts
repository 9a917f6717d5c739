import { closeSync, existsSync, mkdirSync, openSync, statSync, writeSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { readDocuments } from '../measure/documents-file.ts';
import type { Skips } from '../skips.ts';
import type { BenchDocument } from '../subjects/subject.ts';
import { readCorpus } from './read.ts';

/** Documents in a file that every child reads: JSON lines of `{ title, text }`. */
export interface Corpus {
  /** For tables and file names: `crud-20k`. */
  readonly name: string;
  /** What it is, in a sentence or two. */
  readonly about: string;
  readonly path: string;
  readonly count: number;
  /** UTF-16 units of all titles and texts. */
  readonly characters: number;
  /** Bytes of these in UTF-8. */
  readonly bytes: number;
}

/** Writes documents one by one, so that a corpus may be larger than memory. */
export class CorpusFile {
  private readonly file: number;
  private lines: string[] = [];
  private pending = 0;
  private count = 0;
  private characters = 0;
  private bytes = 0;

  constructor(
    private readonly path: string,
    private readonly name: string,
  ) {
    this.file = openSync(path, 'w');
  }

  add({ title, text }: BenchDocument): void {
    this.count++;
    this.characters += title.length + text.length;
    this.bytes += Buffer.byteLength(title) + Buffer.byteLength(text);
    this.lines.push(JSON.stringify({ title, text }));
    this.pending += text.length;
    if (this.pending > 1_000_000) this.flush();
  }

  finish(about: string): Corpus {
    this.flush();
    closeSync(this.file);
    return {
      name: this.name,
      about,
      path: this.path,
      count: this.count,
      characters: this.characters,
      bytes: this.bytes,
    };
  }

  private flush(): void {
    if (this.lines.length > 0) writeSync(this.file, `${this.lines.join('\n')}\n`);
    this.lines = [];
    this.pending = 0;
  }
}

export interface CorpusPlace {
  /** Where corpora are written. */
  readonly directory: string;
  readonly skips: Skips;
}

/** Reads a corpus that someone named, at most `count` documents. */
export async function givenCorpus(path: string, count: number, { directory, skips }: CorpusPlace): Promise<Corpus> {
  const name = basename(resolve(path)).replace(/\.jsonl(\.gz)?$/, '');
  const file = new CorpusFile(pathFor(directory, name), name);
  let read = 0;
  for await (const document of readCorpus(path, skips)) {
    file.add(document);
    if (++read === count) break;
  }
  if (read === 0) throw new Error(`there is no document in ${path}`);
  return file.finish(
    `${statSync(path).isDirectory() ? 'The texts of the folder' : 'The documents of'} ${basename(resolve(path))}`,
  );
}

/** Takes documents from a generator until there are `count`. */
export function writtenCorpus(
  name: string,
  documents: Iterable<BenchDocument>,
  count: number,
  about: string,
  directory: string,
): Corpus {
  const file = new CorpusFile(pathFor(directory, name), name);
  let taken = 0;
  if (count > 0)
    for (const document of documents) {
      file.add(document);
      if (++taken === count) break;
    }
  return file.finish(about);
}

export function documentsOf(corpus: Corpus, count = corpus.count): Promise<BenchDocument[]> {
  return readDocuments(corpus.path, count);
}

function pathFor(directory: string, name: string): string {
  if (!existsSync(directory)) mkdirSync(directory, { recursive: true });
  return join(directory, `${name}.jsonl`);
}
