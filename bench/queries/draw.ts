/** Draws queries from the texts of a corpus, the same ones for the same seed. */
import type { BenchDocument, QueryMode } from '../engines/engine.ts';
import { Random } from '../random.ts';
import type { SharedTokenizer } from '../segmenters/shared-tokenizer.ts';

/** The queries of each mode. */
export type DrawnQueries = Readonly<Record<QueryMode, readonly string[]>>;

export interface DrawOptions {
  readonly seed: number;
  /** Number of queries of one to three words, which are asked both as all words and as any word. */
  readonly words: number;
  /** Number of phrases. */
  readonly quoted: number;
  readonly questions: number;
}

export const defaultDraw: DrawOptions = { seed: 20231117, words: 500, quoted: 200, questions: 200 };

/**
 * Number of warm-up queries for each timed query. After 500 short queries, a tenth of a second, a third of the time was
 * still spent in code that V8 had not compiled.
 */
const warmUpsPerQuery = 6;

/** The options of the warm-up queries for a draw: other queries of the same kinds, and more of them. */
export function warmUpDraw({ seed, words, quoted, questions }: DrawOptions): DrawOptions {
  return {
    seed: seed + 1,
    words: warmUpsPerQuery * words,
    quoted: warmUpsPerQuery * quoted,
    questions: warmUpsPerQuery * questions,
  };
}

/** Minimum and maximum length of a question, in UTF-16 units. */
export const minQuestionUnits = 12;
export const maxQuestionUnits = 30;

/** The ends of questions; each follows a clause of a text. */
const questionEnds = ['是什么', '怎么样', '有哪些', '为什么', '是多少', '在哪里'];
/** Length of the window in which the words of one query occur, in UTF-16 units. */
const windowUnits = 60;

const isHanWord = (word: string) => word.length >= 2 && /^\p{Script=Han}+$/u.test(word);
const hanRun = /\p{Script=Han}{2,}/gu;

/** Draws queries. Repeated queries are kept: frequent words are asked more often, as people do. */
export function drawQueries(
  documents: readonly BenchDocument[],
  tokenizer: SharedTokenizer,
  options = defaultDraw,
): DrawnQueries {
  const random = new Random(options.seed);
  const words = drawMany(options.words, () => drawWords(random.pick(documents).text, tokenizer, random));
  return {
    all: words,
    any: words,
    quoted: drawMany(options.quoted, () => drawPhrase(random.pick(documents).text, random, { min: 2, max: 10 })),
    question: drawMany(options.questions, () => drawQuestion(random.pick(documents).text, random)),
  };
}

/** Draws until there are `count` results. Gives up after 50 tries for each, on texts that contain nothing to draw. */
export function drawMany<T>(count: number, drawOne: () => T | undefined): T[] {
  const drawn: T[] = [];
  for (let tries = 0; drawn.length < count && tries < count * 50; tries++) {
    const one = drawOne();
    if (one !== undefined) drawn.push(one);
  }
  return drawn;
}

function drawWords(text: string, tokenizer: SharedTokenizer, random: Random): string | undefined {
  const start = random.below(Math.max(1, text.length - windowUnits));
  // The window may split its first and its last word.
  const words = tokenizer
    .queryWords(text.slice(start, start + windowUnits))
    .slice(1, -1)
    .filter(isHanWord);
  const count = random.between(1, 3);
  const chosen = new Set(Array.from({ length: count }, () => random.below(Math.max(1, words.length))));
  const query = [...new Set([...chosen].sort((a, b) => a - b).map(i => words[i]))];
  return words.length >= count ? query.join(' ') : undefined;
}

/** Draws a phrase of Han characters of the text. Lengths are in UTF-16 units. */
export function drawPhrase(
  text: string,
  random: Random,
  { min, max }: { readonly min: number; readonly max: number },
): string | undefined {
  const start = random.below(Math.max(1, text.length));
  const length = random.between(min, max);
  for (const run of text.slice(start, start + 120).matchAll(hanRun)) {
    if (run[0].length >= length) {
      const at = random.below(run[0].length - length + 1);
      const phrase = run[0].slice(at, at + length);
      // No phrase starts or ends inside a surrogate pair.
      if (!/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(phrase)) return phrase;
    }
  }
  return undefined;
}

function drawQuestion(text: string, random: Random): string | undefined {
  const start = random.below(Math.max(1, text.length));
  const clauses = text.slice(start, start + 200).split(/[\s，。！？；：、“”‘’（）《》()"',.!?;:]+/u);
  const end = random.pick(questionEnds);
  const fits = (clause: string) => {
    const length = clause.length + end.length;
    return length >= minQuestionUnits && length <= maxQuestionUnits && /\p{Script=Han}{4}/u.test(clause);
  };
  // The first and the last clause may be incomplete.
  const clause = clauses.slice(1, -1).find(fits);
  return clause === undefined ? undefined : clause + end;
}

/**
 * Sorts written queries by mode: a query in quotation marks (of any kind) is a phrase, one without spaces and of at least
 * 12 UTF-16 units is a question, and all others are words.
 */
export function sortQueries(lines: readonly string[]): DrawnQueries {
  const words: string[] = [];
  const quoted: string[] = [];
  const question: string[] = [];
  for (const line of lines) {
    const query = line.trim();
    if (query === '') continue;
    const phrase = /^["“「](.+)["”」]$/u.exec(query);
    if (phrase) quoted.push(phrase[1]);
    else if (!/\s/.test(query) && query.length >= minQuestionUnits) question.push(query);
    else words.push(query);
  }
  return { all: words, any: words, quoted, question };
}
