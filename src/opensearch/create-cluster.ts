/** Opens an index on a cluster, or creates it. */
import { Analyzer } from '../analysis/analyzer.ts';
import { HansouError } from '../errors.ts';
import { checkFields, copyFields } from '../fields.ts';
import type { Schema } from '../index/schema.ts';
import { type AnalysisOptions, analysisChecks, createAnalyzer } from '../index-options.ts';
import { createSynonyms } from '../synonym-options.ts';
import { checkCount, checkFunction, checkOptions, checkPositiveCount, invalid, type OptionRules } from '../validate.ts';
import { ClusterIndex } from './cluster-index.ts';
import { maxPlace } from './cluster-searcher.ts';
import { createIndexBody, type HansouMeta, layoutVersion } from './documents/index-body.ts';
import { ClusterConnection, toAnswerError } from './transport/answers.ts';
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
  /** Number of documents that are ranked by hansou, the best by the score of the cluster (default 300, at most 1,000). */
  readonly candidates?: number;
}

const defaults = { shards: 1, replicas: 1, refreshInterval: 1000, candidates: 300 } as const;

const clusterRules: OptionRules<ClusterOptions<Schema>> = {
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

/** An index that stands behind the alias. */
interface FoundIndex {
  readonly name: string;
  readonly meta: HansouMeta | undefined;
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
  const found = await findIndex(connection, index);
  if (!found) await createFirst(connection, index, schema, analyzer.fingerprint, options);
  checkMeta(index, (found ?? (await findIndex(connection, index)))?.meta, schema, analyzer.fingerprint);
  return new ClusterIndex<S>({ connection, index, schema, analyzer, synonyms: createSynonyms(options), candidates });
}

/** Reads which fields an index on a cluster has. @throws HansouError NOT_FOUND, BAD_INDEX; what requests throw */
export async function readFields(request: ClusterRequest, index: string): Promise<Schema> {
  const found = await findIndex(new ClusterConnection(request), index);
  if (found?.meta) return copyFields(found.meta.fields);
  throw new HansouError(found ? 'BAD_INDEX' : 'NOT_FOUND', `the cluster has no index ${index} of hansou`, {
    expected: 'an index that hansou filled',
    got: found ? 'one of another program' : 'none of this name',
    hint: 'Correct the name, or fill it with hansou cluster push.',
  });
}

/** Reads which index stands behind a name; undefined when there is none. */
async function findIndex(connection: ClusterConnection, index: string): Promise<FoundIndex | undefined> {
  const path = `/${encodeURIComponent(index)}/_mapping`;
  const answer = await connection.ask('GET', path);
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw toAnswerError('opening', path, answer);
  const found = Object.entries((answer.body ?? {}) as Readonly<Record<string, MappingBody>>);
  if (found.length !== 1)
    throw new HansouError('BAD_INDEX', `${index} is not one index of the cluster`, {
      expected: 'one index behind the name',
      got: found.map(([name]) => name).join(', '),
      hint: 'Let the alias stand for one index.',
    });
  const [[name, { mappings }]] = found;
  return { name, meta: mappings?._meta?.hansou };
}

interface MappingBody {
  readonly mappings?: { readonly _meta?: { readonly hansou?: HansouMeta } };
}

async function createFirst(
  connection: ClusterConnection,
  index: string,
  schema: Schema,
  analysis: string,
  options: ClusterOptions<Schema>,
): Promise<void> {
  await createVersion(connection, `${index}-1`, schema, analysis, options, { [index]: {} });
}

/** Creates an index of the cluster. One that was created meanwhile is left as it is. */
async function createVersion(
  connection: ClusterConnection,
  name: string,
  schema: Schema,
  analysis: string,
  options: Pick<ClusterOptions<Schema>, 'shards' | 'replicas' | 'refreshInterval'>,
  aliases: object,
): Promise<void> {
  const { shards = defaults.shards, replicas = defaults.replicas } = options;
  const { refreshInterval = defaults.refreshInterval } = options;
  const layout = { shards, replicas, refreshInterval: `${refreshInterval}ms` };
  const body = JSON.stringify({ ...createIndexBody(schema, analysis, layout), aliases });
  const path = `/${encodeURIComponent(name)}?wait_for_active_shards=1`;
  const answer = await connection.ask('PUT', path, body);
  const type = (answer.body as { error?: { type?: string } } | undefined)?.error?.type ?? '';
  if (answer.status !== 200 && type !== 'resource_already_exists_exception')
    throw toAnswerError('creating the index', path, answer);
}

function checkMeta(index: string, meta: HansouMeta | undefined, schema: Schema, analysis: string): void {
  if (meta?.layout !== layoutVersion)
    throw new HansouError('BAD_INDEX', `${index} was not made by this version of hansou`, {
      expected: `a mapping with layout ${layoutVersion} of hansou in _meta`,
      got: meta === undefined ? 'none' : `layout ${meta.layout}`,
      hint: 'Choose another name, or fill a new index.',
    });
  if (!isSameSchema(meta.fields, schema))
    throw new HansouError('SCHEMA_MISMATCH', `${index} has other fields`, {
      expected: Object.keys(meta.fields).join(', '),
      got: Object.keys(schema).join(', '),
      hint: 'Pass the fields that it was created with, or remap it.',
    });
  if (meta.analysis !== analysis)
    throw new HansouError('ANALYSIS_MISMATCH', `${index} was filled by another analysis`, {
      expected: meta.analysis,
      got: analysis,
      hint: 'Pass the lexicon or segmenter that it was created with, or remap it.',
    });
}

function isSameSchema(a: Schema, b: Schema): boolean {
  const names = Object.keys(a);
  const settings = (field: object) => JSON.stringify(Object.entries(field).sort());
  return (
    names.length === Object.keys(b).length &&
    names.every(name => Object.hasOwn(b, name) && settings(a[name]) === settings(b[name]))
  );
}
