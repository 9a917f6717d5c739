/** Compares exact counts. */

/** Counts by name. More is worse for all of them. */
export type Counts = Readonly<Record<string, number>>;

export interface Difference {
  readonly name: string;
  readonly before: number | undefined;
  readonly now: number | undefined;
}

export interface Comparison {
  readonly worse: readonly Difference[];
  readonly better: readonly Difference[];
  /** Counts that only one of the two runs has. */
  readonly unknown: readonly Difference[];
}

/** Compares counts. A count that grew by one is already worse, because the counts are exact. */
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
