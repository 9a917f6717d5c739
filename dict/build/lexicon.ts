/**
 * Writes `dict/base.lexicon.gz`: the words, frequencies, tags and hidden Markov model of nodejieba's dictionary files
 * (MIT), folded as all text is (`src/text/folding.ts`) and laid out as `src/lexicon/lexicon-file.ts` says.
 *
 * Run by `npm run lexicon`; a test compares the committed file with what this makes.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildDoubleArray } from '../../src/lexicon/build-double-array.ts';
import { maxPayload } from '../../src/lexicon/double-array.ts';
import { type HmmModel, impossible } from '../../src/lexicon/hmm-model.ts';
import { writeLexiconFile } from '../../src/lexicon/lexicon-file.ts';
import { longestWord } from '../../src/lexicon/lexicon-table.ts';
import { fold } from '../../src/text/folding.ts';

/** The folder of nodejieba's dictionaries; undefined when it is not installed. */
export function findSourceFolder(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve('nodejieba/package.json');
    return join(dirname(manifest), 'submodules/cppjieba/dict');
  } catch {
    return undefined;
  }
}

interface SourceWord {
  readonly frequency: number;
  readonly tag: string;
}

/** The compiled lexicon, and how many words its sources have and it has. */
export function compileLexicon(folder: string): { bytes: Uint8Array; lines: number; words: number } {
  const lines = readLines(join(folder, 'jieba.dict.utf8')).map(line => {
    const [word, frequency, tag] = line.split(' ');
    return { word, frequency: Number(frequency), tag };
  });
  // As nodejieba counts: the total is of its main dictionary, before words that fold to one become one.
  const total = lines.reduce((sum, line) => sum + line.frequency, 0);
  const rising = lines.map(line => line.frequency).sort((a, b) => a - b);
  const least = rising[0];
  const median = rising[rising.length >> 1];
  for (const line of readLines(join(folder, 'user.dict.utf8'))) {
    const fields = line.split(' ');
    const frequency = fields.length === 3 ? Number(fields[1]) : median;
    lines.push({ word: fields[0], frequency, tag: fields.length > 1 ? fields[fields.length - 1] : 'x' });
  }

  const best = new Map<string, SourceWord>();
  for (const { word, frequency, tag } of lines) {
    const folded = fold(word);
    if (folded.length > longestWord) throw new Error(`a word of more than ${longestWord} units: ${word}`);
    // Of the words that fold to one, the one that is folded already gives the tag when it is as frequent.
    const other = best.get(folded);
    if (!other || frequency > other.frequency || (frequency === other.frequency && word === folded))
      best.set(folded, { frequency, tag });
  }

  const tagNames = ['', ...[...new Set([...best.values()].map(word => word.tag))].sort()];
  const tagNumber = new Map(tagNames.map((tag, i) => [tag, i]));
  const pairOf = ({ frequency, tag }: SourceWord): number => frequency * 0x100 + tagNumber.get(tag)!;
  const pairs = [...new Set([...best.values()].map(pairOf))].sort((a, b) => a - b);
  if (pairs.length > maxPayload) throw new Error(`${pairs.length} pairs of frequency and tag are too many`);
  const pairNumber = new Map(pairs.map((pair, i) => [pair, i + 1]));
  const words = [...best.keys()];
  const { trie } = buildDoubleArray(
    words,
    words.map(word => pairNumber.get(pairOf(best.get(word)!))!),
    words.map(word => best.get(word)!.frequency),
  );
  const frequencies = Float64Array.from([least, ...pairs.map(pair => Math.floor(pair / 0x100))]);
  const tags = Uint8Array.from([0, ...pairs.map(pair => pair % 0x100)]);
  const hmm = compileHmm(readLines(join(folder, 'hmm_model.utf8')));
  const bytes = writeLexiconFile({ trie, size: words.length, total, frequencies, tags, tagNames, hmm });
  return { bytes, lines: lines.length, words: words.length };
}

/** Start (one line), transitions (four lines), then characters of each state with their logarithms. */
function compileHmm(lines: readonly string[]): HmmModel {
  const transitions = Float64Array.from(lines.slice(0, 5).flatMap(line => line.split(' ').map(Number)));
  const known = new Map<string, number[]>();
  const states = lines.slice(5, 9);
  // Characters that are folded already come first, so that of those that fold to one the folded one counts.
  for (const folded of [true, false])
    states.forEach((line, state) => {
      for (const pair of line.split(',')) {
        const [character, logarithm] = pair.split(':');
        if ((fold(character) === character) !== folded || character.length !== 1) continue;
        const values = known.get(fold(character));
        if (!values) known.set(fold(character), [impossible, impossible, impossible, impossible]);
        else if (values[state] !== impossible && !folded) continue;
        known.get(fold(character))![state] = Number(logarithm);
      }
    });
  const rows = new Uint16Array(0x10000);
  const emissions = new Float64Array(4 * (known.size + 1)).fill(impossible, 0, 4);
  [...known.keys()].sort().forEach((character, i) => {
    rows[character.charCodeAt(0)] = i + 1;
    emissions.set(known.get(character)!, 4 * (i + 1));
  });
  return { rows, emissions, transitions };
}

function readLines(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line && !line.startsWith('#'));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = findSourceFolder();
  if (!folder) {
    console.error(
      'nodejieba is not installed, and the lexicon is made from its files. npm install nodejieba, then again.',
    );
    process.exit(1);
  }
  const started = performance.now();
  const { bytes, lines, words } = compileLexicon(folder);
  const compressed = gzipSync(bytes, { level: 9 });
  writeFileSync(new URL('../base.lexicon.gz', import.meta.url), compressed);
  console.log(
    `${lines} lines, ${words} words; ${bytes.length} bytes, compressed ${compressed.length}; ` +
      `sha256 of the uncompressed bytes ${createHash('sha256').update(bytes).digest('hex')}; ` +
      `${Math.round(performance.now() - started)} ms`,
  );
}
