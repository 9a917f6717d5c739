/** What a page and a worker say to each other: one port for each index, and a number for each call. */
import { type ErrorCode, HansouError } from '../errors.ts';
import type { Schema } from '../index/schema.ts';
import type { RemoteStats } from '../remote/range-source.ts';
import type { SearchResult } from '../search-result.ts';
import type { SynonymOptions } from '../synonym-options.ts';

/** What the worker is sent first, with a port. Other messages are not for it. */
export const greeting = 'hansou: open an index';

/** The calls of an index. */
const callNames = ['search', 'suggest', 'get', 'explain'] as const;
export type CallName = (typeof callNames)[number];

/** What a search can be told of while it runs: its first hits, and how many bytes have arrived. */
interface Wanted {
  readonly first: boolean;
  readonly progress: boolean;
}

/** From the page. */
export type Request =
  | {
      readonly id: number;
      readonly open: readonly string[];
      readonly options: SynonymOptions & { readonly cacheBytes?: number; readonly keepBytes?: number };
      /** By address: where the first answer comes, which the page has asked for. */
      readonly early: readonly MessagePort[];
    }
  | {
      readonly id: number;
      readonly call: CallName;
      readonly args: readonly unknown[];
      /** What is sent before the answer. */
      readonly wants: Wanted;
    }
  | { readonly id: number; readonly abort: true }
  | { readonly id: number; readonly ping: true };

/** From the worker. */
export type Reply =
  | { readonly id: number; readonly result: unknown; readonly state: IndexState }
  | { readonly id: number; readonly error: SentError }
  | { readonly id: number; readonly first: SearchResult }
  | { readonly id: number; readonly pong: true }
  | { readonly id: number; readonly loaded: number; readonly total: number | undefined }
  | { readonly id: number; readonly warning: string };

/** What is known of an index without asking. */
export interface IndexState {
  readonly size: number;
  readonly fields: Schema;
  readonly stats: RemoteStats;
}

/** An error as a message: an `Error` that is cloned keeps neither its class nor its code. */
export interface SentError {
  readonly message: string;
  readonly name: string;
  /** The details of a HansouError. */
  readonly ours?: { readonly code: ErrorCode; readonly expected: string; readonly got: string; readonly hint: string };
}

/** The number of the call that a message belongs to, whoever sent it; undefined if it belongs to none. */
export function callOf(message: unknown): number | undefined {
  return isObject(message) && typeof message['id'] === 'number' ? message['id'] : undefined;
}

/** Whether a message is a request: other scripts may send anything to a port. */
export function isRequest(message: unknown): message is Request {
  if (!isObject(message) || callOf(message) === undefined) return false;
  const { open, options, early, call, args, wants, abort, ping } = message;
  if (open !== undefined)
    return (
      Array.isArray(open) &&
      open.every(each => typeof each === 'string') &&
      isObject(options) &&
      Array.isArray(early) &&
      early.every(each => each instanceof MessagePort)
    );
  if (call !== undefined)
    return callNames.includes(call as CallName) && Array.isArray(args) && isObject(args.at(-1)) && isObject(wants);
  return abort === true || ping === true;
}

/** Whether a message is a reply. */
export function isReply(message: unknown): message is Reply {
  if (!isObject(message) || callOf(message) === undefined) return false;
  const { state, error, first, pong, loaded, warning } = message;
  if (state !== undefined)
    return (
      isObject(state) && typeof state['size'] === 'number' && isObject(state['fields']) && isObject(state['stats'])
    );
  if (error !== undefined) return isObject(error) && isSentError(error);
  if (first !== undefined) return isObject(first) && Array.isArray(first['hits']);
  return pong === true || typeof loaded === 'number' || typeof warning === 'string';
}

function isSentError({ message, name, ours }: Readonly<Record<string, unknown>>): boolean {
  if (typeof message !== 'string' || typeof name !== 'string') return false;
  if (ours === undefined) return true;
  return isObject(ours) && ['code', 'expected', 'got', 'hint'].every(part => typeof ours[part] === 'string');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

export function toSentError(error: unknown): SentError {
  if (error instanceof HansouError) {
    const { code, expected, got, hint, message, name } = error;
    return { message, name, ours: { code, expected, got, hint } };
  }
  return error instanceof Error
    ? { message: error.message, name: error.name }
    : { message: String(error), name: 'Error' };
}

export function fromSentError({ message, name, ours }: SentError): Error {
  // The message of a HansouError begins with what is wrong.
  if (ours) return new HansouError(ours.code, message.split(': expected ')[0], ours);
  return Object.assign(new Error(message), { name });
}
