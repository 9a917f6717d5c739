/** Where are the other parts of the page's script? In the folder of the part that runs first. */

const firstPart = globalThis.document?.currentScript;
const base = firstPart instanceof HTMLScriptElement ? firstPart.src : undefined;

/** Imports a part by its file name. */
export function importPart<T>(name: string): Promise<T> {
  return import(new URL(name, base ?? globalThis.document?.baseURI ?? globalThis.location?.href).href) as Promise<T>;
}
