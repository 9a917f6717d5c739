/**
 * What a person types, as a `Query`.
 *
 *     query  = item*                    all of them; words side by side are asked together
 *     item   = choice | '-' part | 'NOT' part
 *     choice = part (('|' | 'OR') part)*          binds closer than a blank
 *     part   = field ':' part | quoted | word '*' | word | from '..' to (behind a field)
 *     quoted = '"' … '"' | '“' … '”' | '「' … '」' | '『' … '』'        \" is a quote mark inside
 *
 * Full-width signs work as half-width ones do. Whatever does not parse is searched as text, and a warning says where
 * it broke: a reader's typing never throws.
 */

import { checkedText } from '../errors.ts';
import type { Field, Schema } from '../inverted/schema.ts';
import { CharacterClass, classOf } from '../text/characters.ts';
import { fold } from '../text/folding.ts';
import type { Span } from '../text/span.ts';
import { longestQueryText, mostQueryParts, type Query } from './query.ts';
import { canBeAsked, fitted, type TypedField } from './typed-field.ts';

/** Something in a typed query that was not taken as meant; `span` counts UTF-16 units of the query. */
export interface QueryWarning {
  readonly message: string;
  readonly span: Span;
}

export interface ParsedQuery {
  readonly query: Query;
  readonly warnings: readonly QueryWarning[];
}

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

/** The kind of the field of this name. */
export function typeIn(fields: Schema, name: string): Field['type'] | undefined {
  return Object.hasOwn(fields, name) ? fields[name].type : undefined;
}

/** `parseQuery`, with the warnings. */
export function parseTyped(text: string, typeOf: (name: string) => TypedField = () => true): ParsedQuery {
  return new Parser(checkedText(text, 'a query'), typeOf).parse();
}

/** A part, and whether it is plain words, which join with plain words beside them. */
type Part = { readonly query: Query; readonly start: number; readonly end: number };

class Parser {
  private readonly warnings: QueryWarning[] = [];
  /** The text with signs in half width; letters keep their case, so that OR is not or. Same offsets. */
  private readonly signs: string;
  private readonly text: string;
  private at = 0;
  private parts = 0;

  constructor(
    text: string,
    private readonly typeOf: (name: string) => TypedField,
  ) {
    if (text.length > longestQueryText) {
      this.warn(`only the first ${longestQueryText} characters are searched`, longestQueryText, text.length);
      text = text.slice(0, longestQueryText);
    }
    this.text = text;
    this.signs = text.replace(/[\uff01-\uff5e]/g, fold);
  }

  parse(): ParsedQuery {
    const wanted: Query[] = [];
    const unwanted: Query[] = [];
    let words = '';
    const flush = () => {
      if (words) wanted.push({ words });
      words = '';
    };
    while (this.skipBlanks()) {
      const start = this.at;
      if (this.parts > mostQueryParts) {
        this.warn('the rest has too many parts and is left out', start, this.text.length);
        break;
      }
      const excluded = this.takeExclusion();
      if (excluded && !this.skipBlanks()) {
        this.warn('nothing follows to be excluded', start, this.text.length);
        break;
      }
      const first = this.takePart();
      if (!first) continue;
      if (excluded) {
        unwanted.push(first.query);
        continue;
      }
      const choices = [first.query];
      while (this.takeChoiceSign()) {
        const next = this.skipBlanks() ? this.takePart() : undefined;
        if (next) choices.push(next.query);
        else this.warn('nothing follows to choose from', start, this.at);
      }
      if (choices.length > 1) {
        flush();
        wanted.push({ any: choices });
      } else if ('words' in first.query && first.query.field === undefined) {
        words = words ? `${words} ${first.query.words}` : first.query.words;
      } else {
        flush();
        wanted.push(first.query);
      }
    }
    flush();
    const all = [...wanted, ...unwanted.map(query => ({ not: query }))];
    const query = all.length === 1 ? all[0] : all.length === 0 ? { words: '' } : { all };
    return { query, warnings: this.warnings };
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
    if (this.takeWord('NOT')) return true;
    const next = this.at + 1;
    if (this.signs[this.at] !== '-' || next >= this.text.length || this.isBlank(next) || this.signs[next] === '-')
      return false;
    this.at = next;
    return true;
  }

  private takeChoiceSign(): boolean {
    const before = this.at;
    if (this.skipBlanks()) {
      if (this.signs[this.at] === '|') {
        this.at++;
        return true;
      }
      if (this.at > before && this.takeWord('OR')) return true;
    }
    this.at = before;
    return false;
  }

  private takePart(): Part | undefined {
    this.parts++;
    const start = this.at;
    // A sign of choice where a part should be, or AND, says nothing: words side by side are asked together anyway.
    if (this.signs[start] === '|') {
      this.warn('nothing stands before this to choose from', start, start + 1);
      this.at++;
      return undefined;
    }
    if (this.takeWord('AND')) return undefined;
    const field = this.takeField();
    const part = this.takeQuoted(field) ?? this.takePlain(field);
    if (field === undefined) return part;
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
