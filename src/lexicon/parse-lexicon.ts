import { describeValue, HansouError } from '../errors.ts';
import { requireString } from '../validate.ts';
import { maxWordUnits } from './lexicon-table.ts';
import { isJiebaTag } from './tags.ts';

/** A word as users give it. */
export interface LexiconEntry {
  /** At most 64 UTF-16 units; it may hold blanks, digits, signs. Width, case and traditional forms make no difference. */
  readonly word: string;
  /**
   * How often it occurs, on the scale of jieba's dictionary (60 million words in all: 的 318,825, 监利 1,046).
   * Missing: as much as it takes for the word to come out whole. 0: no word, as with `without`.
   */
  readonly weight?: number | undefined;
  /** `nr` a person, `ns` a place, `nt` an organisation, `nz` another name; any other is kept and means nothing.
   * Missing: as the compiled base has it. */
  readonly tag?: string | undefined;
}

/** A line that cannot be read. */
export interface DictionaryProblem {
  /** From 1. */
  readonly line: number;
  /** The line as it stands. */
  readonly text: string;
  /** What was expected. */
  readonly expected: string;
  /** What stands there. */
  readonly got: string;
}

export interface ParseLexiconOptions {
  /** The file's name, for the message. */
  readonly file?: string | undefined;
  /** Takes the bad lines, which are then left out; without it the first one is thrown. */
  readonly problems?: DictionaryProblem[] | undefined;
}

/**
 * Reads a user dictionary in jieba's form: a word a line, then its weight, its tag, both, or neither, with blanks
 * between. A byte order mark, any line ends, empty lines and lines that begin with `#` are no matter.
 *
 * - A tag without a weight is one of jieba's tags; with a weight before it, any letters.
 * - A word may hold blanks: `Hello World 10 nz`, `动起来 干起来`. When some of its parts are Han and some are not, or a
 *   part begins as a number does, the line is bad, since it looks like a weight gone wrong.
 * - Tabs instead of blanks say where the word ends, whatever it holds: `word TAB weight TAB tag`; weight or tag may be empty.
 *
 * @throws HansouError BAD_DICTIONARY, which names file, line and text, unless `problems` takes them
 */
export function parseLexicon(text: string, options: ParseLexiconOptions = {}): LexiconEntry[] {
  const entries: LexiconEntry[] = [];
  requireString(text, 'a dictionary');
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

/** The error that tells of a bad line. */
export function createDictionaryError(problem: DictionaryProblem, file?: string): HansouError {
  return new HansouError(
    'BAD_DICTIONARY',
    `${file === undefined ? 'the dictionary' : file}, line ${problem.line}, ${describeValue(problem.text)}, cannot be read`,
    { expected: problem.expected, got: problem.got, hint: 'Write: word weight tag, weight and tag may be missing.' },
  );
}

type Complaint = Pick<DictionaryProblem, 'expected' | 'got'>;

function parseLine(line: string): LexiconEntry | Complaint {
  return line.trim().includes('\t') || line.startsWith('\t') ? parseTabs(line) : parseSpaces(line.trim());
}

/** `word TAB weight TAB tag`, where the word may also be alone on its side: `word TAB tag`. */
function parseTabs(line: string): LexiconEntry | Complaint {
  const fields = line.split('\t').map(field => field.trim());
  while (fields.length > 1 && fields[fields.length - 1] === '') fields.pop();
  const [word, second = '', third = ''] = fields;
  if (fields.length > 3) return { expected: 'at most three fields between tabs', got: `${fields.length}` };
  if (fields.length === 2 && isJiebaTag(second)) return createEntry(word, undefined, second);
  // A file with a tab behind the word may have blanks behind that.
  const inner = third === '' ? /^(\S+)\s+([A-Za-z]+)$/.exec(second) : null;
  return inner ? createEntry(word, inner[1], inner[2]) : createEntry(word, second || undefined, third || undefined);
}

function parseSpaces(line: string): LexiconEntry | Complaint {
  // Most lines of most dictionaries, which need no list of fields.
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
  const doubtful = parts.slice(1).find(part => /^[-+]?[.,\d]/.test(part) || isHan(part) !== isHan(parts[0]));
  if (doubtful !== undefined)
    return {
      expected: 'a weight that is a number from 0 (or tabs, when this belongs to the word)',
      got: describeValue(doubtful),
    };
  return createEntry(end === 1 ? fields[0] : joinFields(line, end), weight, tag);
}

/** The first `count` fields of a line with the blanks between them. */
function joinFields(line: string, count: number): string {
  return new RegExp(`^(?:\\S+\\s+){${count - 1}}\\S+`).exec(line)![0];
}

function createEntry(word: string, weight: string | undefined, tag: string | undefined): LexiconEntry | Complaint {
  if (weight !== undefined && !isWeight(weight))
    return { expected: 'a weight that is a number from 0', got: describeValue(weight) };
  const bad = checkWord(word);
  if (bad) return bad;
  return { word, weight: weight === undefined ? undefined : Number(weight), tag };
}

/** What is wrong with a word; undefined when nothing is. */
export function checkWord(word: string): Complaint | undefined {
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
