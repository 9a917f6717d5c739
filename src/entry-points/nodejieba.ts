/**
 * The entry point `hansou/nodejieba`: segments with nodejieba, for projects that use it already. Node only.
 *
 * @module hansou/nodejieba
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { constants, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checksum } from '../bytes/checksum.ts';
import { describeValue, HansouError } from '../errors.ts';
import { Lexicon } from '../lexicon/lexicon.ts';
import type { LexiconEntry } from '../lexicon/parse-lexicon.ts';
import { isNameTag } from '../lexicon/tags.ts';
import { EngineSegmenter, type WordEngine } from '../segment/engine-segmenter.ts';
import type { Segmenter } from '../segment/segmenter.ts';
import { fold } from '../text/folding.ts';
import { checkOptions, checkString, type OptionRules, requireIterable } from '../validate.ts';

/** Options of `createNodejiebaSegmenter`. */
export interface NodejiebaOptions {
  /** The text of a main dictionary in jieba's format, with weight and tag on each line (default nodejieba's own). */
  readonly dictionary?: string;
  /** Additional words, as `parseLexicon` returns them. They must not contain spaces, which nodejieba does not support. */
  readonly entries?: Iterable<LexiconEntry>;
}

const nodejiebaRules: OptionRules<NodejiebaOptions> = {
  owner: 'createNodejiebaSegmenter',
  checks: {
    dictionary: checkString,
    entries: (_, value) => {
      requireIterable(value as Iterable<unknown>, 'entries');
    },
  },
  example: "{ entries: parseLexicon(await readFile('names.txt', 'utf8')) }",
};

/** The native part of nodejieba. Each segmenter has its own instance with its own dictionary. */
interface Binding {
  load(dictionary: string, hmm: string, user: string, idf: string, stopWords: string): boolean;
  cut(text: string, hmm: boolean): string[];
  cutForSearch(text: string, hmm: boolean): string[];
  tag(text: string): { word: string; tag: string }[];
}

/** Weight of words without one: higher than any path of two of jieba's words can score, so that they stay whole. */
const wholeWeight = 20_000;

/**
 * Creates a segmenter that segments Han text with nodejieba, including its model for unknown words, and everything else by
 * hansou's own rules. It takes about a second, because nodejieba reads its dictionary again.
 * @throws HansouError IO when nodejieba is not installed or cannot be loaded; BAD_DICTIONARY for words it does not support; BAD_ARGUMENT
 */
export async function createNodejiebaSegmenter(options: NodejiebaOptions = {}): Promise<Segmenter> {
  checkOptions(nodejiebaRules, options, undefined);
  const { binding, folder, version } = loadBinding();
  const dictionaries = join(folder, 'submodules/cppjieba/dict');
  const entries = [...(options.entries ?? [])];
  const own = Lexicon.fromEntries(entries);
  const standard = options.dictionary === undefined;
  const user = (standard ? await readFile(join(dictionaries, 'user.dict.utf8'), 'utf8') : '') + userDictionary(own);
  const main = options.dictionary ?? (await readFile(join(dictionaries, 'jieba.dict.utf8'), 'utf8'));
  if (!standard) checkDictionary(main);
  const scratch = await mkdtemp(join(tmpdir(), 'hansou-nodejieba-'));
  try {
    const mainFile = join(scratch, 'main.utf8');
    const userFile = join(scratch, 'user.utf8');
    await writeFile(mainFile, main);
    await writeFile(userFile, user);
    const at = (name: string): string => join(dictionaries, name);
    binding.load(mainFile, at('hmm_model.utf8'), userFile, at('idf.utf8'), at('stop_words.utf8'));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  const digest = checksum(new TextEncoder().encode(`${main}\n\n${user}`))
    .toString(16)
    .padStart(8, '0');
  const engine: WordEngine = {
    fingerprint: `nodejieba ${version} ${digest}`,
    cut: text => binding.cut(text, true),
    cutForSearch: text => binding.cutForSearch(text, true),
    isName: word => {
      const tagged = binding.tag(word);
      return tagged.length === 1 && isNameTag(tagged[0].tag);
    },
  };
  return new EngineSegmenter(engine, own);
}

function loadBinding(): { binding: Binding; folder: string; version: string } {
  try {
    const require = createRequire(import.meta.url);
    const manifest = require.resolve('nodejieba/package.json');
    const { version } = require(manifest) as { version: string };
    const folder = dirname(manifest);
    // A new instance each time: through `require` all segmenters of a process would share one dictionary.
    const instance = { exports: {} as Binding };
    process.dlopen(instance, join(folder, 'build/Release/nodejieba.node'), constants.dlopen.RTLD_LAZY);
    return { binding: instance.exports, folder, version };
  } catch (cause) {
    throw new HansouError('IO', 'nodejieba cannot be loaded', {
      expected: 'the package nodejieba with its native addon',
      got: describeValue(cause instanceof Error ? cause.message.split('\n')[0] : cause),
      hint: 'Install nodejieba (npm rebuild nodejieba when its install script was skipped), or use createSegmenter with baseLexicon(), which needs no compiler.',
      cause,
    });
  }
}

/** Checks the main dictionary first, because nodejieba ends the process at an invalid line. */
function checkDictionary(text: string): void {
  const lines = text.split('\n');
  if (lines[lines.length - 1] === '') lines.pop();
  const bad = lines.findIndex(line => !/^[^ ]+ [1-9]\d* [^ ]+$/.test(line));
  if (bad < 0 && lines.length > 0) return;
  throw new HansouError('BAD_DICTIONARY', `line ${bad + 1} of the main dictionary cannot be read`, {
    expected: 'word, weight and tag with one blank between them',
    got: lines.length === 0 ? 'an empty dictionary' : describeValue(lines[bad]),
    hint: 'Pass words without a weight as entries.',
  });
}

function userDictionary(own: Lexicon): string {
  const lines: string[] = [];
  for (const { word, weight, kind: mark, tag } of own.overlay?.list ?? []) {
    if (/\s/.test(word) || mark !== 1)
      throw new HansouError('BAD_DICTIONARY', `nodejieba cannot hold ${describeValue(word)}`, {
        expected: 'a word without blanks and with a weight above 0 or none',
        got: describeValue(word),
        hint: 'Leave it out, or use createSegmenter, which supports it.',
      });
    lines.push(`${fold(word)} ${Math.max(1, Math.round(weight ?? wholeWeight))} ${tag || 'x'}\n`);
  }
  return lines.join('');
}
