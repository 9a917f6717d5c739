/** Builds an index file from files of any format: what `hansou build`, `hansou site` and the plugins have in common. */
import { HansouError } from '../errors.ts';
import { number } from '../fields.ts';
import { createAnalyzer } from '../index-options.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import type { BuildProgress } from './build/builder-options.ts';
import { IndexBuilder } from './build/index-builder.ts';
import { placeInParts } from './files/split-file.ts';
import { FreeIds } from './free-ids.ts';
import { documentFields, type FileDocument, namedDocumentFields, type SkippedInput } from './reading/document.ts';
import { type LeftOut, LeftOutCounts, type LeftOutKind, leftOutKinds } from './reading/left-out.ts';
import { type ReadOptions, readDocuments } from './reading/read-documents.ts';
import type { AppendTarget } from './update/append-target.ts';
import { MergingBuilder } from './update/merging-builder.ts';
import type { PreviousIndex } from './update/previous-index.ts';
import { ChangedFiles } from './update/read-changed.ts';
import { findWholeBuildReason, type WholeBuildReason } from './update/whole-build.ts';

/** What to index, and where to. */
export interface IndexFilesRequest {
  /** Path of the index file. */
  readonly output: string;
  /** Files, folders and globs to read. */
  readonly names: readonly string[];
  /** Bytes of a file, at most: a larger index is written in parts, with the list of them at `output`. */
  readonly maxFileBytes?: number;
  /** How they are read. */
  readonly options: Omit<ReadOptions, 'onSkip' | 'onLeftOut' | 'onFile' | 'signal'>;
  readonly lexicon: Lexicon;
  /** Whether the index has fields with the names in the texts: `person`, `place`, `organisation` (default false). */
  readonly hasNameFields?: boolean;
  /** What the score of a document is multiplied by; the index then has a field `weight`. */
  readonly weightOf?: ((document: FileDocument) => number) | undefined;
  /**
   * Keeps in the index which files it was built from, and takes the documents of unchanged files from the one before, cut as
   * they are there if it was cut alike; not together with `change`.
   */
  readonly update?: {
    readonly previous?: PreviousIndex | undefined;
    /** Writes only what this index lacks, as a file of its own. */
    readonly target?: AppendTarget | undefined;
    readonly version: string;
    /** Called if all texts are cut again although there is an index of before. */
    readonly onWholeBuild?: (reason: WholeBuildReason) => void;
  };
  /** Changes each document before it is indexed. */
  readonly change?: (document: FileDocument) => FileDocument;
  /** Which parts that are left out are counted (default all). */
  readonly counts?: (part: LeftOut) => boolean;
  /** Called with what cannot be read, when it is met. */
  readonly onSkip?: (input: SkippedInput) => void;
  /** Called before each file and after each document. @param share of the bytes that were read, 0 to 1 */
  readonly onRead?: (share: number, documents: number, file: string) => void;
  readonly onProgress?: (progress: BuildProgress) => void;
  /** Ends the build, which then leaves nothing behind. */
  readonly signal?: AbortSignal;
}

/** What was not indexed. */
export interface IndexFilesReport {
  /** What could not be read. */
  readonly skipped: readonly SkippedInput[];
  /** What was left out on purpose, by kind. */
  readonly leftOut: ReturnType<LeftOutCounts['byKind']>;
  /** Number of files that were read, and of those whose documents came from the index before. */
  readonly files: { readonly read: number; readonly unchanged: number };
  /** Of an appended file: how many documents it replaces and removes, and whether there was anything to write. */
  readonly appended?: { readonly replaced: number; readonly removed: number; readonly isWritten: boolean };
}

/** Codes of errors that concern a single document, which is then skipped. */
const documentErrorCodes: ReadonlySet<string> = new Set(['EMPTY_ID', 'UNKNOWN_FIELD', 'BAD_DOCUMENT', 'BAD_DATE']);

/**
 * Builds the index file, whole or not at all. What cannot be read is skipped and reported.
 * @throws HansouError BAD_FILE when there is nothing to index; FILE_CHANGED as `AppendTarget.claim`; IO
 */
export async function indexFiles(request: IndexFilesRequest): Promise<IndexFilesReport> {
  const {
    output,
    names,
    maxFileBytes = Number.POSITIVE_INFINITY,
    options,
    lexicon,
    update,
    change = document => document,
    counts = () => true,
    onRead,
    onProgress,
    signal,
  } = request;
  const { weightOf } = request;
  const fields = {
    ...(request.hasNameFields === true ? namedDocumentFields : documentFields),
    ...(weightOf && { weight: number({ boost: true }) }),
  };
  const builderOptions = {
    fields,
    lexicon,
    output,
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  };
  const skipped: SkippedInput[] = [];
  const leftOut = new LeftOutCounts();
  const onSkip = (input: SkippedInput) => {
    skipped.push(input);
    request.onSkip?.(input);
  };
  const freeIds = new FreeIds();
  let fileCount = 0;
  let bytesBeforeFile = 0;
  let bytesOfFile = 0;
  let totalBytes = 0;
  const readOptions: ReadOptions = {
    ...options,
    ...(signal && { signal }),
    onSkip,
    onLeftOut(part) {
      if (counts(part)) leftOut.add(part);
    },
    onFile(file, _index, files) {
      fileCount++;
      totalBytes ||= files.reduce((sum, { bytes }) => sum + bytes, 0);
      bytesBeforeFile += bytesOfFile;
      bytesOfFile = file.bytes;
      onRead?.(bytesBeforeFile / totalBytes, builder.size, file.name);
    },
  };
  const files = update && new ChangedFiles(names, { ...readOptions, ...update });
  const reuse = await files?.prepare();
  const previous = update?.previous;
  const reason = previous && reuse && findWholeBuildReason(previous, reuse, createAnalyzer({ lexicon })!.fingerprint);
  if (reason) update?.onWholeBuild?.(reason);
  const merging = previous && !reason ? new MergingBuilder(previous, builderOptions) : undefined;
  const builder = merging ?? new IndexBuilder(builderOptions);
  try {
    const documents = files?.documents(merging && (unit => merging.keep(unit))) ?? readDocuments(names, readOptions);
    for await (const document of documents) {
      try {
        const changed = change(document);
        const id = await freeIds.add(changed, async each => {
          update?.target?.requireFree(each.id);
          await builder.add(weightOf ? { ...each, weight: weightOf(each) } : each);
        });
        files?.noteAdded(id);
        if (id !== changed.id) {
          // Which document has an id first may change: the file is read again by the next build.
          files?.noteSkipped();
          readOptions.onLeftOut?.({ file: document.file, kind: 'repeated id' });
        }
      } catch (error) {
        if (!(error instanceof HansouError) || !documentErrorCodes.has(error.code)) throw error;
        files?.noteSkipped();
        const { file, lines } = document;
        const location = lines ? `${file}, line ${lines[0]}` : file;
        onSkip({ file, ...(lines && { line: lines[0] }), code: error.code, message: `${location}: ${error.message}` });
      }
      onRead?.(bytesBeforeFile / totalBytes, builder.size, document.file);
    }
    const gone = update?.target?.listReplaced();
    const isWritten = builder.size > 0 || (gone !== undefined && gone.removed.length > 0);
    if (!isWritten && !update?.target) throw nothingToIndexError(names, skipped, leftOut);
    update?.target?.requireCurrent(output);
    if (isWritten) {
      const place = update?.target && ((finished: string) => update.target!.claim(finished, output));
      await builder.finishAt(finished => placeInParts(finished, output, maxFileBytes, place), {
        ...(files && { attachment: files.attachment(merging ? previous!.merged + merging.added : 0) }),
        ...(gone && { earlier: { checksums: update!.target!.checksums, ids: [...gone.replaced, ...gone.removed] } }),
      });
    }
    const unchanged = files?.unchanged ?? 0;
    return {
      skipped,
      leftOut: leftOut.byKind(),
      files: { read: fileCount - unchanged, unchanged },
      ...(gone && { appended: { replaced: gone.replaced.length, removed: gone.removed.length, isWritten } }),
    };
  } finally {
    await builder.abort();
  }
}

function nothingToIndexError(
  names: readonly string[],
  skipped: readonly SkippedInput[],
  leftOut: LeftOutCounts,
): HansouError {
  const kinds = (Object.keys(leftOut.byKind()) as LeftOutKind[]).map(kind => leftOutKinds[kind]);
  const what = kinds.length > 0 ? `only ${kinds.join('; ')}` : 'none';
  return new HansouError('BAD_FILE', 'no document was found, so no index was written', {
    expected: 'at least one document',
    got: skipped.length > 0 ? `${skipped.length} skipped, none read` : `${what} in ${names.join(' ')}`,
    hint: 'Check why files were skipped, or set the format.',
  });
}
