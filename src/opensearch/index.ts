/**
 * The entry point `hansou/opensearch`: an index on a cluster of OpenSearch or Elasticsearch.
 *
 * @module hansou/opensearch
 */
export type { CallOptions } from '../remote/call-time.ts';
export type { ClusterIndex, ClusterSearchOptions } from './cluster-index.ts';
export { type ClusterOptions, createCluster } from './create-cluster.ts';
export type { WriteAllOptions, WriteOptions } from './documents/cluster-writer.ts';
export type { UpdateCounts } from './documents/document-writer.ts';
export { type RemapOptions, type RemapResult, remapCluster } from './remap/remap-cluster.ts';
export { type ClusterClient, clientRequest } from './transport/client-request.ts';
export { type FetchRequestOptions, fetchRequest } from './transport/fetch-request.ts';
export type { ClusterAnswer, ClusterMethod, ClusterRequest } from './transport/request.ts';
