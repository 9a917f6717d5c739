/** Which routing leads to which shard? Term statistics are asked of every shard. */
import { HansouError } from '../../errors.ts';
import type { ClusterConnection } from '../transport/answers.ts';

interface ShardsBody {
  readonly shards: readonly (readonly { readonly shard: number }[])[];
}

interface SettingsBody {
  readonly [index: string]: { readonly settings: { readonly index: { readonly number_of_shards: string } } };
}

/** Routings that are tried for each shard: more than enough, as they are spread by a hash. */
const triesPerShard = 50;

/** The most shards that a cluster gives one index. */
const maxShards = 1024;

/** Finds, once, a routing for every shard of an index. */
export class ShardRoutes {
  private found: Promise<readonly string[]> | undefined;
  private shards = 0;

  constructor(
    private readonly connection: ClusterConnection,
    private readonly index: string,
  ) {}

  /** A routing for each shard, in their order. @param shards how many there are now: another index may take the name */
  list(shards: number, signal: AbortSignal | undefined): Promise<readonly string[]> {
    if (shards !== this.shards) this.found = undefined;
    this.shards = shards;
    this.found ??= this.find(signal).catch(error => {
      this.found = undefined;
      throw error;
    });
    return this.found;
  }

  private async find(signal: AbortSignal | undefined): Promise<readonly string[]> {
    const path = `/${encodeURIComponent(this.index)}`;
    const settings = await this.connection.send<SettingsBody>(
      'reading settings',
      'GET',
      `${path}/_settings`,
      undefined,
      signal,
    );
    const [
      {
        settings: { index },
      },
    ] = Object.values(settings);
    const count = Number(index.number_of_shards);
    if (!Number.isInteger(count) || count < 1 || count > maxShards) throw noRoute(0, count);
    const routes: string[] = new Array(count);
    let left = count;
    for (let i = 0; left > 0; i++) {
      if (i > count * triesPerShard) throw noRoute(count - left, count);
      const { shards } = await this.connection.send<ShardsBody>(
        'finding shards',
        'GET',
        `${path}/_search_shards?routing=${i}`,
        undefined,
        signal,
      );
      const shard = shards[0]?.[0]?.shard;
      if (shard === undefined || !(shard < count) || routes[shard] !== undefined) continue;
      routes[shard] = String(i);
      left--;
    }
    return routes;
  }
}

function noRoute(got: number, expected: number): HansouError {
  return new HansouError('CLUSTER', 'not all shards of the index can be reached by a routing', {
    expected: `${expected} shards`,
    got: `${got}`,
    hint: 'See _cat/shards.',
  });
}
