/** What libraries print in a thread: it may quote the file that they read there. */
import { StringDecoder } from 'node:string_decoder';
import { toPrintable } from '../text/printable.ts';

/**
 * Cleans what is printed in this thread, line by line, from now on, and prints all of it on standard error. Every thread that
 * reads what others wrote calls it first.
 *
 * Law: no control character but the end of a line leaves the thread, and nothing of it reaches standard output.
 */
export function cleanOutput(): void {
  const write = process.stderr.write.bind(process.stderr);
  for (const stream of [process.stdout, process.stderr]) {
    const decoder = new StringDecoder();
    stream.write = (chunk: Uint8Array | string, ...rest: unknown[]) => {
      const text = typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk));
      const onWritten = rest.find(each => typeof each === 'function') as (() => void) | undefined;
      return write(text.split('\n').map(toPrintable).join('\n'), onWritten);
    };
  }
}
