/** The report as text: for a terminal, and as the Markdown page `bench/report.md`. */
import { stripVTControlCharacters } from 'node:util';
import { renderChart } from './charts.ts';
import {
  type Cell,
  type Column,
  isMeasured,
  listRuns,
  type Machine,
  type PartReport,
  type Report,
  type Row,
  type Run,
  type Table,
} from './report.ts';

/** The folder of the charts, relative to report.md. */
export const chartFolder = 'charts';

/** Formats a number with three significant digits and separated thousands; `—` for none. */
export function formatNumber(value: number, digits?: number): string {
  if (!Number.isFinite(value)) return '—';
  const size = Math.abs(value);
  const places = digits ?? (size >= 100 || size === 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4);
  return value.toLocaleString('en', { minimumFractionDigits: places, maximumFractionDigits: places });
}

/** The heading of a column: its title, and its unit in parentheses. */
export function columnHeading(column: Column): string {
  return column.unit ? `${column.title} (${column.unit})` : column.title;
}

/** Formats a cell with its range over the rounds (lowest–highest). A figure of one round is marked with †. */
export function formatCell(cell: Cell | undefined, column: Column): string {
  if (!cell) return '';
  if (!isMeasured(cell)) return cell.words;
  const { value, low, high, rounds } = cell;
  const text = formatNumber(value, column.digits);
  if (rounds === 1) return `${text}†`;
  if (low === undefined || high === undefined || low === high) return text;
  return `${text} [${formatNumber(low, column.digits)}–${formatNumber(high, column.digits)}]`;
}

/** Formats a value as a multiple of the reference's (`×2.4`); '' where a ratio means nothing. */
export function formatRatio(cell: Cell | undefined, reference: Cell | undefined, column: Column): string {
  if (!column.better || !cell || !reference || !isMeasured(cell) || !isMeasured(reference)) return '';
  if (cell === reference || !(reference.value > 0) || !(cell.value >= 0)) return '';
  const ratio = cell.value / reference.value;
  return `×${ratio >= 10 ? ratio.toFixed(0) : ratio >= 0.1 ? ratio.toFixed(2) : ratio.toPrecision(2)}`;
}

/** The row that the ratios refer to. */
export function referenceRow(table: Table): Row | undefined {
  return table.rows.find(row => row.isReference);
}

/** The rows that can be compared with one another. */
export function comparableRows(table: Table): Row[] {
  return table.rows.filter(row => !row.isPartial);
}

/** The best value of each column, or `undefined` for a column that is not judged. */
export function bestValues(table: Table): (number | undefined)[] {
  return table.columns.map((column, i) => {
    if (!column.better) return undefined;
    const values = comparableRows(table).flatMap(row => {
      const cell = row.cells[i];
      return cell && isMeasured(cell) && Number.isFinite(cell.value) ? [cell.value] : [];
    });
    if (values.length < 2) return undefined;
    return column.better === 'lower' ? Math.min(...values) : Math.max(...values);
  });
}

/** One sentence for each column in which another row is better than the reference. */
export function whereOthersLead(table: Table): string[] {
  const reference = referenceRow(table);
  if (!reference) return [];
  return table.columns.flatMap((column, i) => {
    const own = reference.cells[i];
    if (!column.better || !own || !isMeasured(own)) return [];
    const ahead = comparableRows(table).filter(row => {
      const cell = row.cells[i];
      if (row === reference || !cell || !isMeasured(cell)) return false;
      return column.better === 'lower' ? cell.value < own.value : cell.value > own.value;
    });
    if (ahead.length === 0) return [];
    const names = ahead.map(row => `${row.name} (${formatCell(row.cells[i], column).replace('†', '')})`).join(', ');
    const ownValue = formatNumber(own.value, column.digits);
    return [`${columnHeading(column)}: ${reference.name} has ${ownValue}; better are ${names}.`];
  });
}

/** The text with a lower-case first letter, unless it starts with an abbreviation. */
export function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text[0].toLowerCase() + text.slice(1) : text;
}

/** Renders the whole report as text for a terminal. */
export function renderForTerminal(report: Report, { hasColor }: { readonly hasColor: boolean }): string {
  const style = (codes: readonly [number, number], text: string) =>
    hasColor ? `\u001b[${codes[0]}m${text}\u001b[${codes[1]}m` : text;
  const bold = (text: string) => style([1, 22], text);
  const green = (text: string) => style([32, 39], text);
  const lines = [
    ...listRuns(report).map(({ run }) => `${minuteOf(run)} · ${machineText(run.machine)}`),
    listVersions(report, ' · '),
  ];
  for (const part of report.parts) {
    lines.push('', bold(`${part.name}: ${part.title}`), ...part.about);
    for (const table of part.tables)
      lines.push('', bold(table.title), ...(table.about ? [table.about] : []), renderColumns(table, green));
    if (part.notes?.length) lines.push('', ...part.notes.map(note => `- ${note}`));
  }
  return [...lines, ''].join('\n');
}

/** Renders a table in aligned columns, with its best values in green. */
function renderColumns(table: Table, green: (text: string) => string): string {
  const rows = [
    [table.rowHeading, ...table.columns.map(columnHeading)],
    ...table.rows.map(row => [row.name, ...renderCells(table, row, green)]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => terminalWidth(row[column]))));
  return rows
    .map(row =>
      row
        .map((text, column) => {
          const padding = ' '.repeat(widths[column] - terminalWidth(text));
          return column === 0 ? text + padding : padding + text;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The width of a text in terminal cells: a Han character takes two. */
function terminalWidth(text: string): number {
  let width = 0;
  for (const character of stripVTControlCharacters(text))
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(character) ? 2 : 1;
  return width;
}

/** Renders the report as a Markdown page for a reader who does not know the project. */
export function renderPage(report: Report): string {
  return `${[
    '# hansou and its peers',
    'hansou is a full-text search library for Chinese: it segments text into words, builds one index file, and answers queries with ranked hits and highlighted snippets. This page compares it with the engines that people would otherwise use. `npm run bench` measures, and the page is generated from `bench/report.json`: nothing in it is written by hand, and anyone can repeat it with their own texts.',
    [
      ...listRuns(report).map(({ run, parts }) => `- **${parts.join(', ')}:** ${runText(run)}`),
      `- **Versions:** ${listVersions(report, ', ')}`,
    ].join('\n'),
    `## How to read it\n${howToRead.map(line => `- ${line}`).join('\n')}`,
    ...report.parts.map(renderPart),
    renderLeads(report.parts),
  ].join('\n\n')}\n`;
}

const howToRead = [
  'Each measurement ran in its own process, one at a time, and the engines took turns. A figure is the median of the rounds; the lowest and the highest follow in brackets. A figure marked † was measured in one round only, because the engine is slow or the run was short.',
  '×2.4 after a figure means 2.4 times the figure of hansou. The best figure of a column is **bold**, whichever engine it is. The list at the end names every column in which hansou is not the best.',
  '“Jieba’s words” means that the engine was given the same words as the others, segmented by jieba; “own Chinese” means that the engine used its own support for Chinese.',
  '“Cannot” means that the engine has no such function, which is not the same as doing it badly.',
];

function renderPart(part: PartReport): string {
  return [
    `## ${part.title}`,
    ...part.about,
    ...(part.material ? [`*${part.material}*`] : []),
    ...part.tables.map(renderMarkdownTable),
    ...(part.charts ?? []).map(chart => renderChart(chart, chartFolder)),
    ...(part.notes?.length ? [`Notes:\n${part.notes.map(note => `- ${note}`).join('\n')}`] : []),
  ].join('\n\n');
}

function renderMarkdownTable(table: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [
    `### ${table.title}`,
    ...(table.about ? [table.about] : []),
    [
      line([table.rowHeading, ...table.columns.map(columnHeading)]),
      `| --- |${table.columns.map(() => ' ---: |').join('')}`,
      ...table.rows.map(row =>
        line([row.isReference ? `**${row.name}**` : row.name, ...renderCells(table, row, text => `**${text}**`)]),
      ),
    ].join('\n'),
  ].join('\n\n');
}

/** Escapes what would end a cell or a row. */
function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function renderLeads(parts: readonly PartReport[]): string {
  const sentences = parts.flatMap(part =>
    part.tables.flatMap(table =>
      whereOthersLead(table).map(sentence => `- ${part.name}, ${lowerFirst(table.title)} – ${sentence}`),
    ),
  );
  return `## Where others are ahead\n\n${sentences.length > 0 ? sentences.join('\n') : 'In none of the tables above.'}`;
}

/** The cells of a row, each with its ratio to the reference; `emphasize` marks the best value of a column. */
function renderCells(table: Table, row: Row, emphasize: (text: string) => string): string[] {
  const reference = referenceRow(table);
  const best = bestValues(table);
  return table.columns.map((column, i) => {
    const cell = row.cells[i];
    const text = formatCell(cell, column);
    if (row.isPartial) return text;
    const ratio = formatRatio(cell, reference?.cells[i], column);
    const isBest = cell && isMeasured(cell) && cell.value === best[i];
    return (isBest ? emphasize(text) : text) + (ratio ? ` ${ratio}` : '');
  });
}

function runText(run: Run): string {
  return `${minuteOf(run)}, by \`npm run bench -- ${run.command}\`, on ${machineText(run.machine)}`;
}

function machineText({ cpu, cores, memory, system }: Machine): string {
  return `${cpu}, ${cores} cores, ${(memory / 2 ** 30).toFixed(0)} GB of memory, ${system}`;
}

function minuteOf({ date }: Run): string {
  return `${date.slice(0, 16).replace('T', ' ')} UTC`;
}

function listVersions({ versions }: Report, separator: string): string {
  return Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(separator);
}
