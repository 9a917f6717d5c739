/** Says once a minute how far a fuzz test is that takes hours. */
import { expect } from 'vitest';

const sayEveryMs = 60_000;
let current = '';
let count = 0;
let said = performance.now();

/** Called before each draw of a fuzz test in its long form: a draw is an input, or an index with many of them. */
export function countInput(): void {
  const { currentTestName = '' } = expect.getState();
  if (currentTestName !== current) [current, count, said] = [currentTestName, 0, performance.now()];
  count++;
  if (performance.now() - said < sayEveryMs) return;
  said = performance.now();
  process.stderr.write(`${current}: ${count.toLocaleString('en')} draws\n`);
}
