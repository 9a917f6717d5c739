/** `hansou build --append`: writes what is new beside an index. */

import { createAnalyzer } from '../../index-options.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import type { IndexFilesReport } from '../../node/index-files.ts';
import { findSeries } from '../../node/index-series.ts';
import { documentFields, namedDocumentFields } from '../../node/reading/document.ts';
import { AppendTarget } from '../../node/update/append-target.ts';
import { counted } from '../terminal/counted.ts';
import { toPrintable } from '../terminal/terminal.ts';

/** The path of the file that is appended to an index. */
export function findAppendOutput(index: string): string {
  return findSeries(index).next;
}

/** Opens the files of an index that is appended to. @throws HansouError as `AppendTarget.open` */
export function openAppendTarget(index: string, lexicon: Lexicon, hasNameFields: boolean): AppendTarget {
  const { fingerprint: analysis } = createAnalyzer({ lexicon })!;
  return AppendTarget.open(findSeries(index).files, {
    fields: hasNameFields ? namedDocumentFields : documentFields,
    analysis,
  });
}

/** Says what was appended, and which files are opened together. */
export function describeAppended(
  index: string,
  appended: NonNullable<IndexFilesReport['appended']>,
  output: string,
): string {
  if (!appended.isWritten) return 'nothing is new: no file was written';
  const { replaced, removed } = appended;
  const files = [...findSeries(index).files.filter(file => file !== output), output].map(toPrintable).join(' ');
  return `  replaces ${replaced} and removes ${counted(removed, 'document')}; open together: ${files}`;
}
