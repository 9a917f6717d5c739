/** Documents as a cluster holds them, made of documents as callers add them, and the other way. */
import { Analysis, TermKind } from '../../analysis/analysis.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { DocumentNames } from '../../analysis/document-names.ts';
import { describeValue, HansouError } from '../../errors.ts';
import type { Schema } from '../../index/schema.ts';
import { checkDocument, type DocumentValues, type TextValue } from '../../index/segment/document-values.ts';
import { parseDay } from '../../query/language/range-bounds.ts';
import { foldKeyword } from '../../query/match/columns/column-values.ts';
import { fold } from '../../text/folding.ts';
import { isNormal, normalize } from '../../text/normal-form.ts';
import { OffsetMap } from '../../text/offset-map.ts';
import { RepairedText } from '../../text/repaired-text.ts';
import { stringFromUnits } from '../../text/units.ts';
import { listPlaces } from './places.ts';

/** The terms of a text. */
interface TextTerms {
  readonly w: string;
  readonly i: string;
  readonly b: string;
  readonly p: readonly string[];
  readonly s: number;
  readonly l: number;
}

/** What a cluster keeps of a document. */
export interface ClusterSource {
  readonly doc: Readonly<Record<string, unknown>>;
  readonly maps?: Readonly<Record<string, { readonly text: readonly number[]; readonly source: readonly number[] }>>;
  readonly order: number;
  /** Of `doc` and `maps`, to tell whether a document has changed. */
  readonly hash: string;
}

/** A document to be sent. */
export interface ClusterDocument {
  readonly id: string;
  readonly source: ClusterSource & {
    readonly t: Readonly<Record<string, TextTerms>>;
    readonly v: Readonly<Record<string, object>>;
  };
}

/** Maximum length of an id on a cluster, in bytes of UTF-8. */
const maxIdBytes = 512;

/** A checked document, and when it was added. */
export interface OrderedDocument {
  readonly values: DocumentValues;
  readonly hash: string;
  readonly order: number;
}

/** Makes documents of a cluster, one after the other. */
export class DocumentEncoder {
  private readonly analysis = new Analysis();
  private readonly names: DocumentNames | undefined;
  private lastOrder = 0;

  constructor(
    private readonly schema: Schema,
    private readonly analyzer: Analyzer,
  ) {
    const hasNames = Object.values(schema).some(field => field.type === 'keyword' && field.namesOf !== undefined);
    if (hasNames && analyzer.segmenter) this.names = new DocumentNames(analyzer.segmenter);
  }

  /**
   * Checks a document.
   * @throws HansouError EMPTY_ID, UNKNOWN_FIELD, BAD_DOCUMENT, BAD_DATE
   */
  check(document: unknown): DocumentValues {
    const values = checkDocument(this.schema, document);
    requireShortId(values.id);
    return values;
  }

  /** Names what a checked document holds: equal documents have equal hashes, and different ones others (SHA-256). */
  async hash({ values }: DocumentValues): Promise<string> {
    const parts = values.map(value => {
      const { text, map } = (value ?? {}) as Partial<TextValue>;
      return text === undefined ? value : [text, map && [...map.textStarts, ...map.sourceStarts]];
    });
    const bytes = new TextEncoder().encode(JSON.stringify(parts));
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return Array.from(digest.subarray(0, 16), byte => byte.toString(16).padStart(2, '0')).join('');
  }

  /** Finds the terms of a checked document. @param hash of `hash` @param order when it was added: now */
  encode({ id, values }: DocumentValues, hash: string, order = this.nextOrder()): ClusterDocument {
    const { schema } = this;
    const doc: Record<string, unknown> = {};
    const maps: Record<string, { text: readonly number[]; source: readonly number[] }> = {};
    const t: Record<string, TextTerms> = {};
    const v: Record<string, object> = {};
    const fields = Object.entries(schema);
    fields.forEach(([name, { type }], i) => {
      if (type !== 'text') return;
      const { text, map, isMissing } = values[i] as TextValue;
      if (isMissing) return;
      doc[name] = text;
      if (map) maps[name] = { text: [...map.textStarts], source: [...map.sourceStarts] };
      t[name] = this.findTerms(text);
    });
    const names = this.names?.take();
    fields.forEach(([name, field], i) => {
      if (field.type === 'text') return;
      const value = field.type === 'keyword' && field.namesOf !== undefined ? names?.[field.namesOf] : values[i];
      if (value === undefined) return;
      doc[name] = field.type === 'stored' ? JSON.parse(value as string) : value;
      if (field.type === 'keyword') {
        const keywords = typeof value === 'string' ? [value] : (value as readonly string[]);
        v[name] = { f: [...new Set(keywords.map(toKeyword))], v: [...new Set(keywords.map(cutKeyword))] };
      } else if (field.type === 'date') v[name] = { d: parseDay(value as string, 'first'), v: value };
      else if (field.type === 'number') v[name] = { n: value };
    });
    const hasMaps = Object.keys(maps).length > 0;
    return { id, source: { doc, ...(hasMaps && { maps }), order, hash, t, v } };
  }

  private findTerms(text: string): TextTerms {
    const { analysis } = this;
    this.analyzer.analyze(text, analysis);
    this.names?.collect(text, analysis);
    const words: string[] = [];
    const others = new Set<string>();
    const bigrams: string[] = [];
    let longest = 0;
    for (let i = 0; i < analysis.count; i++) {
      const kind = analysis.kinds[i];
      if (kind === TermKind.Character) continue;
      const term = stringFromUnits(analysis.units, analysis.starts[i], analysis.ends[i]);
      if (kind === TermKind.Bigram) bigrams.push(term);
      else {
        longest = Math.max(longest, term.length);
        if (kind === TermKind.Word) words.push(term);
        else others.add(term);
      }
    }
    for (const word of words) others.delete(word);
    const places = [listPlaces(fold(text)).join(' ')];
    if (!isNormal(analysis.units, text.length)) places.push(listPlaces(fold(normalize(text))).join(' '));
    return {
      w: words.join(' '),
      i: [...others].join(' '),
      b: bigrams.join(' '),
      p: places,
      s: analysis.fieldLength,
      l: longest,
    };
  }

  /** The time in µs, and later than the document before. */
  nextOrder(): number {
    this.lastOrder = Math.max(this.lastOrder + 1, Date.now() * 1000);
    return this.lastOrder;
  }
}

/** A keyword as it is compared. Lucene takes no longer ones than 32,766 bytes. */
export function toKeyword(keyword: string): string {
  return cutKeyword(foldKeyword(keyword));
}

const maxKeywordUnits = 10_000;

function cutKeyword(keyword: string): string {
  return keyword.slice(0, maxKeywordUnits);
}

function requireShortId(id: string): void {
  const bytes = new TextEncoder().encode(id).length;
  if (bytes <= maxIdBytes) return;
  throw new HansouError('BAD_DOCUMENT', 'the id of a document is too long for a cluster', {
    expected: `at most ${maxIdBytes} bytes of UTF-8`,
    got: `${bytes}: ${describeValue(id)}`,
    hint: 'Give the document a shorter id.',
  });
}

/** A document as it was added: with its repaired texts, which are not repaired again. */
export function decodeInput(id: string, { doc, maps = {} }: ClusterSource, schema: Schema): Record<string, unknown> {
  const input: Record<string, unknown> = { id };
  for (const [name, { type }] of Object.entries(schema)) {
    const value = doc[name];
    if (value === undefined) continue;
    if (type !== 'text' || typeof value !== 'string') input[name] = value;
    else {
      const map = maps[name];
      const offsets = map
        ? new OffsetMap(Uint32Array.from(map.text), Uint32Array.from(map.source), value.length)
        : OffsetMap.identity(value.length);
      input[name] = new RepairedText(value, '', offsets);
    }
  }
  return input;
}

/** A document as an index returns it. */
export function decodeStored(id: string, { doc }: ClusterSource): Record<string, unknown> {
  return { id, ...doc };
}
