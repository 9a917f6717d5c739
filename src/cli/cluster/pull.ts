/** `hansou cluster pull`: writes the documents of a cluster to an index file. */

import { IndexBuilder } from '../../node/build/index-builder.ts';
import { requireFileTarget } from '../../node/files/atomic-file.ts';
import { toPrintable } from '../../text/printable.ts';
import { counted } from '../terminal/counted.ts';
import { toJsonLine } from '../terminal/json-line.ts';
import { Progress } from '../terminal/progress.ts';
import { Terminal } from '../terminal/terminal.ts';
import { type ClusterJob, openThere } from './place.ts';

/** Where to. */
interface PullJob extends ClusterJob {
  readonly output: string;
}

/** Writes the file, whole or not at all. @returns the exit code */
export async function pull(job: PullJob): Promise<number> {
  const { output, lexicon, streams, printsJson } = job;
  requireFileTarget(output);
  const signal = streams.interruptSignal();
  const index = await openThere(job);
  const expected = await index.countDocuments();
  const builder = new IndexBuilder({ fields: index.fields, lexicon, output, signal });
  const progress = new Progress(streams.stderr);
  let read = 0;
  for await (const document of index.inputs({ signal })) {
    await builder.add(document);
    progress.show(++read / Math.max(1, expected), read, 'read');
  }
  const { documents, bytes, seconds } = await builder.finish();
  progress.clear();
  if (printsJson) streams.stdout.write(toJsonLine({ documents, bytes }));
  else {
    const terminal = new Terminal(streams.stdout, streams.environment);
    streams.stdout.write(
      `${terminal.style('bold', toPrintable(output))}  ${counted(documents, 'document')}, ${counted(bytes, 'byte')}, ` +
        `${seconds.toFixed(1)} s\n`,
    );
  }
  return 0;
}
