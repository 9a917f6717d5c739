/** Which characters look like a given one? About 9,500 pairs of 3,500 common characters, decoded at first use. */

import { loadLookAlikeTable } from './load-look-alike-table.ts';
import { lookAlikeDigits, shortDigits } from './look-alike-digits.ts';

/** The decoded table. Those that look like character `i` are `units[starts[i] … starts[i + 1])`. */
interface LookAlikes {
  /** By UTF-16 unit: 1 + the number of the character; 0 for units that are not in the table. */
  readonly numbers: Uint16Array;
  readonly starts: Uint16Array;
  readonly units: Uint16Array;
}

/** Decoded at first use and never changed after that. */
let cachedLookAlikes: LookAlikes | undefined;

/** The folded characters that look like this one, as ascending UTF-16 units. The relation is symmetric. */
export function findLookAlikes(unit: number): Uint16Array {
  cachedLookAlikes ??= decodeLookAlikes();
  const { numbers, starts, units } = cachedLookAlikes;
  const number = numbers[unit];
  return number === 0 ? units.subarray(0, 0) : units.slice(starts[number - 1], starts[number]).sort();
}

/** Takes about 1 ms. */
function decodeLookAlikes(): LookAlikes {
  const { lookAlikeCharacters, lookAlikeLinks } = loadLookAlikeTable();
  const count = lookAlikeCharacters.length;
  const links = decodeNumbers(lookAlikeLinks);
  const numbers = new Uint16Array(0x10000);
  const starts = new Uint16Array(count + 1);
  const pairs = new Uint16Array(2 * links.length);
  let pairsEnd = 0;
  let at = 0;
  for (let i = 0; i < count; i++) {
    numbers[lookAlikeCharacters.charCodeAt(i)] = i + 1;
    let other = i;
    for (let left = links[at++]; left > 0; left--) {
      other += links[at++];
      pairs[pairsEnd++] = i;
      pairs[pairsEnd++] = other;
      starts[i]++;
      starts[other]++;
    }
  }
  for (let i = 1; i <= count; i++) starts[i] += starts[i - 1];
  const units = new Uint16Array(pairsEnd);
  for (let k = 0; k < pairsEnd; k++) units[--starts[pairs[k]]] = lookAlikeCharacters.charCodeAt(pairs[k ^ 1]);
  return { numbers, starts, units };
}

function decodeNumbers(text: string): Uint16Array {
  const values = new Uint8Array(128);
  for (let i = 0; i < lookAlikeDigits.length; i++) values[lookAlikeDigits.charCodeAt(i)] = i;
  const numbers = new Uint16Array(text.length);
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = values[text.charCodeAt(at)];
    numbers[count++] =
      digit < shortDigits
        ? digit
        : shortDigits + (digit - shortDigits) * lookAlikeDigits.length + values[text.charCodeAt(++at)];
  }
  return numbers.subarray(0, count);
}
