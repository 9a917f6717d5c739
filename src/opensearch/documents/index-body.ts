/**
 * What does a hansou index look like on a cluster? Its settings and its mapping.
 *
 * A document of the cluster has
 *
 *     doc      the values as they were added, texts after repair; kept, not searched
 *     maps     by text field: where the pieces of a repaired text stand in its source; kept, not searched
 *     order    when it was added, ascending
 *     hash     of `doc` and `maps`; kept, not searched
 *     t.F.w    words of the text field F that count for the score, each as often as it stands there, between spaces
 *     t.F.i    words that stand there only inside or across those of t.F.w, each once
 *     t.F.b    bigrams
 *     t.F.p    characters, and runs of letters and digits, in their places (`listPlaces`); once more for the normal form
 *     t.F.s    the size of the text; t.F.l the length of its longest word
 *     v.F.f    values of the keyword field F, folded; v.F.v as they were added
 *     v.F.d    the day of the date field F, from 1970-01-01; v.F.v as it was added
 *     v.F.n    the value of the number field F
 *
 * Only `doc`, `maps`, `order` and `hash` are kept as they were sent: terms are made again when a document is sent again.
 */
import type { Schema } from '../../index/schema.ts';

/** The version of this layout, in the mapping: an index of another version is refused. */
export const layoutVersion = 2;

/** How an index is laid out on a cluster. */
export interface IndexLayout {
  /** Number of primary shards. */
  readonly shards: number;
  /** Copies of each shard on other nodes. */
  readonly replicas: number;
  /** How soon documents can be found, as OpenSearch writes it: `1s`, or `-1` for only when asked. */
  readonly refreshInterval: string;
}

/** What hansou notes in a mapping. */
export interface HansouMeta {
  readonly layout: number;
  readonly analysis: string;
  readonly fields: Schema;
  /** The layout that was asked for: that of a moment may be another, while the index is filled. */
  readonly asked: IndexLayout;
  /** The index that is about to take the place of this one; writers wait for it. */
  readonly replacedBy?: string;
}

const kept = { type: 'object', enabled: false } as const;
const keyword = { type: 'keyword', norms: false } as const;

/** Words, bigrams and characters are numbers of documents and of occurrences; only places have positions. */
const fieldsOfText = {
  w: { type: 'text', analyzer: 'terms', index_options: 'freqs', similarity: 'hansou' },
  i: { type: 'text', analyzer: 'terms', index_options: 'docs', norms: false },
  b: { type: 'text', analyzer: 'terms', index_options: 'freqs', similarity: 'hansou' },
  p: {
    type: 'text',
    analyzer: 'terms',
    index_options: 'positions',
    similarity: 'hansou',
    position_increment_gap: 1000,
  },
  s: { type: 'integer', index: true },
  l: { type: 'short', index: false },
} as const;

/** The body that creates an index. */
export function createIndexBody(schema: Schema, analysis: string, layout: IndexLayout): object {
  const texts: Record<string, object> = {};
  const values: Record<string, object> = {};
  for (const [name, { type }] of Object.entries(schema))
    if (type === 'text') texts[name] = { properties: fieldsOfText };
    else if (type === 'keyword') values[name] = { properties: { f: keyword, v: keyword } };
    else if (type === 'date') values[name] = { properties: { d: { type: 'integer' }, v: keyword } };
    else if (type === 'number') values[name] = { properties: { n: { type: 'double' } } };
  const meta: HansouMeta = { layout: layoutVersion, analysis, fields: schema, asked: layout };
  return {
    settings: {
      number_of_shards: layout.shards,
      number_of_replicas: layout.replicas,
      refresh_interval: layout.refreshInterval,
      codec: 'best_compression',
      analysis: {
        // The longest run of letters and digits, and longer than any word.
        tokenizer: { blanks: { type: 'whitespace', max_token_length: 1024 } },
        analyzer: { terms: { type: 'custom', tokenizer: 'blanks' } },
      },
      // Near to hansou's own score, whose length counts by its logarithm.
      similarity: { hansou: { type: 'BM25', k1: 1.2, b: 0.55 } },
    },
    mappings: {
      dynamic: false,
      _meta: { hansou: meta },
      _source: { includes: ['doc', 'maps', 'order', 'hash'] },
      properties: {
        doc: kept,
        maps: kept,
        order: { type: 'long' },
        t: { properties: texts },
        v: { properties: values },
      },
    },
  };
}
