/** Documents that were collected become segments on all threads. */
import { join } from 'node:path';
import type { DocumentValues } from '../../index/segment/document-values.ts';
import type { AssignedDocuments, WriteSegmentsTask } from './build-task.ts';
import type { BuildThreadPool } from './build-threads.ts';
import { WorkQueue } from './work-stealing.ts';

export interface Batch {
  readonly documents: readonly DocumentValues[];
  /** UTF-16 units of each. */
  readonly units: readonly number[];
  /** Where files go, and what their names begin with. */
  readonly folder: string;
  readonly name: string;
  /** What texts are written in, by part, where that is known. */
  readonly knownEncodings: AssignedDocuments['encodings'];
  /** As in `FreezeTask`; asked for once the other threads have begun. */
  learnEncodings(): WriteSegmentsTask['encodings'];
}

/**
 * Gives each thread a share. This thread has done its own when this returns, and then what others had not begun.
 *
 * Law: the files hold the documents in their order, each once.
 *
 * @param count how many shares to make, at most one for each thread
 * @param tell is told how many documents are done here; what it throws ends the wave
 * @returns the files, in the order of their documents
 */
export function buildBatch(
  wave: Batch,
  count: number,
  threads: BuildThreadPool,
  tell: (done: number) => void,
): Promise<string[]> {
  const { documents, units, folder, name } = wave;
  const bounds = boundsOf(units, count);
  const shares = bounds.slice(1).map((to, i) => documents.slice(bounds[i], to));
  const states = shares.map((_, i) => WorkQueue.create(units.slice(bounds[i], bounds[i + 1])));
  const deliveryOf = (documents: readonly DocumentValues[], share: WorkQueue): AssignedDocuments => ({
    kind: 'documents',
    documents,
    queue: share.state,
    encodings: wave.knownEncodings,
  });
  threads.assign(states.map((share, i) => deliveryOf(shares[i], share)));
  const codes = wave.learnEncodings();
  const taskOf = (path: string): WriteSegmentsTask => ({
    kind: 'freeze',
    pathPrefix: join(folder, path),
    encodings: codes,
  });
  const own = threads.runOnAll(
    states.map((_, i) => taskOf(`${name}-${i}`)),
    tell,
  );
  // Helping: by share, the files of what was taken from its end, the last ones first.
  const taken = shares.map((): Promise<string[]>[] => []);
  states.forEach((share, i) => {
    if (i === 0) return;
    for (let stretch = share.steal(); stretch; stretch = share.steal()) {
      const { from, to } = stretch;
      const rest = WorkQueue.create(units.slice(bounds[i] + from, bounds[i] + to));
      threads.assign([deliveryOf(shares[i].slice(from, to), rest)]);
      taken[i].unshift(threads.runHere(taskOf(`${name}-${i}-from-${from}`), tell));
    }
  });
  const helped = Promise.all(taken.map(files => Promise.all(files)));
  return Promise.all([own, helped]).then(([files, more]) => files.flatMap((list, i) => [list, ...more[i]].flat()));
}

/** Where shares of about as many units begin and end. */
function boundsOf(units: readonly number[], count: number): number[] {
  const all = units.reduce((sum, each) => sum + each, 0);
  const bounds = [0];
  let passed = 0;
  units.forEach((more, i) => {
    passed += more;
    // Texts of no units may come at the end, which are no share of their own.
    if (i + 1 < units.length && (bounds.length === count || passed * count < all * bounds.length)) return;
    bounds.push(i + 1);
  });
  return bounds;
}
