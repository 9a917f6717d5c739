/** `hansou mcp`: lets a language model search indexes, by the Model Context Protocol. */
import { basename } from 'node:path';
import { HansouError } from '../../errors.ts';
import { parseArguments, usageError } from '../arguments.ts';
import type { Command } from '../command.ts';
import { openIndexAt } from '../open-index.ts';
import { type NamedIndex, SearchTools } from './search-tools.ts';
import { serveTools } from './serve-tools.ts';

const usage = 'hansou mcp <index>…';

/** The command `hansou mcp`. */
export const mcp: Command = {
  usage,
  help: `Lets a language model search indexes: a server of the Model Context Protocol on standard input and output.

It has the tools search, passages and fetch, reads the files and changes nothing. A program starts it, such as with
{ "command": "npx", "args": ["-y", "-p", "hansou", "-p", "@modelcontextprotocol/sdk", "hansou", "mcp", "site.hansou"] }.
It needs the package @modelcontextprotocol/sdk, which is not installed with hansou.`,

  async run(args, streams) {
    const { positionals } = parseArguments(args, {}, usage);
    if (positionals.length === 0) throw usageError(usage, 'no index');
    const indexes: NamedIndex[] = [];
    for (const location of positionals) {
      const name = basename(location).replace(/\.hansou$/, '');
      if (indexes.some(each => each.name === name))
        throw new HansouError('USAGE', 'two indexes have one name', {
          expected: 'files with different names',
          got: name,
          hint: 'Rename one: tools tell the indexes apart by the names of their files.',
        });
      indexes.push({ name, index: await openIndexAt(location) });
    }
    await serveTools(new SearchTools(indexes), streams);
    return 0;
  },
};
