import { readFileSync } from 'node:fs';
import { HansouError } from '../errors.ts';
import { type Command, type Streams, usageError } from './arguments.ts';
import { articles } from './articles.ts';
import { build } from './build.ts';
import { inspect } from './inspect.ts';
import { search } from './search.ts';
import { segment } from './segment.ts';
import { formatError } from './terminal.ts';

/** In the order of use. */
const commands: Readonly<Record<string, Command>> = { build, search, segment, articles, inspect };

/**
 * Runs one command. It throws nothing: an error is one line on standard error.
 * @param args the words behind `hansou`
 * @returns the exit code: 0 fine (also with no hits or a warning), 1 failed, 2 wrong usage
 */
export async function run(args: readonly string[], streams: Streams): Promise<number> {
  try {
    return await runCommand(args, streams);
  } catch (error) {
    streams.stderr.write(`${formatError(error)}\n`);
    return error instanceof HansouError && error.code === 'USAGE' ? 2 : 1;
  }
}

async function runCommand([name, ...rest]: readonly string[], streams: Streams): Promise<number> {
  if (name === '--version' || name === '-v') {
    streams.stdout.write(`${version()}\n`);
    return 0;
  }
  const isHelp = name === '--help' || name === '-h' || name === 'help';
  const about = isHelp ? rest[0] : name;
  const command = about !== undefined && Object.hasOwn(commands, about) ? commands[about] : undefined;
  if (isHelp && about === undefined) {
    streams.stdout.write(overview());
    return 0;
  }
  if (about === undefined || !command) {
    const expected = `hansou ${Object.keys(commands).join('|')}`;
    throw usageError(expected, about === undefined ? 'no command' : `hansou ${about}`);
  }
  // What stands behind -- is text, also when it looks like an option.
  const end = rest.indexOf('--');
  const options = end < 0 ? rest : rest.slice(0, end);
  if (isHelp || options.includes('--help') || options.includes('-h')) {
    streams.stdout.write(`${command.usage}\n\n${command.help}\n`);
    return 0;
  }
  return command.run(rest, streams);
}

function overview(): string {
  const lines = Object.values(commands).map(
    ({ usage, help }) => `  ${usage}\n      ${help.slice(0, help.indexOf('\n'))}`,
  );
  return `hansou 汉搜: full-text search for Chinese

${lines.join('\n\n')}

  hansou <command> --help   tells more        hansou --version

Exit codes: 0 fine, 1 failed, 2 wrong usage. Results go to standard output, warnings and progress to standard error.
`;
}

function version(): string {
  const file = new URL('../package.json', import.meta.url);
  const source = new URL('../../package.json', import.meta.url);
  for (const place of [file, source]) {
    try {
      const { name, version } = JSON.parse(readFileSync(place, 'utf8')) as { name?: string; version?: string };
      if (name === 'hansou' && version) return version;
    } catch {
      // The other place is tried.
    }
  }
  return 'unknown';
}
