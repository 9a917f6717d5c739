/**
 * How much may one call compute? Asked wherever a query does costly work: before a posting list is read, a column is
 * scanned or a text is verified.
 *
 * Law: what is found after the budget is spent is a part of what would be found without it. So whatever unites, intersects
 * or verifies may stop and give what it has; what excludes (`not`) must give nothing.
 */

/** What a caller allows a call to take. */
export interface BudgetOptions {
  /**
   * Milliseconds after which the call answers with what it has found (default no limit). It ends its work at the next
   * step, so it takes slightly longer.
   */
  readonly timeLimit?: number;
  /**
   * Ends the work when `aborted` is true. An `AbortSignal` cannot become aborted while a synchronous call runs; an object
   * whose `aborted` reads shared memory (`Atomics.load`) can, from another thread.
   */
  readonly signal?: { readonly aborted: boolean };
}

/** The share of the time in which documents are found; the rest is for ranking them and for their snippets. */
const findingShare = 0.75;

/** The budget of one call. */
export class Budget {
  private readonly finalDeadline: number;
  private deadline: number;
  private isStopped = false;
  private wasStopped = false;
  private readonly isLimited: boolean;
  private verifiedCount = 0;
  private verifiedLimit: number;

  /** @param maxVerified maximum number of documents that are verified by their texts, in all; default no limit */
  constructor(
    private readonly options: BudgetOptions = {},
    private readonly maxVerified = Number.POSITIVE_INFINITY,
  ) {
    const { timeLimit, signal } = options;
    this.isLimited = timeLimit !== undefined || signal !== undefined || maxVerified < Number.POSITIVE_INFINITY;
    this.verifiedLimit = maxVerified * findingShare;
    const now = timeLimit === undefined ? 0 : performance.now();
    this.finalDeadline = timeLimit === undefined ? Number.POSITIVE_INFINITY : now + timeLimit;
    this.deadline = timeLimit === undefined ? Number.POSITIVE_INFINITY : now + timeLimit * findingShare;
  }

  /** Whether no more work should be begun. Once true, it stays true until `beginRanking`. */
  get isSpent(): boolean {
    return this.isLimited && (this.isStopped || this.look());
  }

  /** Whether the answer lacks something: work was left out because the budget was spent. */
  get isPartial(): boolean {
    return this.wasStopped;
  }

  /** How many documents may still be verified by their texts. */
  get verificationsLeft(): number {
    return Math.max(0, this.verifiedLimit - this.verifiedCount);
  }

  /** Counts a document that is verified by its text. */
  countVerified(): void {
    this.verifiedCount++;
  }

  /** Runs work that is done again afterwards: what it verifies does not count. */
  withoutCounting(work: () => void): void {
    const { verifiedCount } = this;
    try {
      work();
    } finally {
      this.verifiedCount = verifiedCount;
    }
  }

  /** Ends the time for finding documents; what is left of the whole time is for ranking and showing them. */
  beginRanking(): void {
    this.deadline = this.finalDeadline;
    this.verifiedLimit = this.maxVerified;
    this.isStopped = false;
  }

  private look(): boolean {
    const { signal, timeLimit } = this.options;
    this.isStopped =
      signal?.aborted === true ||
      this.verifiedCount >= this.verifiedLimit ||
      (timeLimit !== undefined && performance.now() >= this.deadline);
    if (this.isStopped) this.wasStopped = true;
    return this.isStopped;
  }
}

/** The budget of calls without limits. */
export const unlimited = /* @__PURE__ */ new Budget();
