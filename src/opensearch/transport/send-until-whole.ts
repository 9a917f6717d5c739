/** Asks a cluster again that answered for some of its shards only. */
import { HansouError } from '../../errors.ts';
import { type ClusterConnection, requireAllShards, type SearchStatus } from './answers.ts';
import { pause } from './fetch-request.ts';
import type { ClusterMethod } from './request.ts';

const firstPauseMs = 100;
const maxPauseMs = 2_000;
/** A shard whose node was lost has another copy, or its node again, after some seconds. */
const maxWaitMs = 15_000;

/** A request whose answer is made of the answers of shards. */
export interface WholeRequest {
  /** What is wanted, for errors: `search`. */
  readonly what: string;
  readonly method: ClusterMethod;
  readonly path: string;
  readonly body?: string;
  readonly signal: AbortSignal | undefined;
}

/**
 * Sends a request, again after a pause where a part of the answer is missing: a shard that is being started, or has more to do than
 * it can, gives an error inside of an answer that is otherwise good, and no request function sees that.
 *
 * Law: what it returns has passed `requireWhole`. No new request begins 15 seconds after the first.
 *
 * @param requireWhole throws BUSY for an answer that may be whole the next time; what else it throws is thrown at once
 * @throws HansouError as `ClusterConnection.send`, and what `requireWhole` threw last
 */
export async function sendUntilWhole<T>(
  connection: ClusterConnection,
  { what, method, path, body, signal }: WholeRequest,
  requireWhole: (answer: T) => void,
): Promise<T> {
  const end = performance.now() + maxWaitMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(maxPauseMs, pauseMs * 2)) {
    const answer = await connection.send<T>(what, method, path, body, signal);
    try {
      requireWhole(answer);
      return answer;
    } catch (error) {
      const mayPass = error instanceof HansouError && error.code === 'BUSY';
      if (!mayPass || performance.now() + pauseMs >= end) throw error;
    }
    await pause(pauseMs, signal);
  }
}

/** Makes everything that was written to an index findable. @throws HansouError as `sendUntilWhole`: BUSY when a shard does not do it */
export async function refreshIndex(
  connection: ClusterConnection,
  index: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const path = `/${encodeURIComponent(index)}/_refresh`;
  await sendUntilWhole<SearchStatus>(
    connection,
    { what: 'refreshing', method: 'POST', path, signal },
    requireAllShards,
  );
}
