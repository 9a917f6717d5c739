/** Opens an index on a cluster, or creates it. */
import { Analyzer } from '../analysis/analyzer.ts';
import { checkFields, copyFields } from '../fields.ts';
import type { Schema } from '../index/schema.ts';
import { type AnalysisOptions, analysisChecks, createAnalyzer } from '../index-options.ts';
import { createSynonyms } from '../synonym-options.ts';
import { checkCount, checkFunction, checkOptions, checkPositiveCount, invalid, type OptionRules } from '../validate.ts';
import { ClusterIndex } from './cluster-index.ts';
import { maxPlace } from './cluster-searcher.ts';
import type { IndexLayout } from './documents/index-body.ts';
import { checkMeta, createVersion, findIndex, requireIndex } from './documents/index-versions.ts';
import { WriteTarget } from './documents/write-target.ts';
import { ClusterConnection } from './transport/answers.ts';
import type { ClusterRequest } from './transport/request.ts';

/** What an index on a cluster is opened or created with. */
export interface ClusterOptions<S extends Schema> extends AnalysisOptions {
  /** Sends a request to the cluster: made with `fetchRequest` or `clientRequest`. */
  readonly request: ClusterRequest;
  /** The fields by name, as for `createIndex`. */
  readonly fields: S;
  /** The name of the index: an alias on the cluster, behind which `<name>-1` and later ones stand. */
  readonly index: string;
  /** Number of primary shards of a new index (default 1): one for each 10 to 30 GB. */
  readonly shards?: number;
  /** Copies of each shard of a new index, on other nodes (default 1). */
  readonly replicas?: number;
  /** After how many ms new documents can be found, in a new index (default 1000). */
  readonly refreshInterval?: number;
  /** Number of documents that are ranked by hansou, the best by the score of the cluster (default 50, at most 1,000). */
  readonly candidates?: number;
}

const defaults = { shards: 1, replicas: 1, refreshInterval: 1000, candidates: 50 } as const;

export const clusterRules: OptionRules<ClusterOptions<Schema>> = {
  owner: 'createCluster',
  checks: /* @__PURE__ */ Object.assign(
    {
      request: checkFunction,
      fields: checkFields,
      index: checkIndexName,
      shards: checkPositiveCount,
      replicas: checkCount,
      refreshInterval: checkPositiveCount,
      candidates: (name: string, value: unknown) => {
        checkPositiveCount(name, value);
        if ((value as number) > maxPlace) throw invalid(name, `at most ${maxPlace}`, value);
      },
    },
    analysisChecks,
  ),
  required: ['request', 'fields', 'index'],
  example: "{ request: fetchRequest('http://127.0.0.1:9200'), fields, lexicon, index: 'site' }",
};

function checkIndexName(name: string, value: unknown): void {
  if (typeof value === 'string' && /^[a-z0-9][a-z0-9_.-]{0,199}$/.test(value)) return;
  throw invalid(
    name,
    'lower-case letters, digits, _, . and -, beginning with a letter or digit',
    value,
    "Pass 'site'.",
  );
}

/**
 * Opens an index on a cluster of OpenSearch or Elasticsearch; creates it when there is none.
 *
 * ```ts
 * const index = await createCluster({
 *   request: fetchRequest(['http://search-1:9200', 'http://search-2:9200']),
 *   fields: { title: text({ weight: 3 }), body: text(), date: date() },
 *   lexicon: await baseLexicon(),
 *   index: 'papers',
 * });
 * await index.updateAll(articles, { refresh: true });
 * const { hits } = await index.search('新桥 "今天通车"');
 * ```
 * @throws HansouError BAD_ARGUMENT; BAD_INDEX when another program made the index; ANALYSIS_MISMATCH or SCHEMA_MISMATCH when it was
 *   made with another lexicon or other fields; what requests throw
 */
export async function createCluster<const S extends Schema>(options: ClusterOptions<S>): Promise<ClusterIndex<S>> {
  checkOptions(clusterRules, options, undefined);
  const { request, index, candidates = defaults.candidates } = options;
  const schema = copyFields(options.fields);
  const analyzer = createAnalyzer(options) ?? new Analyzer();
  const connection = new ClusterConnection(request);
  const analysis = analyzer.fingerprint;
  const name = await connection.reading(async () => {
    const found = await findIndex(connection, index);
    if (!found) await createVersion(connection, `${index}-1`, schema, analysis, layoutOf(options), { [index]: {} });
    const { name, meta } = (found ?? (await findIndex(connection, index)))!;
    checkMeta(index, meta, schema, analysis);
    return name;
  });
  const target = new WriteTarget(connection, index, name, schema, analysis);
  const synonyms = createSynonyms(options);
  return new ClusterIndex<S>({ connection, index, target, schema, analyzer, synonyms, candidates });
}

/** How a new index is laid out. */
export function layoutOf(
  options: Pick<ClusterOptions<Schema>, 'shards' | 'replicas' | 'refreshInterval'>,
): IndexLayout {
  const { shards = defaults.shards, replicas = defaults.replicas } = options;
  const { refreshInterval = defaults.refreshInterval } = options;
  return { shards, replicas, refreshInterval: `${refreshInterval}ms` };
}

/** Reads which fields an index on a cluster has. @throws HansouError NOT_FOUND, BAD_INDEX; what requests throw */
export async function readFields(request: ClusterRequest, index: string): Promise<Schema> {
  const { meta } = await requireIndex(new ClusterConnection(request), index);
  return copyFields(meta.fields);
}
