/**
 * Imports a package that may be missing: the bench installs the peers, not the project, so their types cannot be
 * imported. Each engine declares the few functions that it uses.
 */
export async function loadPeer<T>(name: string): Promise<T> {
  return (await import(name)) as T;
}
