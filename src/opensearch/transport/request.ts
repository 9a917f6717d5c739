/** What hansou needs of a client of a cluster: one function that sends a request. */

/** Methods that hansou sends. All its requests may be sent again: they give the same, or say that it is so already. */
export type ClusterMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';

/** The answer to a request, whatever its status. */
export interface ClusterAnswer {
  /** HTTP status. */
  readonly status: number;
  /** The parsed JSON; undefined for an answer without a body. */
  readonly body: unknown;
}

/**
 * Sends one request to a cluster. `fetchRequest` and `clientRequest` make such functions.
 *
 * @param path behind the address, with its query: `/site/_search?size=0`
 * @param body JSON, or lines of JSON for `_bulk` and `_msearch`
 * @param signal ends the waiting: the promise is rejected with its reason
 * @throws HansouError UNREACHABLE, TIMEOUT, BUSY or BAD_ANSWER when there is no answer that can be read; answers of any
 *   status that are JSON are returned
 */
export type ClusterRequest = (
  method: ClusterMethod,
  path: string,
  body?: string,
  signal?: AbortSignal,
) => Promise<ClusterAnswer>;

/** The content type of a body, by the path that it is sent to. */
export function contentTypeOf(path: string): string {
  return /\/_(bulk|msearch)(\?|$)/.test(path) ? 'application/x-ndjson' : 'application/json';
}
