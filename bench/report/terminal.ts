import { stripVTControlCharacters } from 'node:util';
import { bestValues, columnTitle, formatCell, formatRatio, referenceRow } from './format.ts';
import { isMeasured, type PartReport, type Report, runsOf, type Table } from './report.ts';

export interface TerminalStyle {
  readonly hasColor: boolean;
}

/** The whole report as text for a terminal. */
export function terminalReport(report: Report, style: TerminalStyle): string {
  const versions = Object.entries(report.versions).map(([name, version]) => `${name} ${version}`);
  return [
    ...runsOf(report).map(({ run: { date, machine } }) => {
      const { cpu, cores, memory, system } = machine;
      return `${date.slice(0, 16).replace('T', ' ')} UTC · ${cpu}, ${cores} cores, ${(memory / 2 ** 30).toFixed(0)} GB · ${system}`;
    }),
    versions.join(' · '),
    ...report.parts.map(part => terminalPart(part, style)),
    '',
  ].join('\n');
}

export function terminalPart(part: PartReport, style: TerminalStyle): string {
  const bold = (text: string) => (style.hasColor ? `\u001b[1m${text}\u001b[22m` : text);
  const lines = ['', bold(`${part.name}: ${part.title}`), ...part.about];
  for (const table of part.tables)
    lines.push('', bold(table.title), ...(table.about ? [table.about] : []), terminalTable(table, style));
  if (part.notes?.length) lines.push('', ...part.notes.map(note => `- ${note}`));
  return lines.join('\n');
}

function terminalTable(table: Table, style: TerminalStyle): string {
  const reference = referenceRow(table);
  const best = bestValues(table);
  const rows = [
    [table.subject, ...table.columns.map(columnTitle)],
    ...table.rows.map(row => [
      row.name,
      ...table.columns.map((column, i) => {
        const cell = row.cells[i];
        const ratio = row.isPartial ? '' : formatRatio(cell, reference?.cells[i], column);
        const text = formatCell(cell, column) + (ratio ? ` ${ratio}` : '');
        const isBest = !row.isPartial && cell && isMeasured(cell) && cell.value === best[i];
        return isBest && style.hasColor ? `\u001b[32m${text}\u001b[39m` : text;
      }),
    ]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => shownWidth(row[column]))));
  return rows
    .map(row =>
      row
        .map((text, column) => {
          const room = ' '.repeat(widths[column] - shownWidth(text));
          return column === 0 ? text + room : room + text;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Han characters are two cells wide. */
function shownWidth(text: string): number {
  let width = 0;
  for (const character of stripVTControlCharacters(text))
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(character) ? 2 : 1;
  return width;
}
