/**
 * What a run of the bench found, as data. The terminal, `--json`, report.md and its charts are all drawn from this, so
 * none of them can say anything that the others do not.
 */
export interface Report {
  /** Package and version, of hansou, Node and every peer that took part. */
  readonly versions: Readonly<Record<string, string>>;
  readonly parts: readonly MeasuredPart[];
}

/** A part and the run that measured it: a report can be made of several runs. */
export interface MeasuredPart extends PartReport {
  readonly run: Run;
}

/** One `npm run bench`. */
export interface Run {
  /** ISO date and time of its beginning. */
  readonly date: string;
  /** The words after `npm run bench --`. */
  readonly command: string;
  readonly machine: Machine;
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  /** Bytes. */
  readonly memory: number;
  readonly system: string;
}

/** One part of the bench: what was asked, on what, and the answer in tables. */
export interface PartReport {
  /** The word that runs it: `index`. */
  readonly name: string;
  readonly title: string;
  /** What was measured and how, for someone who knows nothing of it. Each entry is a paragraph. */
  readonly about: readonly string[];
  readonly tables: readonly Table[];
  readonly charts?: readonly Chart[];
  /** What was skipped, stopped or cannot be compared: one sentence each. */
  readonly notes?: readonly string[];
  /** The documents and words that this part ran on. */
  readonly ran?: string;
  /** The same as numbers. */
  readonly corpus?: { readonly name: string; readonly documents: number; readonly characters: number };
}

export interface Table {
  readonly title: string;
  readonly about?: string;
  /** Heading of the first column. */
  readonly subject: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

export interface Column {
  readonly title: string;
  /** Shown behind the title: `s`, `MB`. */
  readonly unit?: string;
  /** Which way is better; without it the column is not judged and has no ratios. */
  readonly better?: 'lower' | 'higher';
  /** Digits behind the point; by default as many as three significant digits need. */
  readonly digits?: number;
}

export interface Row {
  readonly name: string;
  readonly cells: readonly Cell[];
  /** The row that the others' ratios refer to. */
  readonly isReference?: boolean;
  /** It was given fewer documents, so it compares with no other: it has no ratios, and is neither best nor ahead. */
  readonly isPartial?: boolean;
}

/** A number with the spread of its rounds, or words in its place: `cannot`, `failed`. */
export type Cell = Measured | Words;

export interface Measured {
  /** The median of the rounds. */
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  /** How many rounds it was measured in; 1 is marked. */
  readonly rounds?: number;
}

export interface Words {
  readonly words: string;
}

export interface Chart {
  /** File name without ending. */
  readonly name: string;
  readonly title: string;
  readonly kind: 'bar' | 'line';
  readonly yTitle: string;
  readonly xTitle?: string;
  readonly isLogarithmic?: boolean;
  /** Bars: one name a bar. Lines: one number a point. */
  readonly x: readonly (string | number)[];
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
}

/** Says in a cell what a subject has no way to do. */
export const cannot: Words = { words: 'cannot' };

/** The runs that a report is made of, in the order of its parts, each with the names of its parts. */
export function runsOf(report: Report): { run: Run; parts: string[] }[] {
  const runs: { run: Run; parts: string[] }[] = [];
  for (const { name, run } of report.parts) {
    const known = runs.find(each => each.run.date === run.date && each.run.command === run.command);
    if (known) known.parts.push(name);
    else runs.push({ run, parts: [name] });
  }
  return runs;
}

export function isMeasured(cell: Cell): cell is Measured {
  return 'value' in cell;
}
