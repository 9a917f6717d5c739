/**
 * The entry point `hansou/flexsearch`: Chinese for FlexSearch's own users, and the way from there to hansou. It does not load
 * FlexSearch; its functions are passed to FlexSearch's options.
 *
 * @module hansou/flexsearch
 */
import { requireString } from '../validate.ts';
import { type ChineseOptions, createTerms } from './chinese-options.ts';
import type { ChineseTerms } from './chinese-terms.ts';
import { type HighlightedText, highlightText } from './highlight.ts';

export type { ChineseOptions } from './chinese-options.ts';
export { type FlexSearchExport, type FlexSearchOptions, fromFlexSearch } from './from-flexsearch.ts';
export type { HighlightedText } from './highlight.ts';

/** A field of a FlexSearch `Document`, from `ChineseEncoder.field`. */
export interface FlexSearchField {
  /** The name of the field. */
  readonly field: string;
  /** Reads the text of the field out of a document. */
  readonly custom: (document: object) => string;
  /** Cuts queries, and splits what `custom` gives. */
  readonly encode: (text: string) => string[];
  /** Whole terms: they are words already. */
  readonly tokenize: 'strict';
}

/** What stands between the terms of a document: a control character, which is never a part of a term. */
const separator = '\u001f';
/** What a text from `ChineseEncoder.document` begins with. */
const sign = `${separator}hansou${separator}`;

/**
 * Chinese for FlexSearch. A document and a query need different terms (a document those of all words inside its words, a
 * query only those it is cut into), and FlexSearch has one `encode` for both. So texts of documents go through `document`,
 * which marks what it gives by a sign; `encode` splits a text with the sign, and cuts any other as a query.
 *
 * Law: every document that holds a piece of text is found by it, if the piece does not begin or end inside a run of letters,
 * digits and the signs between them.
 */
export class ChineseEncoder {
  /** Use `chinese`. @internal */
  constructor(private readonly cutter: ChineseTerms) {
    this.encode = this.encode.bind(this);
    this.document = this.document.bind(this);
  }

  /**
   * Names the rules and words by which texts are cut. FlexSearch imports an index made with others in silence, and then
   * finds too little: store it beside the export, and compare it before importing.
   */
  get fingerprint(): string {
    return this.cutter.fingerprint;
  }

  /** The option `encode` of an `Index` or of a field: the terms of a text from `document`, or of a query. */
  encode(text: string): string[] {
    const given = requireString(text, 'the text to encode');
    return given.startsWith(sign) ? given.slice(sign.length).split(separator) : this.terms(given);
  }

  /**
   * Returns the text of a document as it is added to an index: `index.add(id, zh.document(text))`. Each term once, in the
   * order of their first places, by which FlexSearch scores; '' when there is none.
   */
  document(text: string): string {
    const terms = new Set(this.cutter.ofDocument(requireString(text, 'the text of a document')));
    return terms.size === 0 ? '' : sign + [...terms].join(separator);
  }

  /**
   * Returns the settings of a field of a `Document`, with others of FlexSearch added:
   * `new Document({ document: { index: [zh.field('title'), { ...zh.field('body'), resolution: 3 }], store: true } })`.
   * @param name the name of the field, or its path: `meta:title`. A list of texts is indexed as lines
   */
  field(name: string): FlexSearchField {
    const path = requireString(name, 'the name of a field').split(':');
    const custom = (document: object) => this.document(readText(document, path));
    return { field: name, custom, encode: this.encode, tokenize: 'strict' };
  }

  /** The terms of a query, all of which a document must hold; with FlexSearch's `suggest: true` some of them. */
  terms(query: string): string[] {
    return [...new Set(this.cutter.ofQuery(requireString(query, 'a query')))];
  }

  /** Finds a query in a text; `toHtml` of hansou writes the result as HTML. FlexSearch's own `highlight` looks for words between spaces. */
  highlight(text: string, query: string): HighlightedText {
    return highlightText(this.cutter, requireString(text, 'the text'), requireString(query, 'a query'));
  }
}

/**
 * Makes Chinese for FlexSearch 0.8.
 *
 * ```ts
 * const zh = chinese({ lexicon: await baseLexicon() });
 * const index = new Index({ encode: zh.encode });
 * index.add(1, zh.document('苇塘村民委员会开会'));
 * index.search('苇塘村'); // [1]
 * ```
 * @throws HansouError BAD_ARGUMENT
 */
export function chinese(options: ChineseOptions): ChineseEncoder {
  return new ChineseEncoder(createTerms(options));
}

/** The text at a path of a document; lists as lines, '' for what is missing. */
function readText(value: unknown, path: readonly string[]): string {
  if (Array.isArray(value))
    return value
      .map(each => readText(each, path))
      .filter(text => text !== '')
      .join('\n');
  if (path.length === 0) return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (typeof value !== 'object' || value === null) return '';
  return readText((value as Record<string, unknown>)[path[0].replace(/\[\]$/, '')], path.slice(1));
}
