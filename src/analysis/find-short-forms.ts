/**
 * Which short forms does a text define? 监利市花鼓剧团（以下简称“市剧团”）, 《石桥村村规民约》（下称《民约》）, 村社（全称石桥村农业合作社）.
 * Patterns alone find them; no word is known here.
 */
import { CharacterClass, classOfUnit, isAlphanumeric, isGramClass } from '../text/characters.ts';
import type { Span } from '../text/span.ts';

/** A name and the short form that a text gives it, as places of the text. */
export interface ShortForm {
  /** The full name; without quotation marks around it, its beginning is a guess. */
  readonly full: Span;
  readonly short: Span;
  /**
   * The shortest end of `full` that has the characters of `short` in their order: the name without what may not belong to it.
   * `full` itself when that stands in quotation marks.
   */
  readonly core: Span;
}

/** Maximum length of a full name and of a short form, in UTF-16 units. */
const maxFullUnits = 60;
const maxShortUnits = 20;
/** A single character is no short form: 鄂 of 湖北省. */
const minShortUnits = 2;
/** A name without quotation marks begins at most this many units before the first character of its short form. */
const maxUnitsBeforeCore = 16;
/** Maximum length of a remark inside a full name: （中国）. */
const maxRemarkUnits = 12;
/** Maximum length of a remark before `以下简称`, in which the short form stands: （证券代码：600000，以下简称“石桥水泥”）. */
const maxLeadUnits = 80;

const definition =
  /([(（,，])?\s{0,8}(?:(?:以下|下文|后文|下)(?:均|统|合|分别)?[简簡]?[称稱]|(?:[英中]文)?[简簡][称稱])(?:为|為|作)?[:：]?\s*/g;
const fullDefinition = /([(（])\s{0,8}全[称稱](?:为|為|是)?[:：]?\s*/g;

const closers: Readonly<Record<string, string>> = {
  '“': '”',
  '"': '"',
  '「': '」',
  '『': '』',
  '‘': '’',
  '《': '》',
  '〈': '〉',
};
const openers: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(closers).map(([a, b]) => [b, a]));
const nextShort = /^\s*(?:[,，、]?\s*(?:或者?|和|及|与|與|、))?\s*(?=[“"「『‘《])/;
const bracketPairs: Readonly<Record<string, string>> = { '）': '（', ')': '(' };

/** What stands before a name in running text, and does not belong to it. */
const introducers =
  /在|有(?![色限])|由|对|向|与|和|及|为|是|被|把|将|从|到|于|给|让|据|了|的|等|讯|电|称|说|日前|近日|[今昨]日|[今昨]天|\d日|目前|随后|获悉|显示|经查|结合|受让|涉及|持有|召开|发布|制定|印发|举行|参加|加入|成立|来自|位于|通过|根据|按照|依据|针对|关于|获得|转让|收购|旗下|子公司|所属/g;

/** The short forms that a text defines, by their place. The text may be folded. */
export function findShortForms(text: string): ShortForm[] {
  // Most texts define none: one look for what every definition has.
  if (!/[简簡全下][称稱]/.test(text)) return [];
  const found: ShortForm[] = [];
  for (const match of text.matchAll(definition)) {
    const end = match.index + match[0].length;
    const shorts = readShortForms(text, end, match[1]);
    if (!shorts.length) continue;
    const fullEnd = findFullEnd(text, match.index, match[1]);
    for (const short of shorts) {
      if (short.end - short.start < minShortUnits) continue;
      const form = matchFull(text, fullEnd, short);
      if (form) found.push(form);
    }
  }
  for (const match of text.matchAll(fullDefinition)) {
    const form = readFullForm(text, match.index, match.index + match[0].length);
    if (form) found.push(form);
  }
  return found.sort((a, b) => a.short.start - b.short.start);
}

/** Where the full name before a definition ends: before the bracket that the definition stands in, if it is open. */
function findFullEnd(text: string, at: number, sign: string | undefined): number {
  let end = at;
  if (sign === ',' || sign === '，') {
    let depth = 0;
    for (let i = at - 1; i >= Math.max(0, at - maxLeadUnits) && !/[\n。]/.test(text[i]); i--) {
      if (text[i] === ')' || text[i] === '）') depth++;
      else if ((text[i] === '(' || text[i] === '（') && --depth < 0) {
        end = i;
        break;
      }
    }
  }
  while (end > 0 && isSpace(text, end - 1)) end--;
  return end;
}

/** The short forms behind a definition: quoted ones, or what stands before the bracket is closed. */
function readShortForms(text: string, start: number, sign: string | undefined): Span[] {
  const shorts: Span[] = [];
  let at = start;
  for (;;) {
    const quoted = readQuoted(text, at, maxShortUnits);
    if (!quoted) break;
    shorts.push(readQuoted(text, quoted.start, maxShortUnits) ?? trim(text, quoted));
    at = quoted.end + 1;
    const next = nextShort.exec(text.slice(at, at + 8));
    if (!next) break;
    at += next[0].length;
  }
  if (shorts.length > 0 || sign === undefined) return shorts;
  let end = start;
  while (end < text.length && end - start <= 2 * maxShortUnits && isNamePart(text, end)) end++;
  if (!/[)）,，;；。]/.test(text[end] ?? '')) return [];
  for (const part of text.slice(start, end).matchAll(/.+?(?=或者?|$)/g)) {
    const skipped = /^或者?/.exec(part[0])?.[0].length ?? 0;
    const short = { start: start + part.index + skipped, end: start + part.index + part[0].length };
    if (short.end - short.start >= minShortUnits && short.end - short.start <= maxShortUnits) shorts.push(short);
  }
  return shorts;
}

/** The span between quotation marks that open at `at`; undefined when none do, or the quotation is long. */
function readQuoted(text: string, at: number, maxUnits: number): Span | undefined {
  const close = closers[text[at] ?? ''];
  if (close === undefined) return undefined;
  // Only so far: a text of marks that are never closed would be searched to its end for each of them.
  const length = text.slice(at + 1, at + maxUnits + 4).indexOf(close);
  return length < minShortUnits || length > maxUnits + 2 ? undefined : { start: at + 1, end: at + 1 + length };
}

/** Matches a short form with the name that ends at `end`. */
function matchFull(text: string, end: number, short: Span): ShortForm | undefined {
  const shortText = text.slice(short.start, short.end);
  const quoted = readQuotedBefore(text, end);
  if (quoted) {
    const isShort = alignFromEnd(text, quoted, shortText) >= 0 || isLatin(shortText);
    return isShort && quoted.end - quoted.start > shortText.length ? { full: quoted, short, core: quoted } : undefined;
  }
  const run = readNameBefore(text, end);
  const coreStart = alignFromEnd(text, run, shortText);
  if (coreStart < 0) return isLatin(shortText) ? matchAbbreviation(text, run, short) : undefined;
  const start = findNameStart(text, run.start, coreStart);
  if (end - start <= shortText.length) return undefined;
  return { full: { start, end }, short, core: { start: coreStart, end } };
}

/** A Latin abbreviation has no characters of a Han name: the whole run is the name, if nothing introduces it. */
function matchAbbreviation(text: string, run: Span, short: Span): ShortForm | undefined {
  const start = findNameStart(text, run.start, run.end);
  const full = { start, end: run.end };
  return /^\p{Script=Han}{4,16}$/u.test(text.slice(start, run.end)) ? { full, short, core: full } : undefined;
}

/** A form that is defined the other way: 短（全称“长”）. */
function readFullForm(text: string, at: number, start: number): ShortForm | undefined {
  let full = readQuoted(text, start, maxFullUnits);
  if (!full) {
    let end = start;
    while (end < text.length && end - start <= maxFullUnits && isNamePart(text, end)) end++;
    if (!/[)）,，;；]/.test(text[end] ?? '')) return undefined;
    full = { start, end };
  }
  let end = at;
  while (end > 0 && isSpace(text, end - 1)) end--;
  const quoted = readQuotedBefore(text, end);
  const run = quoted ?? readNameBefore(text, end);
  let shortStart = run.end;
  // The longest end of the run that has its characters in the full name.
  for (
    let from = run.end - minShortUnits;
    from >= run.start && alignFromEnd(text, full, text.slice(from, run.end)) >= 0;
    from--
  )
    shortStart = from;
  if (quoted && shortStart > quoted.start) return undefined;
  const short = { start: shortStart, end: run.end };
  if (short.end - short.start < minShortUnits || full.end - full.start <= short.end - short.start) return undefined;
  return { full, short, core: full };
}

/** The span between the quotation marks that close before `end`. */
function readQuotedBefore(text: string, end: number): Span | undefined {
  const close = text[end - 1] ?? '';
  const open = openers[close];
  if (open === undefined) return undefined;
  let depth = 1;
  for (let at = end - 2; at >= Math.max(0, end - 2 - maxFullUnits); at--) {
    if (text[at] === '\n') return undefined;
    if (text[at] === open) depth--;
    else if (text[at] === close) depth++;
    if (depth === 0) return at + 1 < end - 1 ? { start: at + 1, end: end - 1 } : undefined;
  }
  return undefined;
}

/** The letters, digits and Han characters before `end`, with short remarks in brackets among them. */
function readNameBefore(text: string, end: number): Span {
  let start = end;
  const first = Math.max(0, end - maxFullUnits);
  while (start > first) {
    if (isNamePart(text, start - 1)) start--;
    else if (isSpace(text, start - 1) && isLatin(text[start] ?? '') && isLatin(text[start - 2] ?? '')) start--;
    else {
      const open = bracketPairs[text[start - 1]];
      const from = open === undefined ? -1 : first + text.slice(first, start).lastIndexOf(open);
      if (from <= first || start - from > maxRemarkUnits || !isNamePart(text, from - 1)) break;
      start = from;
    }
  }
  return { start, end };
}

/**
 * Where the last characters of a name begin that have those of a short form in their order; -1 when they have not. Signs in
 * the short form, and the case of letters, do not count.
 */
function alignFromEnd(text: string, name: Span, short: string): number {
  let at = name.end;
  for (let i = short.length - 1; i >= 0; i--) {
    if (!isNamePart(short, i)) continue;
    const wanted = short[i].toLowerCase();
    do at--;
    while (at >= name.start && text[at].toLowerCase() !== wanted);
    if (at < name.start) return -1;
  }
  return at === name.end ? -1 : at;
}

/** Where a name begins whose first character in the short form stands at `core`: behind what introduces it. */
function findNameStart(text: string, first: number, core: number): number {
  let start = first;
  for (const match of text.slice(first, core).matchAll(introducers)) start = first + match.index + match[0].length;
  const remarkEnd = /^[(（][^()（）]*[)）]/.exec(text.slice(start, core))?.[0].length ?? 0;
  start += remarkEnd;
  return core - start > maxUnitsBeforeCore ? core : start;
}

function trim(text: string, { start, end }: Span): Span {
  while (start < end && isSpace(text, start)) start++;
  while (start < end && isSpace(text, end - 1)) end--;
  return { start, end };
}

function isNamePart(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  const characterClass = classOfUnit(unit);
  return isGramClass(characterClass) || isAlphanumeric(characterClass) || unit === 0xb7 || unit === 0x2d;
}

function isSpace(text: string, at: number): boolean {
  return classOfUnit(text.charCodeAt(at)) === CharacterClass.Space;
}

function isLatin(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9 .&-]*$/.test(text);
}
