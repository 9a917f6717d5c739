/** Builds an index in which documents of unchanged files stand as they were cut by the build before. */
import { join } from 'node:path';
import type { ContainerOutput } from '../../bytes/container-writer.ts';
import { describeValue, HansouError } from '../../errors.ts';
import type { InputDocument } from '../../fields.ts';
import type { Schema } from '../../index/schema.ts';
import { type MergeSource, mergeInto } from '../../index/segment/merge-segments.ts';
import { Segment } from '../../index/segment/segment.ts';
import type { BuildExtras, BuilderOptions } from '../build/builder-options.ts';
import { IndexBuilder } from '../build/index-builder.ts';
import { createTempFolder, removeTempFolder } from '../build/temp-folder.ts';
import { AtomicFile, type PlaceFile, requireFileTarget } from '../files/atomic-file.ts';
import { copySource } from '../files/copy-source.ts';
import { openFileSource } from '../files/split-file.ts';
import type { PreviousIndex, PreviousUnit } from './previous-index.ts';

/** The two sources of the merged index. */
const previousSource = 0;
const changedSource = 1;

/**
 * A builder that also takes documents of the index before. New documents become an index of their own in a temporary folder,
 * which is then merged with the kept ones in the order in which both came.
 *
 * Law: the index answers as one to which all these documents were added. But for the code of its texts, which is that of the
 * index before while it serves, its bytes are the same.
 */
export class MergingBuilder<S extends Schema> {
  private readonly started = performance.now();
  private readonly builder: IndexBuilder<S>;
  private readonly folder: string;
  private readonly changedPath: string;
  private readonly changedIds = new Set<string>();
  /** Numbers of the kept documents in the index before, ascending. */
  private readonly kept: number[] = [];
  /** By document of the index before: 1 if it is kept. */
  private readonly isKept: Uint8Array;
  private readonly runs: { readonly source: number; count: number }[] = [];

  /**
   * @param previous built with the same fields and analysis
   * @throws HansouError as `IndexBuilder`
   */
  constructor(
    private readonly previous: PreviousIndex,
    private readonly options: BuilderOptions<S>,
  ) {
    requireFileTarget(options.output);
    this.isKept = new Uint8Array(previous.segment.documentCount);
    this.folder = createTempFolder(options.output);
    this.changedPath = join(this.folder, 'changed');
    this.builder = new IndexBuilder({ ...options, output: this.changedPath });
  }

  /** Number of documents. */
  get size(): number {
    return this.builder.size + this.kept.length;
  }

  /**
   * Keeps the documents of a unit, unless they must be added one by one: documents that were added have taken one of their ids,
   * or the unit stood before one that was kept.
   * @returns whether they are kept
   */
  keep({ record, firstDocument }: PreviousUnit): boolean {
    const { kept, previous, changedIds } = this;
    if (kept.length > 0 && firstDocument <= kept[kept.length - 1]) return false;
    const end = firstDocument + record.documents;
    for (let document = firstDocument; document < end; document++)
      if (changedIds.has(previous.getId(document))) return false;
    this.isKept.fill(1, firstDocument, end);
    for (let document = firstDocument; document < end; document++) kept.push(document);
    this.addRun(previousSource, record.documents);
    return true;
  }

  /** Adds a document. @throws HansouError as `IndexBuilder.add` */
  async add(document: InputDocument<S>): Promise<void> {
    const before = this.previous.findDocument(document.id);
    if (before >= 0 && this.isKept[before] === 1)
      throw new HansouError('DUPLICATE_ID', 'the index already contains a document with this id', {
        expected: 'a different id for each document',
        got: describeValue(document.id),
        hint: 'Omit one of the two documents, or give it another id.',
      });
    await this.builder.add(document);
    this.changedIds.add(document.id);
    this.addRun(changedSource, 1);
  }

  /** Number of documents that were added, not kept. */
  get added(): number {
    return this.builder.size;
  }

  /** Writes the index; that of before as it is, if nothing has changed. @throws HansouError IO; the reason of the signal */
  async finishAt(place: PlaceFile, { attachment }: BuildExtras = {}): Promise<void> {
    const { builder, previous, changedPath } = this;
    const sources: MergeSource[] = [{ segment: previous.segment, liveDocuments: Uint32Array.from(this.kept) }];
    if (builder.size === 0) {
      if (this.kept.length === previous.segment.documentCount && previous.hasAttachment(attachment))
        this.write(place, file => copySource(previous.segment.container.source, file));
      else this.write(place, file => mergeInto(sources, file, { runs: this.runs, attachment }));
      return;
    }
    await builder.finish();
    const changed = openFileSource(changedPath);
    try {
      const segment = Segment.open(changed);
      sources.push({ segment, liveDocuments: Uint32Array.from({ length: segment.documentCount }, (_, i) => i) });
      this.write(place, file => mergeInto(sources, file, { runs: this.runs, attachment }));
    } finally {
      changed.close();
    }
  }

  /** Removes everything that is not in its place. */
  async abort(): Promise<void> {
    await this.builder.abort();
    removeTempFolder(this.folder);
  }

  private write(place: PlaceFile, fill: (file: ContainerOutput) => void): void {
    const { options, folder, started } = this;
    const file = new AtomicFile(options.output, join(folder, 'whole'));
    const report = () => {
      const seconds = (performance.now() - started) / 1000;
      const { size: documents } = this;
      options.onProgress?.({ phase: 'merging', documents, bytes: file.length, seconds, secondsLeft: undefined });
    };
    try {
      fill({
        write(bytes) {
          file.write(bytes);
          report();
        },
        overwriteStart: bytes => file.overwriteStart(bytes),
        readWritten: () => file.readWritten(),
      });
      options.signal?.throwIfAborted();
      file.commit(place);
    } finally {
      file.discard();
    }
  }

  private addRun(source: number, count: number): void {
    const last = this.runs.at(-1);
    if (last?.source === source) last.count += count;
    else if (count > 0) this.runs.push({ source, count });
  }
}
