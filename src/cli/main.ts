#!/usr/bin/env node
/** The command `hansou`. Exit codes: 0 fine, 1 failed, 2 wrong usage. */
import { HansouError } from '../errors.ts';
import { run } from './run.ts';
import { formatError } from './terminal.ts';

// Whoever reads what is written here may have seen enough (`| head`): that is no error. A full disk is one.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code === 'EPIPE') process.exit(0);
  const details = { expected: 'room for all of it', got: cause.message, hint: 'See where it goes.', cause };
  process.stderr.write(`${formatError(new HansouError('IO', 'the output was not written', details))}\n`);
  process.exit(1);
});
process.stderr.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1));

process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
});
