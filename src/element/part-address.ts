/** Where are the other parts of the page's script? In the folder of the part that runs first. */

const firstPart = globalThis.document?.currentScript;

/** The address of the classic script that this is; undefined in a module, and in a worker. */
export const scriptAddress = firstPart && 'src' in firstPart && firstPart.src ? firstPart.src : undefined;

/** Imports a part by its file name. */
export function importPart<T>(name: string): Promise<T> {
  // The address of a worker is that of its script.
  return import(new URL(name, scriptAddress ?? globalThis.location?.href).href) as Promise<T>;
}
