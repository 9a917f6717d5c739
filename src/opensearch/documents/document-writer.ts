/** Writes many documents: cuts those of one request while the requests before are on their way. */
import type { DocumentValues } from '../../index/segment/document-values.ts';
import type { ClusterConnection } from '../transport/answers.ts';
import { type BulkAction, sendBulk } from './bulk-writer.ts';
import type { ClusterSource, DocumentEncoder, OrderedDocument } from './cluster-document.ts';
import type { WriteTarget } from './write-target.ts';

/** How many documents were written, and how many the cluster had already as they are. */
export interface UpdateCounts {
  /** Number of documents that the cluster acknowledged. */
  readonly written: number;
  /** Number of documents that were not sent, since the cluster holds the same; 0 without `onlyChanged`. */
  readonly unchanged: number;
}

/** Cuts documents: here, or in other threads. */
export interface DocumentCutter {
  /** How many batches it cuts at once. */
  readonly threads: number;
  /** The sources of the documents, as JSON. */
  cut(documents: readonly OrderedDocument[]): Promise<readonly string[]>;
}

/** Cuts documents in the thread that writes. */
export class LocalCutter implements DocumentCutter {
  readonly threads = 1;

  constructor(private readonly encoder: DocumentEncoder) {}

  async cut(documents: readonly OrderedDocument[]): Promise<readonly string[]> {
    return documents.map(({ values, hash, order }) => JSON.stringify(this.encoder.encode(values, hash, order).source));
  }
}

/** How documents are written. */
interface WriteAll {
  readonly cutter: DocumentCutter;
  readonly onlyChanged: boolean;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((counts: UpdateCounts) => void) | undefined;
}

/** Documents that are prepared together. */
const batchDocuments = 500;
/** Requests that wait for their answers at the same time: enough to keep the nodes at work, few enough for their memory. */
const maxRequests = 3;

/**
 * Writes documents, each until the cluster acknowledges it; of those with the same id the last one stays.
 * @throws HansouError for a document that is none, and what requests throw; those acknowledged before stay
 */
export async function writeDocuments(
  connection: ClusterConnection,
  target: WriteTarget,
  encoder: DocumentEncoder,
  documents: Iterable<unknown> | AsyncIterable<unknown>,
  { cutter, onlyChanged, signal, onProgress }: WriteAll,
): Promise<UpdateCounts> {
  let written = 0;
  let unchanged = 0;
  const requests = new RequestsUnderWay(maxRequests + cutter.threads - 1);
  const write = async (batch: readonly DocumentValues[]) => {
    const hashes = await Promise.all(batch.map(values => encoder.hash(values)));
    const ids = batch.map(({ id }) => id);
    // A document of a request that is under way may come again: the later one stays.
    await requests.waitFor(ids);
    const known = onlyChanged ? await connection.reading(() => readHashes(connection, target.name, ids, signal)) : [];
    const changed = batch.flatMap((values, i): OrderedDocument[] =>
      known[i] === hashes[i] ? [] : [{ values, hash: hashes[i], order: encoder.nextOrder() }],
    );
    unchanged += batch.length - changed.length;
    await requests.start(ids, async () => {
      const sources = await cutter.cut(changed);
      const actions = changed.map(({ values: { id } }, i): BulkAction => ({ do: 'index', id, json: sources[i] }));
      await connection.reading(() =>
        target.write(index => sendBulk(connection, index, actions, { ...(signal && { signal }) }), signal),
      );
      written += changed.length;
      onProgress?.({ written, unchanged });
    });
  };
  try {
    let batch: DocumentValues[] = [];
    for await (const document of documents) {
      batch.push(encoder.check(document));
      if (batch.length < batchDocuments) continue;
      await write(batch);
      batch = [];
    }
    if (batch.length > 0) await write(batch);
  } finally {
    await requests.waitForAll();
  }
  return { written, unchanged };
}

/** Requests that were sent and not answered yet, and the documents in them. */
class RequestsUnderWay {
  private readonly running = new Map<Promise<void>, ReadonlySet<string>>();
  private failure: { readonly error: unknown } | undefined;

  /** @param limit how many are under way at once */
  constructor(private readonly limit: number) {}

  /** Waits until no document with one of these ids is under way. @throws what a request threw */
  async waitFor(ids: readonly string[]): Promise<void> {
    await Promise.all([...this.running].filter(([, sent]) => ids.some(id => sent.has(id))).map(([request]) => request));
    this.throwFailure();
  }

  /** Starts a request as soon as few enough are under way. @throws what an earlier one threw */
  async start(ids: readonly string[], send: () => Promise<void>): Promise<void> {
    while (this.running.size >= this.limit) await Promise.race(this.running.keys());
    this.throwFailure();
    const request = send()
      .catch((error: unknown) => {
        this.failure ??= { error };
      })
      .finally(() => this.running.delete(request));
    this.running.set(request, new Set(ids));
  }

  /** @throws what a request threw */
  async waitForAll(): Promise<void> {
    await Promise.all(this.running.keys());
    this.throwFailure();
  }

  private throwFailure(): void {
    if (this.failure) throw this.failure.error;
  }
}

/** The hashes of the documents that the cluster holds; undefined where it holds none. */
async function readHashes(
  connection: ClusterConnection,
  index: string,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<(string | undefined)[]> {
  const path = `/${encodeURIComponent(index)}/_mget?_source_includes=hash`;
  const body = JSON.stringify({ ids });
  const { docs } = await connection.send<{ docs: readonly { readonly _source?: Partial<ClusterSource> }[] }>(
    'reading documents',
    'POST',
    path,
    body,
    signal,
  );
  return ids.map((_, i) => docs[i]?._source?.hash);
}
