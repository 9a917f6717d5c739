/**
 * What does a query need to know of all documents of a cluster? How many hold a term, how many there are, how long they are.
 * Queries run synchronously: what is not known yet is noted, `MissingBytes` is thrown, and the query runs again when all that
 * was noted is known.
 */
import { TermKind } from '../../analysis/analysis.ts';
import { maxRunUnits } from '../../analysis/grams.ts';
import { MissingBytes } from '../../bytes/missing-bytes.ts';
import type { Schema } from '../../index/schema.ts';
import type { Term } from '../../index/term.ts';
import { stringFromUnits } from '../../text/units.ts';
import type { ClusterConnection } from '../transport/answers.ts';
import type { ShardRoutes } from './shard-routes.ts';

/** The number of documents, and how long their texts are. */
export interface Summary {
  readonly documents: number;
  readonly sizes: Readonly<Record<string, { readonly mean: number; readonly longestWord: number }>>;
}

/** How long what is known stays valid, in ms: as long as a cluster usually takes to show new documents. */
const validMs = 1000;
/** Words of up to so many UTF-16 units are looked up together. */
const maxNotedUnits = 10;
/** Longer ones, of texts of documents, together for so many places. */
const notedStarts = 64;
/** Terms that are remembered. */
const maxTerms = 100_000;

/** By kind of term: the part of a text field that holds it. */
export const partOfKind = {
  [TermKind.Character]: 'p',
  [TermKind.Bigram]: 'b',
  [TermKind.Word]: 'w',
  [TermKind.InnerWord]: 'i',
} as const;

interface TermVectorsBody {
  readonly docs?: readonly {
    readonly term_vectors?: Readonly<
      Record<string, { readonly terms: Readonly<Record<string, { readonly doc_freq?: number }>> }>
    >;
  }[];
}

interface SummaryBody {
  readonly hits: { readonly total: { readonly value: number } };
  readonly aggregations?: Readonly<Record<string, { readonly value: number | null }>>;
}

interface CountsBody {
  readonly responses: readonly { readonly hits?: { readonly total: { readonly value: number } } }[];
}

/** The statistics of one index, kept for a moment. */
export class Statistics {
  /** Document frequencies by `field.part` and term. */
  private readonly frequencies = new Map<string, Map<string, number>>();
  private readonly counts = new Map<string, number>();
  private wantedTerms = new Map<string, Set<string>>();
  private wantedCounts = new Map<string, object>();
  private summaryNow: Summary | undefined;
  private validUntil = 0;
  private termCount = 0;

  constructor(
    private readonly connection: ClusterConnection,
    private readonly index: string,
    private readonly schema: Schema,
    private readonly routes: ShardRoutes,
  ) {}

  /** What is known of all documents; `prepare` was called before. */
  get summary(): Summary {
    return this.summaryNow!;
  }

  /** Forgets everything: documents were added or removed. */
  clear(): void {
    this.validUntil = 0;
  }

  /** Makes sure that a summary is known, and that nothing that is known is too old. */
  async prepare(signal: AbortSignal | undefined): Promise<void> {
    if (performance.now() < this.validUntil && this.termCount < maxTerms) return;
    const summary = await this.loadSummary(signal);
    this.frequencies.clear();
    this.counts.clear();
    this.termCount = 0;
    this.summaryNow = summary;
    this.validUntil = performance.now() + validMs;
  }

  /** The number of documents that hold a term. @throws MissingBytes when it is not known */
  documentFrequency(field: string, { kind, units, start, end }: Term): number {
    const text = stringFromUnits(units, start, end);
    const known = this.frequencies.get(`${field}.${partOfKind[kind]}`)?.get(text);
    if (known !== undefined) return known;
    this.want(field, partOfKind[kind], text);
    // Cutting a text asks of each word it finds in how many documents it is one of the path.
    if (kind === TermKind.InnerWord) {
      this.want(field, 'w', text);
      // A text is cut from its end: the other long spans are looked up next.
      if (end - start > maxNotedUnits)
        for (let from = start; from > Math.max(0, start - notedStarts); from--)
          this.wantLonger(field, { kind, units, start: from, end: from + maxNotedUnits }, maxRunUnits);
    }
    throw new MissingBytes();
  }

  /** Notes the words that begin like a span, since a longer one is looked up only after it. */
  wantLonger(field: string, { units, start, end }: Term, maxUnits = maxNotedUnits): void {
    const longest = Math.min(maxUnits, this.summary.sizes[field].longestWord, units.length - start);
    for (let length = end - start + 1; length <= longest; length++) {
      const text = stringFromUnits(units, start, start + length);
      // No word contains a blank.
      if (/[\s\0]/.test(text)) return;
      for (const part of ['i', 'w']) this.want(field, part, text);
    }
  }

  private want(field: string, part: string, text: string): void {
    const key = `${field}.${part}`;
    if (this.frequencies.get(key)?.has(text)) return;
    let wanted = this.wantedTerms.get(key);
    if (!wanted) this.wantedTerms.set(key, (wanted = new Set()));
    wanted.add(text);
  }

  /** The number of documents that match a query of the cluster. @throws MissingBytes when it is not known */
  count(query: object): number {
    const key = JSON.stringify(query);
    const known = this.counts.get(key);
    if (known !== undefined) return known;
    this.wantedCounts.set(key, query);
    throw new MissingBytes();
  }

  /** Loads what was noted. */
  async loadWanted(signal: AbortSignal | undefined): Promise<void> {
    const terms = this.wantedTerms;
    const counts = this.wantedCounts;
    this.wantedTerms = new Map();
    this.wantedCounts = new Map();
    await Promise.all([
      terms.size > 0 ? this.loadFrequencies(terms, signal) : undefined,
      counts.size > 0 ? this.loadCounts(counts, signal) : undefined,
    ]);
  }

  /** A document made of the terms, looked up on every shard: each says how many of its documents hold them. */
  private async loadFrequencies(
    wanted: ReadonlyMap<string, Set<string>>,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const texts: Record<string, Record<string, string>> = {};
    const fields: string[] = [];
    for (const [key, terms] of wanted) {
      const at = key.lastIndexOf('.');
      const name = key.slice(0, at);
      (texts[name] ??= {})[key.slice(at + 1)] = [...terms].join(' ');
      fields.push(`t.${key}`);
    }
    const routes = await this.routes.list(signal);
    const docs = routes.map(routing => ({
      _index: this.index,
      routing,
      doc: { t: texts },
      fields,
      term_statistics: true,
      field_statistics: false,
      positions: false,
      offsets: false,
      payloads: false,
    }));
    const body = await this.connection.send<TermVectorsBody>(
      'looking up terms',
      'POST',
      '/_mtermvectors',
      JSON.stringify({ docs }),
      signal,
    );
    for (const [key, terms] of wanted) {
      let known = this.frequencies.get(key);
      if (!known) this.frequencies.set(key, (known = new Map()));
      this.termCount += terms.size;
      for (const term of terms) {
        let sum = 0;
        for (const { term_vectors: vectors } of body.docs ?? [])
          sum += vectors?.[`t.${key}`]?.terms[term]?.doc_freq ?? 0;
        known.set(term, sum);
      }
    }
  }

  private async loadCounts(wanted: ReadonlyMap<string, object>, signal: AbortSignal | undefined): Promise<void> {
    const lines = [...wanted.values()].map(
      query => `{}\n${JSON.stringify({ size: 0, track_total_hits: true, query })}\n`,
    );
    const path = `/${encodeURIComponent(this.index)}/_msearch`;
    const { responses } = await this.connection.send<CountsBody>('counting', 'POST', path, lines.join(''), signal);
    [...wanted.keys()].forEach((key, i) => {
      this.counts.set(key, responses[i]?.hits?.total.value ?? 0);
    });
  }

  private async loadSummary(signal: AbortSignal | undefined): Promise<Summary> {
    const names = Object.entries(this.schema).flatMap(([name, { type }]) => (type === 'text' ? [name] : []));
    const aggs = Object.fromEntries(
      names.flatMap((name, i) => [
        [`s${i}`, { sum: { field: `t.${name}.s` } }],
        [`l${i}`, { max: { field: `t.${name}.l` } }],
      ]),
    );
    const path = `/${encodeURIComponent(this.index)}/_search`;
    const search = JSON.stringify({ size: 0, track_total_hits: true, aggs });
    const body = await this.connection.send<SummaryBody>('reading statistics', 'POST', path, search, signal);
    const documents = body.hits.total.value;
    const readValue = (name: string) => body.aggregations?.[name]?.value ?? 0;
    const sizes = names.map((name, i) => [
      name,
      { mean: documents > 0 ? readValue(`s${i}`) / documents : 0, longestWord: readValue(`l${i}`) },
    ]);
    return { documents, sizes: Object.fromEntries(sizes) };
  }
}
