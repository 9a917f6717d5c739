/** Verifiers that read the texts of documents. */
import { gatherMissing } from '../../bytes/missing-bytes.ts';
import type { TextReader } from '../../index/index-reader.ts';
import { createVerifier, type DocumentVerifier, type VerifierBatches } from './document-verifier.ts';
import type { QueryContext } from './query-context.ts';

/**
 * Creates a verifier that reads texts. Law: it counts every document whose texts it reads, and reads none when the budget is
 * spent.
 * @param isMatch reads the texts by `QueryContext.documentText`
 * @param batches of the verifier; `keepPossible` must stop when the budget is spent
 */
export function createTextVerifier(
  { budget, documentText, loadsBytes }: QueryContext,
  fields: readonly TextReader[],
  isMatch: (document: number) => boolean,
  batches: VerifierBatches = {},
): DocumentVerifier {
  return createVerifier(
    document => {
      if (budget.isSpent) return false;
      budget.countVerified();
      if (loadsBytes) gatherMissing(fields.length, i => documentText.read(fields[i], document));
      return isMatch(document);
    },
    // Of bytes that are loaded while they are read, no more are read than needed.
    loadsBytes
      ? {}
      : {
          keepPossible: batches.keepPossible,
          prove: batches.prove,
          lookAhead: batches.lookAhead && (documents => void (budget.isSpent || batches.lookAhead!(documents))),
        },
  );
}
