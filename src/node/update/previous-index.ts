/** The index of the build before: which of its documents come from files that have not changed? */
import type { IndexReader } from '../../index/index-reader.ts';
import { readInputDocument } from '../../index/live/input-document.ts';
import { LiveReader } from '../../index/live/live-reader.ts';
import { LiveSegment } from '../../index/live/live-segment.ts';
import type { Schema } from '../../index/schema.ts';
import { SectionKind } from '../../index/section-kinds.ts';
import { Segment } from '../../index/segment/segment.ts';
import { type ClosableSource, openFileSource } from '../files/split-file.ts';
import { documentFields, type FileDocument } from '../reading/document.ts';
import { type FileRecords, readFileRecords, type UnitRecord } from './file-records.ts';

/** A unit of the build before, and its documents. */
export interface PreviousUnit {
  readonly record: UnitRecord;
  /** Number of its first document in the index. */
  readonly firstDocument: number;
}

/** An index file that is read while another is built from it. */
export class PreviousIndex {
  private readonly units = new Map<string, PreviousUnit>();
  private readonly reader: IndexReader;

  private constructor(
    private readonly source: ClosableSource,
    readonly segment: Segment,
    { settings, merged, units }: FileRecords,
  ) {
    this.settings = settings;
    this.merged = merged;
    this.reader = new LiveReader(segment.meta.fields, [new LiveSegment(segment)]);
    let firstDocument = 0;
    for (const record of units) {
      if (record.key !== undefined) this.units.set(record.key, { record, firstDocument });
      firstDocument += record.documents;
    }
  }

  /** The key of the settings that it was built with. */
  readonly settings: string;
  /** Number of documents that were merged into it since all were cut together. */
  readonly merged: number;

  /** Fingerprint of the analysis that it was built with. */
  get analysis(): string {
    return this.segment.meta.analysis;
  }

  /**
   * Opens an index, after checking all its bytes. Returns undefined if it does not say which files it was built from (it was
   * changed since, or built by a program), or has other fields: then nothing of it can be used.
   * @param fields those of the index to build
   * @throws HansouError IO, BAD_INDEX, FORMAT_VERSION or CHECKSUM
   */
  static open(path: string, fields: Schema = documentFields): PreviousIndex | undefined {
    const source = openFileSource(path);
    try {
      const segment = Segment.open(source);
      segment.container.verify();
      const records = readFileRecords(segment.container, segment.documentCount);
      const hasSameFields = JSON.stringify(segment.meta.fields) === JSON.stringify(fields);
      if (records && hasSameFields) return new PreviousIndex(source, segment, records);
      source.close();
      return undefined;
    } catch (error) {
      source.close();
      throw error;
    }
  }

  /** The unit with a key. */
  find(key: string): PreviousUnit | undefined {
    return this.units.get(key);
  }

  /** Whether it keeps these bytes, and continues no other file: with the same documents, it is the index to build. */
  hasAttachment(attachment: Uint8Array | undefined): boolean {
    const { container, earlier } = this.segment;
    const own = container.findSection(SectionKind.Attachment)?.bytes();
    return own !== undefined && attachment !== undefined && !earlier && Buffer.compare(own, attachment) === 0;
  }

  /** The id of a document. */
  getId(document: number): string {
    return this.segment.ids.idOf(document);
  }

  /** The document with an id; -1 when there is none. */
  findDocument(id: string): number {
    return this.segment.ids.documentOf(id);
  }

  /** The documents of a unit, as they were read. */
  *readDocuments({ record, firstDocument }: PreviousUnit): Generator<FileDocument> {
    for (let i = 0; i < record.documents; i++)
      yield readInputDocument(this.reader, firstDocument + i) as unknown as FileDocument;
  }

  close(): void {
    this.source.close();
  }
}
