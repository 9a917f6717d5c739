import type { Analyzer } from '../../analysis/analyzer.ts';
import type { ByteSource } from '../../bytes/byte-source.ts';
import { describeValue, HansouError } from '../../errors.ts';
import { toDamageError } from '../damage.ts';
import type { IndexReader } from '../index-reader.ts';
import type { Schema } from '../schema.ts';
import { sectionName } from '../section-kinds.ts';
import { checkDocument } from '../segment/document-values.ts';
import { Segment } from '../segment/segment.ts';
import { createEmptySegment, SegmentBuilder } from '../segment/segment-builder.ts';
import { verifySegment } from '../segment/verify-segment.ts';
import { LiveReader } from './live-reader.ts';
import { LiveSegment } from './live-segment.ts';
import { chooseEncodings, mergeAllSegments, mergeSmallSegments } from './merge-policy.ts';

/** A buffer of so many postings is frozen: about 160 MB while it is laid out. */
const maxBufferedEntries = 20_000_000;

/** `checksums`: the bytes are those that were written. `structure`: also, the structures keep their rules. */
export type VerifyDepth = 'checksums' | 'structure';

/** What `inspect` tells. */
export interface IndexDescription {
  readonly documents: number;
  readonly bytes: number;
  /** Which analysis made it. */
  readonly analysis: string;
  readonly fields: Schema;
  readonly sections: readonly { readonly name: string; readonly bytes: number }[];
}

/**
 * An index that changes (D5): frozen segments, what was deleted of them, and a buffer of documents not frozen yet.
 *
 * Laws: a reader sees everything that was done before it was made. After any changes the index answers as one that was
 * built of its documents in their order; a document that is updated is the last.
 */
export class LiveIndex {
  private segments: LiveSegment[] = [];
  private buffer: SegmentBuilder | undefined;
  /** Ids of the buffer, with their numbers in it. */
  private readonly bufferIds = new Map<string, number>();
  /** Numbers in the buffer that were removed again. */
  private bufferDeleted: number[] = [];
  private currentReader: LiveReader | undefined;

  /** @param analyzer needed for adding only */
  constructor(
    readonly schema: Schema,
    private readonly analyzer: Analyzer | undefined,
    private readonly analysis = analyzer?.fingerprint ?? '',
  ) {}

  /**
   * Opens what `toBytes` gave: header, directory and sizes only.
   * @throws HansouError BAD_INDEX or FORMAT_VERSION
   */
  static open(bytes: Uint8Array | ByteSource, analyzer?: Analyzer): LiveIndex {
    const segment = bytes instanceof Uint8Array ? Segment.fromBytes(bytes) : Segment.open(bytes);
    const index = new LiveIndex(segment.meta.fields, analyzer, segment.meta.analysis);
    index.segments.push(new LiveSegment(segment));
    return index;
  }

  /** How many documents it holds. */
  get size(): number {
    return this.segments.reduce((sum, { liveCount }) => sum + liveCount, this.bufferIds.size);
  }

  /** How many frozen segments there are: what a search has to ask. */
  get segmentCount(): number {
    return this.segments.length;
  }

  /**
   * Adds a document; all of it or, on an error, nothing.
   * @throws HansouError EMPTY_ID, DUPLICATE_ID, UNKNOWN_FIELD, BAD_DOCUMENT, BAD_DATE, ANALYSIS_MISMATCH
   */
  add(document: Record<string, unknown>): void {
    const values = checkDocument(this.schema, document);
    if (this.has(values.id)) {
      throw new HansouError('DUPLICATE_ID', 'the index holds a document with this id', {
        expected: 'an id of its own for each document',
        got: describeValue(values.id),
        hint: 'Use update to put the new one in the place of the old one.',
      });
    }
    const analyzer = this.requireAnalyzer();
    if (!this.buffer?.add(values)) {
      this.freeze();
      const fresh = new SegmentBuilder(
        this.schema,
        analyzer,
        this.segments.map(({ segment }) => segment),
      );
      fresh.add(values);
      this.buffer = fresh;
    }
    this.bufferIds.set(values.id, this.buffer.documentCount - 1);
    this.currentReader = undefined;
    if (this.buffer.entryCount >= maxBufferedEntries) this.freeze();
  }

  /** Adds a document, after the one with its id, if there is one, was removed. @throws HansouError as `add` */
  update(document: Record<string, unknown>): void {
    const { id } = checkDocument(this.schema, document);
    this.requireAnalyzer();
    this.remove(id);
    this.add(document);
  }

  /** Whether there was such a document to remove. */
  remove(id: string): boolean {
    const buffered = this.bufferIds.get(id);
    if (buffered !== undefined) {
      this.bufferIds.delete(id);
      this.bufferDeleted.push(buffered);
      this.currentReader = undefined;
      return true;
    }
    for (const held of this.segments) {
      const document = findLiveDocument(held, id);
      if (document < 0) continue;
      held.delete(document);
      this.currentReader = undefined;
      return true;
    }
    return false;
  }

  has(id: string): boolean {
    return this.bufferIds.has(id) || this.segments.some(held => findLiveDocument(held, id) >= 0);
  }

  /** What queries read: the same object as long as nothing changes. */
  reader(): IndexReader {
    if (!this.currentReader) {
      this.freeze();
      this.segments = mergeSmallSegments(this.segments);
      this.shareEncodings();
      this.currentReader = new LiveReader(this.schema, this.segments);
    }
    return this.currentReader;
  }

  /** Merges all segments into one and drops what was deleted. Needs no analyzer. */
  compact(): void {
    this.freeze(true);
    const [only] = this.segments;
    if (this.segments.length === 1 && only.deletedCount === 0 && !only.isInterim) return;
    this.currentReader = undefined;
    if (this.segments.length === 0) {
      this.segments = [new LiveSegment(Segment.fromBytes(createEmptySegment(this.schema, this.analysis)))];
      return;
    }
    this.segments = [mergeAllSegments(this.segments)];
  }

  /** One file that `open` opens. The same documents in the same order give the same answers. */
  toBytes(): Uint8Array {
    this.compact();
    const { container, byteSize } = this.segments[0].segment;
    const { bytes, origin } = container.source.window(0, byteSize);
    return bytes.slice(-origin, byteSize - origin);
  }

  /**
   * Checks every byte against its checksum, and every rule of the structures unless only the bytes are asked for.
   * @throws HansouError CHECKSUM or BAD_INDEX
   */
  verify(depth: VerifyDepth = 'structure'): void {
    this.freeze();
    for (const { segment } of this.segments)
      if (depth === 'structure') verifySegment(segment);
      else segment.container.verify();
  }

  describe(): IndexDescription {
    this.freeze(true);
    const names = Object.keys(this.schema);
    const sections = new Map<string, number>();
    for (const { segment } of this.segments)
      for (const { kind, ordinal: part, length } of segment.container.directory) {
        const name = sectionName(kind, names[part]);
        sections.set(name, (sections.get(name) ?? 0) + length);
      }
    return {
      documents: this.size,
      bytes: this.segments.reduce((sum, { segment }) => sum + segment.byteSize, 0),
      analysis: this.analysis,
      fields: this.schema,
      sections: [...sections].map(([name, bytes]) => ({ name, bytes })),
    };
  }

  /** The buffer becomes a segment. @param isLast whether all is to be one segment then */
  private freeze(isLast = false): void {
    const { buffer } = this;
    if (!buffer) return;
    const beside = isLast && this.segments.length === 0 ? undefined : this.segments.map(({ segment }) => segment);
    let held = new LiveSegment(Segment.fromBytes(buffer.finish(beside)), beside !== undefined);
    if (this.bufferDeleted.length > 0) {
      // An id may stand in the buffer twice, removed and added anew: what was removed is left out at once.
      for (const document of this.bufferDeleted) held.delete(document);
      held = mergeAllSegments([held], beside && chooseEncodings([...this.segments, held], beside.length));
    }
    this.buffer = undefined;
    this.bufferIds.clear();
    this.bufferDeleted = [];
    if (held.liveCount > 0) this.segments = [...this.segments, held];
  }

  /** Segments in one code of texts, as small ones beside a large one are, hold it once. */
  private shareEncodings(): void {
    const [first, ...others] = this.segments;
    for (const { segment } of others)
      segment.textFields.forEach((field, part) => {
        field?.store.shareEncoding(first.segment.textFields[part]!.store);
      });
  }

  private requireAnalyzer(): Analyzer {
    const { analyzer, analysis } = this;
    if (analyzer && analyzer.fingerprint === analysis) return analyzer;
    throw new HansouError('ANALYSIS_MISMATCH', 'documents cannot be added with another analysis', {
      expected: analysis,
      got: analyzer ? analyzer.fingerprint : 'an index that was opened without lexicon or segmenter',
      hint: 'Open the index with the lexicon or segmenter that it was made with, or build it anew.',
    });
  }
}

function findLiveDocument(held: LiveSegment, id: string): number {
  try {
    return held.findDocument(id);
  } catch (error) {
    throw toDamageError(error);
  }
}
