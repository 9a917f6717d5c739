/** `hansou site`: adds a search to a built site. */

import { maxFieldWeight } from '../../index/schema.ts';
import { addSearch } from '../../node/site/add-search.ts';
import { toPrintable } from '../../text/printable.ts';
import { parseArguments, parsePartSize, usageError } from '../arguments.ts';
import type { Command } from '../command.ts';
import { counted } from '../terminal/counted.ts';
import { toJsonLine } from '../terminal/json-line.ts';
import { Terminal } from '../terminal/terminal.ts';
import { loadLexicon } from '../terminal/text-input.ts';
import { showIndexing } from './show-indexing.ts';

const usage =
  'hansou site <folder> [--base-url /docs/] [--clean-urls] [--title 搜索] [--dict names.txt]… [--weight api/=2] [--json]';

/** The command `hansou site`. */
export const site: Command = {
  usage,
  help: `Adds a search to a built site: writes an index, its script and a search page into its folder, under hansou/.

  <folder>         the folder that is uploaded (dist, public, build, _site …); its HTML pages are read, not changed
  --base-url URL   the address of the folder: https://example.org/docs/ or /docs/ (default /)
  --clean-urls     addresses leave .html out
  --title TEXT     the title of the search page
  --dict FILE      a dictionary of names with one entry per line: word [weight] [tag], or #- word for
                   one that is no name; may be repeated
  --root CSS       a selector of the elements that hold the text; by default data-pagefind-body, main, article,
                   else the readable part of the page
  --ignore CSS     a selector of elements to leave out; may be repeated
  --weight PATH=N  the scores of pages whose addresses begin with PATH are multiplied by N, so that guide/=2
                   comes before api/=0.5; the longest PATH counts; may be repeated
  --split SIZE     writes an index larger than SIZE (20MB) in parts, for hosts with a limit on files
  --allow-skipped  exit with 0 even if pages were skipped
  --json           prints { documents, words, bytes, addresses, skipped, leftOut } as JSON

Run it after each build of the site; a second run replaces what the first one wrote. 404.html is not read.

Example:
  hansou site dist --base-url /docs/`,

  async run(args, streams) {
    const { values, positionals } = parseArguments(
      args,
      {
        'base-url': { type: 'string' },
        'clean-urls': { type: 'boolean' },
        title: { type: 'string' },
        dict: { type: 'string', multiple: true },
        root: { type: 'string' },
        ignore: { type: 'string', multiple: true },
        weight: { type: 'string', multiple: true },
        split: { type: 'string' },
        'allow-skipped': { type: 'boolean' },
        json: { type: 'boolean' },
      },
      usage,
    );
    if (positionals.length !== 1) throw usageError(usage, `${positionals.length} folders`);
    const { title, root, ignore, 'base-url': baseUrl, 'clean-urls': cleanUrls } = values;
    const maxFileBytes = parsePartSize(values.split, usage);
    const started = performance.now();
    const lexicon = await loadLexicon(values.dict ?? [], streams);
    const [folder] = positionals;
    const added = await showIndexing(
      watch =>
        addSearch({
          folder,
          lexicon,
          ...(title !== undefined && { title }),
          ...(root !== undefined && { root }),
          ...(ignore && { ignore: ignore.join(', ') }),
          ...(values.weight && { weights: parseWeights(values.weight) }),
          ...(baseUrl !== undefined && { baseUrl }),
          ...(cleanUrls && { cleanUrls }),
          ...(maxFileBytes !== undefined && { maxFileBytes }),
          ...watch,
        }),
      streams,
    );
    const { index, documents, words, bytes, addresses, skipped, leftOut } = added;
    const seconds = (performance.now() - started) / 1000;
    const { stdout } = streams;
    if (values.json) stdout.write(toJsonLine({ documents, words, bytes, addresses, skipped, leftOut }));
    else {
      const terminal = new Terminal(stdout, streams.environment);
      stdout.write(
        `${terminal.style('bold', toPrintable(index))}  ${counted(documents, 'page')}, ${counted(words, 'word')}, ` +
          `${counted(bytes, 'byte')}, ${seconds.toFixed(1)} s\n`,
      );
      stdout.write(`
The search page is ${toPrintable(addresses.page)}. For a box on a page of your own, write where it shall stand:

${terminal.style('cyan', `  <script src="${addresses.script}" defer></script>`)}
${terminal.style('cyan', '  <hansou-search></hansou-search>')}

To try it: npx hansou serve ${toPrintable(folder)}
`);
    }
    return skipped.length > 0 && !values['allow-skipped'] ? 1 : 0;
  },
};

/** Reads `guide/=2`. @throws HansouError USAGE */
function parseWeights(given: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    given.map(each => {
      const [, path, digits] = /^(.*)=(\d*\.?\d+)$/.exec(each) ?? [];
      const weight = Number(digits);
      if (!(weight > 0 && weight <= maxFieldWeight))
        throw usageError('--weight PATH=N, N a number above 0 and at most 1000', `--weight ${each}`);
      return [path, weight];
    }),
  );
}
