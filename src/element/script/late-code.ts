/**
 * Loads the late part of the page's script (late.ts) when a call needs it; the call is then run again, as for missing bytes.
 * Called by the functions that the build puts in the place of those of the part.
 *
 * Law: an answer does not depend on when the part was loaded.
 */
import { MissingBytes } from '../../bytes/missing-bytes.ts';
import { importPart } from '../part-address.ts';
import { getCoreModules } from './core-modules.ts';

type LateFunction = new (...args: unknown[]) => object;

let code: Readonly<Record<string, LateFunction>> | undefined;

/** Where the part finds the modules that are loaded already. */
const coreKey = Symbol.for('hansou core');

async function loadCode(): Promise<void> {
  (globalThis as unknown as Record<symbol, unknown>)[coreKey] = getCoreModules();
  code ??= await importPart('element.late.js');
}

/** A function or class of the part. @throws MissingBytes while it is not loaded */
export function requireLate(name: string): LateFunction {
  if (!code) throw new MissingBytes(loadCode);
  return code[name];
}
