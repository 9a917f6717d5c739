import {
  bestValues,
  columnTitle,
  formatCell,
  formatRatio,
  lowerFirst,
  referenceRow,
  whereOthersLead,
} from './format.ts';
import { isMeasured, type PartReport, type Report, type Run, runsOf, type Table } from './report.ts';

/** Where the charts lie, seen from report.md. */
export const chartFolder = 'charts';

/** The report as a page for someone who knows nothing of the project. */
export function markdownReport(report: Report): string {
  const versions = Object.entries(report.versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
  return `${[
    '# hansou beside its peers',
    'hansou is a full-text search library for Chinese: it cuts texts into words, builds one index file, and answers queries with ranked, marked passages. This page measures it beside the engines that one would otherwise take. It is made by `npm run bench` from `bench/report.json`; nothing in it is written by hand, and anyone can make it anew on their own texts.',
    [...runsOf(report).map(({ run, parts }) => runLine(run, parts)), `- **Versions:** ${versions}`].join('\n'),
    `## How to read it\n${howToRead.map(line => `- ${line}`).join('\n')}`,
    ...report.parts.map(markdownPart),
    lead(report.parts),
  ].join('\n\n')}\n`;
}

function runLine({ date, command, machine }: Run, parts: readonly string[]): string {
  const { cpu, cores, memory, system } = machine;
  return `- **${parts.join(', ')}:** ${date.slice(0, 16).replace('T', ' ')} UTC, by \`npm run bench -- ${command}\`, on ${cpu}, ${cores} cores, ${(memory / 2 ** 30).toFixed(0)} GB of memory, ${system}`;
}

const howToRead = [
  'Each measurement ran in a process of its own, one at a time, the subjects taking turns. A figure is the median of the rounds, with the lowest and the highest behind it in brackets; a figure with † was measured in one round only, because the subject is slow or the run was a short one.',
  '×2.4 behind a figure says that it is 2.4 times that of hansou. The best figure of a column is **bold**, whoever has it. Where hansou is not the best, the list at the end says so.',
  '“Jieba’s words” means that the engine was given the same words as the others, cut by the jieba segmenter; “own Chinese” means that it was left to what it makes of Chinese itself.',
  '“Cannot” means that the engine has no way to do it, which is not the same as doing it badly.',
];

function lead(parts: readonly PartReport[]): string {
  const sections = parts.flatMap(part =>
    part.tables.flatMap(table =>
      whereOthersLead(table).map(sentence => `- ${part.name}, ${lowerFirst(table.title)} – ${sentence}`),
    ),
  );
  return sections.length > 0
    ? `## Where others are ahead\n\n${sections.join('\n')}`
    : '## Where others are ahead\n\nIn none of the tables above.';
}

function markdownPart(part: PartReport): string {
  return [
    `## ${part.title}`,
    ...part.about,
    ...(part.ran ? [`*${part.ran}*`] : []),
    ...part.tables.map(markdownTable),
    ...(part.charts ?? []).map(chart => `![${chart.title}](${chartFolder}/${chart.name}.svg)`),
    ...(part.notes?.length ? [`Notes:\n${part.notes.map(note => `- ${note}`).join('\n')}`] : []),
  ].join('\n\n');
}

function markdownTable(table: Table): string {
  const reference = referenceRow(table);
  const best = bestValues(table);
  const line = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(' | ')} |`;
  const rows = table.rows.map(row =>
    line([
      row.isReference ? `**${row.name}**` : row.name,
      ...table.columns.map((column, i) => {
        const cell = row.cells[i];
        const text = formatCell(cell, column);
        const ratio = row.isPartial ? '' : formatRatio(cell, reference?.cells[i], column);
        const isBest = !row.isPartial && cell && isMeasured(cell) && cell.value === best[i];
        return (isBest ? `**${text}**` : text) + (ratio ? ` ${ratio}` : '');
      }),
    ]),
  );
  return [
    `### ${table.title}`,
    ...(table.about ? [table.about] : []),
    [
      line([table.subject, ...table.columns.map(columnTitle)]),
      `| --- |${table.columns.map(() => ' ---: |').join('')}`,
      ...rows,
    ].join('\n'),
  ].join('\n\n');
}

/** A cell must not end its column or its row. */
function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
