/** Writes many documents: cuts those of one request while the request before is on its way. */
import type { DocumentValues } from '../../index/segment/document-values.ts';
import type { ClusterConnection } from '../transport/answers.ts';
import { type BulkAction, sendBulk } from './bulk-writer.ts';
import type { ClusterSource, DocumentEncoder } from './cluster-document.ts';

/** How many documents were written, and how many the cluster had already as they are. */
export interface UpdateCounts {
  /** Number of documents that the cluster acknowledged. */
  readonly written: number;
  /** Number of documents that were not sent, since the cluster holds the same; 0 without `onlyChanged`. */
  readonly unchanged: number;
}

/** How documents are written. */
interface WriteAll {
  readonly onlyChanged: boolean;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((counts: UpdateCounts) => void) | undefined;
}

/** Documents that are prepared together. */
const batchDocuments = 500;

/**
 * Writes documents in their order, each until the cluster acknowledges it.
 * @throws HansouError for a document that is none, and what requests throw; those acknowledged before stay
 */
export async function writeDocuments(
  connection: ClusterConnection,
  index: string,
  encoder: DocumentEncoder,
  documents: Iterable<unknown> | AsyncIterable<unknown>,
  { onlyChanged, signal, onProgress }: WriteAll,
): Promise<UpdateCounts> {
  let written = 0;
  let unchanged = 0;
  let sending: Promise<unknown> = Promise.resolve();
  const write = async (batch: readonly DocumentValues[]) => {
    const hashes = await Promise.all(batch.map(values => encoder.hash(values)));
    // A document of the request before may come again.
    if (onlyChanged) await sending;
    const known = onlyChanged ? await readHashes(connection, index, batch, signal) : [];
    const actions = batch.flatMap((values, i): BulkAction[] => {
      if (known[i] === hashes[i]) return [];
      const { id, source } = encoder.encode(values, hashes[i]);
      return [{ do: 'index', id, source }];
    });
    await sending;
    unchanged += batch.length - actions.length;
    sending = sendBulk(connection, index, actions, { ...(signal && { signal }) }).then(() => {
      written += actions.length;
      onProgress?.({ written, unchanged });
    });
    // It is awaited before the next one, or at the end.
    sending.catch(() => {});
  };
  let batch: DocumentValues[] = [];
  for await (const document of documents) {
    batch.push(encoder.check(document));
    if (batch.length < batchDocuments) continue;
    await write(batch);
    batch = [];
  }
  if (batch.length > 0) await write(batch);
  await sending;
  return { written, unchanged };
}

/** The hashes of the documents that the cluster holds; undefined where it holds none. */
async function readHashes(
  connection: ClusterConnection,
  index: string,
  batch: readonly DocumentValues[],
  signal: AbortSignal | undefined,
): Promise<(string | undefined)[]> {
  const path = `/${encodeURIComponent(index)}/_mget?_source_includes=hash`;
  const body = JSON.stringify({ ids: batch.map(({ id }) => id) });
  const { docs } = await connection.send<{ docs: readonly { readonly _source?: Partial<ClusterSource> }[] }>(
    'reading documents',
    'POST',
    path,
    body,
    signal,
  );
  return batch.map((_, i) => docs[i]?._source?.hash);
}
