/**
 * Generates `dict/base.lexicon.gz` from nodejieba's dictionary files (MIT): words, frequencies, tags and the hidden Markov
 * model, folded as all text is (`src/text/folding.ts`), in the format of `src/lexicon/lexicon-file.ts`.
 *
 * Run it with `npm run lexicon`; a test compares the committed file with its output.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildDoubleArray } from '../../src/lexicon/build-double-array.ts';
import { maxPayload } from '../../src/lexicon/double-array.ts';
import { type HmmModel, impossibleWeight } from '../../src/lexicon/hmm-model.ts';
import { writeLexiconFile } from '../../src/lexicon/lexicon-file.ts';
import { maxWordUnits } from '../../src/lexicon/lexicon-table.ts';
import { fold } from '../../src/text/folding.ts';
import { compress } from './compress.ts';

/** The folder of nodejieba's dictionary files; undefined when nodejieba is not installed. */
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

/** The bytes of the lexicon, the number of lines in its sources, and the number of words in it. */
export function compileLexicon(folder: string): { bytes: Uint8Array; lines: number; words: number } {
  const lines = readLines(join(folder, 'jieba.dict.utf8')).map(line => {
    const [word, frequency, tag] = line.split(' ');
    return { word, frequency: Number(frequency), tag };
  });
  // As in nodejieba, the total covers the main dictionary only, before words with the same folded form are merged.
  const total = lines.reduce((sum, line) => sum + line.frequency, 0);
  const ascending = lines.map(line => line.frequency).sort((a, b) => a - b);
  const minFrequency = ascending[0];
  const median = ascending[ascending.length >> 1];
  for (const line of readLines(join(folder, 'user.dict.utf8'))) {
    const fields = line.split(' ');
    const frequency = fields.length === 3 ? Number(fields[1]) : median;
    lines.push({ word: fields[0], frequency, tag: fields.length > 1 ? fields[fields.length - 1] : 'x' });
  }

  const best = new Map<string, SourceWord>();
  for (const { word, frequency, tag } of lines) {
    const folded = fold(word);
    if (folded.length > maxWordUnits) throw new Error(`a word has more than ${maxWordUnits} UTF-16 units: ${word}`);
    // Of words with the same folded form the most frequent one counts; in a tie, the one that is already folded.
    const other = best.get(folded);
    if (!other || frequency > other.frequency || (frequency === other.frequency && word === folded))
      best.set(folded, { frequency, tag });
  }

  const tagNames = ['', ...[...new Set([...best.values()].map(word => word.tag))].sort()];
  const tagNumber = new Map(tagNames.map((tag, i) => [tag, i]));
  const encodePair = ({ frequency, tag }: SourceWord): number => frequency * 0x100 + tagNumber.get(tag)!;
  const pairs = [...new Set([...best.values()].map(encodePair))].sort((a, b) => a - b);
  if (pairs.length > maxPayload)
    throw new Error(`too many pairs of frequency and tag: at most ${maxPayload}, got ${pairs.length}`);
  const pairNumber = new Map(pairs.map((pair, i) => [pair, i + 1]));
  const words = [...best.keys()];
  const { trie } = buildDoubleArray(
    words,
    words.map(word => pairNumber.get(encodePair(best.get(word)!))!),
    words.map(word => best.get(word)!.frequency),
  );
  const frequencies = Float64Array.from([minFrequency, ...pairs.map(pair => Math.floor(pair / 0x100))]);
  const tags = Uint8Array.from([0, ...pairs.map(pair => pair % 0x100)]);
  const hmm = compileHmm(readLines(join(folder, 'hmm_model.utf8')));
  const bytes = writeLexiconFile({ trie, size: words.length, total, frequencies, tags, tagNames, hmm });
  return { bytes, lines: lines.length, words: words.length };
}

/** @param lines start (one line), transitions (four lines), then for each state its characters with their logarithms */
function compileHmm(lines: readonly string[]): HmmModel {
  const transitions = Float64Array.from(lines.slice(0, 5).flatMap(line => line.split(' ').map(Number)));
  const known = new Map<string, number[]>();
  const states = lines.slice(5, 9);
  // Already folded characters come first, so that they win over characters with the same folded form.
  for (const isFolded of [true, false])
    states.forEach((line, state) => {
      for (const pair of line.split(',')) {
        const [character, logarithm] = pair.split(':');
        if ((fold(character) === character) !== isFolded || character.length !== 1) continue;
        const values = known.get(fold(character));
        if (!values)
          known.set(fold(character), [impossibleWeight, impossibleWeight, impossibleWeight, impossibleWeight]);
        else if (values[state] !== impossibleWeight && !isFolded) continue;
        known.get(fold(character))![state] = Number(logarithm);
      }
    });
  const rows = new Uint16Array(0x10000);
  const emissions = new Float64Array(4 * (known.size + 1)).fill(impossibleWeight, 0, 4);
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
      'nodejieba, whose files are the source of the lexicon, is not installed. Run npm install nodejieba first.',
    );
    process.exit(1);
  }
  const started = performance.now();
  const { bytes, lines, words } = compileLexicon(folder);
  const compressed = await compress(bytes);
  writeFileSync(new URL('../base.lexicon.gz', import.meta.url), compressed);
  console.log(
    `${lines} lines, ${words} words; ${bytes.length} bytes, compressed ${compressed.length}; ` +
      `sha256 of the uncompressed bytes ${createHash('sha256').update(bytes).digest('hex')}; ` +
      `${Math.round(performance.now() - started)} ms`,
  );
}
