/** Documents that were collected become segments on all threads. */
import { join } from 'node:path';
import type { DocumentValues } from '../../index/segment/document-values.ts';
import type { Delivery, FreezeTask } from './build-task.ts';
import type { BuildThreadPool } from './build-threads.ts';
import { WorkShare } from './work-stealing.ts';

export interface Wave {
  readonly documents: readonly DocumentValues[];
  /** UTF-16 units of each. */
  readonly units: readonly number[];
  /** Where files go, and what their names begin with. */
  readonly folder: string;
  readonly name: string;
  /** What texts are written in, by part, where that is known. */
  readonly knownCodes: Delivery['codes'];
  /** As in `FreezeTask`; asked for once the other threads have begun. */
  codes(): FreezeTask['codes'];
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
export function freezeWave(
  wave: Wave,
  count: number,
  threads: BuildThreadPool,
  tell: (done: number) => void,
): Promise<string[]> {
  const { documents, units, folder, name } = wave;
  const bounds = boundsOf(units, count);
  const shares = bounds.slice(1).map((to, i) => documents.slice(bounds[i], to));
  const states = shares.map((_, i) => WorkShare.of(units.slice(bounds[i], bounds[i + 1])));
  const deliveryOf = (documents: readonly DocumentValues[], share: WorkShare): Delivery => ({
    kind: 'documents',
    documents,
    share: share.state,
    codes: wave.knownCodes,
  });
  threads.deliver(states.map((share, i) => deliveryOf(shares[i], share)));
  const codes = wave.codes();
  const taskOf = (path: string): FreezeTask => ({ kind: 'freeze', path: join(folder, path), codes });
  const own = threads.all(
    states.map((_, i) => taskOf(`${name}-${i}`)),
    tell,
  );
  // Helping: by share, the files of what was taken from its end, the last ones first.
  const taken = shares.map((): Promise<string[]>[] => []);
  states.forEach((share, i) => {
    if (i === 0) return;
    for (let stretch = share.fromEnd(); stretch; stretch = share.fromEnd()) {
      const { from, to } = stretch;
      const rest = WorkShare.of(units.slice(bounds[i] + from, bounds[i] + to));
      threads.deliver([deliveryOf(shares[i].slice(from, to), rest)]);
      taken[i].unshift(threads.alone(taskOf(`${name}-${i}-from-${from}`), tell));
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
