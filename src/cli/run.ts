/**
 * The command line: what can be done without writing a program?
 *
 * Entry point: `run`, called by main.ts (the executable) and by tests. It chooses the command and turns any error into one
 * line. Each command is a file of this folder that exports a `Command` (command.ts). Standard output gets results only (with
 * `--json` a single value); warnings, progress and errors go to standard error.
 */
import { HansouError } from '../errors.ts';
import { usageError } from './arguments.ts';
import type { Command, Streams } from './command.ts';
import { formatError } from './terminal/terminal.ts';
import { readVersion } from './version.ts';

/**
 * The commands, in the order in which `hansou --help` lists them. Each is loaded when it is called: a search needs no
 * reader of files and no segmenter.
 */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  build: async () => (await import('./build/build.ts')).build,
  merge: async () => (await import('./merge.ts')).merge,
  site: async () => (await import('./site/site.ts')).site,
  serve: async () => (await import('./site/serve.ts')).serve,
  search: async () => (await import('./search.ts')).search,
  segment: async () => (await import('./segment.ts')).segment,
  articles: async () => (await import('./articles.ts')).articles,
  names: async () => (await import('./names/names.ts')).names,
  mcp: async () => (await import('./mcp/mcp.ts')).mcp,
  cluster: async () => (await import('./cluster/cluster.ts')).cluster,
  inspect: async () => (await import('./inspect.ts')).inspect,
  completion: async () => (await import('./completion.ts')).createCompletion(loadCommands),
};

async function loadCommands(): Promise<ReadonlyMap<string, Command>> {
  const loaded = await Promise.all(Object.entries(commands).map(async ([name, load]) => [name, await load()] as const));
  return new Map(loaded);
}

/**
 * Runs one command. It never throws: an error becomes one line on standard error.
 * @param args the arguments after `hansou`
 * @returns the exit code: 0 success (also without hits or with a warning), 1 failure, 2 wrong usage
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
    streams.stdout.write(`${readVersion()}\n`);
    return 0;
  }
  const isHelp = name === '--help' || name === '-h' || name === 'help';
  const commandName = isHelp ? rest[0] : name;
  const load = commandName !== undefined && Object.hasOwn(commands, commandName) ? commands[commandName] : undefined;
  if (commandName === undefined) {
    const { writeOverview } = await import('./overview.ts');
    streams.stdout.write(writeOverview(await loadCommands(), streams.environment));
    return 0;
  }
  if (!load) throw usageError(`hansou ${Object.keys(commands).join('|')}`, `hansou ${commandName}`);
  const command = await load();
  // Everything after -- is text, even if it looks like an option.
  const end = rest.indexOf('--');
  const options = end < 0 ? rest : rest.slice(0, end);
  if (isHelp || options.includes('--help') || options.includes('-h')) {
    const { writeHelp } = await import('./overview.ts');
    streams.stdout.write(writeHelp(commandName, command, streams.environment));
    return 0;
  }
  return command.run(rest, streams);
}
