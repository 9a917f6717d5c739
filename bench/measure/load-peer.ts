/**
 * Loads a package that may not be there: peers are installed by the bench, not with the project, so their types cannot
 * be imported. Each subject states the few functions it uses.
 */
export async function loadPeer<T>(name: string): Promise<T> {
  return (await import(name)) as T;
}
