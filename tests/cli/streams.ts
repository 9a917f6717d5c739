/** Runs commands in the process of the test, with streams in memory. */
import { Readable, Writable } from 'node:stream';
import type { Streams } from '../../src/cli/command.ts';
import { run } from '../../src/cli/run.ts';

/** Collects what is written as text. */
class TextStream extends Writable {
  text = '';
  constructor(readonly isTTY: boolean) {
    super();
  }
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** Runs a command. @param options.terminal whether the outputs are a terminal */
export async function hansou(
  args: readonly string[],
  options: {
    readonly stdin?: string | Uint8Array;
    readonly terminal?: boolean;
    /** Environment variables; default none. */
    readonly environment?: Readonly<Record<string, string>>;
    /** Called when the command waits to be ended with Ctrl-C, with what it printed so far, and a function that
     * returns all of it later; it ends when this is done. */
    readonly untilInterrupted?: (out: string, printed: () => { out: string; err: string }) => Promise<void>;
  } = {},
): Promise<{ code: number; out: string; err: string }> {
  const stdout = new TextStream(options.terminal === true);
  const stderr = new TextStream(options.terminal === true);
  const streams: Streams = {
    stdin: Readable.from([Buffer.from((options.stdin ?? '') as string)]),
    stdout,
    stderr,
    environment: options.environment ?? {},
    untilInterrupted: async () =>
      options.untilInterrupted?.(stdout.text, () => ({ out: stdout.text, err: stderr.text })),
    interruptSignal: () => new AbortController().signal,
  };
  const code = await run(args, streams);
  return { code, out: stdout.text, err: stderr.text };
}
