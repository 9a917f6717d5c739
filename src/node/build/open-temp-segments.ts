/** Opens the temporary segments of a build for merging. */
import type { MergeSource } from '../../index/segment/merge-segments.ts';
import { Segment } from '../../index/segment/segment.ts';
import { FileSource } from '../files/file-source.ts';

/** Bytes that are cached of all segments together. */
const maxCacheBytes = 1 << 26;
/** Bytes that are cached of each segment at most. */
const maxSegmentCacheBytes = 1 << 20;

/** Temporary segments, open for merging, with all of their documents. */
export class OpenTempSegments {
  readonly sources: readonly MergeSource[];
  private readonly files: FileSource[] = [];

  /** @throws HansouError IO */
  constructor(paths: readonly string[]) {
    try {
      this.sources = paths.map(path => {
        const file = new FileSource(path, Math.min(maxSegmentCacheBytes, maxCacheBytes / paths.length));
        this.files.push(file);
        const segment = Segment.open(file);
        return { segment, liveDocuments: Uint32Array.from({ length: segment.documentCount }, (_, i) => i) };
      });
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close(): void {
    for (const file of this.files) file.close();
  }
}
