/** Where does a number stand among ascending ones? */

/** The place of the first number of `numbers[from … end)`, which ascend, that is at least `min`; `end` if there is none. */
export function findFirstAtLeast(numbers: ArrayLike<number>, min: number, from = 0, end = numbers.length): number {
  let low = from;
  for (let high = end; low < high; ) {
    const middle = (low + high) >>> 1;
    if (numbers[middle] < min) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The same in fewer steps where it is near `from`: the steps are doubled until one is too long (galloping search). */
export function findNextAtLeast(numbers: Uint32Array, min: number, from: number, end: number): number {
  let low = from;
  let step = 1;
  while (low + step < end && numbers[low + step] < min) {
    low += step;
    step *= 2;
  }
  return findFirstAtLeast(numbers, min, low, Math.min(end, low + step));
}
