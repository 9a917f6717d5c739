/** Texts that commands take besides articles: dictionaries, and what stands on the command line or on standard input. */

import { baseLexicon } from '../base-lexicon.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { parseLexicon } from '../lexicon/parse-lexicon.ts';
import { readText } from '../node/reading/read-text.ts';
import type { Streams } from './arguments.ts';

/**
 * The base lexicon with dictionaries over it; of two entries for a word, the last one counts.
 * @throws HansouError IO, BAD_FILE; BAD_DICTIONARY, which names file, line and text
 */
export async function loadLexicon(dictionaries: readonly string[], { stdin }: Streams): Promise<Lexicon> {
  let lexicon = await baseLexicon();
  for (const file of dictionaries) lexicon = lexicon.extend(parseLexicon(await readText(file, stdin), { file }));
  return lexicon;
}

/** What stands on the command line, or on standard input without its last line end. */
export async function readTextArgument(words: readonly string[], { stdin }: Streams): Promise<string> {
  if (words.length > 0 && !(words.length === 1 && words[0] === '-')) return words.join(' ');
  return (await readText('-', stdin)).replace(/\r?\n$/, '');
}
