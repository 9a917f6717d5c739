import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drawCharts } from './charts.ts';
import { chartFolder, markdownReport } from './markdown.ts';
import { writeReadme } from './readme.ts';
import type { Report } from './report.ts';

const place = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
export const storedReport = place('report.json');

export function readReport(): Report | undefined {
  try {
    return JSON.parse(readFileSync(storedReport, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}

/** Stores what was measured: its parts take the place of those of the same name, other parts stay. */
export function storeReport(report: Report): Report {
  const before = readReport();
  const names = new Set(report.parts.map(part => part.name));
  const kept = before?.parts.filter(part => !names.has(part.name)) ?? [];
  const order = ['segment', 'index', 'query', 'quality', 'scale', 'repair'];
  const parts = [...report.parts, ...kept].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const stored = { versions: { ...before?.versions, ...report.versions }, parts };
  writeFileSync(storedReport, `${JSON.stringify(stored, null, 1)}\n`);
  return stored;
}

/** Makes report.md, its charts and README's tables from the stored report. */
export async function writePage(report: Report): Promise<string> {
  const charts = await drawCharts(report.parts);
  rmSync(place(chartFolder), { recursive: true, force: true });
  mkdirSync(place(chartFolder), { recursive: true });
  for (const [name, svg] of charts) writeFileSync(place(`${chartFolder}/${name}.svg`), svg);
  writeFileSync(place('report.md'), markdownReport(report));
  writeReadme(place('../README.md'), report, 'en');
  writeReadme(place('../README.zh-CN.md'), report, 'zh');
  return place('report.md');
}
