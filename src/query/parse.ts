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
import { CharacterClass, classOf } from '../text/characters.ts';
import { fold } from '../text/folding.ts';
import type { Span } from '../text/span.ts';
import { longestQueryText, mostQueryParts, type Query } from './query.ts';

/** Something in a typed query that was not taken as meant; `span` counts UTF-16 units of the query. */
export interface QueryWarning {
  readonly message: string;
  readonly span: Span;
}

export interface ParsedQuery {
  readonly query: Query;
  readonly warnings: readonly QueryWarning[];
}

const quotes: Readonly<Record<string, string>> = { '"': '"', '“': '”', '”': '”', '「': '」', '『': '』' };

/**
 * Parses what a person typed. Never throws.
 * @param isField tells which names before a colon are fields; others are searched as text. Default: every name
 */
export function parseQuery(text: string, isField?: (name: string) => boolean): Query {
  return parseTyped(text, isField).query;
}

/** `parseQuery`, with the warnings. */
export function parseTyped(text: string, isField: (name: string) => boolean = () => true): ParsedQuery {
  return new Parser(text, isField).parse();
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
    private readonly isField: (name: string) => boolean,
  ) {
    if (text.length > longestQueryText) {
      this.warn(`only the first ${longestQueryText} characters are searched`, longestQueryText, text.length);
      text = text.slice(0, longestQueryText);
    }
    this.text = text;
    const folded = fold(text);
    this.signs = text.replace(/[\uff01-\uff5e]/g, (_, at: number) => folded[at]);
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
    if (part || field === undefined) return part;
    this.at = start;
    this.warn(`nothing follows the field ${field}`, start, start + field.length + 1);
    return this.takePlain(undefined);
  }

  private takeField(): string | undefined {
    const found = /^([\p{L}_][\p{L}\p{N}_-]*):(?!\/\/)/u.exec(this.signs.slice(this.at, this.at + 80));
    if (!found) return undefined;
    const name = found[1];
    if (!this.isField(name)) {
      // A colon inside Chinese running text is punctuation, not a slip of the reader.
      if (/^[\w-]+$/.test(name))
        this.warn(`there is no field ${name}, so this is searched as text`, this.at, this.at + name.length + 1);
      return undefined;
    }
    this.at += found[0].length;
    return name;
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
