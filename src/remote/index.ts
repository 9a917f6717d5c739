/**
 * The entry point `hansou/remote`: an index that stays on its server and is read by ranges.
 *
 * @module hansou/remote
 */
export type { CallOptions, SearchCallOptions } from './call-time.ts';
export { type OpenRemoteOptions, openRemote, type RemoteSource } from './open-remote.ts';
export type { RangeSource, RemoteStats } from './range-source.ts';
export type { RemoteIndex } from './remote-index.ts';
