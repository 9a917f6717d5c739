/**
 * The report of the bench as data, and where it is stored (`bench/report.json`). The terminal, `--json`, report.md, its
 * charts and README's tables are all drawn from this data, so none of them can say anything that the others do not.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { partNames } from '../options.ts';

/** What one or several runs of the bench measured. */
export interface Report {
  /** Package name to version: hansou, Node and every peer that took part. */
  readonly versions: Readonly<Record<string, string>>;
  readonly parts: readonly MeasuredPart[];
}

/** A part and the run that measured it. */
export interface MeasuredPart extends PartReport {
  readonly run: Run;
}

/** One `npm run bench`. */
export interface Run {
  /** ISO date and time at which the run started. */
  readonly date: string;
  /** The words after `npm run bench --`. */
  readonly command: string;
  readonly machine: Machine;
}

/** The machine of a run. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  /** Bytes. */
  readonly memory: number;
  readonly system: string;
}

/** One part of the bench: the question, the material, and the answer in tables. */
export interface PartReport {
  /** The word on the command line that runs this part: `index`. */
  readonly name: string;
  readonly title: string;
  /** What was measured and how, for a reader who does not know the project. Each entry is a paragraph. */
  readonly about: readonly string[];
  readonly tables: readonly Table[];
  readonly charts?: readonly Chart[];
  /** What was skipped, stopped or cannot be compared: one sentence each. */
  readonly notes?: readonly string[];
  /** The documents and the words that this part was measured on, in a sentence. */
  readonly material?: string;
  /** The documents as numbers. */
  readonly corpus?: { readonly name: string; readonly documents: number; readonly characters: number };
}

/** A table: one row an engine, one column a figure. */
export interface Table {
  readonly title: string;
  readonly about?: string;
  /** Heading of the first column, which names the rows. */
  readonly rowHeading: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** A figure that is given for every row. */
export interface Column {
  readonly title: string;
  /** Shown after the title: `s`, `MB`. */
  readonly unit?: string;
  /** Which direction is better. Without it the column is not judged and has no ratios. */
  readonly better?: 'lower' | 'higher';
  /** Digits after the decimal point; by default as many as three significant digits need. */
  readonly digits?: number;
}

/** An engine and its figures. */
export interface Row {
  readonly name: string;
  readonly cells: readonly Cell[];
  /** The row that the ratios of the others refer to. */
  readonly isReference?: boolean;
  /** The engine indexed fewer documents than the others: it has no ratios and is neither best nor ahead. */
  readonly isPartial?: boolean;
}

/** A figure, or words in its place: `cannot`, `failed`. */
export type Cell = Measured | Words;

/** A number with its range over the rounds. */
export interface Measured {
  /** The median of the rounds. */
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  /** The number of rounds. A figure of one round is marked. */
  readonly rounds?: number;
}

export interface Words {
  readonly words: string;
}

/** A chart of the page. */
export interface Chart {
  /** File name without its extension. */
  readonly name: string;
  readonly title: string;
  readonly kind: 'bar' | 'line';
  readonly yTitle: string;
  readonly xTitle?: string;
  readonly isLogarithmic?: boolean;
  /** Bars: the name of each bar. Lines: the number of each point. */
  readonly x: readonly (string | number)[];
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
}

/** The cell of an engine that has no way to do what is asked. */
export const cannot: Words = { words: 'cannot' };

/** Whether a cell is a figure. */
export function isMeasured(cell: Cell): cell is Measured {
  return 'value' in cell;
}

/** The value of a cell, or `null` when it holds words. */
export function cellValue(cell: Cell): number | null {
  return isMeasured(cell) ? cell.value : null;
}

/** Lists the runs that a report consists of, in the order of its parts, each with the names of its parts. */
export function listRuns(report: Report): { run: Run; parts: string[] }[] {
  const runs: { run: Run; parts: string[] }[] = [];
  for (const { name, run } of report.parts) {
    const known = runs.find(each => each.run.date === run.date && each.run.command === run.command);
    if (known) known.parts.push(name);
    else runs.push({ run, parts: [name] });
  }
  return runs;
}

/** The path of the stored report. */
export const reportPath = fileURLToPath(new URL('../report.json', import.meta.url));

/** Reads the stored report; `undefined` when there is none. */
export function readReport(): Report | undefined {
  try {
    return JSON.parse(readFileSync(reportPath, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}

/** Stores measured parts: they replace the stored parts of the same name, and all other parts stay. */
export function storeReport(report: Report): Report {
  const before = readReport();
  const names = new Set(report.parts.map(part => part.name));
  const others = before?.parts.filter(part => !names.has(part.name)) ?? [];
  const order: readonly string[] = partNames;
  const parts = [...report.parts, ...others].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const stored = { versions: { ...before?.versions, ...report.versions }, parts };
  writeFileSync(reportPath, `${JSON.stringify(stored, null, 1)}\n`);
  return stored;
}
