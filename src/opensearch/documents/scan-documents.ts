/** Reads all documents of an index of a cluster, as they were when the reading began. */
import type { HitBody, SearchBody } from '../query/candidates.ts';
import { requireAllShards } from '../query/candidates.ts';
import type { ClusterConnection } from '../transport/answers.ts';
import type { ClusterSource } from './cluster-document.ts';

/** Documents of one answer. */
const pageSize = 500;
/** How long the cluster keeps the state between two pages. */
const keepAlive = '5m';

/** The documents in the order in which they were added. */
export async function* scanDocuments(
  connection: ClusterConnection,
  index: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ readonly id: string; readonly source: ClusterSource }> {
  const path = `/${encodeURIComponent(index)}/_search?scroll=${keepAlive}`;
  const body = JSON.stringify({ size: pageSize, sort: [{ order: 'asc' }] });
  let page = await connection.send<ScrollBody>('reading documents', 'POST', path, body, signal);
  try {
    for (;;) {
      requireAllShards(page);
      const { hits } = page.hits;
      if (hits.length === 0) return;
      for (const { _id, _source } of hits as readonly HitBody[]) yield { id: _id, source: _source };
      const next = JSON.stringify({ scroll: keepAlive, scroll_id: page._scroll_id });
      page = await connection.send<ScrollBody>('reading documents', 'POST', '/_search/scroll', next, signal);
    }
  } finally {
    // What is not closed ends by itself.
    const closing = JSON.stringify({ scroll_id: [page._scroll_id] });
    await connection.ask('DELETE', '/_search/scroll', closing).catch(() => {});
  }
}

interface ScrollBody extends SearchBody {
  readonly _scroll_id: string;
}
