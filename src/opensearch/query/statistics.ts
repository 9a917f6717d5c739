/**
 * What does a query need to know of all documents of a cluster? How many hold a term, how many there are, how long they are.
 * Queries run synchronously: what is not known yet is noted, `MissingBytes` is thrown, and the query runs again when all that
 * was noted is known.
 */
import { TermKind } from '../../analysis/analysis.ts';
import { maxRunUnits } from '../../analysis/grams.ts';
import { MissingBytes } from '../../bytes/missing-bytes.ts';
import type { Term } from '../../index/term.ts';
import { stringFromUnits } from '../../text/units.ts';
import { type ClusterConnection, requireAllShards, type SearchStatus, toPartError } from '../transport/answers.ts';
import { sendUntilWhole } from '../transport/send-until-whole.ts';
import type { ShardRoutes } from './shard-routes.ts';
import type { KnownStatistics, Summary } from './statistics-cache.ts';

/** Words of up to so many UTF-16 units are looked up together. */
const maxNotedUnits = 10;
/** Longer ones, of texts of documents, together for so many places. */
const notedStarts = 64;

/** By kind of term: the parts of a text field that hold it. A document holds a word in one of two parts. */
export const partsOfKind = {
  [TermKind.Character]: ['p'],
  [TermKind.Bigram]: ['b'],
  [TermKind.Word]: ['w'],
  [TermKind.InnerWord]: ['w', 'i'],
} as const;

interface TermVectorsBody {
  readonly docs?: readonly {
    readonly error?: unknown;
    readonly term_vectors?: Readonly<
      Record<string, { readonly terms: Readonly<Record<string, { readonly doc_freq?: number }>> }>
    >;
  }[];
}

interface CountsBody {
  readonly responses: readonly (SearchStatus & {
    readonly status?: number;
    readonly error?: unknown;
    readonly hits?: { readonly total: { readonly value: number } };
  })[];
}

/**
 * The statistics that one search asks for. What several searches learn in the same moment they share (`StatisticsCache`); what
 * they still want is their own.
 *
 * Law: what a search has been told stays so until its end, whatever other searches and writers do.
 */
export class Statistics {
  private wantedTerms = new Map<string, Set<string>>();
  private wantedCounts = new Map<string, object>();

  constructor(
    private readonly connection: ClusterConnection,
    private readonly index: string,
    private readonly routes: ShardRoutes,
    private readonly known: KnownStatistics,
  ) {}

  /** The number and the lengths of all documents. */
  get summary(): Summary {
    return this.known.summary;
  }

  /** The number of documents that hold a term. @throws MissingBytes when it is not known */
  documentFrequency(field: string, { kind, units, start, end }: Term): number {
    const text = stringFromUnits(units, start, end);
    // No word contains a blank, and none is longer than the longest.
    if (kind >= TermKind.Word && (end - start > this.summary.sizes[field].longestWord || /\s/.test(text))) return 0;
    const parts = partsOfKind[kind];
    let sum: number | undefined = 0;
    for (const part of parts) {
      const known = this.known.frequencies.get(`${field}.${part}`)?.get(text);
      if (known === undefined || sum === undefined) sum = undefined;
      else sum += known;
    }
    if (sum !== undefined) return sum;
    for (const part of parts) this.want(field, part, text);
    // A text is cut from its end: the other long spans are looked up next.
    if (kind === TermKind.InnerWord && end - start > maxNotedUnits)
      for (let from = start; from >= Math.max(0, start - notedStarts); from--)
        this.wantLonger(field, { kind, units, start: from, end: from + maxNotedUnits }, maxRunUnits);
    throw new MissingBytes();
  }

  /** Notes the words that begin like a span, since a longer one is looked up only after it. */
  wantLonger(field: string, { units, start, end }: Term, maxUnits = maxNotedUnits): void {
    const longest = Math.min(maxUnits, this.summary.sizes[field].longestWord, units.length - start);
    for (let length = end - start + 1; length <= longest; length++) {
      const text = stringFromUnits(units, start, start + length);
      // No word contains a blank.
      if (/[\s\0]/.test(text)) return;
      for (const part of partsOfKind[TermKind.InnerWord]) this.want(field, part, text);
    }
  }

  private want(field: string, part: string, text: string): void {
    const key = `${field}.${part}`;
    if (this.known.frequencies.get(key)?.has(text)) return;
    let wanted = this.wantedTerms.get(key);
    if (!wanted) this.wantedTerms.set(key, (wanted = new Set()));
    wanted.add(text);
  }

  /** The number of documents that match a query of the cluster. @throws MissingBytes when it is not known */
  count(query: object): number {
    const key = JSON.stringify(query);
    const known = this.known.counts.get(key);
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
    const routes = await this.routes.list(this.summary.shards, signal);
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
    const body = await sendUntilWhole<TermVectorsBody>(
      this.connection,
      {
        what: 'looking up terms',
        method: 'POST',
        path: '/_mtermvectors?filter_path=docs.error,docs.term_vectors.*.terms.*.doc_freq',
        body: JSON.stringify({ docs }),
        signal,
      },
      answer => {
        for (const { error } of answer.docs ?? []) if (error) throw toPartError('looking up terms', 503, error);
      },
    );
    for (const [key, terms] of wanted) {
      let known = this.known.frequencies.get(key);
      if (!known) this.known.frequencies.set(key, (known = new Map()));
      this.known.termCount += terms.size;
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
    const keys = [...wanted.keys()];
    const request = { what: 'counting', method: 'POST', path, body: lines.join(''), signal } as const;
    const { responses } = await sendUntilWhole<CountsBody>(this.connection, request, answer => {
      for (const i of keys.keys()) {
        const response = answer.responses[i];
        if (!response?.hits) throw toPartError('counting', response?.status ?? 0, response?.error);
        requireAllShards(response);
      }
    });
    for (const [i, key] of keys.entries()) this.known.counts.set(key, responses[i].hits!.total.value);
  }
}
