/** What was left out of a run and why: counted, and named in the report. */
export class Skips {
  private readonly reasons = new Map<string, { count: number; examples: string[] }>();

  /**
   * Records that something was skipped.
   * @param reason the kind of reason: `line is not JSON, skipped`
   * @param example which one: `line 17 of corpus.jsonl`
   */
  add(reason: string, example: string): void {
    const known = this.reasons.get(reason) ?? { count: 0, examples: [] };
    known.count++;
    if (known.examples.length < 3) known.examples.push(example);
    this.reasons.set(reason, known);
  }

  /** Returns one sentence for each reason, for everything recorded since the last call. */
  takeNotes(): string[] {
    const notes = [...this.reasons].map(
      ([reason, { count, examples }]) =>
        `${count.toLocaleString('en')} × ${reason}: ${examples.join('; ')}${count > examples.length ? '; …' : ''}`,
    );
    this.reasons.clear();
    return notes;
  }
}
