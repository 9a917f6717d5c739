/** The parser for the grammar at the head of parse.ts, for texts with signs of it. */
import { CharacterClass, classOfUnit, isHighSurrogate } from '../../text/characters.ts';
import type { Span } from '../../text/span.ts';
import { type FieldKind, fitToField, isSearchable, readFieldName } from './field-kind.ts';
import { maxQueryClauses, maxQueryUnits, type Query } from './query.ts';
import { isQuoteInText, opensQuotation, readQuotation, skipPunctuation, type TypedText } from './quotations.ts';

/** A part of a typed query that was not understood as written; `span` is in UTF-16 units of the query. */
export interface QueryWarning {
  /** What was not understood, and what was searched for instead; one sentence for a reader. */
  readonly message: string;
  /** The place in the typed query, in UTF-16 units. */
  readonly span: Span;
}

/** A parsed query and what was not understood. */
export interface ParsedQuery {
  readonly query: Query;
  readonly warnings: readonly QueryWarning[];
}

/** Maximum number of clauses that one item adds: a `not` with an `any` with a clause. */
const maxClausesPerItem = 3;

/** A clause and where it was typed. */
type ParsedClause = Span & { readonly query: Query };

/** Parses one typed text. */
export class QueryParser implements TypedText {
  private readonly warnings: QueryWarning[] = [];
  /** The text with half-width signs, at the same offsets. Letters keep their case: OR is an operator, or is a word. */
  readonly halfWidth: string;
  readonly text: string;
  private position = 0;
  /** Clauses so far, counted as `checkQuery` counts them; the query itself is one. */
  private clauseCount = 1;

  constructor(
    text: string,
    private readonly kindOf: (name: string) => FieldKind,
  ) {
    if (text.length > maxQueryUnits) {
      const end = maxQueryUnits - (isHighSurrogate(text.charCodeAt(maxQueryUnits - 1)) ? 1 : 0);
      this.warn(`the query is too long; only its first ${end} characters are searched`, end, text.length);
      text = text.slice(0, end);
    }
    this.text = text;
    this.halfWidth = text.replace(/[\uff01-\uff5e]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  }

  parse(): ParsedQuery {
    const required: Query[] = [];
    const excluded: Query[] = [];
    let firstExclusion = 0;
    let lastExclusion = 0;
    let words = '';
    const flush = () => {
      if (words) required.push({ words });
      words = '';
    };
    for (let isFirst = true; this.skipSpaces(); isFirst = false) {
      const start = this.position;
      if (this.clauseCount + maxClausesPerItem > maxQueryClauses) {
        this.skipRest();
        break;
      }
      if (this.halfWidth[start] === '|') {
        this.position++;
        this.warn('there is no alternative before this sign; it is ignored', start, this.position);
        continue;
      }
      // Items are combined with AND anyway.
      if (!isFirst && this.takeWord('AND')) continue;
      const isExcluded = this.takeExclusion();
      const signEnd = this.position;
      const alternatives = this.takeAlternatives(isExcluded);
      if (alternatives.length === 0) {
        if (isExcluded) this.warn('there is nothing to exclude after this sign; it is ignored', start, signEnd);
        continue;
      }
      const item = alternatives.length > 1 ? { any: alternatives } : alternatives[0];
      if (isExcluded) {
        if (excluded.length === 0) firstExclusion = start;
        lastExclusion = this.position;
        excluded.push({ not: item });
      } else if ('words' in item && item.field === undefined) {
        if (words) this.clauseCount--;
        words = words ? `${words} ${item.words}` : item.words;
      } else {
        flush();
        required.push(item);
      }
      this.clauseCount += (isExcluded ? 1 : 0) + (alternatives.length > 1 ? 1 : 0);
    }
    flush();
    if (!required.length && excluded.length > 0)
      this.warn('the query only excludes; all other documents are found', firstExclusion, lastExclusion);
    const all = [...required, ...excluded];
    const query = all.length === 1 ? all[0] : all.length === 0 ? { words: '' } : { all };
    return { query, warnings: this.warnings };
  }

  /** Takes one clause or several alternatives; none when only a sign or empty quotation marks stand here. */
  private takeAlternatives(isExcluded: boolean): Query[] {
    const alternatives: Query[] = [];
    let sign: Span | undefined;
    do {
      const start = this.skipSpaces() ? this.position : this.text.length;
      if (sign && this.takeExclusion()) {
        this.warn('an alternative cannot be excluded; the exclusion sign is ignored', start, this.position);
        this.skipSpaces();
      }
      const clause = this.takeClause(isExcluded);
      if (!clause) {
        if (sign) this.warn('there is no alternative after this sign; it is ignored', sign.start, sign.end);
        break;
      }
      if (!isEmptyQuery(clause.query)) {
        alternatives.push(clause.query);
        if (++this.clauseCount + maxClausesPerItem > maxQueryClauses) {
          this.skipRest();
          break;
        }
      }
      sign = this.takeOrSigns();
    } while (sign);
    return alternatives;
  }

  private skipRest(): void {
    if (!this.skipSpaces()) return;
    this.warn('the query has too many parts; the rest is not searched', this.position, this.text.length);
    this.position = this.text.length;
  }

  private warn(message: string, start: number, end: number): void {
    this.warnings.push({ message, span: { start, end } });
  }

  private isSpace(at: number): boolean {
    return classOfUnit(this.text.charCodeAt(at)) === CharacterClass.Space;
  }

  /** Moves past white space; false at the end of the text. */
  private skipSpaces(): boolean {
    while (this.position < this.text.length && this.isSpace(this.position)) this.position++;
    return this.position < this.text.length;
  }

  private takeWord(word: string): boolean {
    const end = this.position + word.length;
    if (!this.halfWidth.startsWith(word, this.position) || (end < this.text.length && !this.isSpace(end))) return false;
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
      this.isSpace(next) ||
      this.halfWidth[next] === '-' ||
      this.isNumberAt(next)
    )
      return false;
    this.position = next;
    return true;
  }

  /** Whether a number begins here: a minus before it excludes nothing. */
  private isNumberAt(at: number): boolean {
    const isDigit = (at: number) => classOfUnit(this.halfWidth.charCodeAt(at)) === CharacterClass.Digit;
    if (isDigit(at)) return true;
    return at + 1 < this.text.length && /[.$¥￥€£]/.test(this.halfWidth[at]) && isDigit(at + 1);
  }

  /** True at the start of the text, after a space and after `|`. A dash after a closing quotation mark is a dash. */
  private isItemStart(): boolean {
    return this.position === 0 || this.isSpace(this.position - 1) || this.halfWidth[this.position - 1] === '|';
  }

  /** Takes one or several signs of choice: `||` is often typed. */
  private takeOrSigns(): Span | undefined {
    let sign: Span | undefined;
    for (;;) {
      const before = this.position;
      const start = this.skipSpaces() ? this.position : before;
      if (this.halfWidth[start] === '|') this.position++;
      else if (start === before || !this.takeWord('OR')) {
        this.position = sign?.end ?? before;
        return sign;
      }
      sign = { start: sign?.start ?? start, end: this.position };
    }
  }

  private takeClause(isExcluded: boolean): ParsedClause | undefined {
    const start = this.position;
    const field = this.takeField();
    const isText = field === undefined && !isExcluded && isQuoteInText(this, start);
    const clause = (isText ? undefined : this.takeQuoted(field)) ?? this.takeUnquoted(field);
    if (field === undefined || (clause && isEmptyQuery(clause.query))) return clause;
    if (clause) {
      const kind = this.kindOf(field);
      const query = fitToField(clause.query, field, kind, this.halfWidth.slice(clause.start, clause.end));
      if (query) return { ...clause, query };
      this.warn(`this is not a ${kind}; it is searched as text`, clause.start, clause.end);
    } else
      this.warn(
        `there is nothing to search for after ${field}:; it is searched as text`,
        start,
        start + field.length + 1,
      );
    this.position = start;
    return this.takeUnquoted(undefined);
  }

  private takeField(): string | undefined {
    const name = readFieldName(this.halfWidth, this.position);
    if (name === undefined) return undefined;
    if (!isSearchable(this.kindOf(name))) {
      // A colon in Chinese running text is punctuation, so it needs no warning.
      if (/^[\w-]+$/.test(name))
        this.warn(
          `${name} is not a field that can be searched; this is searched as text`,
          this.position,
          this.position + name.length + 1,
        );
      return undefined;
    }
    this.position += name.length + 1;
    return name;
  }

  private takeQuoted(field: string | undefined): ParsedClause | undefined {
    const start = this.position;
    if (!opensQuotation(this, start)) return undefined;
    const quotation = readQuotation(this, start);
    if (!quotation) {
      this.warn('the quotation mark is not closed; the text after it is searched as words', start, start + 1);
      this.position = start + 1;
      return undefined;
    }
    const { phrase } = quotation;
    this.position = skipPunctuation(this, quotation.end);
    if (phrase.trim() === '') {
      this.warn('there is nothing between the quotation marks; they are ignored', start, this.position);
      return { query: { words: '' }, start, end: this.position };
    }
    return { query: field === undefined ? { phrase } : { phrase, field }, start, end: this.position };
  }

  private takeUnquoted(field: string | undefined): ParsedClause | undefined {
    const start = this.position;
    let end = start;
    while (end < this.text.length && !this.isSpace(end) && this.halfWidth[end] !== '|') end++;
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
}

/** Whether a clause is empty: it was an empty pair of quotation marks. */
function isEmptyQuery(query: Query): boolean {
  return 'words' in query && query.words === '';
}
