/** What a command of the command line is, and the streams it works with. */

/** A command of the command line. How to add one: write its file in this folder and list it in run.ts. */
export interface Command {
  /** The synopsis: `hansou build <file>… -o site.hansou`. */
  readonly usage: string;
  /** The help text below the synopsis. Its first line is also shown in the overview of `hansou --help`. */
  readonly help: string;
  /**
   * Runs the command.
   * @param args the arguments after the name of the command
   * @returns the exit code: 0 success, 1 failure
   * @throws HansouError for any failure that ends the command
   */
  run(args: readonly string[], streams: Streams): Promise<number>;
}

/** Where a command reads and writes. A value, so that tests can run commands without a process. */
export interface Streams {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** Environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Resolves when the user ends the program (Ctrl-C). From the call on, that no longer ends the process by itself. */
  untilInterrupted(): Promise<void>;
  /** The same as a signal, for work that has to be tidied up. */
  interruptSignal(): AbortSignal;
}
