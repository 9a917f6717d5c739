/** How far two segmenters agree. */

/**
 * Measures the F1 of the word ends of two segmenters, over the texts that both have segmented: 1 when all ends are the
 * same, 0 when none is.
 * @param some for each text, the offsets at which words end
 * @param others the same of the other segmenter
 */
export function measureAgreement(some: readonly (readonly number[])[], others: readonly (readonly number[])[]): number {
  let common = 0;
  let all = 0;
  for (let text = 0; text < Math.min(some.length, others.length); text++) {
    const ends = new Set(some[text]);
    all += some[text].length + others[text].length;
    for (const end of others[text]) if (ends.has(end)) common++;
  }
  return all === 0 ? 1 : (2 * common) / all;
}
