/** Writes one batch of documents to temporary segments, on all threads, with work stealing. */
import { join } from 'node:path';
import type { DocumentValues } from '../../index/segment/document-values.ts';
import type { AssignedDocuments, WriteSegmentsTask } from './build-task.ts';
import type { BuildThreadPool } from './build-threads.ts';
import { WorkQueue } from './work-stealing.ts';

/** Documents that are written to segments together. */
export interface Batch {
  /** In index order. */
  readonly documents: readonly DocumentValues[];
  /** UTF-16 units of each document. */
  readonly units: readonly number[];
  /** The folder for the segments. */
  readonly folder: string;
  /** Beginning of the segments' file names. */
  readonly name: string;
  /** The encoding of documents, if it is known. */
  readonly knownEncoding: AssignedDocuments['encoding'];
  readonly hasSeparateTerms: boolean;
  /** Returns the encoding of `WriteSegmentsTask`. Called once the other threads have begun. */
  learnEncoding(): WriteSegmentsTask['encoding'];
}

/**
 * Divides a batch among threads. The calling thread processes its own documents, then steals from the others until no
 * document is left to start; this function returns then, and the promise resolves when the other threads are done too.
 *
 * Law: the files contain the documents in order, each once.
 *
 * @param shareCount number of threads to use
 * @param onProgress called with the number of documents done on this thread; an exception from it ends the batch
 * @returns the paths of the segments, in document order
 */
export function buildBatch(
  batch: Batch,
  shareCount: number,
  threads: BuildThreadPool,
  onProgress: (done: number) => void,
): Promise<string[]> {
  const { documents, units, folder, name } = batch;
  const bounds = shareBounds(units, shareCount);
  const shares = bounds.slice(1).map((to, i) => documents.slice(bounds[i], to));
  const queues = shares.map((_, i) => WorkQueue.create(units.slice(bounds[i], bounds[i + 1])));
  const assignmentOf = (documents: readonly DocumentValues[], queue: WorkQueue): AssignedDocuments => ({
    kind: 'documents',
    documents,
    queue: queue.state,
    encoding: batch.knownEncoding,
  });
  threads.assign(queues.map((queue, i) => assignmentOf(shares[i], queue)));
  const encoding = batch.learnEncoding();
  const taskFor = (fileName: string): WriteSegmentsTask => ({
    kind: 'write-segments',
    pathPrefix: join(folder, fileName),
    hasSeparateTerms: batch.hasSeparateTerms,
    encoding,
  });
  const assigned = threads.runOnAll(
    queues.map((_, i) => taskFor(`${name}-${i}`)),
    onProgress,
  );
  // By share: the segments of the documents stolen from its end. Those stolen last come first in document order.
  const stolen = shares.map((): Promise<string[]>[] => []);
  queues.forEach((queue, i) => {
    if (i === 0) return;
    for (let range = queue.steal(); range; range = queue.steal()) {
      const { from, to } = range;
      const ownQueue = WorkQueue.create(units.slice(bounds[i] + from, bounds[i] + to));
      threads.assign([assignmentOf(shares[i].slice(from, to), ownQueue)]);
      stolen[i].unshift(threads.runHere(taskFor(`${name}-${i}-from-${from}`), onProgress));
    }
  });
  const allStolen = Promise.all(stolen.map(tasks => Promise.all(tasks)));
  return Promise.all([assigned, allStolen]).then(([paths, stolenPaths]) =>
    paths.flatMap((list, i) => [list, ...stolenPaths[i]].flat()),
  );
}

/** Divides documents into at most `count` shares of about as many units: share `i` is from bound `i` to bound `i + 1`. */
function shareBounds(units: readonly number[], count: number): number[] {
  const totalUnits = units.reduce((sum, each) => sum + each, 0);
  const bounds = [0];
  let unitsSoFar = 0;
  units.forEach((unitsOfDocument, i) => {
    unitsSoFar += unitsOfDocument;
    // Documents without text at the end must not become a share of their own: the last share takes all that is left.
    if (i + 1 < units.length && (bounds.length === count || unitsSoFar * count < totalUnits * bounds.length)) return;
    bounds.push(i + 1);
  });
  return bounds;
}
