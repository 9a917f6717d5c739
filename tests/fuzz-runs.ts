/** How many cases the fuzz tests draw: `HANSOU_FUZZ=100000 npx vitest run tests/api/arguments.test.ts tests/laws/query/budget.law.test.ts` draws that many. */
import fc from 'fast-check';

/**
 * The number of runs of a property.
 * @param usual without `HANSOU_FUZZ`
 * @param inputsPerRun how many inputs a run draws on average: `HANSOU_FUZZ` counts inputs
 */
export function fuzzRuns(usual: number, inputsPerRun = 1): number {
  const asked = Number(process.env['HANSOU_FUZZ']);
  return asked > 0 ? Math.ceil(asked / inputsPerRun) : usual;
}

/** The mean length of `anyInputs`: few in a test run, so that there are many indexes too; in the long form indexes abound. */
export const inputsPerIndex = Number(process.env['HANSOU_FUZZ']) > 0 ? 32 : 8;

/** Several inputs for one index: to build it takes ten times as long as to ask it. */
export function anyInputs<T>(input: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(input, { minLength: 1, maxLength: 2 * inputsPerIndex - 1, size: 'max' });
}
