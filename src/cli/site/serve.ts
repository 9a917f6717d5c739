/** `hansou serve`: serves a built site, or a search page for an index, on this machine. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type FileServer, serveFolder, serveIndex } from '../../node/serving/server.ts';
import { toPrintable } from '../../text/printable.ts';
import { parseArguments, parseCount, usageError } from '../arguments.ts';
import type { Command } from '../command.ts';
import { Terminal } from '../terminal/terminal.ts';

const usage = 'hansou serve <folder|index> [--port 8080]';

/** The command `hansou serve`. */
export const serve: Command = {
  usage,
  help: `Serves a built site, or a search page for an index, on this machine until Ctrl-C.

  <folder>     a folder of web pages; hidden files, and links that lead out of it, are not served
  <index>      an index file made by hansou build
  --port N     the port (default: any free one)

It listens on 127.0.0.1 only, answers GET and HEAD, and sends ranges of files, as most static hosts do.

Example:
  hansou serve site.hansou`,

  async run(args, streams) {
    const { values, positionals } = parseArguments(args, { port: { type: 'string' } }, usage);
    if (positionals.length !== 1) throw usageError(usage, `${positionals.length} folders`);
    const port = parseCount({ name: 'port', value: values.port, defaultValue: 0 }, usage);
    if (port > 65535) throw usageError(usage, `--port ${port}, which is more than 65535`);
    const [path] = positionals;
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
    const server = await (isFolder ? serveFolder(path, { port }) : serveIndex(path, { port }));
    const terminal = new Terminal(streams.stdout, streams.environment);
    streams.stdout.write(
      `${toPrintable(path)}  ${terminal.style('bold', firstPage(path, isFolder, server))}  ` +
        `${terminal.style('dim', '(Ctrl-C ends)')}\n`,
    );
    await streams.untilInterrupted();
    await server.close();
    return 0;
  },
};

/** The address to open: the search page of a folder that has no page of its own. */
function firstPage(path: string, isFolder: boolean, { url }: FileServer): string {
  const hasOnlySearchPage = !existsSync(join(path, 'index.html')) && existsSync(join(path, 'hansou/index.html'));
  return isFolder && hasOnlySearchPage ? `${url}hansou/` : url;
}
