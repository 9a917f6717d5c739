/** Settings of an index that many documents are written to at once: one copy of each shard, and nothing shown before the end. */
import type { ClusterConnection } from '../transport/answers.ts';
import type { HansouMeta, IndexLayout } from './index-body.ts';

interface SettingsBody {
  readonly [index: string]: {
    readonly settings?: {
      readonly index?: { readonly number_of_replicas?: string; readonly refresh_interval?: string };
    };
    readonly mappings?: { readonly _meta?: { readonly hansou?: HansouMeta } };
  };
}

/** Stands for "only when asked". */
const never = '-1';

/** Whether an index has the settings of a filling: one that was ended before it was finished. */
export async function isBeingFilled(connection: ClusterConnection, index: string): Promise<boolean> {
  return (await readSettings(connection, index)).refreshInterval === never;
}

/**
 * Begins a filling. Copies are made, and documents shown, when it is finished; an index whose filling was ended by a failure
 * gets what was asked for when it was created.
 * @returns finishes it
 */
export async function beginFilling(
  connection: ClusterConnection,
  index: string,
  signal: AbortSignal | undefined,
): Promise<() => Promise<void>> {
  const before = await readSettings(connection, index);
  const { asked } = before;
  const later = before.refreshInterval === never && asked ? asked : before;
  await writeSettings(connection, index, { replicas: 0, refreshInterval: never }, signal);
  return async () => {
    // What lies in files is copied; what does not would be cut and sorted once more by each copy.
    await connection.send('flushing', 'POST', `/${encodeURIComponent(index)}/_flush`);
    await writeSettings(connection, index, later, undefined);
  };
}

async function writeSettings(
  connection: ClusterConnection,
  index: string,
  { replicas, refreshInterval }: Pick<IndexLayout, 'replicas' | 'refreshInterval'>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const body = JSON.stringify({ index: { number_of_replicas: replicas, refresh_interval: refreshInterval } });
  await connection.send('changing settings', 'PUT', `/${encodeURIComponent(index)}/_settings`, body, signal);
}

async function readSettings(connection: ClusterConnection, index: string) {
  const body = await connection.send<SettingsBody>('reading settings', 'GET', `/${encodeURIComponent(index)}`);
  const [{ settings, mappings }] = Object.values(body);
  return {
    replicas: Number(settings?.index?.number_of_replicas ?? 1),
    refreshInterval: settings?.index?.refresh_interval ?? '1s',
    asked: mappings?._meta?.hansou?.asked,
  };
}
