#!/usr/bin/env node
/** The command `hansou`. Exit codes: 0 fine, 1 failed, 2 wrong usage. */
import { run } from './run.ts';

// Whoever reads what is written here may have seen enough (`| head`): that is no error.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });

process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
});
