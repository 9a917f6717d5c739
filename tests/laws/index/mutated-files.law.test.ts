/**
 * Law: `verify` detects every file that differs from what was written. Opening, searching and changing a damaged file
 * without `verify` ends, throws only HansouError, and allocates no array larger than the file could need.
 *
 * `HANSOU_MUTATIONS=20000 npx vitest run tests/laws/index/mutated-files.law.test.ts` tries that many files instead of 420;
 * `HANSOU_SEED=7` tries different ones.
 */
import { describe, expect, it } from 'vitest';
import { HansouError } from '../../../src/errors.ts';
import { countInput } from '../../fuzz-progress.ts';
import { fuzzRuns } from '../../fuzz-runs.ts';
import { measureLargestAllocation } from '../damage/allocations.ts';
import { buildIndexBytes, indexKinds, listChanges, listQueries, open, openRanged } from '../damage/indexes.ts';
import { createDraw, equalBytes, fixChecksums, mutations } from '../damage/mutations.ts';

const fileCount = Number(process.env['HANSOU_MUTATIONS'] ?? fuzzRuns(420));
/** A failure names it. */
const given = process.env['HANSOU_SEED'];
const seed = given === 'random' ? Math.floor(Math.random() * 1e6) : Number(given);

/** Limit of an allocation: fixed-size tables, and tables by document and by UTF-16 unit, per byte of the file. */
const maxFixedBytes = 4 * 2 ** 20;
const maxBytesPerByte = 128;

/** Returns a thrown HansouError; other errors are rethrown. */
function errorOf(act: () => unknown): HansouError | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof HansouError) return error;
    throw error;
  }
  return undefined;
}

/** Opens, searches, verifies and changes an index. Returns whether the damage was detected. */
function useIndex(bytes: Uint8Array, openAs: typeof open): boolean {
  let index: ReturnType<typeof open> | undefined;
  if (errorOf(() => (index = openAs(bytes)))) return true;
  for (const ask of listQueries(index!)) errorOf(ask);
  const isDetected = errorOf(() => index!.verify()) !== undefined;
  for (const change of listChanges(index!)) errorOf(change);
  return isDetected;
}

const names = Object.keys(indexKinds);
const files = names.map((name, i) => buildIndexBytes(indexKinds[name], 11 + i));
/** Files of the same kinds with other documents. */
const otherFiles = names.map((name, i) => buildIndexBytes(indexKinds[name], 31 + i));
const kinds = Object.keys(mutations);

describe('a file', () => {
  it.each(
    names.map((name, i) => [name, files[i]] as const),
  )('of %s passes verify and can be searched and changed when undamaged', (_, bytes) => {
    for (const openAs of [open, openRanged]) {
      const index = openAs(bytes);
      index.verify();
      for (const ask of listQueries(index)) ask();
      for (const change of listChanges(index)) change();
      index.verify();
    }
  });

  describe.each(kinds)('with %s', kind => {
    for (const isForged of [false, true])
      it(isForged ? 'is read safely when its checksums are correct' : 'is detected by verify and read safely', () => {
        const draw = createDraw(seed * 1000 + kinds.indexOf(kind) * 2 + (isForged ? 1 : 0));
        for (let i = Math.ceil(fileCount / kinds.length / 2); i > 0; i--) {
          countInput();
          const which = draw(files.length);
          const whole = files[which];
          const other = draw(2) === 0 ? otherFiles[which] : files[draw(files.length)];
          const bytes = mutations[kind](whole, other, draw);
          if (isForged) fixChecksums(bytes);
          if ([...files, ...otherFiles].some(file => equalBytes(bytes, file))) continue;
          const what = `${kind} of ${names[which]}, seed ${seed}, ${i} left`;
          let isDetected = false;
          const largest = measureLargestAllocation(() => {
            try {
              isDetected = useIndex(bytes, draw(4) === 0 ? openRanged : open);
            } catch (error) {
              throw new Error(`${what}: ${error instanceof Error ? error.stack : error}`);
            }
          });
          if (!isForged) expect(isDetected, what).toBe(true);
          expect(largest, `largest allocation, ${what}`).toBeLessThan(maxFixedBytes + maxBytesPerByte * bytes.length);
        }
      });
  });
});
