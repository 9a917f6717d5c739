/** Which documents were verified in a query, and with what result? */
import type { TextReader } from '../../index/index-reader.ts';
import { PostingList } from '../../index/posting-list.ts';
import type { Budget } from './budget.ts';
import { intersectWithSet, subtractList, subtractSet, uniteLists } from './document-lists.ts';
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
   * A verifier that asks another one once for each document, whoever made it, also where that rules out many at once.
   * @param name says what it looks for: verifiers of one name and the same fields give the same verdicts
   */
  remember(name: string, fields: readonly TextReader[], verify: DocumentVerifier): DocumentVerifier {
    const key = `${fields.map(field => this.fieldNumber(field))} ${name}`;
    const { documentLimit, budget } = this;
    const { keepPossible, lookAhead, prove } = verify;
    const knownNow = (): Verdict => {
      let known = this.known.get(key);
      if (!known) {
        known = { seen: new DocumentSet(documentLimit), matching: new DocumentSet(documentLimit) };
        this.known.set(key, known);
      }
      return known;
    };
    const isMatch = (document: number): boolean => {
      const { seen, matching } = knownNow();
      if (seen.has(document)) return matching.has(document);
      const matches = verify(document);
      // What was passed over when the budget was spent is not known.
      if (!matches && budget?.isSpent) return false;
      seen.add(document);
      if (matches) matching.add(document);
      return matches;
    };
    const keepUnknown = (list: PostingList, out: PostingList): PostingList => {
      const { seen, matching } = knownNow();
      const unknown = subtractSet(list, seen, new PostingList());
      const possible = keepPossible!(unknown, new PostingList());
      if (!budget?.isSpent) {
        const { documents, count } = subtractList(unknown, possible, new PostingList());
        seen.addAll(documents, count);
      }
      return uniteLists(intersectWithSet(list, matching, new PostingList()), possible, out);
    };
    return createVerifier(isMatch, { lookAhead, keepPossible: keepPossible && keepUnknown, prove });
  }

  private fieldNumber(field: TextReader): number {
    let number = this.fieldNumbers.get(field);
    if (number === undefined) this.fieldNumbers.set(field, (number = this.fieldNumbers.size));
    return number;
  }
}
