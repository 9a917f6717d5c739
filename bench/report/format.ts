import { type Cell, type Column, isMeasured, type Row, type Table } from './report.ts';

/** A number as a reader wants it: three significant digits, thousands separated; `—` for none. */
export function formatNumber(value: number, digits?: number): string {
  if (!Number.isFinite(value)) return '—';
  const size = Math.abs(value);
  const places = digits ?? (size >= 100 || size === 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4);
  return value.toLocaleString('en', { minimumFractionDigits: places, maximumFractionDigits: places });
}

/** `s`, `MB` … behind the title. */
export function columnTitle(column: Column): string {
  return column.unit ? `${column.title} (${column.unit})` : column.title;
}

/** The cell with its spread (lowest–highest of the rounds); one round among several is marked by †. */
export function formatCell(cell: Cell | undefined, column: Column): string {
  if (!cell) return '';
  if (!isMeasured(cell)) return cell.words;
  const { value, low, high, rounds } = cell;
  const text = formatNumber(value, column.digits);
  if (rounds === 1) return `${text}†`;
  if (low === undefined || high === undefined || low === high) return text;
  return `${text} [${formatNumber(low, column.digits)}–${formatNumber(high, column.digits)}]`;
}

/** How many times the reference's value a cell's value is: `×2.4`; '' where that says nothing. */
export function formatRatio(cell: Cell | undefined, reference: Cell | undefined, column: Column): string {
  if (!column.better || !cell || !reference || !isMeasured(cell) || !isMeasured(reference)) return '';
  if (cell === reference || !(reference.value > 0) || !(cell.value >= 0)) return '';
  const ratio = cell.value / reference.value;
  return `×${ratio >= 10 ? ratio.toFixed(0) : ratio >= 0.1 ? ratio.toFixed(2) : ratio.toPrecision(2)}`;
}

export function referenceRow(table: Table): Row | undefined {
  return table.rows.find(row => row.isReference);
}

/** The rows that compare with one another. */
export function compared(table: Table): Row[] {
  return table.rows.filter(row => !row.isPartial);
}

/** By column: the best value, when the column is judged. */
export function bestValues(table: Table): (number | undefined)[] {
  return table.columns.map((column, i) => {
    if (!column.better) return undefined;
    const values = compared(table).flatMap(row => {
      const cell = row.cells[i];
      return cell && isMeasured(cell) && Number.isFinite(cell.value) ? [cell.value] : [];
    });
    if (values.length < 2) return undefined;
    return column.better === 'lower' ? Math.min(...values) : Math.max(...values);
  });
}

/** Where another row is better than the reference: one sentence a column, and none is left out. */
export function whereOthersLead(table: Table): string[] {
  const reference = referenceRow(table);
  if (!reference) return [];
  return table.columns.flatMap((column, i) => {
    const own = reference.cells[i];
    if (!column.better || !own || !isMeasured(own)) return [];
    const ahead = compared(table).filter(row => {
      const cell = row.cells[i];
      if (row === reference || !cell || !isMeasured(cell)) return false;
      return column.better === 'lower' ? cell.value < own.value : cell.value > own.value;
    });
    if (ahead.length === 0) return [];
    const names = ahead.map(row => `${row.name} (${formatCell(row.cells[i], column).replace('†', '')})`).join(', ');
    return [
      `${columnTitle(column)}: ${reference.name} has ${formatNumber(own.value, column.digits)}; better are ${names}.`,
    ];
  });
}

/** The text with a small first letter, unless it begins with an abbreviation. */
export function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text[0].toLowerCase() + text.slice(1) : text;
}
