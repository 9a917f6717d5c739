/**
 * How far two ways of cutting agree: the F1 of their word ends, over texts that both have cut. 1 when all ends are the
 * same; 0 when none is.
 */
export function agreement(some: readonly (readonly number[])[], others: readonly (readonly number[])[]): number {
  let common = 0;
  let all = 0;
  for (let text = 0; text < Math.min(some.length, others.length); text++) {
    const ends = new Set(some[text]);
    all += some[text].length + others[text].length;
    for (const end of others[text]) if (ends.has(end)) common++;
  }
  return all === 0 ? 1 : (2 * common) / all;
}
