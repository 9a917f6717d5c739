/** Sends requests to a cluster with `fetch`, to the next address when one does not answer. */

import { HansouError } from '../../errors.ts';
import { readBody } from '../../remote/http/answer-body.ts';
import {
  checkFunction,
  checkOptions,
  checkPositive,
  invalid,
  type OptionRules,
  requireOneOrMore,
} from '../../validate.ts';
import { parseAnswer } from './answers.ts';
import { type ClusterAnswer, type ClusterRequest, contentTypeOf } from './request.ts';

/** Options of `fetchRequest`. */
export interface FetchRequestOptions {
  /** How long a request may take in all, with every address that is tried and every pause, in ms (default 30,000). */
  readonly timeout?: number;
  /** Headers of every request, such as `{ authorization: 'Basic …' }`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Called instead of the global `fetch`: for certificates of your own. */
  readonly fetch?: typeof fetch;
}

const rules: OptionRules<FetchRequestOptions> = {
  owner: 'fetchRequest',
  checks: {
    timeout: checkPositive,
    headers: (name, value) => {
      if (typeof value !== 'object' || value === null || Object.values(value).some(each => typeof each !== 'string'))
        throw invalid(name, 'an object of strings', value);
    },
    fetch: checkFunction,
  },
  example: '{ timeout: 10_000 }',
};

const defaultTimeoutMs = 30_000;
/** The first pause after an answer that says the cluster is busy, in ms; each further one is twice as long. */
const firstPauseMs = 100;
const maxPauseMs = 5_000;
/** A longer answer is refused: it may never end. Unpacked, where a server packs it. */
const maxAnswerBytes = 256 * 2 ** 20;

/** Statuses with which a node or a proxy says that it cannot answer now. */
const busyStatuses: readonly number[] = [429, 502, 503, 504];

/**
 * Makes a `request` of one or several addresses of a cluster. Each request begins at the address that answered last; an
 * address that gives no answer is left for the next, and a cluster that is busy (429, 503) is asked again after a pause.
 *
 * Law: a request is answered or rejected within `timeout`.
 *
 * ```ts
 * const request = fetchRequest(['https://search-1:9200', 'https://search-2:9200'], {
 *   headers: { authorization: `Basic ${btoa('hansou:…')}` },
 * });
 * ```
 * @throws HansouError BAD_ARGUMENT; the function that it returns: UNREACHABLE, TIMEOUT, BUSY, BAD_ANSWER, or what the
 *   signal was aborted with
 */
export function fetchRequest(
  addresses: string | URL | readonly (string | URL)[],
  options: FetchRequestOptions = {},
): ClusterRequest {
  checkOptions(rules, options, undefined);
  const places = requireOneOrMore(addresses).map(readAddress);
  const bases = places.map(({ base }) => base);
  const { timeout = defaultTimeoutMs, headers = {}, fetch: send = fetch } = options;
  /** The place of the address that answered last. */
  let current = 0;

  return async (method, path, body, signal) => {
    const end = performance.now() + timeout;
    let failed = 0;
    let pauseMs = firstPauseMs;
    let lastError: unknown;
    let lastAnswer: ClusterAnswer | undefined;
    for (;;) {
      signal?.throwIfAborted();
      const left = end - performance.now();
      if (left <= 0) break;
      const place = current;
      const base = bases[place];
      // An address that hangs leaves time for those that were not tried yet.
      const untried = Math.max(1, bases.length - failed);
      try {
        const limit = AbortSignal.timeout(Math.max(1, Math.floor(left / untried)));
        const response = await send(base + path, {
          method,
          headers: {
            // Packing costs both sides more than a network nearby takes.
            'accept-encoding': 'identity',
            ...places[place].account,
            ...headers,
            ...(body !== undefined && { 'content-type': contentTypeOf(path) }),
          },
          ...(body !== undefined && { body }),
          signal: signal ? AbortSignal.any([signal, limit]) : limit,
        });
        const bytes = method === 'HEAD' ? new Uint8Array() : await readBody(response, maxAnswerBytes);
        // Not caught here: another address would send the same.
        if (bytes.length > maxAnswerBytes) return Promise.reject(tooLongError(base));
        const text = new TextDecoder().decode(bytes);
        if (!busyStatuses.includes(response.status)) return parseAnswer(response.status, text, base);
        lastAnswer = isJson(text)
          ? parseAnswer(response.status, text, base)
          : { status: response.status, body: undefined };
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        // What was cut short is asked for again, elsewhere; it may be sent twice.
        lastError = error;
        lastAnswer = undefined;
      }
      // Of several requests at once, the first that fails changes the address.
      if (current === place) current = (place + 1) % bases.length;
      failed++;
      if (failed < bases.length) continue;
      if (!lastAnswer && !isTimeout(lastError) && failed >= 2 * bases.length) break;
      const rest = end - performance.now();
      if (rest <= pauseMs) break;
      await pause(pauseMs, signal);
      pauseMs = Math.min(maxPauseMs, pauseMs * 2);
    }
    if (lastAnswer) throw busyError(bases, timeout, lastAnswer);
    throw noAnswerError(bases, timeout, lastError);
  };
}

/** An address without its account, which is sent in a header and named by no error. */
function readAddress(address: unknown): { base: string; account: Record<string, string> } {
  const text = address instanceof URL ? address.href : address;
  if (typeof text !== 'string' || !/^https?:/.test(text) || !URL.canParse(text))
    throw invalid('the address', 'an address with http: or https:', address, "Pass 'http://127.0.0.1:9200'.");
  const url = new URL(text);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const bytes = new TextEncoder().encode(`${decode(username)}:${decode(password)}`);
  const account: Record<string, string> = username
    ? { authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` }
    : {};
  return { base: url.href.replace(/[?#].*$/, '').replace(/\/+$/, ''), account };
}

/** Decodes a part of an address; what is no code stays as it is. */
function decode(part: string): string {
  return part.replace(/(?:%[0-9a-f]{2})+/gi, codes => {
    try {
      return decodeURIComponent(codes);
    } catch {
      return codes;
    }
  });
}

function tooLongError(base: string): HansouError {
  return new HansouError('BAD_ANSWER', `the answer of ${base} is too long`, {
    expected: `at most ${maxAnswerBytes} bytes`,
    got: 'more',
    hint: 'Check the address: a proxy or another server may answer there.',
  });
}

function isJson(text: string): boolean {
  return /^\s*[{[]/.test(text);
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

function busyError(bases: readonly string[], timeout: number, { status }: ClusterAnswer): HansouError {
  return new HansouError('BUSY', 'the cluster takes no request', {
    expected: `an answer of ${bases.join(' or ')} within ${timeout} ms`,
    got: `HTTP status ${status}`,
    hint: 'It has more to do than it can, or no node can be reached behind a proxy; try later, or send less at once.',
  });
}

function noAnswerError(bases: readonly string[], timeout: number, error: unknown): HansouError {
  if (error instanceof HansouError) return error;
  const expected = `an answer of ${bases.join(' or ')} within ${timeout} ms`;
  if (error === undefined || isTimeout(error))
    return new HansouError('TIMEOUT', 'the cluster does not answer in time', {
      expected,
      got: 'none',
      hint: 'A node may hang: see _cluster/health, or allow more time with timeout.',
      cause: error,
    });
  const { cause, message } = error instanceof Error ? error : new Error(String(error));
  return new HansouError('UNREACHABLE', 'the cluster cannot be reached', {
    expected,
    got: cause instanceof Error && cause.message ? cause.message : message,
    hint: 'Check the addresses, and that the cluster runs.',
    cause: error,
  });
}

/** Waits. @throws the reason of the signal when it is aborted meanwhile */
export function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal!.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', abort, { once: true });
  });
}
