/**
 * The entry point `hansou/worker`: an index that a worker reads, so that the page's thread stays free.
 *
 * @module hansou/worker
 */
export { serveIndexes } from './serve-indexes.ts';
export { type OpenInWorkerOptions, openInWorker, WorkerFailure, WorkerIndex } from './worker-index.ts';
