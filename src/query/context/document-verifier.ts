/** Tells of one document after the other, by its text, whether it matches. */

/** Tells whether a document matches. */
export interface DocumentVerifier {
  (document: number): boolean;
  /**
   * Says which documents will be asked for next, so that those whose texts cannot match are ruled out together, in a sixth of
   * the time of reading them.
   */
  readonly expect?: ((documents: Uint32Array) => void) | undefined;
}

/** Documents that are asked for before others are expected: most queries find enough among them. */
const firstDocuments = 256;
/** How many times as many are expected as were asked for. */
const growth = 4;

/** Asks a verifier for documents in their order, until the caller has enough. */
export class VerifiedDocuments {
  private nextExpected = firstDocuments;

  constructor(
    private readonly verify: DocumentVerifier,
    private readonly documents: Uint32Array,
    private readonly count: number,
  ) {}

  /** Whether document `i` matches. @param i ascending from call to call */
  matches(i: number): boolean {
    const { verify, documents, count } = this;
    const document = documents[i];
    if (i === this.nextExpected) {
      this.nextExpected = Math.min(count, i * (growth + 1));
      verify.expect?.(documents.subarray(i, this.nextExpected));
    }
    return verify(document);
  }
}

/** Combines verifiers to one that requires all of them; undefined when there are none. */
export function combineVerifiers(verifiers: readonly DocumentVerifier[]): DocumentVerifier | undefined {
  if (verifiers.length < 2) return verifiers[0];
  return createVerifier(
    document => verifiers.every(verify => verify(document)),
    documents => {
      for (const { expect } of verifiers) expect?.(documents);
    },
  );
}

/** Creates a verifier of two functions. */
export function createVerifier(
  verify: (document: number) => boolean,
  expect: DocumentVerifier['expect'],
): DocumentVerifier {
  return Object.assign((document: number) => verify(document), { expect });
}
