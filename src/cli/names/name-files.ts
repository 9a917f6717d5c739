/** Reads and writes what names are found in, and the lists that a person reviews. */
import { existsSync, readFileSync } from 'node:fs';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import { discoverNames } from '../../names/discover-names.ts';
import { applyNameList, formatNameList, type NameDecisions, parseNameList } from '../../names/name-list.ts';
import { AtomicFile, requireFileTarget } from '../../node/files/atomic-file.ts';
import type { FileDocument } from '../../node/reading/document.ts';
import { type ReadOptions, readDocuments } from '../../node/reading/read-documents.ts';
import type { Streams } from '../command.ts';

/** Maximum UTF-16 units of texts that names are looked for in. They take some 25 bytes of memory each. */
const maxDiscoveryUnits = 1 << 26;
/** Lowest score of names that are taken without review. */
const minScoreWithoutReview = 0.8;

/**
 * Finds the names of files for an index, and returns the lexicon with them. They are written beside the index
 * (`<index>.names`), where a person may review them; what was decided there holds. Terms are left out: they are everyday
 * words put together.
 * @throws HansouError IO, BAD_DICTIONARY
 */
export async function addNames(
  lexicon: Lexicon,
  {
    output,
    files,
    options,
  }: { readonly output: string; readonly files: readonly string[]; readonly options: ReadOptions },
  streams: Streams,
): Promise<Lexicon> {
  const listFile = `${output}.names`;
  requireFileTarget(listFile);
  const decisions = readDecisions(listFile);
  // What cannot be read is reported when the documents are indexed.
  const texts = await readTexts(files, { ...options, onSkip: () => {} }, streams);
  const candidates = discoverNames(texts, { lexicon, minScore: minScoreWithoutReview });
  const list = formatNameList(
    candidates.filter(({ kind }) => kind !== 'term'),
    decisions,
  );
  writeList(listFile, list, streams);
  return applyNameList(lexicon, parseNameList(list, listFile));
}

/** The texts of all documents in files: of each one its title, subtitle, body and captions. Stops at about 67 million units. */
export async function readTexts(
  files: readonly string[],
  options: ReadOptions,
  { stdin, stderr }: Streams,
): Promise<string[]> {
  const texts: string[] = [];
  let units = 0;
  for await (const document of readDocuments(files, { ...options, stdin })) {
    const text = joinTexts(document);
    units += text.length;
    if (units > maxDiscoveryUnits) {
      stderr.write(`hansou: names are looked for in the first ${texts.length.toLocaleString('en')} documents\n`);
      break;
    }
    texts.push(text);
  }
  return texts;
}

/** The decisions in a list that exists already. @throws HansouError BAD_DICTIONARY */
export function readDecisions(file: string | undefined): NameDecisions | undefined {
  return file !== undefined && existsSync(file) ? parseNameList(readFileSync(file, 'utf8'), file) : undefined;
}

/** Writes a list whole, or prints it. @throws HansouError IO */
export function writeList(output: string | undefined, list: string, { stdout }: Pick<Streams, 'stdout'>): void {
  if (output === undefined) {
    stdout.write(list);
    return;
  }
  const file = new AtomicFile(output);
  try {
    file.write(new TextEncoder().encode(list));
    file.commit();
  } finally {
    file.discard();
  }
}

function joinTexts({ title, subtitle, body, caption }: FileDocument): string {
  return [title, subtitle, body, caption]
    .filter(text => text !== undefined)
    .map(String)
    .join('\n');
}
