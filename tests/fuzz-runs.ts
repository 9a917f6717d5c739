/** How many cases the fuzz tests draw: `HANSOU_FUZZ=100000 npx vitest run tests/api/arguments.test.ts tests/laws/query/budget.law.test.ts` draws that many. */
export function fuzzRuns(usual: number): number {
  const asked = Number(process.env['HANSOU_FUZZ']);
  return asked > 0 ? asked : usual;
}
