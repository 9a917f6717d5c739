/**
 * Where does a quotation of a typed query begin and end, and is it a phrase? Quotation marks make one when they stand apart;
 * inside running text they belong to a pasted headline. Used by the parser (parse.ts), which has the grammar.
 */
import { CharacterClass, classOfUnit } from '../../text/characters.ts';

/** A typed text, and the same with half-width signs, at the same offsets. */
export interface TypedText {
  readonly text: string;
  readonly halfWidth: string;
}

/** Closing quotation marks by their opening ones. */
const closingQuotes: Readonly<Record<string, string>> = { '"': '"', '“': '”', '”': '”', '「': '」', '『': '』' };

/** What a quotation encloses, and where it ends behind its closing mark. */
interface Quotation {
  readonly phrase: string;
  readonly end: number;
}

/** Whether a quotation mark opens at `at`. */
export function opensQuotation({ halfWidth }: TypedText, at: number): boolean {
  return closingQuotes[halfWidth[at] ?? ''] !== undefined;
}

/** Reads the quotation that opens at `start`; undefined when it is not closed. \" is a quotation mark inside quotes. */
export function readQuotation(typed: TypedText, start: number): Quotation | undefined {
  const close = closingQuotes[typed.halfWidth[start]];
  const end = findClosingQuote(typed, start, close);
  if (end === typed.text.length) return undefined;
  let phrase = '';
  for (let at = start + 1; at < end; at++) phrase += typed.text[isEscape(typed, at, close) ? ++at : at];
  return { phrase, end: end + 1 };
}

/** Where the punctuation from `at` on ends, if nothing but a space or the end follows it; otherwise `at`. */
export function skipPunctuation(typed: TypedText, at: number): number {
  let end = at;
  while (end < typed.text.length && isPunctuation(typed, end)) end++;
  return end === typed.text.length || isSpace(typed, end) ? end : at;
}

/** Whether a quotation mark opens at `start`, is closed further on, and running text follows without a space. */
export function isQuoteInText(typed: TypedText, start: number): boolean {
  if (!opensQuotation(typed, start)) return false;
  let end = findClosingQuote(typed, start, closingQuotes[typed.halfWidth[start]]) + 1;
  while (end < typed.text.length && isPunctuation(typed, end)) end++;
  return end < typed.text.length && !isSpace(typed, end) && typed.halfWidth[end] !== '|';
}

/** Where the quotation that opens at `start` closes; the end of the text if it does not. */
function findClosingQuote(typed: TypedText, start: number, close: string): number {
  let end = start + 1;
  while (end < typed.text.length && typed.halfWidth[end] !== close) end += isEscape(typed, end, close) ? 2 : 1;
  return Math.min(end, typed.text.length);
}

/** Whether a backslash makes the closing mark behind it a part of the quotation. */
function isEscape({ halfWidth }: TypedText, at: number, close: string): boolean {
  return halfWidth[at] === '\\' && halfWidth[at + 1] === close;
}

/** Whether a sign stands here that is no operator. */
function isPunctuation({ text, halfWidth }: TypedText, at: number): boolean {
  return halfWidth[at] !== '|' && classOfUnit(text.charCodeAt(at)) === CharacterClass.Punctuation;
}

function isSpace({ text }: TypedText, at: number): boolean {
  return classOfUnit(text.charCodeAt(at)) === CharacterClass.Space;
}
