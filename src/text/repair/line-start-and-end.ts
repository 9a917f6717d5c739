/** Classifies how lines end and begin: what their last and first characters say about whether a sentence continues. */

import { CharKind, charKindOf, endsSentence } from './character-kinds.ts';
import { isPairedClosing } from './line-table.ts';

/** How a line ends. */
export const LineEnd = {
  /** The end of a sentence, with its closing quotation marks and brackets. */
  Sentence: 1,
  /** A comma, dash, or opening bracket or quotation mark: something must follow. */
  Open: 2,
  /** A colon or semicolon: something may follow. */
  Colon: 3,
  /** Anything else: the middle of a sentence. */
  Text: 4,
} as const;
export type LineEnd = (typeof LineEnd)[keyof typeof LineEnd];

/** Classifies how the line `text[start … end)` ends. It is not empty and ends in a visible character. */
export function classifyLineEnd(text: string, start: number, end: number): LineEnd {
  let at = end - 1;
  const last = text.charCodeAt(at);
  if (charKindOf(last) === CharKind.Opening || last === 0x28 || last === 0x5b) return LineEnd.Open;
  // The end of a sentence may be followed by closing quotation marks and brackets.
  for (let back = 0; back < 4 && at > start && isClosingQuoteOrBracket(text.charCodeAt(at)); back++) at--;
  const unit = text.charCodeAt(at);
  if (endsSentence(unit)) return LineEnd.Sentence;
  if (unit === 0x2e && at > start && charKindOf(text.charCodeAt(at - 1)) !== CharKind.Digit) return LineEnd.Sentence;
  if (at !== end - 1) return LineEnd.Text;
  // ， 、 , ﹐ ､
  if (unit === 0xff0c || unit === 0x3001 || unit === 0x2c || unit === 0xfe50 || unit === 0xff64) return LineEnd.Open;
  if (unit === 0xff1a || unit === 0xff1b || unit === 0x3a || unit === 0x3b) return LineEnd.Colon;
  return LineEnd.Text;
}

function isClosingQuoteOrBracket(unit: number): boolean {
  return isPairedClosing(unit) || unit === 0x29 || unit === 0x5d || unit === 0x22 || unit === 0x27;
}

/** How a line begins. */
export const LineStart = {
  /** Anything else: running text. */
  Text: 0,
  /** Punctuation that never begins a line: the sentence before continues. */
  Closing: 1,
  /** A bullet: always a new list item. */
  Bullet: 2,
  /** A list number such as 1、 or （一）: a new item, unless a sentence is broken before it. */
  Number: 3,
  /** 本报讯, 新华社…电: the beginning of a report. */
  Dateline: 4,
  /** A line that stands alone: □ before a name, （下转第3版）, a date. */
  Separate: 5,
  /** A speaker or another name of what follows (主持人：…, 地点：…): a new line where a neighbour begins so too. */
  Label: 6,
} as const;
export type LineStart = (typeof LineStart)[keyof typeof LineStart];

const bulletCharacters = '•·●○◆◇▲△★☆※►▪▶◎✦➤';
const chineseDigits = '一二三四五六七八九十';

/** Classifies how the line `text[start … end)` begins. */
export function classifyLineStart(text: string, start: number, end: number): LineStart {
  const first = text.charCodeAt(start);
  const kind = charKindOf(first);
  if (kind === CharKind.Closing) return LineStart.Closing;
  const character = text[start];
  const next = start + 1 < end ? text.charCodeAt(start + 1) : 0;
  if (kind === CharKind.Other) {
    if (character === '□' || character === '■') return LineStart.Separate;
    if (bulletCharacters.includes(character)) return LineStart.Bullet;
    if ('*+-–'.includes(character) && charKindOf(next) === CharKind.Space) return LineStart.Bullet;
    if (character === '(' && isBracketedNumber(text, start + 1, end, ')')) return LineStart.Number;
    if (character === '[' && timeStamp.test(text.slice(start, Math.min(end, start + 16)))) return LineStart.Bullet;
  }
  // Text browsers such as w3m write o for a bullet of the third level.
  if (first === 0x6f && next === 0x20 && start > 0 && text.charCodeAt(start - 1) === 0x20) return LineStart.Bullet;
  if (kind === CharKind.Letter && first >= 0x2460 && first <= 0x24ff) return LineStart.Bullet;
  if (kind === CharKind.Digit) {
    // A date alone is the signature of a notice.
    if (end - start <= 16 && datePattern.test(text.slice(start, end))) return LineStart.Separate;
    let at = start + 1;
    while (at < end && at < start + 3 && charKindOf(text.charCodeAt(at)) === CharKind.Digit) at++;
    const after = text.charCodeAt(at);
    if (after === 0x3001 || after === 0xff09 || after === 0x29 || after === 0xff0e) return LineStart.Number;
    if (after === 0x2e && at + 1 < end && charKindOf(text.charCodeAt(at + 1)) !== CharKind.Digit)
      return LineStart.Number;
  }
  if (kind === CharKind.Opening && (character === '（' || character === '【')) {
    if (isBracketedNumber(text, start + 1, end, '）')) return LineStart.Number;
    if (jumpPattern.test(firstVisibleCharacters(text, start, end))) return LineStart.Separate;
  }
  if (kind === CharKind.Han) {
    if (chineseDigits.includes(character)) {
      let at = start + 1;
      while (at < end && at < start + 3 && chineseDigits.includes(text[at])) at++;
      if (text[at] === '、' || text[at] === '．') return LineStart.Number;
    }
    if (startsReport(text, start, end)) return LineStart.Dateline;
    if (startsWithLabel(text, start, end)) return LineStart.Label;
  }
  return LineStart.Text;
}

/** The time at which something was said: [00:01:23]. */
const timeStamp = /^\[\d{1,2}:\d{2}(?:[:.,]\d{1,3}){0,2}\]/;
/** Maximum length of a label in UTF-16 units. */
const maxLabelUnits = 8;

/** Whether `text[start … end)` begins with a few characters and a colon, and goes on behind it. */
function startsWithLabel(text: string, start: number, end: number): boolean {
  for (let at = start; at < end - 1 && at <= start + maxLabelUnits; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0xff1a || unit === 0x3a) return at > start;
    const kind = charKindOf(unit);
    if (kind !== CharKind.Han && kind !== CharKind.Letter && kind !== CharKind.Digit) return false;
  }
  return false;
}

const datePattern = /^(?:19|20)\d{2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日$/;
const jumpPattern = /^[（(【]?[下上紧][转接]/;
const reportPattern =
  /^.?(?:(?:本报|本刊|本网|本台|本社|又|快|综合)(?:综合)?讯(?:[（(：:，—\s]|记者|通讯员|\d)|(?:新华社|中新社|中新网|本报|人民网)[^，。；！？（）]{0,16}[电讯](?:[（(：:，—]|记者|通讯员))/;

/**
 * Whether `text[start … end)` begins with the first words of a report: 本报讯（记者…, 新华社北京9月8日电. One stray character before
 * them is ignored, and so are spaces between the characters.
 */
export function startsReport(text: string, start: number, end: number): boolean {
  // Before the pattern is tried, one of 报 報 讯 訊 社 网 刊 must be among the first few characters.
  let isLikely = false;
  for (let at = start; at < end && at < start + 10 && !isLikely; at++) {
    const unit = text.charCodeAt(at);
    isLikely =
      unit === 0x62a5 ||
      unit === 0x5831 ||
      unit === 0x8baf ||
      unit === 0x8a0a ||
      unit === 0x793e ||
      unit === 0x7f51 ||
      unit === 0x520a;
  }
  return isLikely && reportPattern.test(simplifyDateline(firstVisibleCharacters(text, start, end)));
}

/** Traditional characters in datelines and bylines, with their simplified forms. */
const traditionalToSimplified: Readonly<Record<string, string>> = {
  報: '报',
  訊: '讯',
  記: '记',
  員: '员',
  華: '华',
  電: '电',
  圖: '图',
  攝: '摄',
  實: '实',
  習: '习',
  見: '见',
  綜: '综',
  臺: '台',
  網: '网',
  轉: '转',
  責: '责',
  編: '编',
  輯: '辑',
  約: '约',
  據: '据',
  緊: '紧',
  張: '张',
};

const traditionalPattern = new RegExp(`[${Object.keys(traditionalToSimplified).join('')}]`, 'g');

/** Replaces the traditional characters of datelines and bylines by simplified ones. The length stays the same. */
export function simplifyDateline(text: string): string {
  return text.replace(traditionalPattern, character => traditionalToSimplified[character]);
}

/** Returns the first 32 characters of `text[start … end)` that are not spaces. */
function firstVisibleCharacters(text: string, start: number, end: number): string {
  return text
    .slice(start, Math.min(end, start + 64))
    .replace(/[\s\u200b\ufeff]+/g, '')
    .slice(0, 32);
}

/** Whether a number of up to three digits, followed by `close`, begins at `start`. */
function isBracketedNumber(text: string, start: number, end: number, close: string): boolean {
  let at = start;
  while (
    at < end &&
    at < start + 3 &&
    (chineseDigits.includes(text[at]) || charKindOf(text.charCodeAt(at)) === CharKind.Digit)
  )
    at++;
  return at > start && text[at] === close;
}
