/** The best passages of all documents for a question, for citing. Called by `SearchIndex.passages`. */
import type { IndexReader } from '../index/index-reader.ts';
import type { Schema } from '../index/schema.ts';
import { findSectionsField, readSections } from '../index/sections.ts';
import type { Query } from '../query/language/query.ts';
import type { ExplainOptions, SearchOptions } from '../search-options.ts';
import type { Hit, SearchResult } from '../search-result.ts';
import type { Snippet } from '../snippet/snippet.ts';
import { fold } from '../text/folding.ts';
import type { Span } from '../text/span.ts';
import { checkCount, checkPositiveCount, type OptionRules } from '../validate.ts';

/** Options of `passages`: what to search, as for `search`, and how much of it is returned. */
export type PassageOptions<S extends Schema = Schema> = ExplainOptions<S> & PassageSizes;

/** How much `passages` returns. */
export interface PassageSizes {
  /** Maximum length of a passage in UTF-16 units (default 400). */
  readonly length?: number;
  /** Maximum number of passages (default 5). */
  readonly limit?: number;
  /** Maximum number of passages of one document (default 2). */
  readonly perDocument?: number;
}

/** The checks of `PassageSizes`. */
export const passageChecks: OptionRules<PassageSizes>['checks'] = {
  length: checkPositiveCount,
  limit: checkCount,
  perDocument: checkPositiveCount,
};

/** A passage of a document, with all that a citation needs. */
export interface Passage {
  /** The id of the document. */
  readonly id: string;
  /** The text field in which it stands. */
  readonly field: string;
  /** The passage of the text after repair, on one line: line breaks and tabs are spaces, so it is as long as its span. */
  readonly text: string;
  /** Where it stands in the text of the field. */
  readonly span: Span;
  /** Where it stands in the text that was added: several spans where repair removed something. */
  readonly source: readonly Span[];
  /** The words of the query in `text`. */
  readonly highlights: readonly Span[];
  /** Higher is better; comparable within one result only. */
  readonly score: number;
  /** The share of the query that the document holds, see `Hit.relevance`. */
  readonly relevance: number;
  /** The section in which it stands, in an index with sections. */
  readonly section?: { readonly title: string; readonly anchor: string };
  /** The value of a stored field `url`, with the anchor of the section. */
  readonly url?: string;
  /** Other documents that have nearly the same passage, which are not returned. */
  readonly alsoIn: readonly string[];
}

const defaults = { length: 400, limit: 5, perDocument: 2 } as const;
/** How many documents are looked at for each passage that is wanted: some are near-duplicates. */
const documentsPerPassage = 4;
const minDocuments = 20;
/** Passages with at least this share of common trigrams are nearly the same. */
const nearDuplicate = 0.8;

/** @param search searches with these options */
export function findPassages(
  reader: IndexReader,
  query: string | Query,
  options: PassageOptions,
  search: (query: string | Query, options: SearchOptions) => SearchResult,
): Passage[] {
  const { length = defaults.length, limit = defaults.limit, perDocument = defaults.perDocument, ...asked } = options;
  if (limit === 0) return [];
  const { hits } = search(query, {
    ...asked,
    limit: Math.max(minDocuments, documentsPerPassage * limit),
    snippet: { length, fragments: perDocument },
    returnFields: [],
  });
  const candidates = hits.flatMap(hit => listPassages(reader, hit));
  candidates.sort((a, b) => b.score - a.score);
  const chosen: { passage: Passage; alsoIn: string[]; grams: ReadonlySet<string> }[] = [];
  const counts = new Map<string, number>();
  for (const passage of candidates) {
    const grams = listTrigrams(passage.text);
    const same = chosen.find(each => measureOverlap(each.grams, grams) >= nearDuplicate);
    if (same) {
      if (same.passage.id !== passage.id && !same.alsoIn.includes(passage.id)) same.alsoIn.push(passage.id);
      continue;
    }
    const count = counts.get(passage.id) ?? 0;
    if (chosen.length === limit || count === perDocument) continue;
    counts.set(passage.id, count + 1);
    chosen.push({ passage, alsoIn: [], grams });
  }
  return chosen.map(({ passage, alsoIn }) => ({ ...passage, alsoIn }));
}

/** The passages of a hit. Titles are shown whole, and are no passages where another text was found. */
function listPassages(reader: IndexReader, hit: Hit): Passage[] {
  const found = Object.entries(hit.snippets as Record<string, readonly Snippet[]>);
  const isSearched = found.some(([, snippets]) => snippets.some(({ highlights }) => highlights.length > 0));
  const texts = found.flatMap(([field, snippets]) =>
    snippets.filter(({ highlights }) => highlights.length > 0 || !isSearched).map(snippet => ({ field, snippet })),
  );
  const sizeOf = (field: string): number => reader.getTextReader(field).averageSize;
  const largest = Math.max(0, ...texts.map(({ field }) => sizeOf(field)));
  // Fields of less than half the size are titles.
  return texts.filter(({ field }) => sizeOf(field) * 2 >= largest).map(each => describe(reader, hit, each));
}

function describe(
  reader: IndexReader,
  { id, score, relevance, words = [] }: Hit,
  { field, snippet }: { readonly field: string; readonly snippet: Snippet },
): Passage {
  const { span } = snippet;
  const document = reader.findDocument(id);
  const shift = snippet.text.startsWith('…') && span.start > 0 ? 1 : 0;
  const highlights = snippet.highlights.map(({ start, end }) => ({ start: start - shift, end: end - shift }));
  const text = snippet.text.slice(shift, shift + span.end - span.start);
  const held = new Set(highlights.map(({ start, end }) => fold(text.slice(start, end))));
  const map = reader.getTextReader(field).getOffsetMap(document);
  // A passage may begin in the section before: its matches decide.
  const middle = highlights[highlights.length >> 1]?.start ?? 0;
  const section = findSection(reader, document, field, span.start + middle);
  const url = findUrl(reader, document, section?.anchor);
  return {
    id,
    field,
    text,
    span,
    source: map ? map.toSource(span) : [span],
    highlights,
    score: score * (words.length === 0 ? 1 : Math.min(1, held.size / words.length)),
    relevance,
    ...(section && { section }),
    ...(url !== undefined && { url }),
    alsoIn: [],
  };
}

function findSection(
  reader: IndexReader,
  document: number,
  field: string,
  at: number,
): { title: string; anchor: string } | undefined {
  const sections = findSectionsField(reader);
  const stored = sections && reader.schema[sections.name];
  if (stored?.type !== 'stored' || stored.sectionsOf !== field) return undefined;
  const last = readSections(reader, sections!, document)
    .filter(({ start }) => start <= at)
    .pop();
  return last && { title: last.title, anchor: last.anchor };
}

function findUrl(reader: IndexReader, document: number, anchor: string | undefined): string | undefined {
  const field = Object.hasOwn(reader.schema, 'url') ? reader.schema['url'] : undefined;
  if (field?.type !== 'stored' && field?.type !== 'keyword') return undefined;
  const url = reader.getColumnReader('url').getValue(document);
  if (typeof url !== 'string') return undefined;
  return anchor ? `${url.replace(/#.*$/, '')}#${anchor}` : url;
}

function listTrigrams(text: string): Set<string> {
  const folded = fold(text).replace(/\s+/g, '');
  const grams = new Set<string>([folded.slice(0, 3)]);
  for (let at = 1; at + 3 <= folded.length; at++) grams.add(folded.slice(at, at + 3));
  return grams;
}

/** The share of the smaller set that the other one has too. */
function measureOverlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let common = 0;
  for (const gram of small) if (large.has(gram)) common++;
  return common / Math.max(1, small.size);
}
