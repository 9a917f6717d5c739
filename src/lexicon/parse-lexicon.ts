/** User dictionaries in jieba's text format. */
import { describeValue, HansouError } from '../errors.ts';
import { checkArray, checkOptions, checkString, type OptionRules, requireString } from '../validate.ts';
import { maxWordUnits } from './lexicon-table.ts';
import { isJiebaTag } from './tags.ts';

/** A word of a user dictionary. */
export interface LexiconEntry {
  /** The word: at most 64 UTF-16 units, which may include spaces, digits and signs. Width, case and traditional forms make no
   * difference. */
  readonly word: string;
  /**
   * Frequency on the scale of jieba's dictionary (60 million words in total: 的 318,825, 监利 1,046).
   * By default the smallest weight with which the word is cut as one token. 0 removes the word, like `without`.
   */
  readonly weight?: number | undefined;
  /**
   * Part of speech: `nr` for a person, `ns` a place, `nt` an organisation, `nz` another name. Other tags are stored and have
   * no effect. By default the tag of the word in the compiled base.
   */
  readonly tag?: string | undefined;
}

/** A dictionary line that cannot be read. */
export interface DictionaryProblem {
  /** Number of the line, from 1. */
  readonly line: number;
  /** The whole line. */
  readonly text: string;
  /** What was expected. */
  readonly expected: string;
  /** What was found. */
  readonly got: string;
}

/** Options of `parseLexicon`. */
export interface ParseLexiconOptions {
  /** Name of the file, for error messages. */
  readonly file?: string | undefined;
  /** Receives the bad lines, which are then skipped. Without it the first bad line throws. */
  readonly problems?: DictionaryProblem[] | undefined;
}

const parseRules: OptionRules<ParseLexiconOptions> = {
  owner: 'parseLexicon',
  checks: { file: checkString, problems: checkArray },
  example: "{ file: 'names.txt' }",
};

/**
 * Parses a user dictionary in jieba's format: one word per line, followed by its weight, its tag, both, or neither, separated
 * by spaces. A byte order mark, any kind of line break, empty lines and lines that start with `#` are ignored.
 *
 * - A tag without a weight must be one of jieba's tags; after a weight it may be any letters.
 * - A word may contain spaces: `Edu Trust认证 2000`, `动起来 干起来`. In a line without a weight, if some of its parts are Han and
 *   others are not, or a part starts like a number, the line is bad, because it looks like a mistyped weight.
 * - Tabs mark the end of the word, whatever it contains: `word TAB weight TAB tag`. Weight or tag may be empty.
 *
 * ```ts
 * parseLexicon('南保村 10 ns\n毛市镇'); // [{ word: '南保村', weight: 10, tag: 'ns' }, { word: '毛市镇' }]
 * ```
 * @returns the entries, for `lexicon.extend` or `Lexicon.fromEntries`
 * @throws HansouError BAD_DICTIONARY with file, line number and text of the first bad line, unless `problems` is given
 */
export function parseLexicon(text: string, options: ParseLexiconOptions = {}): LexiconEntry[] {
  const entries: LexiconEntry[] = [];
  requireString(text, 'a dictionary');
  checkOptions(parseRules, options, undefined);
  const lines = (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text).split(/\r\n|[\n\r\u2028\u2029]/);
  lines.forEach((line, i) => {
    if (line.trim() === '' || line.trimStart().startsWith('#')) return;
    const entry = parseLine(line);
    if (!('expected' in entry)) entries.push(entry);
    else {
      const problem: DictionaryProblem = { line: i + 1, text: line, ...entry };
      if (!options.problems) throw createDictionaryError(problem, options.file);
      options.problems.push(problem);
    }
  });
  return entries;
}

/** Creates the error for a bad line. */
function createDictionaryError(problem: DictionaryProblem, file?: string): HansouError {
  return new HansouError(
    'BAD_DICTIONARY',
    `${file === undefined ? 'the dictionary' : file}, line ${problem.line}, ${describeValue(problem.text)}, cannot be read`,
    { expected: problem.expected, got: problem.got, hint: 'Write "word weight tag"; weight and tag are optional.' },
  );
}

type WordProblem = Pick<DictionaryProblem, 'expected' | 'got'>;

function parseLine(line: string): LexiconEntry | WordProblem {
  return line.trim().includes('\t') || line.startsWith('\t') ? parseTabs(line) : parseSpaces(line.trim());
}

/** Parses `word TAB weight TAB tag`, or `word TAB tag`. */
function parseTabs(line: string): LexiconEntry | WordProblem {
  const fields = line.split('\t').map(field => field.trim());
  while (fields.length > 1 && fields[fields.length - 1] === '') fields.pop();
  const [word, second = '', third = ''] = fields;
  if (fields.length > 3) return { expected: 'at most three fields between tabs', got: `${fields.length}` };
  if (fields.length === 2 && isJiebaTag(second)) return createEntry(word, undefined, second);
  // After a tab behind the word, weight and tag may be separated by spaces.
  const inner = third === '' ? /^(\S+)\s+([A-Za-z]+)$/.exec(second) : null;
  return inner ? createEntry(word, inner[1], inner[2]) : createEntry(word, second || undefined, third || undefined);
}

function parseSpaces(line: string): LexiconEntry | WordProblem {
  // The common case: a line that is only a word.
  if (!/\s/.test(line)) return createEntry(line, undefined, undefined);
  const fields = line.split(/\s+/);
  let end = fields.length;
  let tag: string | undefined;
  let weight: string | undefined;
  const last = fields[end - 1];
  if (end > 2 && isWeight(fields[end - 2]) && /^[A-Za-z]+$/.test(last)) {
    tag = last;
    weight = fields[end - 2];
    end -= 2;
  } else if (end > 1 && isWeight(last)) {
    weight = last;
    end--;
  } else if (end > 1 && isJiebaTag(last)) {
    tag = last;
    end--;
  }
  const parts = fields.slice(0, end);
  const suspicious = parts.slice(1).find(part => /^[-+]?[.,\d]/.test(part) || isHan(part) !== isHan(parts[0]));
  if (suspicious !== undefined && weight === undefined)
    return {
      expected: 'a weight that is a number of at least 0 (or tabs, if this belongs to the word)',
      got: describeValue(suspicious),
    };
  return createEntry(end === 1 ? fields[0] : joinFields(line, end), weight, tag);
}

/** Returns the first `count` fields of a line with the spaces between them. */
function joinFields(line: string, count: number): string {
  return new RegExp(`^(?:\\S+\\s+){${count - 1}}\\S+`).exec(line)![0];
}

function createEntry(word: string, weight: string | undefined, tag: string | undefined): LexiconEntry | WordProblem {
  if (weight !== undefined && !isWeight(weight))
    return { expected: 'a weight that is a number of at least 0', got: describeValue(weight) };
  const problem = checkWord(word);
  if (problem) return problem;
  return { word, weight: weight === undefined ? undefined : Number(weight), tag };
}

/** Returns what is wrong with a word, or undefined if it is valid. */
export function checkWord(word: string): WordProblem | undefined {
  if (word.trim() === '') return { expected: 'a word', got: describeValue(word) };
  if (word.trim().length > maxWordUnits)
    return { expected: `a word of at most ${maxWordUnits} UTF-16 units`, got: `${word.trim().length}` };
  return undefined;
}

function isWeight(text: string): boolean {
  return /^(\d+(\.\d*)?|\.\d+)$/.test(text) && Number.isFinite(Number(text));
}

function isHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}
