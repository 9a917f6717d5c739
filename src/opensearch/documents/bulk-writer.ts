/** Sends documents to a cluster in batches, and again what it did not acknowledge. */
import { HansouError } from '../../errors.ts';
import { type ClusterConnection, toPartError } from '../transport/answers.ts';
import { pause } from '../transport/fetch-request.ts';

/** Something to do with one document. */
export type BulkAction =
  | { readonly do: 'index' | 'create'; readonly id: string; readonly source: object }
  /** The source as JSON. */
  | { readonly do: 'index'; readonly id: string; readonly json: string }
  | { readonly do: 'delete'; readonly id: string };

/** What was done with a document. */
export interface BulkOutcome {
  readonly id: string;
  /** `exists`: a document that was to be created was there already. */
  readonly result: 'written' | 'deleted' | 'missing' | 'exists';
}

/** How documents are sent. */
export interface BulkOptions {
  /** Whether documents can be found when the promise is fulfilled. */
  readonly refresh?: boolean | 'wait_for';
  readonly signal?: AbortSignal | undefined;
}

/** Bytes of a request, about: more take memory of a node, fewer take more requests. */
const maxBatchUnits = 4 << 20;
/** Times that a document is sent when the cluster rejects it because it is busy. */
const maxAttempts = 12;
const firstPauseMs = 100;
const maxPauseMs = 10_000;

interface BulkBody {
  readonly items: readonly Readonly<Record<string, BulkItem>>[];
}

interface BulkItem {
  readonly status: number;
  readonly result?: string;
  readonly error?: unknown;
}

/**
 * Does what is asked with all documents, in their order.
 *
 * Law: it is fulfilled when the cluster has acknowledged each of them; a batch that was not answered is sent again, which
 * changes nothing of what was done.
 * @throws HansouError what a request throws; READ_ONLY, BUSY or CLUSTER when documents are not taken
 */
export async function sendBulk(
  connection: ClusterConnection,
  index: string,
  actions: readonly BulkAction[],
  { refresh = false, signal }: BulkOptions = {},
): Promise<BulkOutcome[]> {
  const outcomes: BulkOutcome[] = [];
  for (let from = 0; from < actions.length; ) {
    const lines: string[] = [];
    let units = 0;
    let to = from;
    for (; to < actions.length && (to === from || units < maxBatchUnits); to++) {
      const line = writeAction(actions[to]);
      lines.push(line);
      units += line.length;
    }
    const batch = actions.slice(from, to);
    for (const outcome of await sendBatch(connection, index, batch, lines, { refresh, signal })) outcomes.push(outcome);
    from = to;
  }
  return outcomes;
}

async function sendBatch(
  connection: ClusterConnection,
  index: string,
  actions: readonly BulkAction[],
  lines: readonly string[],
  { refresh, signal }: BulkOptions,
): Promise<BulkOutcome[]> {
  const outcomes = new Map<string, BulkOutcome>();
  let waiting = actions.map((_, i) => i);
  let pauseMs = firstPauseMs;
  const wasSent = new Set<number>();
  for (let attempt = 1; ; attempt++) {
    const body = waiting.map(i => lines[i]).join('');
    const path = `/${encodeURIComponent(index)}/_bulk?refresh=${refresh ?? false}`;
    let rejected: { readonly status: number; readonly error: unknown } | undefined;
    const left: number[] = [];
    try {
      const { items } = await connection.send<BulkBody>('indexing', 'POST', path, body, signal);
      if (!Array.isArray(items) || items.length !== waiting.length) throw missingItems(waiting.length, items);
      waiting.forEach((place, i) => {
        const action = actions[place];
        const { status, result, error } = Object.values(items[i] as Readonly<Record<string, BulkItem>>)[0];
        if (status >= 200 && status < 300)
          outcomes.set(`${place}`, { id: action.id, result: result === 'deleted' ? 'deleted' : 'written' });
        else if (action.do === 'delete' && status === 404)
          outcomes.set(`${place}`, { id: action.id, result: wasSent.has(place) ? 'deleted' : 'missing' });
        // A document of a request that was not answered may have been created by it.
        else if (action.do === 'create' && status === 409)
          outcomes.set(`${place}`, { id: action.id, result: wasSent.has(place) ? 'written' : 'exists' });
        else if (status === 429 || status === 503) {
          rejected = { status, error };
          left.push(place);
        } else throw toPartError('indexing', status, error);
      });
    } catch (error) {
      if (!mayPass(error) || attempt >= maxAttempts) throw error;
      for (const place of waiting) wasSent.add(place);
      const isLeft = new Set(left);
      for (const place of waiting) if (!outcomes.has(`${place}`) && !isLeft.has(place)) left.push(place);
    }
    if (left.length === 0) return actions.map((_, i) => outcomes.get(`${i}`)!);
    if (attempt >= maxAttempts && rejected) throw toPartError('indexing', rejected.status, rejected.error);
    waiting = left;
    await pause(pauseMs, signal);
    pauseMs = Math.min(maxPauseMs, pauseMs * 2);
  }
}

/** Whether a request may succeed when it is sent again. */
function mayPass(error: unknown): boolean {
  return error instanceof HansouError && ['TIMEOUT', 'UNREACHABLE', 'BUSY', 'BAD_ANSWER'].includes(error.code);
}

function writeAction(action: BulkAction): string {
  const head = JSON.stringify({ [action.do]: { _id: action.id } });
  if (action.do === 'delete') return `${head}\n`;
  return `${head}\n${'json' in action ? action.json : JSON.stringify(action.source)}\n`;
}

function missingItems(expected: number, items: unknown): HansouError {
  return new HansouError('BAD_ANSWER', 'the answer to a batch of documents is not complete', {
    expected: `${expected} items`,
    got: Array.isArray(items) ? `${items.length}` : 'none',
    hint: 'Check that OpenSearch or Elasticsearch answers at the address.',
  });
}
