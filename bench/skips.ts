/** What was left out of a run and why: named and counted, never silently dropped. */
export class Skips {
  private readonly reasons = new Map<string, { count: number; examples: string[] }>();

  /**
   * @param reason the kind: `line that is no JSON`
   * @param example which one: `line 17 of corpus.jsonl`
   */
  add(reason: string, example: string): void {
    const known = this.reasons.get(reason) ?? { count: 0, examples: [] };
    known.count++;
    if (known.examples.length < 3) known.examples.push(example);
    this.reasons.set(reason, known);
  }

  /** One sentence a reason, of what was added since they were taken last. */
  takeNotes(): string[] {
    const notes = [...this.reasons].map(
      ([reason, { count, examples }]) =>
        `${count.toLocaleString('en')} × ${reason}: ${examples.join('; ')}${count > examples.length ? '; …' : ''}`,
    );
    this.reasons.clear();
    return notes;
  }
}
