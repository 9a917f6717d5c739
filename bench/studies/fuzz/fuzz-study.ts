/** The study `fuzz`: the fuzz tests with far more inputs than in a test run. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../../options.ts';
import { projectFile } from '../../project-file.ts';
import type { PartReport, Row } from '../../report/report.ts';

/** What is drawn, and by which test. */
interface Fuzzer {
  readonly about: string;
  readonly file: string;
}

/** By the names that `--fuzzers` takes: all tests that draw more inputs with `HANSOU_FUZZ`. */
const fuzzers: Readonly<Record<string, Fuzzer>> = {
  arguments: { about: 'arguments of hansou', file: 'tests/api/arguments.test.ts' },
  entries: { about: 'arguments of the other entry points', file: 'tests/api/entry-arguments.test.ts' },
  queries: { about: 'typed queries', file: 'tests/laws/query/query.law.test.ts' },
  filters: { about: 'filters', file: 'tests/laws/query/filters.law.test.ts' },
  relevance: { about: 'relevance of hits', file: 'tests/laws/query/relevance.law.test.ts' },
  budget: { about: 'searches that end early', file: 'tests/laws/query/budget.law.test.ts' },
  lives: { about: 'lives of an index', file: 'tests/laws/index/index.law.test.ts' },
  ids: { about: 'ids', file: 'tests/laws/index/ids.law.test.ts' },
  snippets: { about: 'snippets and markup', file: 'tests/laws/query/snippet.law.test.ts' },
  element: { about: 'hostile documents in the search box', file: 'tests/browser/element/hostile.test.ts' },
  files: { about: 'damaged and forged files', file: 'tests/laws/index/mutated-files.law.test.ts' },
  clusters: { about: 'answers of clusters', file: 'tests/unit/opensearch/odd-answers.test.ts' },
};
/** Inputs of each property. */
const inputs = { full: 100_000, smoke: 1000 };

/** What the study is told. */
export interface FuzzOptions {
  /** The fuzzers that run; default all. */
  readonly names?: readonly string[];
  readonly isSmoke: boolean;
  readonly log: (line: string) => void;
}

/**
 * Runs the fuzzers one after the other, those behind one that fails too.
 * @throws UsageError for a name that none has; Error with all that the failing ones printed
 */
export async function fuzzStudy({ names = Object.keys(fuzzers), isSmoke, log }: FuzzOptions): Promise<PartReport> {
  for (const name of names)
    if (!Object.hasOwn(fuzzers, name))
      throw new UsageError(`fuzzer must be one of ${Object.keys(fuzzers).join(', ')}, got ${name}`);
  const count = isSmoke ? inputs.smoke : inputs.full;
  const given = process.env['HANSOU_SEED'];
  const seed = given === undefined || given === 'random' ? `${Math.floor(Math.random() * 1e9)}` : given;
  log(`HANSOU_SEED=${seed} draws the same again`);
  const rows: Row[] = [];
  const failures: string[] = [];
  for (const name of names) {
    const { about, file } = fuzzers[name];
    const started = performance.now();
    const { isRight, output } = await runTest(file, { HANSOU_FUZZ: `${count}`, HANSOU_SEED: seed }, line =>
      log(`${name}: ${line}`),
    );
    const seconds = (performance.now() - started) / 1000;
    log(`${name}: ${isRight ? 'no fault' : 'FAILED'}, ${seconds.toFixed(0)} s`);
    if (!isRight) failures.push(`${file} failed with ${count} inputs, HANSOU_SEED=${seed}:\n${output}`);
    rows.push({ name: about, cells: [{ value: count }, { value: seconds }] });
  }
  if (failures.length > 0) throw new Error(failures.join('\n\n'));
  return {
    name: 'fuzz',
    title: 'Inputs drawn at random',
    about: [
      `The tests that draw inputs, with ${count} inputs for each of their properties, drawn by the number ${seed}: none found a fault.`,
    ],
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

/** Runs a test file, and tells each line that it prints: each test when it ends, and how far one is that takes minutes. */
function runTest(
  file: string,
  environment: Readonly<Record<string, string>>,
  onLine: (line: string) => void,
): Promise<{ readonly isRight: boolean; readonly output: string }> {
  const vitest = fileURLToPath(projectFile('node_modules/vitest/vitest.mjs'));
  const args = [vitest, 'run', file, '--reporter=verbose', '--maxWorkers=1'];
  const child = spawn(process.execPath, args, {
    cwd: fileURLToPath(projectFile('.')),
    env: { ...process.env, ...environment, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      const lines = (rest + chunk).split('\n');
      rest = lines.pop()!;
      for (const line of lines) if (line.trim() !== '') onLine(line.trim());
    });
  }
  return new Promise(resolve => child.once('close', code => resolve({ isRight: code === 0, output })));
}
