/** An index in memory that documents can be added to and removed from. `SearchIndex` is its public face. */
import { Analyzer } from '../../analysis/analyzer.ts';
import { type ByteSource, MemorySource } from '../../bytes/byte-source.ts';
import { describeValue, HansouError } from '../../errors.ts';
import { toDamageError } from '../damage.ts';
import type { IndexReader } from '../index-reader.ts';
import type { Schema } from '../schema.ts';
import { sectionName } from '../section-kinds.ts';
import { checkDocument } from '../segment/document-values.ts';
import { Segment } from '../segment/segment.ts';
import { createEmptySegment, SegmentBuilder } from '../segment/segment-builder.ts';
import { verifySegment } from '../segment/verify-segment.ts';
import { readInputDocument } from './input-document.ts';
import { joinSegments } from './join-segments.ts';
import { joiner } from './joined/joiner.ts';
import { LiveReader } from './live-reader.ts';
import { LiveSegment } from './live-segment.ts';
import { chooseMergedEncoding, createInterimSegment, mergeLiveDocuments, mergeSmallSegments } from './merge-policy.ts';

/** The buffer becomes a segment once it has this many entries: writing it takes about 160 MB. */
const maxBufferedEntries = 20_000_000;

/** How much `verify` checks. `checksums`: no byte has changed. `structure`: also, the bytes form a valid index. */
export type VerifyDepth = 'checksums' | 'structure';

/** What an index consists of. */
export interface IndexDescription {
  /** Number of documents. */
  readonly documents: number;
  /** Bytes of all segments. */
  readonly bytes: number;
  /** Fingerprint of the analysis that the index was built with. */
  readonly analysis: string;
  /** The fields by name, with their settings. */
  readonly fields: Schema;
  /** Bytes of each section; those of a field are named after it. */
  readonly sections: readonly { readonly name: string; readonly bytes: number }[];
}

/**
 * An index that can change: immutable segments, their deleted documents, and a buffer of documents that are not in a
 * segment yet.
 *
 * Laws: a reader sees every change made before it was created. After any changes, the index holds what one built from its
 * current documents in their order holds; an updated document moves to the end. Document frequencies, and so scores, are
 * those of the current documents.
 */
export class LiveIndex {
  private segments: LiveSegment[] = [];
  private buffer: SegmentBuilder | undefined;
  /** By id: the number of each live document of the buffer. */
  private readonly bufferIds = new Map<string, number>();
  /** Numbers of the removed documents of the buffer. */
  private bufferDeleted: number[] = [];
  private currentReader: LiveReader | undefined;
  /** The first segments, which stay as they are until all are merged: those of several files. */
  private fixedSegments = 0;

  /** @param analyzer only needed to add documents; not if the index was built without words */
  constructor(
    readonly schema: Schema,
    private analyzer: Analyzer | undefined,
    private analysis = analyzer?.fingerprint ?? '',
  ) {}

  /**
   * Opens the bytes of an index file. Reads only its header, directory and sizes.
   * @throws HansouError BAD_INDEX or FORMAT_VERSION
   */
  static open(bytes: Uint8Array | ByteSource, analyzer?: Analyzer): LiveIndex {
    return LiveIndex.openAll([bytes instanceof Uint8Array ? new MemorySource(bytes) : bytes], analyzer);
  }

  /**
   * Opens index files as one index. Of several files, also reads their ids.
   * @param names what errors call the files
   * @throws HansouError as `open`; SCHEMA_MISMATCH or ANALYSIS_MISMATCH when the files do not belong together
   */
  static openAll(sources: readonly ByteSource[], analyzer?: Analyzer, names?: readonly string[]): LiveIndex {
    const segments = joinSegments(sources.map(Segment.open), names);
    const { fields, analysis } = segments[0].segment.meta;
    const index = new LiveIndex(fields, analyzer, analysis);
    index.segments = segments;
    // Merging them would take memory and time as the first query came.
    if (segments.length > 1) index.fixedSegments = segments.length;
    return index;
  }

  /** Number of documents. */
  get size(): number {
    return this.segments.reduce((sum, { liveCount }) => sum + liveCount, this.bufferIds.size);
  }

  /** Number of segments, all of which every search reads. */
  get segmentCount(): number {
    return this.segments.length;
  }

  /**
   * Adds a document. On an error the index is unchanged.
   * @throws HansouError EMPTY_ID, DUPLICATE_ID, UNKNOWN_FIELD, BAD_DOCUMENT, BAD_DATE, ANALYSIS_MISMATCH
   */
  add(document: Record<string, unknown>): void {
    const values = checkDocument(this.schema, document);
    if (this.has(values.id)) {
      throw new HansouError('DUPLICATE_ID', 'the index already holds a document with this id', {
        expected: 'a distinct id for each document',
        got: describeValue(values.id),
        hint: 'Use update to replace the document.',
      });
    }
    const analyzer = this.requireAnalyzer();
    if (!this.buffer?.add(values)) {
      this.flush();
      const buffer = new SegmentBuilder(this.schema, analyzer);
      buffer.add(values);
      this.buffer = buffer;
    }
    this.bufferIds.set(values.id, this.buffer.documentCount - 1);
    this.currentReader = undefined;
    if (this.buffer.entryCount >= maxBufferedEntries) this.flush();
  }

  /** Adds a document after removing the one with the same id, if any. @throws HansouError as `add` */
  update(document: Record<string, unknown>): void {
    const { id } = checkDocument(this.schema, document);
    this.requireAnalyzer();
    this.remove(id);
    this.add(document);
  }

  /** Removes a document. @returns whether there was one with this id */
  remove(id: string): boolean {
    const buffered = this.bufferIds.get(id);
    if (buffered !== undefined) {
      this.bufferIds.delete(id);
      this.bufferDeleted.push(buffered);
      this.currentReader = undefined;
      return true;
    }
    for (const segment of this.segments) {
      const document = findLiveDocument(segment, id);
      if (document < 0) continue;
      segment.delete(document);
      this.currentReader = undefined;
      return true;
    }
    return false;
  }

  /** Whether there is a document with this id. */
  has(id: string): boolean {
    return this.bufferIds.has(id) || this.segments.some(segment => findLiveDocument(segment, id) >= 0);
  }

  /** Whether documents are cut by an analysis with this fingerprint. */
  hasAnalysis(fingerprint: string): boolean {
    return this.analysis === fingerprint;
  }

  /**
   * Cuts these documents anew with another analyzer; they move to the end, as updated ones do.
   *
   * Law: if both analyzers cut all other documents alike, the index is one built with the new one.
   * @param documents numbers of `reader()`
   */
  reanalyze(analyzer: Analyzer, documents: readonly number[]): void {
    // A snapshot, from which the documents are read while they are replaced.
    const reader = this.reader();
    this.analyzer = analyzer;
    this.analysis = analyzer.fingerprint;
    for (const document of documents) {
      this.update(readInputDocument(reader, document));
    }
  }

  /** A reader of the current state: the same object until the index changes. */
  reader(): IndexReader {
    if (!this.currentReader) {
      this.flush();
      this.segments = mergeSmallSegments(this.segments, this.fixedSegments);
      this.shareEncodings();
      this.currentReader = new LiveReader(this.schema, this.segments, joiner);
    }
    return this.currentReader;
  }

  /** Merges all segments into one without the deleted documents. Needs no analyzer. */
  compact(): void {
    this.flush({ isFinal: true });
    const [first] = this.segments;
    const isCurrent = first?.segment.meta.analysis === this.analysis;
    if (this.segments.length === 1 && first.deletedCount === 0 && !first.hasTextsToEncode && isCurrent) return;
    this.currentReader = undefined;
    const segment =
      this.segments.length === 0
        ? Segment.fromBytes(createEmptySegment(this.schema, this.analysis))
        : mergeLiveDocuments(this.segments, undefined, this.analysis);
    this.segments = [new LiveSegment(segment)];
    this.fixedSegments = 0;
  }

  /** The bytes of a file that `open` opens. The same documents in the same order give the same bytes. */
  toBytes(): Uint8Array {
    this.compact();
    const { container, byteSize } = this.segments[0].segment;
    const { bytes, origin } = container.source.window(0, byteSize);
    return bytes.slice(-origin, byteSize - origin);
  }

  /**
   * Checks every byte against its checksum, and by default every rule of the structures.
   * @throws HansouError CHECKSUM or BAD_INDEX
   */
  verify(depth: VerifyDepth = 'structure'): void {
    this.flush();
    for (const { segment } of this.segments)
      if (depth === 'structure') verifySegment(segment);
      else segment.container.verify();
  }

  /** Describes the index. */
  describe(): IndexDescription {
    this.flush({ isFinal: true });
    const names = Object.keys(this.schema);
    const sections = new Map<string, number>();
    for (const { segment } of this.segments)
      for (const { kind, ordinal, length } of segment.container.directory) {
        const name = sectionName(kind, names[ordinal]);
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

  /**
   * Turns the buffer into a segment. Unless it is the only one of a final index, it will be merged again, and its texts may
   * stay uncompressed until then.
   */
  private flush({ isFinal = false } = {}): void {
    const { buffer, segments } = this;
    if (!buffer) return;
    const isInterim = !isFinal || segments.length > 0;
    const createSegment = isInterim ? createInterimSegment : (segment: Segment) => new LiveSegment(segment);
    const bytes = isInterim ? buffer.finishInterim(this.listSegments()) : buffer.finish();
    let flushed = createSegment(Segment.fromBytes(bytes));
    if (this.bufferDeleted.length > 0) {
      // The buffer may hold an id twice, removed and added again: removed documents are dropped right away.
      for (const document of this.bufferDeleted) flushed.delete(document);
      const encoding = isInterim ? chooseMergedEncoding([...segments, flushed], segments.length) : undefined;
      flushed = createSegment(mergeLiveDocuments([flushed], encoding));
    }
    this.buffer = undefined;
    this.bufferIds.clear();
    this.bufferDeleted = [];
    if (flushed.liveCount > 0) this.segments = [...segments, flushed];
  }

  private listSegments(): Segment[] {
    return this.segments.map(({ segment }) => segment);
  }

  /** Segments whose texts have the same code, as small ones next to a large one do, share it in memory. */
  private shareEncodings(): void {
    const [first, ...others] = this.segments;
    for (const { segment } of others) segment.documents.shareEncoding(first.segment.documents);
  }

  /** The analyzer. @throws HansouError ANALYSIS_MISMATCH when there is none, or another than the index was built with */
  private requireAnalyzer(): Analyzer {
    const withoutWords = new Analyzer();
    const { analyzer = withoutWords, analysis } = this;
    if (analyzer.fingerprint === analysis) {
      this.analyzer = analyzer;
      return analyzer;
    }
    throw new HansouError('ANALYSIS_MISMATCH', 'documents cannot be added with another analysis', {
      expected: analysis,
      got: this.analyzer ? this.analyzer.fingerprint : 'an index that was opened without lexicon or segmenter',
      hint:
        analysis === withoutWords.fingerprint
          ? 'Open the index without lexicon and segmenter, as it was built, or build it again.'
          : 'Open the index with the lexicon or segmenter that it was built with, or build it again.',
    });
  }
}

function findLiveDocument(segment: LiveSegment, id: string): number {
  try {
    return segment.findDocument(id);
  } catch (error) {
    throw toDamageError(error);
  }
}
