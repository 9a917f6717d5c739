/** Reads the texts that commands take: dictionaries, and text from the command line or standard input. */
import { type BaseLexiconOptions, baseLexicon } from '../../base-lexicon.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import { applyNameList, parseNameList } from '../../names/name-list.ts';
import { openFileInput } from '../../node/reading/file-input.ts';
import { usageError } from '../arguments.ts';
import type { Streams } from '../command.ts';

type NameLevel = NonNullable<BaseLexiconOptions['names']>;

/** Checks the value of `--find-names`. @throws HansouError BAD_ARGUMENT */
export function parseNameLevel(value: string | undefined, usage: string): NameLevel {
  if (value === undefined) return 'none';
  if (value === 'none' || value === 'persons' || value === 'all') return value;
  throw usageError(usage, '--find-names is not none, persons or all');
}

/**
 * Loads the base lexicon and extends it by dictionaries; of several entries for a word, the last one counts. A list of names
 * that a person reviewed is a dictionary too: a name behind `#-` is not found in texts.
 * @throws HansouError IO, BAD_FILE; BAD_DICTIONARY with file, line and text
 */
export async function loadLexicon(
  dictionaries: readonly string[],
  { stdin }: Streams,
  names: NameLevel = 'none',
): Promise<Lexicon> {
  let lexicon = await baseLexicon(undefined, { names });
  for (const file of dictionaries)
    lexicon = applyNameList(lexicon, parseNameList(await openFileInput(file, { stdin, mayBePipe: true }).text(), file));
  return lexicon;
}

/** The text in the arguments; without any, or with the single argument -, that of standard input without its last line end. */
export async function readTextArgument(args: readonly string[], { stdin }: Streams): Promise<string> {
  if (args.length > 0 && !(args.length === 1 && args[0] === '-')) return args.join(' ');
  return (await openFileInput('-', { stdin }).text()).replace(/\r?\n$/, '');
}
