/**
 * How the bytes of a source that is read over a network are waited for. Readers are synchronous: a source that does not
 * have a window yet notes its range and throws `MissingBytes`. The signal passes through all rooms up to the caller that
 * can wait (remote/loading.ts), which loads all noted ranges and runs the same work again.
 *
 * Law: work that a signal interrupts leaves no half-made state where the next run finds it. A cache is filled when its
 * value is complete.
 */

/** Thrown by `ByteSource.window` for bytes that are not there yet. It is no error: nothing is wrong. */
export class MissingBytes {
  /**
   * @param loadPart loads what is missing, if it is a part of the script and no bytes of a source; with a signal, so that it can
   *   be given up
   */
  constructor(readonly loadPart?: (signal?: AbortSignal) => Promise<void>) {}
}

/**
 * Runs `step` for each number below `count`, although bytes are missing for some of them, so that the bytes that all of
 * them need are loaded together. Throws the signal at the end.
 */
export function gatherMissing(count: number, step: (i: number) => void): void {
  let missing: unknown;
  for (let i = 0; i < count; i++)
    try {
      step(i);
    } catch (error) {
      if (!(error instanceof MissingBytes)) throw error;
      if (!(missing instanceof MissingBytes && missing.loadPart)) missing = error;
    }
  if (missing !== undefined) throw missing;
}
