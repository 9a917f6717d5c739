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

/** What no word on a command line can begin with. */
const shield = '\0';

/**
 * Reads the words behind a command. Options are Latin: a word such as -价格 is text, as is all behind --.
 * @throws HansouError USAGE
 */
export function parseArguments<T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
  usage: string,
) {
  const shielded = args.map(word => (/^-[^-a-z]/i.test(word) ? shield + word : word));
  try {
    const { values, positionals } = parseArgs({ args: shielded, options, allowPositionals: true, strict: true });
    return { values: unshield(values) as typeof values, positionals: unshield(positionals) as string[] };
  } catch (error) {
    throw usageError(usage, error instanceof Error ? error.message.split('. ')[0] : String(error));
  }
}

/** The same without shields. */
function unshield(value: unknown): unknown {
  if (typeof value === 'string') return value.startsWith(shield) ? value.slice(1) : value;
  if (Array.isArray(value)) return value.map(unshield);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, unshield(each)]));
}

/** Wrong words on the command line: exit code 2. */
export function usageError(usage: string, got: string): HansouError {
  const command = /^hansou [a-z]+(?= [<[])/.exec(usage)?.[0] ?? 'hansou';
  return new HansouError('USAGE', 'this cannot be run', { expected: usage, got, hint: `See ${command} --help.` });
}

/** A whole number from 0. @throws HansouError USAGE */
export function parseCount(name: string, value: string | undefined, otherwise: number, usage: string): number {
  if (value === undefined) return otherwise;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw usageError(usage, `--${name} ${value}, which is no whole number`);
}
