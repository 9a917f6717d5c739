/**
 * The index that a build appends to, in one file or several: what of the files to read is in it already, and which of its
 * documents are replaced or removed by what is read?
 */
import { existsSync } from 'node:fs';
import { posix, sep } from 'node:path';
import { describeValue, HansouError } from '../../errors.ts';
import { joinSegments } from '../../index/live/join-segments.ts';
import { LiveReader } from '../../index/live/live-reader.ts';
import type { Schema } from '../../index/schema.ts';
import { findSchemaDifference } from '../../index/schema-difference.ts';
import { Segment } from '../../index/segment/segment.ts';
import { claimPath } from '../files/claim-path.ts';
import { openFileSources } from '../files/open-sources.ts';
import type { ClosableSource } from '../files/split-file.ts';
import { standardInput } from '../reading/find-files.ts';
import { readFileRecords } from './file-records.ts';

/** A unit of an earlier build. */
interface EarlierUnit {
  /** The settings that it was read with. */
  readonly settings: string;
  /** The number of its first document in the whole index. */
  readonly first: number;
  /** Number of its documents. */
  readonly documents: number;
}

/** What an appended file replaces. */
export interface ReplacedDocuments {
  /** Ids of documents that are in the appended file too. */
  readonly replaced: readonly string[];
  /** Ids of documents that are gone: their file was read again without them, or is no longer in a folder that was named. */
  readonly removed: readonly string[];
}

/**
 * An index that is appended to. The order of calls: `begin`; in the order of the files `hasUnit` for each and, if it is read,
 * `requireFree` and `noteAdded` for each of its documents; `listReplaced`.
 *
 * Law: with the appended file, the index has the documents that a whole build of the same files and folders has, and those of
 * files that were not named.
 */
export class AppendTarget {
  private readonly units = new Map<string, EarlierUnit>();
  /** By document: 1 if its file was met and has not changed. */
  private readonly isSeen: Uint8Array;
  /** By document: 1 if a document that is appended has its id. */
  private readonly isReplaced: Uint8Array;
  private files: ReadonlySet<string> = new Set();
  /** Beginnings of the names of files in the folders that are read. */
  private folders: readonly string[] = [];

  private constructor(
    private readonly paths: readonly string[],
    private readonly sources: readonly ClosableSource[],
    private readonly reader: LiveReader,
    segments: readonly Segment[],
  ) {
    this.checksums = segments.map(({ container }) => container.checksum);
    this.isSeen = new Uint8Array(reader.documentLimit);
    this.isReplaced = new Uint8Array(reader.documentLimit);
    let first = 0;
    for (const segment of segments) {
      this.addUnits(segment, first);
      first += segment.documentCount;
    }
  }

  /** The checksums of its files. */
  readonly checksums: readonly number[];

  /**
   * Opens the files of an index, after checking all their bytes.
   * @throws HansouError SCHEMA_MISMATCH or ANALYSIS_MISMATCH when what is built is of another kind; as `openFile`; CHECKSUM
   */
  static open(
    paths: readonly string[],
    expected: { readonly fields: Schema; readonly analysis: string },
  ): AppendTarget {
    const sources = openFileSources(paths);
    try {
      const segments = sources.map(Segment.open);
      for (const { container } of segments) container.verify();
      const live = joinSegments(segments, paths);
      const { fields, analysis } = segments[0].meta;
      const hint =
        'Append with the same --dict and --find-names that it was built with; after --names, with --dict and its list of names, and --find-names persons. Or build it again.';
      const difference = findSchemaDifference(expected.fields, fields);
      if (difference) throw new HansouError('SCHEMA_MISMATCH', `${paths[0]} has other fields`, { ...difference, hint });
      if (analysis !== expected.analysis)
        throw new HansouError('ANALYSIS_MISMATCH', `${paths[0]} was built with another analysis`, {
          expected: analysis,
          got: expected.analysis,
          hint,
        });
      return new AppendTarget(paths, sources, new LiveReader(fields, live), segments);
    } catch (error) {
      for (const source of sources) source.close();
      throw error;
    }
  }

  /**
   * Says what is read, before any of it is.
   * @param names the files and folders that were named
   * @param files the files that were found there
   */
  begin(names: readonly string[], files: Iterable<string>): void {
    this.files = new Set(files);
    this.folders = names.filter(name => name !== standardInput).map(name => `${normalizeName(name)}/`);
  }

  /**
   * Whether the index has all documents of the unit with this key, none of which was replaced, and no document of a file
   * before it has taken one of their ids. Such a unit is not read.
   */
  hasUnit(key: string, settings: string): boolean {
    const unit = this.units.get(key);
    if (!unit || unit.settings !== settings) return false;
    const end = unit.first + unit.documents;
    for (let document = unit.first; document < end; document++)
      if (!this.reader.isLive(document) || this.isReplaced[document] === 1) return false;
    this.isSeen.fill(1, unit.first, end);
    return true;
  }

  /**
   * Checks that no document that stays has an id: one of an unchanged file that was met before, or of a file that is not read.
   * One of a file that is met later gives way, as in a whole build.
   * @throws HansouError DUPLICATE_ID
   */
  requireFree(id: string): void {
    const document = this.reader.findDocument(id);
    if (document < 0 || (this.isSeen[document] === 0 && this.isGone(document))) return;
    throw new HansouError('DUPLICATE_ID', 'the index already contains a document of another file with this id', {
      expected: 'a different id for each document',
      got: describeValue(id),
      hint: 'Give one of the two documents another id.',
    });
  }

  /** Notes that a document is appended: it replaces the one with its id. */
  noteAdded(id: string): void {
    const document = this.reader.findDocument(id);
    if (document >= 0) this.isReplaced[document] = 1;
  }

  /** Lists the documents that do not stay. */
  listReplaced(): ReplacedDocuments {
    const { reader, isReplaced, isSeen } = this;
    const replaced: string[] = [];
    const removed: string[] = [];
    for (let document = 0; document < reader.documentLimit; document++) {
      if (!reader.isLive(document)) continue;
      if (isReplaced[document] === 1) replaced.push(reader.getId(document));
      else if (isSeen[document] === 0 && this.isGone(document)) removed.push(reader.getId(document));
    }
    return { replaced, removed };
  }

  /**
   * Puts the appended file beside the files that it was compared with.
   *
   * Law: what other processes appended meanwhile, or put in the place of one of these files, is neither replaced nor passed over:
   * then the file is not put there.
   *
   * @param path of the next file of the index
   * @throws HansouError FILE_CHANGED when another process has changed the index since it was opened; then it must be opened again
   */
  claim(finished: string, path: string): void {
    this.requireCurrent(path);
    if (!claimPath(finished, path)) throw changedError(path, 'a file that another process has written there');
  }

  /**
   * Checks that its files are still those that what is read was compared with.
   * @param path of the next file of the index
   * @throws HansouError FILE_CHANGED
   */
  requireCurrent(path: string): void {
    const replaced = this.sources.findIndex(({ isReplaced }) => isReplaced);
    if (replaced >= 0) throw changedError(path, `another ${this.paths[replaced]}, or none`);
  }

  close(): void {
    for (const source of this.sources) source.close();
  }

  /** Whether the file of a document that was not seen is read, or is no longer in one of the folders. */
  private isGone(document: number): boolean {
    const { files, folders } = this;
    const { file } = this.reader.getDocument(document, { fields: ['file'] });
    if (typeof file !== 'string') return false;
    if (files.has(file)) return true;
    // A document of an archive is named after the archive and its own path there.
    for (let at = file.indexOf('/'); at >= 0; at = file.indexOf('/', at + 1))
      if (files.has(file.slice(0, at))) return true;
    const name = normalizeName(file);
    return folders.some(folder => name.startsWith(folder)) && !existsSync(file);
  }

  private addUnits(segment: Segment, firstDocument: number): void {
    const records = readFileRecords(segment.container, segment.documentCount);
    if (!records) return;
    let first = firstDocument;
    for (const { key, documents } of records.units) {
      // A unit without documents may have been replaced by another one: nothing tells.
      if (key !== undefined && documents > 0) this.units.set(key, { settings: records.settings, first, documents });
      first += documents;
    }
  }
}

function changedError(path: string, got: string): HansouError {
  return new HansouError('FILE_CHANGED', `${path} was not written`, {
    expected: 'an index to append to that no other process changes meanwhile',
    got,
    hint: 'Run the command again: it then writes what is still new.',
  });
}

function normalizeName(name: string): string {
  return posix.normalize(sep === '/' ? name : name.replaceAll(sep, '/')).replace(/\/$/, '');
}
