/** Which syllables may typed letters stand for? */
import { maxSyllableLetters, syllableLetters, syllableNumber, syllablesWithPrefix } from '../../../text/syllables.ts';

/** Maximum number of syllables of one typed word. */
const maxSyllables = 12;
/** Maximum number of ways in which letters are divided. */
const maxParses = 24;

/** One part of the letters: a whole syllable, or the first letters of one. */
export interface PinyinPart {
  readonly letters: string;
  readonly isWhole: boolean;
}

/** Letters divided into parts. */
export type PinyinParse = readonly PinyinPart[];

/** How the parts may be. */
export type PinyinForm =
  /** All are whole syllables. */
  | 'whole'
  /** Whole syllables, then the beginning of one, which may be a whole one that goes on (`xia` of `xian`). */
  | 'half'
  /** Each is one letter that can begin a syllable. */
  | 'initials'
  /** Whole syllables, single letters and zh, ch, sh. */
  | 'mixed';

/** Vowels with a sign for the tone, apart: the letter, then the sign. */
const toneMarks = /[\u0300\u0301\u0304\u030c]/g;

/**
 * The letters of a typed word, divided where it says so: at an apostrophe, and behind a digit for the tone. Tones are
 * dropped, ü is v. Undefined when it is no pinyin.
 */
export function splitTyped(typed: string): string[] | undefined {
  const letters = typed
    .normalize('NFD')
    .replace(toneMarks, '')
    .replace(/u\u0308/g, 'v')
    .toLowerCase();
  if (!/^[a-z]+(?:[1-5]?['’]?[a-z]+)*[1-5]?$/.test(letters)) return undefined;
  return letters
    .split(/[1-5]['’]?|['’]/)
    .filter(chunk => chunk !== '')
    .map(chunk => chunk.replace(/([jqxy])v/g, '$1u'));
}

/** All ways to divide chunks of letters into parts of a form, those with the fewest parts first. */
export function parsePinyin(chunks: readonly string[], form: PinyinForm): PinyinParse[] {
  let parses: PinyinParse[] = [[]];
  chunks.forEach((chunk, i) => {
    const isLast = i === chunks.length - 1;
    const ofChunk = parseChunk(chunk, form === 'half' && !isLast ? 'whole' : form);
    parses = parses.flatMap(parse => ofChunk.map(more => [...parse, ...more])).slice(0, maxParses);
  });
  return parses.filter(({ length }) => length > 0 && length <= maxSyllables).sort((a, b) => a.length - b.length);
}

/** Law: what it tries leads to a parse, so its work is in proportion to `maxParses`, whatever the letters are. */
function parseChunk(chunk: string, form: PinyinForm): PinyinParse[] {
  // The beginning of a syllable may follow as many whole ones.
  const maxParts = form === 'half' ? maxSyllables + 1 : maxSyllables;
  if (chunk.length > (form === 'initials' ? maxSyllables : maxParts * maxSyllableLetters)) return [];
  if (form === 'initials')
    return Array.from(chunk).every(letter => syllablesWithPrefix(letter).length > 0)
      ? [Array.from(chunk, letters => ({ letters, isWhole: false }))]
      : [];
  const next = chunk.split('').map((_, from) => nextParts(chunk, from, form));
  /** How many parts there are from each letter on, at least. */
  const fewest: number[] = [...next.map(() => 0), form === 'half' ? Number.POSITIVE_INFINITY : 0];
  for (let from = chunk.length - 1; from >= 0; from--)
    fewest[from] = 1 + Math.min(...next[from].map(part => (part.isLast ? 0 : fewest[from + part.letters.length])));
  const parses: PinyinParse[] = [];
  const parts: PinyinPart[] = [];
  const extend = (from: number): void => {
    if (parses.length >= maxParses || parts.length + fewest[from] > maxParts) return;
    if (from === chunk.length) parses.push([...parts]);
    else
      for (const { letters, isWhole, isLast } of next[from]) {
        parts.push({ letters, isWhole });
        if (isLast) parses.push([...parts]);
        else extend(from + letters.length);
        parts.pop();
      }
  };
  extend(0);
  return parses;
}

/** The parts that may stand next, in the order in which they are tried. */
function nextParts(chunk: string, from: number, form: PinyinForm): (PinyinPart & { readonly isLast?: boolean })[] {
  const next: (PinyinPart & { readonly isLast?: boolean })[] = [];
  const rest = chunk.slice(from);
  if (form === 'half' && rest.length <= maxSyllableLetters && syllablesWithPrefix(rest).length > 0)
    next.push({ letters: rest, isWhole: false, isLast: true });
  for (let length = Math.min(maxSyllableLetters, rest.length); length > 0; length--) {
    const letters = rest.slice(0, length);
    const isWhole = isSyllable(letters);
    if (isWhole || (form === 'mixed' && isInitial(letters))) next.push({ letters, isWhole });
  }
  return next;
}

function isInitial(letters: string): boolean {
  return /^(?:[zcs]h|[a-z])$/.test(letters) && syllablesWithPrefix(letters).length > 0;
}

/** Whether letters are a syllable, also with u for ü. */
function isSyllable(letters: string): boolean {
  return wholeSyllables(letters).length > 0;
}

/** The syllables that the letters of a whole one stand for: nu is nv too. */
function wholeSyllables(letters: string): number[] {
  const other = /^[nl]u/.test(letters) ? letters.replace('u', 'v') : '';
  return [letters, other].map(syllableNumber).filter(syllable => syllable > 0);
}

/** The syllables that a part stands for, ascending. */
export function syllablesOfPart({ letters, isWhole }: PinyinPart): number[] {
  if (isWhole) return wholeSyllables(letters);
  const found = syllablesWithPrefix(letters);
  const withUmlaut = /^[nl]u/.test(letters) ? syllablesWithPrefix(letters.replace('u', 'v')) : [];
  return [...new Set([...found, ...withUmlaut])].sort((a, b) => a - b);
}

/** Sounds that many speakers do not tell apart, at the beginning and at the end of a syllable. */
const bluntInitials = [
  ['zh', 'z'],
  ['ch', 'c'],
  ['sh', 's'],
  ['n', 'l'],
  ['h', 'f'],
  ['r', 'l'],
] as const;
const bluntFinals = [
  ['ang', 'an'],
  ['eng', 'en'],
  ['ing', 'in'],
] as const;

/** The syllables of whole parts, and those which many speakers do not tell apart from them: ce is che, si is shi. */
export function bluntSyllables(syllables: readonly number[]): number[] {
  const found = new Set<number>();
  for (const syllable of syllables)
    for (const letters of bluntForms(syllableLetters(syllable))) {
      const number = syllableNumber(letters);
      if (number > 0) found.add(number);
    }
  return [...found].sort((a, b) => a - b);
}

function bluntForms(letters: string): string[] {
  const initial = /^(?:[zcs]h|[b-df-hj-np-tw-z])?/.exec(letters)![0];
  const final = letters.slice(initial.length);
  const initials = new Set([initial]);
  for (const pair of bluntInitials)
    if ((pair as readonly string[]).includes(initial)) for (const each of pair) initials.add(each);
  const finals = new Set([final]);
  for (const [long, short] of bluntFinals) {
    if (final.endsWith(long)) finals.add(final.slice(0, -long.length) + short);
    else if (final.endsWith(short)) finals.add(final.slice(0, -short.length) + long);
  }
  return [...initials].flatMap(begin => [...finals].map(end => begin + end));
}
