/** What the answers of a cluster mean: which are errors, and of which kind. */
import { describeValue, HansouError } from '../../errors.ts';
import type { ClusterAnswer, ClusterMethod, ClusterRequest } from './request.ts';

/** How OpenSearch and Elasticsearch describe an error. */
interface ErrorBody {
  readonly error?:
    | { readonly type?: string; readonly reason?: string; readonly root_cause?: readonly CauseBody[] }
    | string;
}

interface CauseBody {
  readonly type?: string;
  readonly reason?: string;
}

/** Parses the text of an answer. @throws HansouError BAD_ANSWER for an error page, or a body that is cut short */
export function parseAnswer(status: number, text: string, from: string): ClusterAnswer {
  if (text === '') return { status, body: undefined };
  try {
    return { status, body: JSON.parse(text) };
  } catch (cause) {
    const isPage = /^\s*</.test(text);
    throw new HansouError('BAD_ANSWER', `the answer of ${from} cannot be read`, {
      expected: 'JSON',
      got: isPage ? `a web page with HTTP status ${status}` : `${describeValue(text)} with HTTP status ${status}`,
      hint: isPage
        ? 'Check the address: a proxy or another server answers there.'
        : 'The answer was probably cut short on its way; try again.',
      cause,
    });
  }
}

/** Sends requests and gives the bodies of good answers. */
export class ClusterConnection {
  /** What the caller's own function threw. */
  private readonly passing = new WeakSet<object>();

  constructor(private readonly request: ClusterRequest) {}

  /**
   * Runs work that reads answers. Law: an answer of another shape than those of a cluster is BAD_ANSWER, whatever it lacks; what the
   * caller's function threw passes through.
   */
  async reading<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw this.toShapeError(error);
    }
  }

  /** `reading` for documents that come one after the other. */
  async *readingAll<T>(documents: AsyncIterable<T>): AsyncGenerator<T> {
    try {
      yield* documents;
    } catch (error) {
      throw this.toShapeError(error);
    }
  }

  private toShapeError(error: unknown): unknown {
    if (!(error instanceof TypeError || error instanceof RangeError) || this.passing.has(error)) return error;
    return new HansouError('BAD_ANSWER', 'an answer of the cluster cannot be read', {
      expected: 'an answer of OpenSearch or Elasticsearch',
      got: error.message,
      hint: 'Check the address: a proxy or another server may answer there.',
      cause: error,
    });
  }

  /**
   * Sends a request and returns the body of its answer.
   * @param what is wanted, for errors: `search`
   * @throws HansouError NOT_FOUND, READ_ONLY, FORBIDDEN, BUSY or CLUSTER for an answer that is an error
   */
  async send<T>(what: string, method: ClusterMethod, path: string, body?: string, signal?: AbortSignal): Promise<T> {
    const answer = await this.ask(method, path, body, signal);
    if (answer.status >= 200 && answer.status < 300 && typeof answer.body === 'object' && answer.body !== null)
      return answer.body as T;
    throw toAnswerError(what, path, answer);
  }

  /** Sends a request whose answer may be of any status. */
  async ask(method: ClusterMethod, path: string, body?: string, signal?: AbortSignal): Promise<ClusterAnswer> {
    let answer: unknown;
    try {
      signal?.throwIfAborted();
      answer = await this.request(method, path, body, signal);
    } catch (error) {
      if (typeof error === 'object' && error !== null) this.passing.add(error);
      throw error;
    }
    if (typeof answer === 'object' && answer !== null && typeof (answer as ClusterAnswer).status === 'number')
      return answer as ClusterAnswer;
    throw new HansouError('BAD_ARGUMENT', 'the function "request" gives no answer of a cluster', {
      expected: '{ status, body }',
      got: describeValue(answer),
      hint: 'Make it with fetchRequest or clientRequest.',
    });
  }
}

/** The error that an answer is. */
export function toAnswerError(what: string, path: string, { status, body }: ClusterAnswer): HansouError {
  const { type, reason } = readError(body);
  const got = `HTTP status ${status}${type ? `, ${type}` : ''}${reason ? `: ${reason.slice(0, 300)}` : ''}`;
  const expected = `an answer to ${what} at ${path.split('?')[0]}`;
  return createError(status, type, `${what} failed on the cluster`, expected, got);
}

/** The error of one part of an answer: an item of `_bulk` or of `_msearch`. */
export function toPartError(what: string, status: number, error: unknown): HansouError {
  const { type, reason } = readError({ error });
  return createError(
    status,
    type,
    `${what} failed on the cluster`,
    'success',
    `HTTP status ${status}, ${type}: ${reason}`,
  );
}

/** Whether an answer is that of all shards. */
export interface SearchStatus {
  readonly timed_out?: boolean;
  readonly _shards?: {
    readonly total?: number;
    readonly failed: number;
    readonly failures?: readonly { readonly reason?: unknown }[];
  };
}

/** An answer of some shards only would be wrong without saying so. @throws HansouError */
export function requireAllShards({ _shards, timed_out: timedOut }: SearchStatus): void {
  if (!timedOut && (_shards?.failed ?? 0) === 0) return;
  throw missingShards(_shards?.failed ?? 0, _shards?.failures?.[0]?.reason);
}

function missingShards(failed: number, reason: unknown): HansouError {
  const { type, reason: text } = readError({ error: reason as CauseBody });
  return createError(
    503,
    type,
    'search failed on a part of the cluster',
    'an answer of all shards',
    `${failed} shards failed${text ? `: ${text}` : ''}`,
  );
}

function createError(status: number, type: string, message: string, expected: string, got: string): HansouError {
  const details = { expected, got };
  if (/index_not_found/.test(type) || (status === 404 && type === ''))
    return new HansouError('NOT_FOUND', message, { ...details, hint: 'Create the index, or correct its name.' });
  if (/index_closed/.test(type))
    return new HansouError('READ_ONLY', message, { ...details, hint: 'Open the index: POST /<index>/_open.' });
  if (/cluster_block/.test(type))
    return new HansouError('READ_ONLY', message, {
      ...details,
      hint: /flood|disk/i.test(got)
        ? 'The disk of a node is full: make room; the cluster then accepts documents again.'
        : 'Remove the block of the index (index.blocks.*), and try again.',
    });
  if (status === 401 || status === 403)
    return new HansouError('FORBIDDEN', message, { ...details, hint: 'Give the account the right to do this.' });
  if (status === 429 || status === 503 || /rejected_execution|circuit_breaking/.test(type))
    return new HansouError('BUSY', message, { ...details, hint: 'The cluster has more to do than it can; try later.' });
  if (status === 408 || status === 504)
    return new HansouError('TIMEOUT', message, { ...details, hint: 'Try again; see the health of the cluster.' });
  return new HansouError('CLUSTER', message, { ...details, hint: 'See the log of the cluster.' });
}

/** The type and reason of an error, of its first cause where there is one; '' where they are missing. */
function readError(body: unknown): { type: string; reason: string } {
  const { error } = (body ?? {}) as ErrorBody;
  if (typeof error === 'string') return { type: '', reason: error };
  const [root] = error?.root_cause ?? [];
  return { type: root?.type ?? error?.type ?? '', reason: root?.reason ?? error?.reason ?? '' };
}
