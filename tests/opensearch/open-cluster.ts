/** The cluster of the tests, and indexes on it with the documents of an index in memory. */
import { inject } from 'vitest';
import { createCluster, fetchRequest } from '../../src/opensearch/index.ts';
import { createIndex, type SearchIndex } from '../../src/search-index.ts';
import { type Fields, fields, lexicon, type TestDocument } from '../laws/test-index.ts';

const { address, missing } = inject('cluster');

/** Why there is no cluster; '' when there is one. */
export const missingCluster = missing;
/** Stands in the names of the tests, so that skipped ones say why. */
export const needsCluster = missing === '' ? '' : ` (skipped: ${missing})`;

const request = missing === '' ? fetchRequest(address) : undefined!;

/** The options of an index on the cluster, with the fields and words of the laws. */
const optionsOf = (index: string) => ({ request, fields, lexicon, index, shards: 2, replicas: 0 });

/** An index on the cluster and one in memory with the same documents. */
export async function fillBoth(
  name: string,
  documents: readonly TestDocument[],
  options: { readonly candidates?: number } = {},
) {
  const memory: SearchIndex<Fields> = createIndex({ fields, lexicon });
  const inputs = documents.map((document, i) => ({ id: `${i}`, ...document }));
  memory.addAll(inputs);
  const cluster = await createCluster({ ...optionsOf(name), ...options });
  await cluster.updateAll(inputs, { refresh: true });
  return { memory, cluster };
}
