/**
 * Law: verify finds every file that differs from what was written. Opening, searching and changing one without verify
 * ends, throws nothing but HansouError, and makes no array larger than the file could need.
 *
 * `HANSOU_MUTATIONS=20000 npx vitest run tests/laws/mutated-files.law.test.ts` tries so many files instead of the few
 * that every run tries; `HANSOU_SEED=7` other ones.
 */
import { describe, expect, it } from 'vitest';
import { HansouError } from '../../src/errors.ts';
import { largestAllocation } from './damage/allocations.ts';
import { asking, bytesOf, changing, makes, open, openRanged } from './damage/indexes.ts';
import { drawing, forge, isSame, mutations } from './damage/mutations.ts';

const tried = Number(process.env['HANSOU_MUTATIONS'] ?? 420);
const seed = Number(process.env['HANSOU_SEED'] ?? 1);

/** What an index holds beside its file: tables of a fixed size, and those by document and by unit of a text. */
const fixedBytes = 4 * 2 ** 20;
const bytesForByte = 128;

/** What was thrown; anything but our error goes on. */
function errorOf(act: () => unknown): HansouError | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof HansouError) return error;
    throw error;
  }
  return undefined;
}

/** Opens, verifies, asks and changes. Returns whether the damage was found. */
function useAll(bytes: Uint8Array, openAs: typeof open): boolean {
  let index: ReturnType<typeof open> | undefined;
  if (errorOf(() => (index = openAs(bytes)))) return true;
  for (const ask of asking(index!)) errorOf(ask);
  const isFound = errorOf(() => index!.verify()) !== undefined;
  for (const change of changing(index!)) errorOf(change);
  return isFound;
}

const names = Object.keys(makes);
const files = names.map((name, i) => bytesOf(makes[name], 11 + i));
/** Made alike, of other documents. */
const twins = names.map((name, i) => bytesOf(makes[name], 31 + i));
const kinds = Object.keys(mutations);

describe('a file', () => {
  it.each(names.map((name, i) => [name, files[i]] as const))('of %s as written is verified and read', (_, bytes) => {
    for (const openAs of [open, openRanged]) {
      const index = openAs(bytes);
      index.verify();
      for (const ask of asking(index)) ask();
      for (const change of changing(index)) change();
      index.verify();
    }
  });

  describe.each(kinds)('with %s', kind => {
    for (const isForged of [false, true])
      it(isForged ? 'and checksums that fit is read safely' : 'is found by verify, and read safely', () => {
        const draw = drawing(seed * 1000 + kinds.indexOf(kind) * 2 + (isForged ? 1 : 0));
        for (let i = Math.ceil(tried / kinds.length / 2); i > 0; i--) {
          const which = draw(files.length);
          const whole = files[which];
          const other = draw(2) === 0 ? twins[which] : files[draw(files.length)];
          const bytes = mutations[kind](whole, other, draw);
          if (isForged) forge(bytes);
          if ([...files, ...twins].some(file => isSame(bytes, file))) continue;
          const what = `${kind} of ${names[which]}, seed ${seed}, ${i} left`;
          let isFound = false;
          const largest = largestAllocation(() => {
            try {
              isFound = useAll(bytes, draw(4) === 0 ? openRanged : open);
            } catch (error) {
              throw new Error(`${what}: ${error instanceof Error ? error.stack : error}`);
            }
          });
          if (!isForged) expect(isFound, what).toBe(true);
          expect(largest, `the largest array, ${what}`).toBeLessThan(fixedBytes + bytesForByte * bytes.length);
        }
      });
  });
});
