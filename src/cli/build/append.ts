/** `hansou build --append`: writes what is new beside an index. */

import { HansouError } from '../../errors.ts';
import { createAnalyzer } from '../../index-options.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import { removeLeftBehind } from '../../node/files/temp-names.ts';
import type { IndexFilesReport } from '../../node/index-files.ts';
import type { IndexSeries } from '../../node/index-series.ts';
import { documentFields, namedDocumentFields } from '../../node/reading/document.ts';
import { AppendTarget } from '../../node/update/append-target.ts';
import { toPrintable } from '../../text/printable.ts';
import type { Streams } from '../command.ts';
import { counted } from '../terminal/counted.ts';

/** Opens the files of an index that is appended to, and removes what killed processes left beside them. @throws HansouError as `AppendTarget.open` */
export function openAppendTarget({ files }: IndexSeries, lexicon: Lexicon, hasNameFields: boolean): AppendTarget {
  for (const file of files) removeLeftBehind(file);
  const { fingerprint: analysis } = createAnalyzer({ lexicon })!;
  return AppendTarget.open(files, { fields: hasNameFields ? namedDocumentFields : documentFields, analysis });
}

/**
 * Appends, and again each time that another process has changed the index meanwhile: what is read is then compared with what that
 * one wrote. Standard input and pipes cannot be read again.
 * @throws HansouError FILE_CHANGED for them; what `append` throws
 */
export async function appendToLatest<T>(
  { append, isReadOnce }: { readonly append: () => Promise<T>; readonly isReadOnce: boolean },
  { stderr }: Pick<Streams, 'stderr'>,
): Promise<T> {
  for (;;)
    try {
      return await append();
    } catch (error) {
      const isOvertaken = error instanceof HansouError && error.code === 'FILE_CHANGED';
      if (!isOvertaken || isReadOnce) throw error;
      stderr.write('hansou: another process has changed the index meanwhile: what is new is looked for again\n');
    }
}

/** Says what was appended, and which files are opened together. */
export function describeAppended(
  { files, next }: IndexSeries,
  appended: NonNullable<IndexFilesReport['appended']>,
): string {
  if (!appended.isWritten) return 'nothing is new: no file was written';
  const { replaced, removed } = appended;
  const together = [...files, next].map(toPrintable).join(' ');
  return `  replaces ${replaced} and removes ${counted(removed, 'document')}; open together: ${together}`;
}
