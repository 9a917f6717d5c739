/**
 * Loads a late part of the page's script (late.ts, rare.ts, views.ts) when a call needs it; the call is then run again, as for
 * missing bytes. Called by the functions that the build puts in the place of those of a part.
 *
 * Law: an answer does not depend on when a part was loaded.
 */
import { MissingBytes } from '../../bytes/missing-bytes.ts';
import { importPart } from '../part-address.ts';
import { coreKey, getCore } from './core-modules.ts';

type LateFunction = new (...args: unknown[]) => object;
type Part = Readonly<Record<string, LateFunction>>;

const parts = new Map<string, Part>();

/** Loads a part. @throws HansouError UNREACHABLE */
export async function loadPart(part: string, signal?: AbortSignal): Promise<void> {
  if (parts.has(part)) return;
  (globalThis as unknown as Record<symbol, unknown>)[Symbol.for(coreKey)] ??= getCore();
  parts.set(part, await importPart<Part>(`element.${part}.js`, signal));
}

/** The stand-in of a function or class of a part. It throws MissingBytes while the part is not loaded. */
export function createLate(part: string, name: string): unknown {
  return function (...args: unknown[]): unknown {
    const loaded = parts.get(part);
    if (!loaded) throw new MissingBytes(signal => loadPart(part, signal));
    const late = loaded[name];
    return new.target ? new late(...args) : (late as unknown as (...args: unknown[]) => unknown)(...args);
  };
}
