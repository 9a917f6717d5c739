/** What a page and a worker say to each other: one port for each index, and a number for each call. */
import { type ErrorCode, HansouError } from '../errors.ts';
import type { Schema } from '../index/schema.ts';
import type { RemoteStats } from '../remote/range-source.ts';
import type { SynonymOptions } from '../synonym-options.ts';

/** What the worker is sent first, with a port. Other messages are not for it. */
export const greeting = 'hansou: open an index';

/** The calls of an index. */
export type CallName = 'search' | 'suggest' | 'get' | 'explain';

/** From the page. */
export type Request =
  | {
      readonly id: number;
      readonly open: readonly string[];
      readonly options: SynonymOptions & { readonly cacheBytes?: number };
    }
  | { readonly id: number; readonly call: CallName; readonly args: readonly unknown[] }
  | { readonly id: number; readonly abort: true }
  | { readonly id: number; readonly ping: true };

/** From the worker. */
export type Reply =
  | { readonly id: number; readonly result: unknown; readonly state: IndexState }
  | { readonly id: number; readonly error: SentError }
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
