/** Reads authors' names and roles from bylines: （记者刘帆 通讯员张三）, □ 特约记者 万东方. */
import { simplifyDateline } from '../text/repair/line-start-and-end.ts';

/** A name found in a text, with its role. */
export interface NamedAuthor {
  readonly name: string;
  /** '' if the text gives none. */
  readonly role: string;
  /** Where the name begins in the text, in UTF-16 units. */
  readonly start: number;
  /** Where the name ends. */
  readonly end: number;
}

const rolePattern =
  /(?:本报|本刊|本台|本网)?((?:全媒体|融媒体?|见习|实习|特约|特派|首席|驻\S{1,6}?)?(?:记者|通讯员|评论员|撰稿人?|实习生|作者)|文\s?[/／、]?\s?图|图\s?[/／、]?\s?文|摄影报道|摄影|摄|文|图)\s?[：:/／]?\s?/y;
const separatorPattern = /[\s、，,;；/／|]+|和(?=\p{Script=Han}{2})/uy;
const namePattern = /[\p{Script=Han}\p{L}·•]+/uy;

/**
 * Reads names and their roles from a part of a text. A role applies to all names after it; in 徐美平摄 it follows the name.
 * Names are separated by blanks, commas, 、 or /. Two names that the page printed without a separator stay one name.
 */
export function readAuthors(text: string, start = 0, end = text.length): NamedAuthor[] {
  const plain = simplifyDateline(text.slice(0, end));
  const authors: NamedAuthor[] = [];
  let current = '';
  let at = start;
  while (at < end) {
    const roleWords = matchAt(rolePattern, plain, at);
    if (roleWords) {
      current = roleWords[1].replace(/\s/g, '').replace(/[／、]/g, '/');
      at += roleWords[0].length;
      continue;
    }
    const between = matchAt(separatorPattern, plain, at);
    if (between) {
      at += between[0].length;
      continue;
    }
    const words = matchAt(namePattern, plain, at);
    if (!words) {
      at++;
      continue;
    }
    let length = words[0].length;
    // A role may follow without a blank: 刘帆通讯员张三, 徐美平摄.
    const next = /(?:本报|特约|见习|实习)?(?:记者|通讯员)|(?<=.{2})摄影?$/.exec(words[0].slice(1));
    let roleAfterName = '';
    if (next) {
      length = next.index + 1;
      if (next[0].startsWith('摄')) roleAfterName = next[0];
    }
    const found = text.slice(at, at + length);
    if (length >= 2 && length <= 12)
      authors.push({ name: found, role: roleAfterName || current, start: at, end: at + length });
    at += length + roleAfterName.length;
  }
  return authors;
}

/** Matches a sticky pattern at a position. */
function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const creditsPattern = /[（(]\s?([^（）()。]{0,30}?(?:记者|通讯员|评论员|实习生|作者)[^（）()。]{0,40})[）)]/;

/**
 * Reads the authors in the first words of a report: in brackets, 本报讯（记者刘帆）, or without, 本报讯 记者刘帆 9月8日.
 * @returns the authors, and `end`, where these words end: the dateline may follow there
 */
export function readDatelineAuthors(text: string): { authors: NamedAuthor[]; end: number } {
  const head = text.slice(0, 80);
  const found = creditsPattern.exec(simplifyDateline(head));
  if (found && found.index <= 20) {
    const start = found.index + found[0].indexOf(found[1]);
    return { authors: readAuthors(text, start, start + found[1].length), end: found.index + found[0].length };
  }
  const bare = /^.{0,12}?讯\s?(?=(?:全媒体|见习|特约)?(?:记者|通讯员))/.exec(simplifyDateline(head));
  if (bare) {
    const end = head.slice(bare[0].length).search(/[，。：:\d]|近日|日前|昨日|今日|连日/);
    if (end > 0) return { authors: readAuthors(text, bare[0].length, bare[0].length + end), end: bare[0].length + end };
  }
  const report = /^.?(?:本报|本刊|又|快|综合)讯/.exec(simplifyDateline(head));
  return { authors: [], end: report ? report[0].length : 0 };
}
