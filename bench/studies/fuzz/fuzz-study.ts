/** The study `fuzz`: the fuzz tests with far more inputs than in a test run. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { projectFile } from '../../project-file.ts';
import type { PartReport, Row } from '../../report/report.ts';

/** What is drawn, and by which test. */
const fuzzers: readonly (readonly [name: string, file: string])[] = [
  ['arguments of hansou', 'tests/api/arguments.test.ts'],
  ['arguments of the other entry points', 'tests/api/entry-arguments.test.ts'],
  ['typed queries', 'tests/laws/query/query.law.test.ts'],
  ['filters', 'tests/laws/query/filters.law.test.ts'],
  ['searches that end early', 'tests/laws/query/budget.law.test.ts'],
  ['lives of an index', 'tests/laws/index/index.law.test.ts'],
  ['ids', 'tests/laws/index/ids.law.test.ts'],
  ['snippets and markup', 'tests/laws/query/snippet.law.test.ts'],
  ['damaged and forged files', 'tests/laws/index/mutated-files.law.test.ts'],
];
/** Inputs of each property. */
const inputs = { full: 100_000, smoke: 20 };

export async function fuzzStudy(isSmoke: boolean, log: (line: string) => void): Promise<PartReport> {
  const count = isSmoke ? inputs.smoke : inputs.full;
  const rows: Row[] = [];
  for (const [name, file] of fuzzers) {
    const started = performance.now();
    const output = await runTest(file, count);
    if (output !== undefined) throw new Error(`${file} failed with ${count} inputs:\n${output}`);
    const seconds = (performance.now() - started) / 1000;
    log(`${name}: ${seconds.toFixed(0)} s`);
    rows.push({ name, cells: [{ value: count }, { value: seconds }] });
  }
  return {
    name: 'fuzz',
    title: 'Inputs drawn at random',
    about: [`The tests that draw inputs, with ${count} inputs for each of their properties: none found a fault.`],
    tables: [
      {
        title: 'Fuzz tests',
        rowHeading: 'what is drawn',
        columns: [
          { title: 'inputs', digits: 0 },
          { title: 'time', unit: 's', digits: 0 },
        ],
        rows,
      },
    ],
  };
}

/** Runs a test file. @returns what it printed if it failed */
function runTest(file: string, count: number): Promise<string | undefined> {
  const vitest = fileURLToPath(projectFile('node_modules/vitest/vitest.mjs'));
  const args = [vitest, 'run', file, '--maxWorkers=1', `--testTimeout=${24 * 3_600_000}`];
  const child = spawn(process.execPath, args, {
    cwd: fileURLToPath(projectFile('.')),
    env: { ...process.env, HANSOU_FUZZ: `${count}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise(resolve => child.once('close', code => resolve(code === 0 ? undefined : output)));
}
