import type { Cutter } from '../segmenters/cutter.ts';
import type { BenchDocument, QueryMode } from '../subjects/subject.ts';
import { Random } from './random.ts';

export type DrawnQueries = Readonly<Record<QueryMode, readonly string[]>>;

export interface DrawOptions {
  readonly seed: number;
  /** How many queries of one to three words; they are asked as all words and as any word. */
  readonly words: number;
  readonly quoted: number;
  readonly questions: number;
}

export const usualDraw: DrawOptions = { seed: 20231117, words: 500, quoted: 200, questions: 200 };

/**
 * How many queries are asked before, for each that is timed: after 500 short ones, a tenth of a second, a third of the
 * time was still code that V8 had not compiled.
 */
const beforeEach = 6;

/** Of the queries that go before those of a draw: others, and more of them. */
export function warmUpDraw({ seed, words, quoted, questions }: DrawOptions): DrawOptions {
  return {
    seed: seed + 1,
    words: beforeEach * words,
    quoted: beforeEach * quoted,
    questions: beforeEach * questions,
  };
}

/** What a question ends with; a clause of the text stands before it. */
const questionEnds = ['是什么', '怎么样', '有哪些', '为什么', '是多少', '在哪里'];
/** Lengths of a question-like string, in UTF-16 units. */
export const shortestQuestion = 12;
export const longestQuestion = 30;
/** How far apart the words of one query may stand, in UTF-16 units. */
const nearby = 60;

const isHanWord = (word: string) => word.length >= 2 && /^\p{Script=Han}+$/u.test(word);
const hanPiece = /\p{Script=Han}{2,}/gu;

/**
 * Draws queries from the texts, the same ones for the same texts, seed and words. Repeated queries are kept: frequent
 * words are asked more often, as people do.
 */
export function drawQueries(documents: readonly BenchDocument[], words: Cutter, options = usualDraw): DrawnQueries {
  const random = new Random(options.seed);
  const drawn = draw(options.words, () => drawWords(random.of(documents).text, words, random));
  return {
    all: drawn,
    any: drawn,
    quoted: draw(options.quoted, () => drawPiece(random.of(documents).text, random, 2, 10)),
    question: draw(options.questions, () => drawQuestion(random.of(documents).text, random)),
  };
}

/** Asks until it has enough; gives up on texts that hold nothing to draw. */
export function draw<T>(count: number, next: () => T | undefined): T[] {
  const drawn: T[] = [];
  for (let tries = 0; drawn.length < count && tries < count * 50; tries++) {
    const one = next();
    if (one !== undefined) drawn.push(one);
  }
  return drawn;
}

function drawWords(text: string, words: Cutter, random: Random): string | undefined {
  const start = random.below(Math.max(1, text.length - nearby));
  // The window may cut its first and last word in two.
  const near = words
    .forAll(text.slice(start, start + nearby))
    .slice(1, -1)
    .filter(isHanWord);
  const count = random.between(1, 3);
  const chosen = new Set(Array.from({ length: count }, () => random.below(Math.max(1, near.length))));
  const query = [...new Set([...chosen].sort((a, b) => a - b).map(i => near[i]))];
  return near.length >= count ? query.join(' ') : undefined;
}

/** A literal piece of Han characters of the text, within one run of them. */
export function drawPiece(text: string, random: Random, shortest: number, longest: number): string | undefined {
  const start = random.below(Math.max(1, text.length));
  const length = random.between(shortest, longest);
  for (const run of text.slice(start, start + 120).matchAll(hanPiece)) {
    if (run[0].length >= length) {
      const at = random.below(run[0].length - length + 1);
      const piece = run[0].slice(at, at + length);
      // No piece begins or ends inside a surrogate pair.
      if (!/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(piece)) return piece;
    }
  }
  return undefined;
}

function drawQuestion(text: string, random: Random): string | undefined {
  const start = random.below(Math.max(1, text.length));
  const clauses = text.slice(start, start + 200).split(/[\s，。！？；：、“”‘’（）《》()"',.!?;:]+/u);
  const end = random.of(questionEnds);
  const fits = (clause: string) => {
    const length = clause.length + end.length;
    return length >= shortestQuestion && length <= longestQuestion && /\p{Script=Han}{4}/u.test(clause);
  };
  // The first clause begins somewhere inside itself.
  const clause = clauses.slice(1, -1).find(fits);
  return clause === undefined ? undefined : clause + end;
}

/**
 * Sorts queries that someone wrote, one a line: in quotes (any kind) they are literal pieces, without blanks and of at
 * least twelve characters questions, and otherwise words.
 */
export function sortQueries(lines: readonly string[]): DrawnQueries {
  const words: string[] = [];
  const quoted: string[] = [];
  const question: string[] = [];
  for (const line of lines) {
    const query = line.trim();
    if (query === '') continue;
    const piece = /^["“「](.+)["”」]$/u.exec(query);
    if (piece) quoted.push(piece[1]);
    else if (!/\s/.test(query) && query.length >= shortestQuestion) question.push(query);
    else words.push(query);
  }
  return { all: words, any: words, quoted, question };
}
