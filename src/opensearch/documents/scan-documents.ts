/** Reads all documents of an index of a cluster, as they were when the reading began. */
import { HansouError } from '../../errors.ts';
import type { HitBody, SearchBody } from '../query/candidates.ts';
import { type ClusterConnection, requireAllShards } from '../transport/answers.ts';
import type { ClusterSource } from './cluster-document.ts';

/** Documents of one answer. */
const pageSize = 500;
/** How long the cluster keeps the state between two pages. */
const keepAlive = '5m';

/** A document as the cluster holds it. */
export interface ScannedDocument {
  readonly id: string;
  readonly source: ClusterSource;
}

/** The documents in the order in which they were added. @param options `source`: whether more than their ids is read (yes) */
export function scanDocuments(
  connection: ClusterConnection,
  index: string,
  signal: AbortSignal | undefined,
  { source = true }: { readonly source?: boolean } = {},
): AsyncGenerator<ScannedDocument> {
  return scan(connection, index, '', { sort: [{ order: 'asc' }], ...(!source && { _source: false }) }, signal);
}

/** The documents of one shard that were written after an operation, in any order. */
export function scanChanges(
  connection: ClusterConnection,
  index: string,
  { shard, after }: { readonly shard: string; readonly after: number },
  signal: AbortSignal | undefined,
): AsyncGenerator<ScannedDocument> {
  const body = { sort: ['_doc'], query: { range: { _seq_no: { gt: after } } } };
  return scan(connection, index, `&preference=_shards:${shard}`, body, signal);
}

async function* scan(
  connection: ClusterConnection,
  index: string,
  preference: string,
  search: object,
  signal: AbortSignal | undefined,
): AsyncGenerator<ScannedDocument> {
  const path = `/${encodeURIComponent(index)}/_search?scroll=${keepAlive}${preference}`;
  const body = JSON.stringify({ size: pageSize, ...search });
  let page = await connection.send<ScrollBody>('reading documents', 'POST', path, body, signal);
  const { value: total } = page.hits.total;
  let seen = 0;
  try {
    for (;;) {
      requireAllShards(page);
      const { hits } = page.hits;
      seen += hits.length;
      if (hits.length === 0) {
        if (seen !== total) throw missingPage(total, seen);
        return;
      }
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

/** A page that was asked for twice, since its answer was lost, is the next one the second time. */
function missingPage(expected: number, got: number): HansouError {
  return new HansouError('BAD_ANSWER', 'a page of documents was lost on its way', {
    expected: `${expected} documents`,
    got: `${got}`,
    hint: 'Read them again.',
  });
}

interface ScrollBody extends SearchBody {
  readonly _scroll_id: string;
}
