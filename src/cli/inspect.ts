/** `hansou inspect`: describes an index and checks its bytes. */
import { parseArguments, usageError } from './arguments.ts';
import type { Command } from './command.ts';
import { openIndexAt } from './open-index.ts';
import { toJsonLine } from './terminal/json-line.ts';
import { Terminal } from './terminal/terminal.ts';

const usage = 'hansou inspect <index> [--verify] [--json]';

/** The command `hansou inspect`. */
export const inspect: Command = {
  usage,
  help: `Describes an index: its documents, its fields, the analysis it was built with, and the bytes of each section.

  --verify   checks all bytes against their checksums, and the structure of all sections
  --json     prints one JSON object

Example:
  hansou inspect site.hansou --verify`,

  async run(args, streams) {
    const { values, positionals } = parseArguments(
      args,
      { verify: { type: 'boolean' }, json: { type: 'boolean' } },
      usage,
    );
    if (positionals.length !== 1) throw usageError(usage, `${positionals.length} files`);
    const index = await openIndexAt(positionals[0]);
    if (values.verify) index.verify();
    const description = { ...index.describe(), ...(values.verify && { verified: true }) };
    if (values.json) {
      streams.stdout.write(toJsonLine(description));
      return 0;
    }
    const terminal = new Terminal(streams.stdout, streams.environment);
    const line = (name: string, value: string) =>
      streams.stdout.write(`${terminal.style('dim', name.padEnd(12))}${value}\n`);
    line('documents', String(description.documents));
    line('words', String(description.words));
    line('bytes', String(description.bytes));
    line('analysis', description.analysis);
    line(
      'fields',
      Object.entries(description.fields)
        .map(([name, field]) => `${name} (${field.type})`)
        .join(', '),
    );
    for (const section of description.sections)
      line(`  ${section.name}`.slice(0, 40).padEnd(28), String(section.bytes).padStart(10));
    if (values.verify) line('verified', terminal.style('green', 'no errors'));
    return 0;
  },
};
