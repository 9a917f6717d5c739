/** Which documents were verified in a query, and with what result? */
import type { TextReader } from '../../index/index-reader.ts';
import type { Budget } from './budget.ts';
import { DocumentSet } from './document-set.ts';
import { createVerifier, type DocumentVerifier } from './document-verifier.ts';

/** What a verifier said in the current query. */
interface Verdict {
  readonly seen: DocumentSet;
  readonly matching: DocumentSet;
}

/** Remembers verdicts for the length of a query: tiers ask for the same documents again. */
export class Verdicts {
  private readonly known = new Map<string, Verdict>();
  private readonly fieldNumbers = new Map<TextReader, number>();
  private documentLimit = 0;
  private budget: Budget | undefined;

  /** Begins a query. */
  beginQuery(documentLimit: number, budget: Budget): void {
    this.documentLimit = documentLimit;
    this.budget = budget;
    if (this.known.size === 0) return;
    this.known.clear();
    this.fieldNumbers.clear();
  }

  /**
   * A verifier that asks another one once for each document, whoever made it.
   * @param name says what it looks for: verifiers of one name and the same fields give the same verdicts
   */
  remember(name: string, fields: readonly TextReader[], verify: DocumentVerifier): DocumentVerifier {
    const key = `${fields.map(field => this.fieldNumber(field))} ${name}`;
    let known = this.known.get(key);
    const { documentLimit, budget } = this;
    return createVerifier(document => {
      if (!known) {
        known = this.known.get(key) ?? {
          seen: new DocumentSet(documentLimit),
          matching: new DocumentSet(documentLimit),
        };
        this.known.set(key, known);
      }
      const { seen, matching } = known;
      if (seen.has(document)) return matching.has(document);
      const matches = verify(document);
      // What was passed over when the budget was spent is not known.
      if (!matches && budget?.isSpent) return false;
      seen.add(document);
      if (matches) matching.add(document);
      return matches;
    }, verify);
  }

  private fieldNumber(field: TextReader): number {
    let number = this.fieldNumbers.get(field);
    if (number === undefined) this.fieldNumbers.set(field, (number = this.fieldNumbers.size));
    return number;
  }
}
