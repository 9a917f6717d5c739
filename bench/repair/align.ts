/** Two texts that say the same with other blanks and line ends, aligned character by character. */

/** The visible units of a text and where they stand. */
export interface VisibleUnits {
  readonly units: Uint16Array;
  readonly places: Int32Array;
}

/** Collects the visible units; `skip` stretches (start, end, start, end …, rising) are overlooked. */
export function visibleUnits(text: string, skip: readonly number[] = []): VisibleUnits {
  const units = new Uint16Array(text.length);
  const places = new Int32Array(text.length);
  let count = 0;
  let stretch = 0;
  for (let at = 0; at < text.length; at++) {
    while (stretch < skip.length && skip[stretch + 1] <= at) stretch += 2;
    if (stretch < skip.length && at >= skip[stretch]) continue;
    if (/[\s\u200b\ufeff]/.test(text[at])) continue;
    units[count] = text.charCodeAt(at);
    places[count++] = at;
  }
  return { units: units.subarray(0, count), places: places.subarray(0, count) };
}

const anchor = 10;
const farthest = 3000;

/** For each unit of `left` the number of the same unit in `right`, or -1: greedy, finding its feet again after a difference. */
export function align(left: Uint16Array, right: Uint16Array): Int32Array {
  const partner = new Int32Array(left.length).fill(-1);
  let a = 0;
  let b = 0;
  while (a < left.length && b < right.length) {
    if (left[a] === right[b]) {
      partner[a++] = b++;
      continue;
    }
    const step = nextMeeting(left, right, a, b);
    if (!step) break;
    a += step.skipLeft;
    b += step.skipRight;
  }
  return partner;
}

/** The nearest places where both go on alike for some units. */
function nextMeeting(
  left: Uint16Array,
  right: Uint16Array,
  a: number,
  b: number,
): { skipLeft: number; skipRight: number } | undefined {
  for (let sum = 1; sum < farthest; sum++)
    for (let skipLeft = 0; skipLeft <= sum; skipLeft++)
      if (meets(left, right, a + skipLeft, b + sum - skipLeft)) return { skipLeft, skipRight: sum - skipLeft };
  return undefined;
}

function meets(left: Uint16Array, right: Uint16Array, a: number, b: number): boolean {
  if (a >= left.length || b >= right.length) return false;
  for (let i = 0; i < anchor; i++) {
    if (a + i >= left.length && b + i >= right.length) return true;
    if (left[a + i] !== right[b + i]) return false;
  }
  return true;
}
