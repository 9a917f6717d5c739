/** Exact counts by name, in groups. More is worse in all of them. */
export type Counts = Readonly<Record<string, number>>;

export interface Difference {
  readonly name: string;
  readonly before: number | undefined;
  readonly now: number | undefined;
}

export interface Comparison {
  readonly worse: readonly Difference[];
  readonly better: readonly Difference[];
  /** Counts that only one of the two has. */
  readonly unknown: readonly Difference[];
}

/** Compares counts: a count that grew is worse, by however little, since nothing in it is left to chance. */
export function compareCounts(before: Counts, now: Counts): Comparison {
  const worse: Difference[] = [];
  const better: Difference[] = [];
  const unknown: Difference[] = [];
  for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const difference = { name, before: before[name], now: now[name] };
    if (difference.before === undefined || difference.now === undefined) unknown.push(difference);
    else if (difference.now > difference.before) worse.push(difference);
    else if (difference.now < difference.before) better.push(difference);
  }
  return { worse, better, unknown };
}
