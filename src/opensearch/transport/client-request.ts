/** Sends requests with a client of OpenSearch or Elasticsearch that a program has already. */
import { HansouError } from '../../errors.ts';
import { invalid } from '../../validate.ts';
import { type ClusterRequest, contentTypeOf } from './request.ts';

/** What is used of a `Client` of `@opensearch-project/opensearch`. */
export interface ClusterClient {
  /** Sends requests. */
  readonly transport: {
    /** Sends one request. */
    request(
      params: { method: string; path: string; querystring?: string; body?: string; bulkBody?: string },
      options?: object,
    ): PromiseLike<{ readonly statusCode?: number | null | undefined; readonly body?: unknown }>;
  };
}

/** What an error of the client tells about the answer. */
interface ClientError {
  readonly name?: string;
  readonly message?: string;
  readonly statusCode?: number;
  readonly body?: unknown;
  readonly meta?: { readonly statusCode?: number | null; readonly body?: unknown };
}

/**
 * Makes a `request` of a client: accounts, certificates, addresses and time limits are those of the client.
 *
 * ```ts
 * import { Client } from '@opensearch-project/opensearch';
 * const request = clientRequest(new Client({ node: 'https://search-1:9200' }));
 * ```
 * @throws HansouError BAD_ARGUMENT; the function that it returns: UNREACHABLE, TIMEOUT or BAD_ANSWER
 */
export function clientRequest(client: ClusterClient): ClusterRequest {
  if (typeof client?.transport?.request !== 'function')
    throw invalid('the client', 'a Client of @opensearch-project/opensearch', client, 'Pass new Client({ node }).');
  return async (method, path, body, signal) => {
    signal?.throwIfAborted();
    const [pathname, querystring = ''] = path.split('?', 2);
    const isLines = contentTypeOf(path) === 'application/x-ndjson';
    const params = {
      method,
      path: pathname,
      querystring,
      ...(body !== undefined && (isLines ? { bulkBody: body } : { body })),
    };
    try {
      const { statusCode, body: answer } = await withSignal(client.transport.request(params), signal);
      return { status: statusCode ?? 0, body: answer === '' || answer === null ? undefined : answer };
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      const { statusCode, meta, body: answer } = error as ClientError;
      const status = statusCode ?? meta?.statusCode;
      const content = answer ?? meta?.body;
      if (status && (typeof content === 'object' || content === undefined || content === ''))
        return { status, body: content === '' ? undefined : content };
      throw toTransportError(error as ClientError, status ?? undefined);
    }
  };
}

/** Waits for an answer; a signal ends the waiting, and the request where the client can. */
async function withSignal<T>(
  work: PromiseLike<T> & { abort?: () => void },
  signal: AbortSignal | undefined,
): Promise<T> {
  if (!signal) return work;
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => {
      work.abort?.();
      reject(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function toTransportError(error: ClientError, status: number | undefined): HansouError {
  const got = error.message || String(error);
  if (error.name === 'TimeoutError')
    return new HansouError('TIMEOUT', 'the cluster does not answer in time', {
      expected: 'an answer within the requestTimeout of the client',
      got,
      hint: 'A node may hang: see _cluster/health, or allow more time.',
      cause: error,
    });
  if (status !== undefined || error.name === 'DeserializationError')
    return new HansouError('BAD_ANSWER', 'the answer of the cluster cannot be read', {
      expected: 'JSON',
      got: `${got}${status === undefined ? '' : ` with HTTP status ${status}`}`,
      hint: 'Check the address: a proxy or another server may answer there.',
      cause: error,
    });
  return new HansouError('UNREACHABLE', 'the cluster cannot be reached', {
    expected: 'an answer of one of the nodes of the client',
    got,
    hint: 'Check the addresses, and that the cluster runs.',
    cause: error,
  });
}
