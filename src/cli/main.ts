#!/usr/bin/env node
/** The `hansou` executable: the only file of this folder that uses the process. Exit codes: see run.ts. */
import module from 'node:module';
import { format } from 'node:util';
import { HansouError } from '../errors.ts';
import { toPrintable } from '../text/printable.ts';
import { run } from './run.ts';
import { formatError } from './terminal/terminal.ts';

// From Node 22 on: code that was compiled is kept for the next run, unless NODE_DISABLE_COMPILE_CACHE is set.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();

// A reader that closes the pipe early (`| head`) is not an error; a full disk is.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code === 'EPIPE') process.exit(0);
  const details = {
    expected: 'space for all of the output',
    got: cause.message,
    hint: 'Check where standard output goes.',
    cause,
  };
  process.stderr.write(`${formatError(new HansouError('IO', 'the output was not written', details))}\n`);
  process.exit(1);
});
process.stderr.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1));

// What libraries say may quote a file, so it is cleaned: what they print, and what they warn of through Node.
for (const method of ['log', 'info', 'debug', 'warn', 'error'] as const)
  console[method] = (...values: unknown[]) => void process.stderr.write(`hansou: ${toPrintable(format(...values))}\n`);
process.removeAllListeners('warning');
process.on('warning', ({ message }) => void process.stderr.write(`hansou: warning: ${toPrintable(message)}\n`));

let interruption: AbortSignal | undefined;

/** A signal that the first interruption aborts (Ctrl-C, an end, a closed terminal); the second one ends the process. */
function interruptSignal(): AbortSignal {
  if (interruption) return interruption;
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => controller.abort());
  return (interruption = controller.signal);
}

process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  interruptSignal,
  untilInterrupted: () =>
    new Promise(resolve => {
      if (interruptSignal().aborted) resolve();
      else interruptSignal().addEventListener('abort', () => resolve(), { once: true });
    }),
});
