/** `hansou cluster verify`: do an index file and a cluster hold the same documents? */

import { isDeepStrictEqual } from 'node:util';
import { openFile } from '../../node/open-file.ts';
import { toPrintable } from '../../text/printable.ts';
import { counted } from '../terminal/counted.ts';
import { toJsonLine } from '../terminal/json-line.ts';
import { type ClusterJob, openThere } from './place.ts';

/** What is compared. */
interface VerifyJob extends ClusterJob {
  readonly file: string;
}

/** Ids that are named of each kind of difference. */
const maxNamed = 5;

/** Compares the documents. @returns the exit code: 1 when they differ */
export async function verify(job: VerifyJob): Promise<number> {
  const { file, streams, printsJson } = job;
  const local = openFile(file);
  try {
    const index = await openThere(job);
    const missing = new Set(local.ids());
    const added: string[] = [];
    const different: string[] = [];
    let same = 0;
    for await (const document of index.documents({ signal: streams.interruptSignal() })) {
      const { id } = document;
      if (!missing.delete(id)) added.push(id);
      else if (isDeepStrictEqual({ ...local.get(id) }, document)) same++;
      else different.push(id);
    }
    const differences = { missing: [...missing], added, different };
    if (printsJson) streams.stdout.write(toJsonLine({ same, ...differences }));
    else {
      streams.stdout.write(`${counted(same, 'document')} ${same === 1 ? 'is' : 'are'} the same\n`);
      const names = { missing: 'missing on the cluster', added: 'only on the cluster', different: 'different' };
      for (const [kind, ids] of Object.entries(differences))
        if (ids.length > 0) {
          const named = ids.slice(0, maxNamed).map(toPrintable).join(', ');
          const more = ids.length > maxNamed ? ' …' : '';
          streams.stdout.write(`${ids.length} ${names[kind as keyof typeof names]}: ${named}${more}\n`);
        }
    }
    return missing.size + added.length + different.length > 0 ? 1 : 0;
  } finally {
    local.close();
  }
}
