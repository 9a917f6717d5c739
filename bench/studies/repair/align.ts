/** Aligns two texts that differ only in spaces and line ends, character by character. */

/** The visible UTF-16 units of a text and their offsets. */
export interface VisibleUnits {
  readonly units: Uint16Array;
  readonly offsets: Int32Array;
}

/** Collects the visible units of a text. `ignored` lists ranges to leave out (start, end, start, end …, ascending). */
export function visibleUnits(text: string, ignored: readonly number[] = []): VisibleUnits {
  const units = new Uint16Array(text.length);
  const offsets = new Int32Array(text.length);
  let count = 0;
  let range = 0;
  for (let at = 0; at < text.length; at++) {
    while (range < ignored.length && ignored[range + 1] <= at) range += 2;
    if (range < ignored.length && at >= ignored[range]) continue;
    if (/[\s\u200b\ufeff]/.test(text[at])) continue;
    units[count] = text.charCodeAt(at);
    offsets[count++] = at;
  }
  return { units: units.subarray(0, count), offsets: offsets.subarray(0, count) };
}

/** Number of equal units after which two texts are aligned again. */
const anchorUnits = 10;
/** Maximum number of units skipped at one difference. */
const maxSkippedUnits = 3000;

/** Finds for each unit of `left` the same unit in `right`, or -1. Greedy: after a difference it looks for the next anchor. */
export function align(left: Uint16Array, right: Uint16Array): Int32Array {
  const partner = new Int32Array(left.length).fill(-1);
  let a = 0;
  let b = 0;
  while (a < left.length && b < right.length) {
    if (left[a] === right[b]) {
      partner[a++] = b++;
      continue;
    }
    const skip = findAnchor(left, right, a, b);
    if (!skip) break;
    a += skip.left;
    b += skip.right;
  }
  return partner;
}

/** Finds the nearest offsets from which both texts are the same for some units. */
function findAnchor(
  left: Uint16Array,
  right: Uint16Array,
  a: number,
  b: number,
): { left: number; right: number } | undefined {
  for (let sum = 1; sum < maxSkippedUnits; sum++)
    for (let skipped = 0; skipped <= sum; skipped++)
      if (isAnchor(left, right, a + skipped, b + sum - skipped)) return { left: skipped, right: sum - skipped };
  return undefined;
}

function isAnchor(left: Uint16Array, right: Uint16Array, a: number, b: number): boolean {
  if (a >= left.length || b >= right.length) return false;
  for (let i = 0; i < anchorUnits; i++) {
    if (a + i >= left.length && b + i >= right.length) return true;
    if (left[a + i] !== right[b + i]) return false;
  }
  return true;
}
