/** Parses the arguments of a command. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { HansouError } from '../errors.ts';

/** Put before an argument that is text although it begins with a hyphen; no argument can contain this character. */
const textMarker = '\0';

/**
 * Parses the arguments after the name of a command. Option names are Latin letters: an argument such as -价格 is text, and so
 * is everything after --.
 * @throws HansouError USAGE
 */
export function parseArguments<T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
  usage: string,
) {
  const marked = args.map(argument => (/^-[^-a-z]/i.test(argument) ? textMarker + argument : argument));
  try {
    const { values, positionals } = parseArgs({ args: marked, options, allowPositionals: true, strict: true });
    return { values: withoutMarkers(values) as typeof values, positionals: withoutMarkers(positionals) as string[] };
  } catch (error) {
    throw usageError(usage, error instanceof Error ? error.message.split('. ')[0] : String(error));
  }
}

/** A copy of parsed values without the text markers. */
function withoutMarkers(value: unknown): unknown {
  if (typeof value === 'string') return value.startsWith(textMarker) ? value.slice(1) : value;
  if (Array.isArray(value)) return value.map(withoutMarkers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withoutMarkers(each)]));
}

/** The error for wrong arguments; the exit code is 2. */
export function usageError(usage: string, got: string): HansouError {
  const command = /^hansou [a-z]+(?= [<[])/.exec(usage)?.[0] ?? 'hansou';
  return new HansouError('USAGE', 'wrong arguments', { expected: usage, got, hint: `See ${command} --help.` });
}

/** The smallest part of an index, and the number of bytes in each unit. */
const minPartBytes = 10_000;
const unitBytes: Readonly<Record<string, number>> = { kb: 1e3, mb: 1e6, gb: 1e9 };

/** Parses the value of `--split`: 20MB. @returns bytes @throws HansouError USAGE */
export function parsePartSize(value: string | undefined, usage: string): number | undefined {
  if (value === undefined) return undefined;
  const [, number, unit] = /^(\d{1,6}(?:\.\d{1,3})?) ?([kmg]b)$/i.exec(value) ?? [];
  const bytes = number === undefined ? 0 : Math.floor(Number(number) * unitBytes[unit.toLowerCase()]);
  if (bytes >= minPartBytes) return bytes;
  throw usageError(usage, `--split ${value}, which is not a size of at least 10KB, such as 20MB`);
}

/**
 * Parses the value of an option that is a non-negative integer.
 * @throws HansouError USAGE
 */
export function parseCount(
  option: { readonly name: string; readonly value: string | undefined; readonly defaultValue: number },
  usage: string,
): number {
  const { name, value, defaultValue } = option;
  if (value === undefined) return defaultValue;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw usageError(usage, `--${name} ${value}, which is not a non-negative integer`);
}

/** A number from 0 to 1; undefined when the option was not given. */
export function parseShare(
  { name, value }: { readonly name: string; readonly value: string | undefined },
  usage: string,
): number | undefined {
  if (value === undefined) return undefined;
  const share = Number(value);
  if (value.trim() !== '' && share >= 0 && share <= 1) return share;
  throw usageError(usage, `--${name} ${value}, which is not a number from 0 to 1`);
}
