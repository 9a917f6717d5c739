/** `hansou merge`: joins index files to one. */

import { placeInParts } from '../node/files/split-file.ts';
import { joinFiles } from '../node/merge-files.ts';
import { toPrintable } from '../text/printable.ts';
import { parseArguments, parsePartSize, usageError } from './arguments.ts';
import type { Command } from './command.ts';
import { counted } from './terminal/counted.ts';
import { toJsonLine } from './terminal/json-line.ts';
import { Terminal } from './terminal/terminal.ts';

const usage = 'hansou merge <index>… -o all.hansou [--split 20MB] [--json]';

/** The command `hansou merge`. */
export const merge: Command = {
  usage,
  help: `Joins index files with the same fields and dictionary to one file.

  <index>…      files made by hansou build, in their order: a document in a later file replaces that of the same id in an
                earlier one, and what a file of --append removes is gone. All bytes are checked first
  -o FILE       the joined file; it may be one of the files, and is replaced only when it is complete
  --split SIZE  writes a file larger than SIZE (20MB) in parts
  --json        prints { documents, bytes } as JSON

The files stay as they are. Nothing is read or cut again, and build --update and --append go on from the joined file.

Example:
  hansou merge site.hansou site.2.hansou -o all.hansou`,

  async run(args, streams) {
    const { values, positionals: files } = parseArguments(
      args,
      { output: { type: 'string', short: 'o' }, split: { type: 'string' }, json: { type: 'boolean' } },
      usage,
    );
    const { output } = values;
    if (files.length < 2) throw usageError(usage, `${files.length} files`);
    if (!output) throw usageError(usage, 'no -o');
    const maxFileBytes = parsePartSize(values.split, usage);
    const started = performance.now();
    const { documents, bytes } = joinFiles(files, output, finished =>
      placeInParts(finished, output, maxFileBytes ?? Number.POSITIVE_INFINITY),
    );
    const seconds = (performance.now() - started) / 1000;
    if (values.json) streams.stdout.write(toJsonLine({ documents, bytes }));
    else {
      const terminal = new Terminal(streams.stdout, streams.environment);
      streams.stdout.write(
        `${terminal.style('bold', toPrintable(output))}  ${counted(documents, 'document')}, ${counted(bytes, 'byte')}, ` +
          `${seconds.toFixed(1)} s\n`,
      );
    }
    return 0;
  },
};
