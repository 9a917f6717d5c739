/** The index of the build before: which of its documents come from files that have not changed? */
import { Container } from '../../bytes/container.ts';
import type { IndexReader } from '../../index/index-reader.ts';
import { readInputDocument } from '../../index/live/input-document.ts';
import { LiveIndex } from '../../index/live/live-index.ts';
import type { Schema } from '../../index/schema.ts';
import { indexFormat } from '../../index/section-kinds.ts';
import { documentFields, type FileDocument } from '../reading/document.ts';
import { type ClosableSource, openFileSource } from '../split-file.ts';
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

  private constructor(
    private readonly source: ClosableSource,
    private readonly reader: IndexReader,
    { settings, units }: FileRecords,
  ) {
    this.settings = settings;
    let firstDocument = 0;
    for (const record of units) {
      if (record.key !== undefined) this.units.set(record.key, { record, firstDocument });
      firstDocument += record.documents;
    }
  }

  /** The key of the settings that it was built with. */
  readonly settings: string;

  /**
   * Opens an index, after checking all its bytes. Returns undefined if it does not say which files it was built from (it was
   * changed since, or built by a program), or has other fields: then nothing of it can be used.
   * @param fields those of the index to build
   * @throws HansouError IO, BAD_INDEX, FORMAT_VERSION or CHECKSUM
   */
  static open(path: string, fields: Schema = documentFields): PreviousIndex | undefined {
    const source = openFileSource(path);
    try {
      const container = Container.open(indexFormat, source);
      container.verify();
      const reader = LiveIndex.open(source).reader();
      const records = readFileRecords(container, reader.documentCount);
      const hasSameFields = JSON.stringify(reader.schema) === JSON.stringify(fields);
      if (records && hasSameFields) return new PreviousIndex(source, reader, records);
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

  /** The documents of a unit, as they were read. */
  *readDocuments({ record, firstDocument }: PreviousUnit): Generator<FileDocument> {
    for (let i = 0; i < record.documents; i++)
      yield readInputDocument(this.reader, firstDocument + i) as unknown as FileDocument;
  }

  close(): void {
    this.source.close();
  }
}
