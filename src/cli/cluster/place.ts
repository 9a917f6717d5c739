/** Where an index is on a cluster, and how it is opened for a command. */
import type { Schema } from '../../index/schema.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import type { ClusterIndex } from '../../opensearch/cluster-index.ts';
import { createCluster, readFields } from '../../opensearch/create-cluster.ts';
import { fetchRequest } from '../../opensearch/transport/fetch-request.ts';
import type { Streams } from '../command.ts';

/** An index on a cluster. */
export interface ClusterPlace {
  readonly addresses: readonly string[];
  readonly index: string;
  readonly shards: number;
  readonly replicas: number;
  /** Of a request, in ms. */
  readonly timeout: number;
}

/** What all commands of `hansou cluster` are given. */
export interface ClusterJob {
  readonly place: ClusterPlace;
  readonly streams: Streams;
  readonly printsJson: boolean;
  readonly lexicon: Lexicon;
}

/** Opens the index, or creates it with these fields. @throws HansouError as `createCluster` */
export function openWith({ place, lexicon }: ClusterJob, fields: Schema): Promise<ClusterIndex> {
  const { addresses, timeout, index, shards, replicas } = place;
  return createCluster({ request: fetchRequest(addresses, { timeout }), fields, lexicon, index, shards, replicas });
}

/** Opens an index that is there, with the fields that it has. @throws HansouError NOT_FOUND, and as `createCluster` */
export async function openThere(job: ClusterJob): Promise<ClusterIndex> {
  const { addresses, timeout, index } = job.place;
  return openWith(job, await readFields(fetchRequest(addresses, { timeout }), index));
}
