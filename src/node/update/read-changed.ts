/**
 * Reads files whose documents may be in an index already: only those that changed since are opened again.
 *
 * Entry point: `ChangedFiles`, called by `hansou build`. It hashes each file, leaves the documents of unchanged ones in the
 * index before (previous-index.ts) or takes them from there, reads the others, and notes what the next build needs to know
 * (file-records.ts).
 */
import type { FileDocument } from '../reading/document.ts';
import { countHan, type LeftOut, type LeftOutKind } from '../reading/left-out.ts';
import { findUnits, type ReadingUnit, type ReadOptions, readUnit, type Site } from '../reading/read-documents.ts';
import type { AppendTarget } from './append-target.ts';
import { type CountedLeftOut, encodeFileRecords, type UnitRecord } from './file-records.ts';
import type { PreviousIndex, PreviousUnit } from './previous-index.ts';
import { computeSettingsKey, computeUnitKey } from './unit-key.ts';
import type { Reuse } from './whole-build.ts';

/** What `ChangedFiles` reads, and what it knows. */
export interface ChangedFilesOptions extends ReadOptions {
  /** The index of the build before, if any. */
  readonly previous?: PreviousIndex | undefined;
  /** The index that is appended to: what is in it gives no document. Not together with `previous`. */
  readonly target?: AppendTarget | undefined;
  /** The version of hansou: another one may read files in another way. */
  readonly version: string;
}

/**
 * The documents of files, in the order in which `readDocuments` gives them. Call `prepare` first.
 *
 * Laws: the documents (those that are kept, too), what is left out and what is skipped are those of `readDocuments` without an
 * index before. A file of which something was skipped, or whose day has not come, is read again each time.
 */
export class ChangedFiles {
  /** Number of files that have not changed. */
  unchanged = 0;
  private settings = '';
  private site: Site | undefined;
  private units: readonly ReadingUnit[] = [];
  /** The units that are in the index before. */
  private readonly known = new Map<ReadingUnit, PreviousUnit>();
  private readonly records: UnitRecord[] = [];
  private hasSkipped = false;
  private added = 0;

  constructor(
    private readonly names: readonly string[],
    private readonly options: ChangedFilesOptions,
  ) {}

  /** Finds the files, and what the index before has of them. */
  async prepare(): Promise<Reuse> {
    const { names, options } = this;
    const { previous } = options;
    const { units, site } = await findUnits(names, options);
    this.units = units;
    this.site = site;
    this.settings = computeSettingsKey(options, site, options.version);
    if (!previous || previous.settings !== this.settings) return { hasSameSettings: false, unchangedShare: 0 };
    let unchangedBytes = 0;
    let totalBytes = 0;
    for (const unit of units) {
      const bytes = unit.files.reduce((sum, file) => sum + file.bytes, 0);
      totalBytes += bytes;
      const key = await computeUnitKey(unit, site);
      const known = key === undefined ? undefined : previous.find(key);
      if (!known) continue;
      unchangedBytes += bytes;
      this.known.set(unit, known);
    }
    return { hasSameSettings: true, unchangedShare: unchangedBytes / Math.max(1, totalBytes) };
  }

  /**
   * Reads the documents. `noteAdded` or `noteSkipped` must be called for each one before the next is read.
   * @param keep keeps the documents of a unit as they are in the index before, if they can be: then they are not read
   */
  async *documents(keep: (unit: PreviousUnit) => boolean = () => false): AsyncGenerator<FileDocument> {
    const { names, options, units } = this;
    const files = units.flatMap(unit => unit.files.map(({ name }) => name));
    options.target?.begin(names, files);
    for (const unit of units) yield* this.readUnit(unit, keep);
  }

  /** Notes that the document was added to the index, under this id. */
  noteAdded(id: string): void {
    this.added++;
    this.options.target?.noteAdded(id);
  }

  /** Notes that the document was not added: its file must be read again by the next build. */
  noteSkipped(): void {
    this.hasSkipped = true;
  }

  /**
   * What the next build needs to know, as the attachment of the index.
   * @param merged number of documents that were merged into it since all were cut together
   */
  attachment(merged: number): Uint8Array {
    return encodeFileRecords({ settings: this.settings, merged, units: this.records });
  }

  private async *readUnit(unit: ReadingUnit, keep: (unit: PreviousUnit) => boolean): AsyncGenerator<FileDocument> {
    const { previous, target, onSkip, onLeftOut } = this.options;
    const known = this.known.get(unit);
    const site = this.site!;
    // Hashed before it is read: if it changes in between, the next build reads it again.
    const key = known ? known.record.key : await computeUnitKey(unit, site);
    if (target && key !== undefined && target.hasUnit(key, this.settings)) {
      this.unchanged += unit.files.length;
      for (const [index] of unit.files.entries()) unit.onFile(index);
      return;
    }
    this.added = 0;
    this.hasSkipped = false;
    const leftOut: CountedLeftOut[] = [];
    const lastOfKind = new Map<LeftOutKind, number>();
    if (known) {
      this.unchanged += unit.files.length;
      for (const [index] of unit.files.entries()) unit.onFile(index);
      for (const each of known.record.leftOut) {
        leftOut.push(each);
        onLeftOut?.(each);
      }
      if (keep(known)) {
        this.records.push(known.record);
        return;
      }
      yield* previous!.readDocuments(known);
    } else {
      yield* readUnit(unit, site, {
        ...this.options,
        ...(onSkip && {
          onSkip: (input, error) => {
            this.hasSkipped = true;
            onSkip(input, error);
          },
        }),
        onLeftOut: part => {
          // Its day may come before the next build.
          if (part.kind === 'future page') this.hasSkipped = true;
          countLeftOut(leftOut, lastOfKind, part);
          onLeftOut?.(part);
        },
      });
    }
    this.records.push({ documents: this.added, key: this.hasSkipped ? undefined : key, leftOut });
  }
}

/** Adds a part to the list. Parts of one file and kind in a row, which `LeftOutCounts` counts as one file, become one. */
function countLeftOut(
  list: CountedLeftOut[],
  lastOfKind: Map<LeftOutKind, number>,
  { file, kind, text, parts = 1 }: LeftOut,
): void {
  const at = lastOfKind.get(kind) ?? -1;
  const hanCharacters = text === undefined ? 0 : countHan(text);
  const last = list[at];
  if (last?.file === file)
    list[at] = { file, kind, parts: last.parts + parts, hanCharacters: last.hanCharacters + hanCharacters };
  else lastOfKind.set(kind, list.push({ file, kind, parts, hanCharacters }) - 1);
}
