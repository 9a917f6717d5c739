/** Where are the other parts of the page's script? In the folder of the part that runs first. */
import { HansouError } from '../errors.ts';

const firstPart = globalThis.document?.currentScript;

/** The address of the classic script that this is; undefined in a module, and in a worker. */
export const scriptAddress = firstPart && 'src' in firstPart && firstPart.src ? firstPart.src : undefined;

/**
 * Imports a part by its file name.
 * @param signal gives up what has not arrived
 * @throws HansouError UNREACHABLE
 */
export async function importPart<T>(name: string, signal?: AbortSignal): Promise<T> {
  // The address of a worker is that of its script.
  const { href } = new URL(name, scriptAddress ?? globalThis.location?.href);
  if (signal) await fetchAhead(href, signal);
  try {
    return (await import(href)) as T;
  } catch (cause) {
    throw new HansouError('UNREACHABLE', 'a part of the search script cannot be loaded', {
      expected: `${name} in the folder of element.global.js`,
      got: cause instanceof Error ? cause.message : String(cause),
      hint: 'Upload all files of the folder together.',
      cause,
    });
  }
}

/** Brings a file into the browser's cache: an import that runs cannot be given up, and would share the line with a reader's query. */
async function fetchAhead(address: string, signal: AbortSignal): Promise<void> {
  try {
    const response = await fetch(address, { signal, priority: 'low' });
    if (/no-store/.test(response.headers.get('cache-control') ?? '')) await response.body?.cancel();
    else await response.arrayBuffer();
  } catch {
    // What cannot be fetched so may be imported all the same, as the page's policy says.
  }
  signal.throwIfAborted();
}
