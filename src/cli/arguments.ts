import { type ParseArgsConfig, parseArgs } from 'node:util';
import { HansouError } from '../errors.ts';

/** A command of the command line: what it takes, what it says of itself, and what it does. */
export interface Command {
  readonly usage: string;
  readonly help: string;
  /** @returns the exit code: 0 fine, 1 failed */
  run(args: readonly string[], streams: Streams): Promise<number>;
}

/** Where a command reads and writes, so that tests can stand in for a terminal. */
export interface Streams {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Reads the words behind a command. @throws HansouError USAGE */
export function readArguments<T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
  usage: string,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw usageError(usage, error instanceof Error ? error.message.split('. ')[0] : String(error));
  }
}

/** Wrong words on the command line: exit code 2. */
export function usageError(usage: string, got: string): HansouError {
  return new HansouError('USAGE', 'this cannot be run', { expected: usage, got, todo: 'See hansou --help.' });
}

/** A whole number from 0. @throws HansouError USAGE */
export function countOf(name: string, value: string | undefined, otherwise: number, usage: string): number {
  if (value === undefined) return otherwise;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw usageError(usage, `--${name} ${value}, which is no whole number`);
}
