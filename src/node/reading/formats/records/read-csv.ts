/** Reads CSV and TSV: one document a row. */
import Papa from 'papaparse';
import { HansouError } from '../../../../errors.ts';
import type { FileDocument } from '../../document.ts';
import type { FileInput } from '../../file-input.ts';
import type { ReaderContext } from '../../reader.ts';
import { readDataRecord } from './record-document.ts';
import { isKnownKey } from './record-keys.ts';

/** Maximum length of a name of a column, in UTF-16 units. */
const maxNameUnits = 20;
/** Maximum size of a file in bytes. */
const maxCsvBytes = 256 * 2 ** 20;

/**
 * Reads row by row; commas, tabs, semicolons and bars are recognised as separators. The first row has the names of the
 * columns if one of them is a known or mapped name, or if all of them are Latin words; otherwise the
 * texts of a row are its body.
 * @throws HansouError BAD_FILE when the file has no rows
 */
export async function* readCsv(input: FileInput, context: ReaderContext): AsyncGenerator<FileDocument> {
  await input.bytes(maxCsvBytes);
  const text = await input.text();
  // What Excel writes before the rows to name the separator.
  const [named = '', delimiter = ''] = /^sep=(.)\r?\n/i.exec(text) ?? [];
  const { data } = Papa.parse<string[]>(text.slice(named.length), { skipEmptyLines: 'greedy', delimiter });
  if (data.length === 0) throw noRowError(input.file);
  const [first] = data;
  const hasNames = isHeader(first, context) && data.length > 1;
  const names = uniqueNames(first.map((name, i) => (hasNames && name.trim()) || `column ${i + 1}`));
  if (hasNames) for (const name of first) if (/\p{Script=Han}/u.test(name)) context.leaveOut('markup', name);
  const columnContext = { ...context, leaveOut: leaveOutBut(names, context) };
  for (const [i, row] of (hasNames ? data.slice(1) : data).entries()) {
    const number = i + 1;
    // A cell beyond the names of columns has a name of its own.
    const record = Object.fromEntries(row.map((cell, at) => [names[at] ?? `column ${at + 1}`, cell]));
    yield* readDataRecord(record, { file: input.file, name: `row ${number}`, number }, columnContext);
  }
}

/** The names, of which no two are the same. */
function uniqueNames(names: readonly string[]): string[] {
  const typed = new Set(names);
  const unique = new Set<string>();
  return names.map((name, i) => {
    let own = name;
    // A column may be called as another one would be called here.
    while (unique.has(own) || (own !== name && typed.has(own))) own += ` (column ${i + 1})`;
    unique.add(own);
    return own;
  });
}

/** Names of columns are reported once, not for each row. */
function leaveOutBut(names: readonly string[], context: ReaderContext): ReaderContext['leaveOut'] {
  const columns = new Set(names);
  return (kind, text) => {
    if (kind !== 'markup' || !columns.has(text)) context.leaveOut(kind, text);
  };
}

function isHeader(row: readonly string[], { options: { fields = {} } }: ReaderContext): boolean {
  const names = row.map(name => name.trim());
  const mapped = new Set(Object.values(fields));
  if (names.some(name => isKnownKey(name) || mapped.has(name)))
    return names.every(name => name.length <= 2 * maxNameUnits);
  return names.length > 1 && names.every(name => /^[a-z_][\w -]*$/i.test(name));
}

function noRowError(file: string): HansouError {
  return new HansouError('BAD_FILE', `${file} has no rows`, {
    expected: 'a table with a row of names and rows of values',
    got: 'none',
    hint: 'Set the format of the file, or omit it.',
  });
}
