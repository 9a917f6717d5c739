/** How the page's thread calls what a late part of its script has (script/views.ts). */
import { runLoading } from '../remote/loading.ts';

/**
 * Runs work that may call functions of a late part, again when the part is there. So nothing may be done before the first
 * such call.
 * @throws HansouError UNREACHABLE when the part cannot be loaded
 */
export function whenLoaded<T>(work: () => T): Promise<T> {
  return runLoading(undefined, work, async () => {});
}
