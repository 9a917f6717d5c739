import type { MergeSource } from '../../index/segment/merge-segments.ts';
import { Segment } from '../../index/segment/segment.ts';
import { FileSource } from '../file-source.ts';

/** Bytes of these files that are kept while they are merged, of each at most so many. */
const kept = 1 << 26;
const mostOfEach = 1 << 20;

/** The files of segments, open to be merged with all their documents. */
export class OpenTempSegments {
  readonly sources: readonly MergeSource[];
  private readonly opened: FileSource[] = [];

  /** @throws HansouError IO */
  constructor(files: readonly string[]) {
    try {
      this.sources = files.map(path => {
        const source = new FileSource(path, Math.min(mostOfEach, kept / files.length));
        this.opened.push(source);
        const segment = Segment.open(source);
        return { segment, documents: Uint32Array.from({ length: segment.documentCount }, (_, i) => i) };
      });
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close(): void {
    for (const source of this.opened) source.close();
  }
}
