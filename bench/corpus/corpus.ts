/** The corpus of a run: documents in a file that every child process reads. */
import { closeSync, existsSync, mkdirSync, openSync, statSync, writeSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { BenchDocument } from '../engines/engine.ts';
import type { Skips } from '../skips.ts';
import { readDocumentsFile } from './documents-file.ts';
import { readCorpus } from './read.ts';

export interface Corpus {
  /** For tables and file names: `crud-20k`. */
  readonly name: string;
  /** What it is, in a sentence or two. */
  readonly about: string;
  /** Path of a file with JSON lines of `{ title, text }`. */
  readonly path: string;
  readonly count: number;
  /** UTF-16 units of all titles and texts. */
  readonly characters: number;
  /** Bytes of all titles and texts in UTF-8. */
  readonly bytes: number;
}

/** Writes documents one by one, so that a corpus may be larger than memory. */
class CorpusWriter {
  private readonly path: string;
  private readonly file: number;
  private lines: string[] = [];
  private pendingUnits = 0;
  private count = 0;
  private characters = 0;
  private bytes = 0;

  constructor(
    private readonly name: string,
    directory: string,
  ) {
    if (!existsSync(directory)) mkdirSync(directory, { recursive: true });
    this.path = join(directory, `${name}.jsonl`);
    this.file = openSync(this.path, 'w');
  }

  add({ title, text }: BenchDocument): void {
    this.count++;
    this.characters += title.length + text.length;
    this.bytes += Buffer.byteLength(title) + Buffer.byteLength(text);
    this.lines.push(JSON.stringify({ title, text }));
    this.pendingUnits += text.length;
    if (this.pendingUnits > 1_000_000) this.flush();
  }

  finish(about: string): Corpus {
    this.flush();
    closeSync(this.file);
    const { name, path, count, characters, bytes } = this;
    return { name, about, path, count, characters, bytes };
  }

  private flush(): void {
    if (this.lines.length > 0) writeSync(this.file, `${this.lines.join('\n')}\n`);
    this.lines = [];
    this.pendingUnits = 0;
  }
}

export interface ImportOptions {
  /** The directory for the corpus file. */
  readonly directory: string;
  readonly skips: Skips;
}

/** Imports at most `count` documents of the file or folder at `path`. */
export async function importCorpus(path: string, count: number, { directory, skips }: ImportOptions): Promise<Corpus> {
  const name = basename(resolve(path)).replace(/\.jsonl(\.gz)?$/, '');
  const writer = new CorpusWriter(name, directory);
  let imported = 0;
  for await (const document of readCorpus(path, skips)) {
    writer.add(document);
    if (++imported === count) break;
  }
  if (imported === 0) throw new Error(`there is no document in ${path}`);
  return writer.finish(
    `${statSync(path).isDirectory() ? 'The texts of the folder' : 'The documents of'} ${basename(resolve(path))}`,
  );
}

/** What a written corpus consists of. */
export interface CorpusContents {
  readonly name: string;
  readonly about: string;
  readonly documents: Iterable<BenchDocument>;
  /** Maximum number of documents. */
  readonly count: number;
}

/** Writes documents as a corpus. */
export function writeCorpus({ name, about, documents, count }: CorpusContents, directory: string): Corpus {
  const writer = new CorpusWriter(name, directory);
  let written = 0;
  if (count > 0)
    for (const document of documents) {
      writer.add(document);
      if (++written === count) break;
    }
  return writer.finish(about);
}

/** Reads the first `count` documents of a corpus. */
export function readCorpusDocuments(corpus: Corpus, count = corpus.count): Promise<BenchDocument[]> {
  return readDocumentsFile(corpus.path, count);
}
