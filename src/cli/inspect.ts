import { type Command, parseArguments, usageError } from './arguments.ts';
import { openIndexAt } from './search.ts';
import { Terminal } from './terminal.ts';

const usage = 'hansou inspect <index> [--verify] [--json]';

export const inspect: Command = {
  usage,
  help: `Tells what an index holds: documents, fields, what made it, and where its bytes go.

  --verify   checks every byte against its checksums, and every rule of the structures
  --json     the same as one object on standard output`,

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
      streams.stdout.write(`${JSON.stringify(description)}\n`);
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
    if (values.verify) line('verified', terminal.style('green', 'all right'));
    return 0;
  },
};
