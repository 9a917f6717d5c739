/** Where are the other parts of the page's script? In the folder of the part that runs first. */
import { HansouError } from '../errors.ts';

const firstPart = globalThis.document?.currentScript;

/** The address of the classic script that this is; undefined in a module, and in a worker. */
export const scriptAddress = firstPart && 'src' in firstPart && firstPart.src ? firstPart.src : undefined;

/** Imports a part by its file name. @throws HansouError UNREACHABLE */
export async function importPart<T>(name: string): Promise<T> {
  try {
    // The address of a worker is that of its script.
    return (await import(new URL(name, scriptAddress ?? globalThis.location?.href).href)) as T;
  } catch (cause) {
    throw new HansouError('UNREACHABLE', 'a part of the search script cannot be loaded', {
      expected: `${name} in the folder of element.global.js`,
      got: cause instanceof Error ? cause.message : String(cause),
      hint: 'Upload all files of the folder together.',
      cause,
    });
  }
}
