/** `hansou cluster remap`: cuts the documents of a cluster anew while it is searched and written to. */

import { remapCluster } from '../../opensearch/remap/remap-cluster.ts';
import { fetchRequest } from '../../opensearch/transport/fetch-request.ts';
import { toPrintable } from '../../text/printable.ts';
import { counted } from '../terminal/counted.ts';
import { toJsonLine } from '../terminal/json-line.ts';
import { Progress } from '../terminal/progress.ts';
import { Terminal } from '../terminal/terminal.ts';
import type { ClusterJob } from './place.ts';

/** What is changed besides the words. */
interface RemapJob extends ClusterJob {
  readonly layout: { readonly shards?: number; readonly replicas?: number };
}

/** Remaps the index. @returns the exit code */
export async function remap({ place, lexicon, layout, streams, printsJson }: RemapJob): Promise<number> {
  const progress = new Progress(streams.stderr);
  const { addresses, timeout, index } = place;
  try {
    const result = await remapCluster({
      request: fetchRequest(addresses, { timeout }),
      index,
      lexicon,
      ...layout,
      signal: streams.interruptSignal(),
      onProgress: copied => progress.show(0, copied, 'copied'),
    });
    progress.clear();
    const terminal = new Terminal(streams.stdout, streams.environment);
    const text = printsJson
      ? toJsonLine(result)
      : `${terminal.style('bold', toPrintable(index))} is ${result.current} now, ${counted(result.copied, 'document')} ` +
        `copied; delete ${result.previous} when nothing reads it any more\n`;
    streams.stdout.write(text);
    return 0;
  } finally {
    progress.clear();
  }
}
