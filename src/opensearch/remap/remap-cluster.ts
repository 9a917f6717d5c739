/** Puts an index with other words, fields or shards in the place of one on a cluster, while it is searched and written to. */
import { Analyzer } from '../../analysis/analyzer.ts';
import { HansouError } from '../../errors.ts';
import { checkFields, copyFields } from '../../fields.ts';
import type { Schema } from '../../index/schema.ts';
import { createAnalyzer } from '../../index-options.ts';
import { checkSignal } from '../../remote/call-time.ts';
import { checkFunction, checkOptions, type OptionRules } from '../../validate.ts';
import { type ClusterOptions, clusterRules, layoutOf } from '../create-cluster.ts';
import { DocumentEncoder } from '../documents/cluster-document.ts';
import { beginFilling } from '../documents/filling.ts';
import type { HansouMeta } from '../documents/index-body.ts';
import { createVersion, type FoundIndex, findIndex, requireIndex } from '../documents/index-versions.ts';
import { ClusterConnection, toAnswerError } from '../transport/answers.ts';
import { pause } from '../transport/fetch-request.ts';
import { IndexCopy } from './copy-documents.ts';

/** What an index is remapped to. */
export interface RemapOptions extends Omit<ClusterOptions<Schema>, 'fields' | 'candidates'> {
  /** The fields that it has from now on (default: those that it has). Fields that are left out are dropped; new ones are empty. */
  readonly fields?: Schema;
  /** Ends the remapping: the index stays as it was. */
  readonly signal?: AbortSignal;
  /** Called with the number of documents that were copied so far. */
  readonly onProgress?: (copied: number) => void;
}

/** What was done. */
export interface RemapResult {
  /** The index that stands behind the name now. */
  readonly current: string;
  /** The one that stood there before: it takes no writes, and can be deleted when nothing reads it any more. */
  readonly previous: string;
  /** Number of documents that were copied, those that changed meanwhile more than once. */
  readonly copied: number;
}

const { request, index, fields, candidates, ...otherChecks } = clusterRules.checks;
const remapRules: OptionRules<RemapOptions> = {
  owner: 'remapCluster',
  checks: { request, index, fields: checkFields, ...otherChecks, signal: checkSignal, onProgress: checkFunction },
  required: ['request', 'index'],
  example: "{ request: fetchRequest('http://127.0.0.1:9200'), lexicon, index: 'site' }",
};

/** How often what was written meanwhile is copied before writers have to wait: each time it is less. */
const maxRounds = 5;
/** So few documents are copied while writers wait. */
const fewDocuments = 1000;
/** How long is waited for the copies of the shards, in ms, and how often it is asked for them. */
const maxGreenMs = 600_000;
const greenPauseMs = 500;

/**
 * Gives an index on a cluster another analysis, other fields or another number of shards. Its documents are cut anew into an index
 * beside it, and what is written meanwhile is copied behind them; then it takes the name.
 *
 * Searches are answered all the while. Writers wait for the moment in which the last documents are copied; those with the
 * analysis from before are then told ANALYSIS_MISMATCH or SCHEMA_MISMATCH, and open the index anew.
 *
 * Law: no document that was acknowledged is missing afterwards, and none that was removed is there. When it fails, the index is
 * as it was.
 * @throws HansouError BAD_ARGUMENT; NOT_FOUND or BAD_INDEX when there is no index of hansou; TIMEOUT when its copies are not made
 *   in ten minutes; what requests throw
 */
export async function remapCluster(options: RemapOptions): Promise<RemapResult> {
  checkOptions(remapRules, options, undefined);
  const connection = new ClusterConnection(options.request);
  const { signal, onProgress } = options;
  const found = await requireIndex(connection, options.index);
  const previous = found.name;
  const schema = copyFields(options.fields ?? found.meta.fields);
  const analyzer = createAnalyzer(options) ?? new Analyzer();
  const current = nextName(options.index, previous);
  const { asked } = found.meta;
  const layout = { ...asked, ...definedOf(layoutOf(options), options) };
  await requireFree(connection, current);
  await createVersion(connection, current, schema, analyzer.fingerprint, layout, {});
  let isSwitched = false;
  try {
    let copied = 0;
    const copy = new IndexCopy(
      {
        connection,
        from: previous,
        to: current,
        schema: found.meta.fields,
        encoder: new DocumentEncoder(schema, analyzer),
        kept: new Set(Object.keys(schema).filter(name => !isFoundField(schema, name))),
        signal,
      },
      count => onProgress?.((copied = count)),
    );
    const finish = await beginFilling(connection, current, signal);
    try {
      await copy.copyChanges();
    } finally {
      await finish();
    }
    await waitForCopies(connection, current, signal);
    for (let round = 0; round < maxRounds; round++) if ((await copy.copyChanges()) <= fewDocuments) break;
    await copy.removeMissing();
    await announce(connection, previous, { ...found.meta, replacedBy: current });
    await blockWrites(connection, previous);
    await copy.copyChanges();
    await copy.removeMissing();
    signal?.throwIfAborted();
    await switchName(connection, options.index, previous, current);
    isSwitched = true;
    return { current, previous, copied };
  } finally {
    if (!isSwitched) await undo(connection, options.index, found, current);
  }
}

const pathOf = (name: string) => `/${encodeURIComponent(name)}`;

/** `papers-2` after `papers-1`. An index that stands there without a name before it cannot give it away. */
function nextName(alias: string, previous: string): string {
  const [, number] = previous.startsWith(`${alias}-`) ? (/-(\d+)$/.exec(previous) ?? []) : [];
  if (previous !== alias) return `${alias}-${Number(number ?? 1) + 1}`;
  throw new HansouError('BAD_INDEX', `${alias} is an index, not a name for one`, {
    expected: `an alias ${alias} that stands for an index`,
    got: 'an index of this name',
    hint: 'Copy it to an index of another name.',
  });
}

/** What was asked for, of a layout with its defaults. */
function definedOf(layout: HansouMeta['asked'], options: RemapOptions): Partial<HansouMeta['asked']> {
  return {
    ...(options.shards !== undefined && { shards: layout.shards }),
    ...(options.replicas !== undefined && { replicas: layout.replicas }),
    ...(options.refreshInterval !== undefined && { refreshInterval: layout.refreshInterval }),
  };
}

/** Whether the values of a field are found in texts: they are found anew. */
function isFoundField(schema: Schema, name: string): boolean {
  const field = schema[name];
  return field.type === 'keyword' && field.namesOf !== undefined;
}

async function waitForCopies(
  connection: ClusterConnection,
  index: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const end = performance.now() + maxGreenMs;
  for (;;) {
    const path = `/_cluster/health/${encodeURIComponent(index)}`;
    const { body } = await connection.ask('GET', path, undefined, signal);
    const health = body as { status?: string; initializing_shards?: number; relocating_shards?: number } | undefined;
    // Copies for which there is no node are not waited for.
    if (health?.status === 'green' || (health?.status === 'yellow' && health.initializing_shards === 0)) return;
    if (performance.now() > end)
      throw new HansouError('TIMEOUT', `the copies of ${index} are not made in time`, {
        expected: `a green index within ${maxGreenMs / 1000} s`,
        got: health?.status ?? 'no health',
        hint: 'See _cluster/allocation/explain.',
      });
    await pause(greenPauseMs, signal);
  }
}

/** Notes in the mapping of an index what takes its place. */
async function announce(connection: ClusterConnection, index: string, meta: HansouMeta): Promise<void> {
  const body = JSON.stringify({ _meta: { hansou: meta } });
  await connection.send('changing the mapping', 'PUT', `${pathOf(index)}/_mapping`, body);
}

/** Lets no document be written; those that are under way are written before it is done. */
async function blockWrites(connection: ClusterConnection, index: string): Promise<void> {
  await connection.send('blocking writes', 'PUT', `${pathOf(index)}/_block/write`);
}

/** Gives the name to another index. A request may have done its work though its answer was lost. */
async function switchName(connection: ClusterConnection, alias: string, from: string, to: string): Promise<void> {
  const actions = [{ remove: { index: from, alias } }, { add: { index: to, alias } }];
  let failure: unknown;
  try {
    const answer = await connection.ask('POST', '/_aliases', JSON.stringify({ actions }));
    if (answer.status === 200) return;
    failure = toAnswerError('changing the name', '/_aliases', answer);
  } catch (error) {
    failure = error;
  }
  const { name } = await requireIndex(connection, alias);
  if (name !== to) throw failure;
}

/** Lets the index be written again, as if nothing had been. What stands behind the name, or may stand there, is not deleted. */
async function undo(
  connection: ClusterConnection,
  alias: string,
  previous: FoundIndex,
  current: string,
): Promise<void> {
  const found = await findIndex(connection, alias).catch(() => undefined);
  if (found?.name !== previous.name) return;
  const body = JSON.stringify({ index: { 'blocks.write': null } });
  await connection.ask('PUT', `${pathOf(previous.name)}/_settings`, body).catch(() => {});
  if (previous.meta) await announce(connection, previous.name, previous.meta).catch(() => {});
  await connection.ask('DELETE', pathOf(current)).catch(() => {});
}

/** Another remapping may be filling the index. @throws HansouError BAD_INDEX when it is there */
async function requireFree(connection: ClusterConnection, index: string): Promise<void> {
  if ((await connection.ask('HEAD', pathOf(index))).status === 404) return;
  throw new HansouError('BAD_INDEX', `the index ${index} is there already`, {
    expected: 'none of this name, since it is filled anew',
    got: 'one that another remapping fills, or left when it was killed',
    hint: `If no other remapping runs, delete it (DELETE ${pathOf(index)}), and try again.`,
  });
}
