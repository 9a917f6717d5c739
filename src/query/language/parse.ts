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
import { type FieldKind, fieldKindIn, fitToField, isSearchable } from './field-kind.ts';
import { maxQueryParts, maxQueryUnits, type Query } from './query.ts';

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
const maxPartsPerItem = 3;
/** UTF-16 units that a field's name may have to be asked for. */
const maxFieldNameUnits = 80;

const closingQuotes: Readonly<Record<string, string>> = { '"': '"', '“': '”', '”': '”', '「': '」', '『': '』' };

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
  if (typeof fields !== 'object') return parseQueryWithWarnings(text, fields).query;
  return parseQueryWithWarnings(text, name => fieldKindIn(fields, name)).query;
}

/** `parseQuery`, with the warnings. */
export function parseQueryWithWarnings(text: string, kindOf: (name: string) => FieldKind = () => true): ParsedQuery {
  return new QueryParser(requireString(text, 'a query'), kindOf).parse();
}

/** A part, and where it was typed. */
type Part = { readonly query: Query; readonly start: number; readonly end: number };

class QueryParser {
  private readonly warnings: QueryWarning[] = [];
  /** The text in half width; letters keep their case, so that OR is not or. Same offsets. */
  private readonly halfWidth: string;
  private readonly text: string;
  private position = 0;
  /** Parts of the query so far, as they are counted when it is asked as data; the whole is one. */
  private partCount = 1;

  constructor(
    text: string,
    private readonly kindOf: (name: string) => FieldKind,
  ) {
    if (text.length > maxQueryUnits) {
      const end = maxQueryUnits - (isHighSurrogate(text.charCodeAt(maxQueryUnits - 1)) ? 1 : 0);
      this.warn(`only the first ${end} characters are searched`, end, text.length);
      text = text.slice(0, end);
    }
    this.text = text;
    this.halfWidth = text.replace(/[\uff01-\uff5e]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
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
      const start = this.position;
      if (this.partCount + maxPartsPerItem > maxQueryParts) {
        this.skipRest();
        break;
      }
      if (this.halfWidth[start] === '|') {
        this.position++;
        this.warn('nothing stands before this to choose from', start, this.position);
        continue;
      }
      // Words side by side are asked together anyway.
      if (!isFirst && this.takeWord('AND')) continue;
      const isExcluded = this.takeExclusion();
      const signEnd = this.position;
      const choices = this.takeChoices();
      if (choices.length === 0) {
        if (isExcluded) this.warn('nothing follows to be excluded', start, signEnd);
        continue;
      }
      const item = choices.length > 1 ? { any: choices } : choices[0];
      if (isExcluded) unwanted.push({ not: item });
      else if ('words' in item && item.field === undefined) {
        if (words) this.partCount--;
        words = words ? `${words} ${item.words}` : item.words;
      } else {
        flush();
        wanted.push(item);
      }
      this.partCount += (isExcluded ? 1 : 0) + (choices.length > 1 ? 1 : 0);
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
      const start = this.skipBlanks() ? this.position : this.text.length;
      if (sign && this.takeExclusion()) {
        this.warn('nothing can be excluded from a choice, so this sign is left out', start, this.position);
        this.skipBlanks();
      }
      const part = this.takeChoice();
      if (!part) {
        if (sign) this.warn('nothing follows to choose from', sign.start, sign.end);
        break;
      }
      if (!isEmptyQuery(part.query)) {
        choices.push(part.query);
        if (++this.partCount + maxPartsPerItem > maxQueryParts) {
          this.skipRest();
          break;
        }
      }
      sign = this.takeOrSigns();
    } while (sign);
    return choices;
  }

  private skipRest(): void {
    if (!this.skipBlanks()) return;
    this.warn('the rest has too many parts and is left out', this.position, this.text.length);
    this.position = this.text.length;
  }

  private warn(message: string, start: number, end: number): void {
    this.warnings.push({ message, span: { start, end } });
  }

  private isBlank(at: number): boolean {
    return classOf(this.text.charCodeAt(at)) === CharacterClass.Space;
  }

  /** Moves to the next item; false at the end. */
  private skipBlanks(): boolean {
    while (this.position < this.text.length && this.isBlank(this.position)) this.position++;
    return this.position < this.text.length;
  }

  private takeWord(word: string): boolean {
    const end = this.position + word.length;
    if (!this.halfWidth.startsWith(word, this.position) || (end < this.text.length && !this.isBlank(end))) return false;
    this.position = end;
    return true;
  }

  private takeExclusion(): boolean {
    if (!this.isItemStart()) return false;
    if (this.takeWord('NOT')) return true;
    const next = this.position + 1;
    if (
      this.halfWidth[this.position] !== '-' ||
      next >= this.text.length ||
      this.isBlank(next) ||
      this.halfWidth[next] === '-'
    )
      return false;
    this.position = next;
    return true;
  }

  /** Whether nothing, a blank or a sign of choice stands before: a dash behind a closing quote mark is a dash. */
  private isItemStart(): boolean {
    return this.position === 0 || this.isBlank(this.position - 1) || this.halfWidth[this.position - 1] === '|';
  }

  /** The sign of choice that comes next, or several: || is often typed. */
  private takeOrSigns(): Span | undefined {
    let sign: Span | undefined;
    for (;;) {
      const before = this.position;
      const start = this.skipBlanks() ? this.position : before;
      if (this.halfWidth[start] === '|') this.position++;
      else if (start === before || !this.takeWord('OR')) {
        this.position = sign?.end ?? before;
        return sign;
      }
      sign = { start: sign?.start ?? start, end: this.position };
    }
  }

  private takeChoice(): Part | undefined {
    const start = this.position;
    const field = this.takeField();
    const part = this.takeQuoted(field) ?? this.takeUnquoted(field);
    if (field === undefined || (part && isEmptyQuery(part.query))) return part;
    if (part) {
      const type = this.kindOf(field);
      const query = fitToField(part.query, field, type, this.halfWidth.slice(part.start, part.end));
      if (query) return { ...part, query };
      this.warn(`this is no ${type}, so it is searched as text`, part.start, part.end);
    } else this.warn(`nothing follows the field ${field}`, start, start + field.length + 1);
    this.position = start;
    return this.takeUnquoted(undefined);
  }

  private takeField(): string | undefined {
    const name = this.readFieldName();
    if (name === undefined) return undefined;
    if (!isSearchable(this.kindOf(name))) {
      // A colon inside Chinese running text is punctuation, not a slip of the reader.
      if (/^[\w-]+$/.test(name))
        this.warn(
          `there is no field ${name}, so this is searched as text`,
          this.position,
          this.position + name.length + 1,
        );
      return undefined;
    }
    this.position += name.length + 1;
    return name;
  }

  /** What stands here before a colon, when a field can be named so; nothing where an address goes on behind it. */
  private readFieldName(): string | undefined {
    const colon = this.halfWidth.slice(0, this.position + maxFieldNameUnits + 1).indexOf(':', this.position);
    if (colon <= this.position || this.halfWidth.startsWith('//', colon + 1)) return undefined;
    const name = this.halfWidth.slice(this.position, colon);
    return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name) ? name : undefined;
  }

  private takeQuoted(field: string | undefined): Part | undefined {
    const start = this.position;
    const close = closingQuotes[this.halfWidth[start] ?? ''];
    if (close === undefined) return undefined;
    const piece: string[] = [];
    for (let at = start + 1; at < this.text.length; at++) {
      if (this.halfWidth[at] === '\\' && this.halfWidth[at + 1] === close) piece.push(this.text[++at]);
      else if (this.halfWidth[at] === close) {
        this.position = at + 1;
        const phrase = piece.join('');
        if (phrase.trim() === '') {
          this.warn('nothing stands between these quote marks', start, this.position);
          return { query: { words: '' }, start, end: this.position };
        }
        return { query: field === undefined ? { phrase } : { phrase, field }, start, end: this.position };
      } else piece.push(this.text[at]);
    }
    this.warn('this quote mark is not closed, so what follows is searched as words', start, start + 1);
    this.position = start + 1;
    return undefined;
  }

  private takeUnquoted(field: string | undefined): Part | undefined {
    const start = this.position;
    let end = start;
    while (
      end < this.text.length &&
      !this.isBlank(end) &&
      this.halfWidth[end] !== '|' &&
      !(end > start && this.isOpeningQuote(end))
    )
      end++;
    this.position = Math.max(end, start);
    const word = this.text.slice(start, end);
    if (word === '') return undefined;
    const signs = this.halfWidth.slice(start, end);
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
  private isOpeningQuote(at: number): boolean {
    const close = closingQuotes[this.halfWidth[at]];
    return close !== undefined && this.halfWidth[at] !== '”' && this.halfWidth.indexOf(close, at + 1) >= 0;
  }
}

/** Whether nothing was asked: empty quote marks. */
function isEmptyQuery(query: Query): boolean {
  return 'words' in query && query.words === '';
}
