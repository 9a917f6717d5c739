/**
 * What a person types, as a `Query`.
 *
 *     query  = item ('AND'? item)*      all of them; words side by side are asked together
 *     item   = ('-' | 'NOT')? choice              signs stand where a word could begin
 *     choice = part (('|' | 'OR') part)*          binds closer than a blank
 *     part   = field ':' part | quoted | word '*' | word | from '..' to (behind a field)
 *     quoted = '"' … '"' | '“' … '”' | '「' … '」' | '『' … '』'        \" is a quote mark inside
 *
 * Full-width signs work as half-width ones do. Whatever does not parse is searched as text, and a warning says where
 * it broke: a reader's typing never throws.
 */

import type { Schema } from '../../index/schema.ts';
import { CharacterClass, classOf, isHighSurrogate } from '../../text/characters.ts';
import type { Span } from '../../text/span.ts';
import { requireString } from '../../validate.ts';
import { maxQueryParts, maxQueryUnits, type Query } from './query.ts';
import { canBeAsked, fitted, type TypedField, typeIn } from './typed-field.ts';

/** Something in a typed query that was not taken as meant; `span` counts UTF-16 units of the query. */
export interface QueryWarning {
  readonly message: string;
  readonly span: Span;
}

export interface ParsedQuery {
  readonly query: Query;
  readonly warnings: readonly QueryWarning[];
}

/** What one item can be: a `not` of an `any` of a part. */
const mostPartsOfItem = 3;
/** UTF-16 units that a field's name may have to be asked for. */
const longestName = 80;

const quotes: Readonly<Record<string, string>> = { '"': '"', '“': '”', '”': '”', '「': '」', '『': '』' };

/**
 * What a person typed, as data: to store it, to send it, or to add conditions to it. `search` does this by itself.
 *
 * ```ts
 * const typed = parseQuery('石桥 -价格', index.fields);
 * index.search({ all: [typed, { field: 'date', from: '2022-09' }] });
 * ```
 *
 * Never fails for a string.
 * @param fields the fields of the index, or a function that tells which names before a colon are fields. Other names are
 *   searched as text, as are dates and numbers that are none. Without it every name is a field, of any kind: the index
 *   then refuses what does not fit.
 * @throws HansouError BAD_ARGUMENT when it is no string
 */
export function parseQuery(text: string, fields?: Schema | ((name: string) => boolean)): Query {
  if (typeof fields !== 'object') return parseTyped(text, fields).query;
  return parseTyped(text, name => typeIn(fields, name)).query;
}

/** `parseQuery`, with the warnings. */
export function parseTyped(text: string, typeOf: (name: string) => TypedField = () => true): ParsedQuery {
  return new Parser(requireString(text, 'a query'), typeOf).parse();
}

/** A part, and where it was typed. */
type Part = { readonly query: Query; readonly start: number; readonly end: number };

class Parser {
  private readonly warnings: QueryWarning[] = [];
  /** The text in half width; letters keep their case, so that OR is not or. Same offsets. */
  private readonly signs: string;
  private readonly text: string;
  private at = 0;
  /** Parts of the query so far, as they are counted when it is asked as data; the whole is one. */
  private parts = 1;

  constructor(
    text: string,
    private readonly typeOf: (name: string) => TypedField,
  ) {
    if (text.length > maxQueryUnits) {
      const end = maxQueryUnits - (isHighSurrogate(text.charCodeAt(maxQueryUnits - 1)) ? 1 : 0);
      this.warn(`only the first ${end} characters are searched`, end, text.length);
      text = text.slice(0, end);
    }
    this.text = text;
    this.signs = text.replace(/[\uff01-\uff5e]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  }

  parse(): ParsedQuery {
    const wanted: Query[] = [];
    const unwanted: Query[] = [];
    let words = '';
    const flush = () => {
      if (words) wanted.push({ words });
      words = '';
    };
    for (let isFirst = true; this.skipBlanks(); isFirst = false) {
      const start = this.at;
      if (this.parts + mostPartsOfItem > maxQueryParts) {
        this.leaveRest();
        break;
      }
      if (this.signs[start] === '|') {
        this.at++;
        this.warn('nothing stands before this to choose from', start, this.at);
        continue;
      }
      // Words side by side are asked together anyway.
      if (!isFirst && this.takeWord('AND')) continue;
      const isExcluded = this.takeExclusion();
      const signEnd = this.at;
      const choices = this.takeChoices();
      if (choices.length === 0) {
        if (isExcluded) this.warn('nothing follows to be excluded', start, signEnd);
        continue;
      }
      const item = choices.length > 1 ? { any: choices } : choices[0];
      if (isExcluded) unwanted.push({ not: item });
      else if ('words' in item && item.field === undefined) {
        if (words) this.parts--;
        words = words ? `${words} ${item.words}` : item.words;
      } else {
        flush();
        wanted.push(item);
      }
      this.parts += (isExcluded ? 1 : 0) + (choices.length > 1 ? 1 : 0);
    }
    flush();
    const all = [...wanted, ...unwanted];
    const query = all.length === 1 ? all[0] : all.length === 0 ? { words: '' } : { all };
    return { query, warnings: this.warnings };
  }

  /** One part, or several to choose from; none when nothing but a sign or empty quote marks stands here. */
  private takeChoices(): Query[] {
    const choices: Query[] = [];
    let sign: Span | undefined;
    do {
      const start = this.skipBlanks() ? this.at : this.text.length;
      if (sign && this.takeExclusion()) {
        this.warn('nothing can be excluded from a choice, so this sign is left out', start, this.at);
        this.skipBlanks();
      }
      const part = this.takePart();
      if (!part) {
        if (sign) this.warn('nothing follows to choose from', sign.start, sign.end);
        break;
      }
      if (!isNothing(part.query)) {
        choices.push(part.query);
        if (++this.parts + mostPartsOfItem > maxQueryParts) {
          this.leaveRest();
          break;
        }
      }
      sign = this.takeChoiceSign();
    } while (sign);
    return choices;
  }

  private leaveRest(): void {
    if (!this.skipBlanks()) return;
    this.warn('the rest has too many parts and is left out', this.at, this.text.length);
    this.at = this.text.length;
  }

  private warn(message: string, start: number, end: number): void {
    this.warnings.push({ message, span: { start, end } });
  }

  private isBlank(at: number): boolean {
    return classOf(this.text.charCodeAt(at)) === CharacterClass.Space;
  }

  /** Moves to the next item; false at the end. */
  private skipBlanks(): boolean {
    while (this.at < this.text.length && this.isBlank(this.at)) this.at++;
    return this.at < this.text.length;
  }

  private takeWord(word: string): boolean {
    const end = this.at + word.length;
    if (!this.signs.startsWith(word, this.at) || (end < this.text.length && !this.isBlank(end))) return false;
    this.at = end;
    return true;
  }

  private takeExclusion(): boolean {
    if (!this.isItemStart()) return false;
    if (this.takeWord('NOT')) return true;
    const next = this.at + 1;
    if (this.signs[this.at] !== '-' || next >= this.text.length || this.isBlank(next) || this.signs[next] === '-')
      return false;
    this.at = next;
    return true;
  }

  /** Whether nothing, a blank or a sign of choice stands before: a dash behind a closing quote mark is a dash. */
  private isItemStart(): boolean {
    return this.at === 0 || this.isBlank(this.at - 1) || this.signs[this.at - 1] === '|';
  }

  /** The sign of choice that comes next, or several: || is often typed. */
  private takeChoiceSign(): Span | undefined {
    let sign: Span | undefined;
    for (;;) {
      const before = this.at;
      const start = this.skipBlanks() ? this.at : before;
      if (this.signs[start] === '|') this.at++;
      else if (start === before || !this.takeWord('OR')) {
        this.at = sign?.end ?? before;
        return sign;
      }
      sign = { start: sign?.start ?? start, end: this.at };
    }
  }

  private takePart(): Part | undefined {
    const start = this.at;
    const field = this.takeField();
    const part = this.takeQuoted(field) ?? this.takePlain(field);
    if (field === undefined || (part && isNothing(part.query))) return part;
    if (part) {
      const type = this.typeOf(field);
      const query = fitted(part.query, field, type, this.signs.slice(part.start, part.end));
      if (query) return { ...part, query };
      this.warn(`this is no ${type}, so it is searched as text`, part.start, part.end);
    } else this.warn(`nothing follows the field ${field}`, start, start + field.length + 1);
    this.at = start;
    return this.takePlain(undefined);
  }

  private takeField(): string | undefined {
    const name = this.nameBeforeColon();
    if (name === undefined) return undefined;
    if (!canBeAsked(this.typeOf(name))) {
      // A colon inside Chinese running text is punctuation, not a slip of the reader.
      if (/^[\w-]+$/.test(name))
        this.warn(`there is no field ${name}, so this is searched as text`, this.at, this.at + name.length + 1);
      return undefined;
    }
    this.at += name.length + 1;
    return name;
  }

  /** What stands here before a colon, when a field can be named so; nothing where an address goes on behind it. */
  private nameBeforeColon(): string | undefined {
    const colon = this.signs.slice(0, this.at + longestName + 1).indexOf(':', this.at);
    if (colon <= this.at || this.signs.startsWith('//', colon + 1)) return undefined;
    const name = this.signs.slice(this.at, colon);
    return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name) ? name : undefined;
  }

  private takeQuoted(field: string | undefined): Part | undefined {
    const start = this.at;
    const close = quotes[this.signs[start] ?? ''];
    if (close === undefined) return undefined;
    const piece: string[] = [];
    for (let at = start + 1; at < this.text.length; at++) {
      if (this.signs[at] === '\\' && this.signs[at + 1] === close) piece.push(this.text[++at]);
      else if (this.signs[at] === close) {
        this.at = at + 1;
        const phrase = piece.join('');
        if (phrase.trim() === '') {
          this.warn('nothing stands between these quote marks', start, this.at);
          return { query: { words: '' }, start, end: this.at };
        }
        return { query: field === undefined ? { phrase } : { phrase, field }, start, end: this.at };
      } else piece.push(this.text[at]);
    }
    this.warn('this quote mark is not closed, so what follows is searched as words', start, start + 1);
    this.at = start + 1;
    return undefined;
  }

  private takePlain(field: string | undefined): Part | undefined {
    const start = this.at;
    let end = start;
    while (
      end < this.text.length &&
      !this.isBlank(end) &&
      this.signs[end] !== '|' &&
      !(end > start && this.opensQuote(end))
    )
      end++;
    this.at = Math.max(end, start);
    const word = this.text.slice(start, end);
    if (word === '') return undefined;
    const signs = this.signs.slice(start, end);
    if (field !== undefined) {
      const range = /^(.*?)\.\.(.*)$/.exec(signs);
      if (range && (range[1] || range[2]))
        return { query: { ...(range[1] && { from: range[1] }), ...(range[2] && { to: range[2] }), field }, start, end };
    }
    const prefix = signs.length > 1 && signs.endsWith('*') ? word.slice(0, -1) : undefined;
    if (prefix !== undefined && !prefix.includes('*'))
      return { query: field === undefined ? { prefix } : { prefix, field }, start, end };
    return { query: field === undefined ? { words: word } : { words: word, field }, start, end };
  }

  /** Whether a quote mark that closes further on begins here. A mark that nothing closes is text. */
  private opensQuote(at: number): boolean {
    const close = quotes[this.signs[at]];
    return close !== undefined && this.signs[at] !== '”' && this.signs.indexOf(close, at + 1) >= 0;
  }
}

/** Whether nothing was asked: empty quote marks. */
function isNothing(query: Query): boolean {
  return 'words' in query && query.words === '';
}
