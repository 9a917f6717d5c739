/** The main table of README, in both languages, out of the stored report. */
import { readFileSync, writeFileSync } from 'node:fs';
import { bestValues, columnTitle, compared, formatNumber, formatRatio, lowerFirst, referenceRow } from './format.ts';
import { type Cell, type Column, isMeasured, type Report, type Row, type Table } from './report.ts';

/** A column of README: a column of the report, under the report's own heading in English and its translation in Chinese. */
interface ShownColumn {
  readonly part: string;
  /** How the title of the report's table begins. */
  readonly table: string;
  /** The heading of the report's column. */
  readonly column: string;
  /** What heads the column in README: the column's own heading, the table's (up to its colon), or both. */
  readonly heading: 'column' | 'table' | 'both';
  readonly zh: string;
}

const engineColumns: readonly ShownColumn[] = [
  { part: 'index', table: 'An index of the whole corpus', column: 'build', heading: 'column', zh: '建索引' },
  { part: 'index', table: 'An index of the whole corpus', column: 'file', heading: 'column', zh: '文件' },
  { part: 'index', table: 'An index of the whole corpus', column: 'holds the texts', heading: 'column', zh: '含原文' },
  { part: 'index', table: 'An index of the whole corpus', column: 'open', heading: 'column', zh: '打开' },
  { part: 'query', table: 'All words', column: 'mean', heading: 'table', zh: '全部词' },
  { part: 'query', table: 'Any word', column: 'mean', heading: 'table', zh: '任一词' },
  { part: 'query', table: 'Phrases', column: 'mean', heading: 'table', zh: '加引号' },
  { part: 'query', table: 'Questions', column: 'mean', heading: 'table', zh: '问句' },
  { part: 'quality', table: 'Phrases', column: 'answered exactly', heading: 'both', zh: '原句全对' },
  { part: 'quality', table: 'nDCG@10', column: 'mean', heading: 'table', zh: 'nDCG@10' },
];
const segmenterColumns: readonly ShownColumn[] = [
  { part: 'segment', table: 'Speed and weight', column: 'words', heading: 'column', zh: '词' },
  { part: 'segment', table: 'Speed and weight', column: 'words with offsets', heading: 'column', zh: '词及位置' },
  { part: 'segment', table: 'Speed and weight', column: 'load', heading: 'column', zh: '载入' },
];

const words = {
  en: {
    engine: 'engine',
    segmenter: 'segmenter',
    about: (date: string, machine: string, ran: string) =>
      `Measured ${date}, ${machine}. ${ran} Peers were given the same words. Query times are means for ten hits without snippets; “phrases answered exactly” is the share of quoted phrases for which exactly the documents that contain them were found. ×2.4 means 2.4 times hansou’s figure. The full report, with spread, configurations and where others are ahead: [bench/report.md](bench/report.md).`,
    yes: 'yes',
    no: 'no',
    cannot: 'cannot',
  },
  zh: {
    engine: '引擎',
    segmenter: '分词器',
    about: (date: string, machine: string, ran: string) =>
      `${date} 测得，${machine}。${ran}各引擎用同样的词。查询时间为平均值，取十条结果，不做摘要；“原句全对”是加引号的原句中，恰好找出所有含它的文章的比例。×2.4 表示是 hansou 的 2.4 倍。完整报告（波动、各引擎的配置、别人领先之处）：[bench/report.md](bench/report.md)。`,
    yes: '是',
    no: '否',
    cannot: '不能',
  },
} as const;
type Language = keyof typeof words;

const begin = '<!-- bench -->';
const end = '<!-- /bench -->';

/** The text between README's marks; '' while the report has no part that it shows. */
export function readmeTables(report: Report, language: Language): string {
  const w = words[language];
  const tables = [enginesTable(report, language), segmentersTable(report, language)].filter(table => table !== '');
  if (tables.length === 0) return '';
  const index = report.parts.find(part => part.name === 'index') ?? report.parts[0];
  const { cpu, cores } = index.run.machine;
  const ran =
    index.corpus === undefined
      ? ''
      : language === 'en'
        ? `${index.corpus.name}: ${formatNumber(index.corpus.documents, 0)} documents, ${formatNumber(index.corpus.characters / 1e6, 1)} million characters.`
        : `${index.corpus.name}：${formatNumber(index.corpus.documents, 0)} 篇，${formatNumber(index.corpus.characters / 1e4, 0)} 万字。`;
  const machine = language === 'en' ? `${cpu}, ${cores} cores` : `${cpu}，${cores} 核`;
  return [w.about(index.run.date.slice(0, 10), machine, ran), ...tables].join('\n\n');
}

/** `readme` with the tables between its marks. */
export function withTables(readme: string, tables: string): string {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README has no ${begin} … ${end}; put the two marks where the tables go`);
  return `${readme.slice(0, from + begin.length)}\n${tables}\n${readme.slice(to)}`;
}

export function writeReadme(path: string, report: Report, language: Language): void {
  writeFileSync(path, withTables(readFileSync(path, 'utf8'), readmeTables(report, language)));
}

interface Chosen {
  readonly column: Column;
  readonly title: string;
  readonly table: Table;
  readonly at: number;
  readonly best: number | undefined;
}

function enginesTable(report: Report, language: Language): string {
  const chosen = engineColumns.flatMap(shown => chosenColumn(report, shown, language));
  // Engines with their own Chinese stand in the report: here every one has the same words.
  const rows = (chosen[0] ? compared(chosen[0].table) : []).filter(
    row => row.isReference || !/own Chinese/.test(row.name),
  );
  return tableOf(words[language].engine, rows, chosen, language);
}

function segmentersTable(report: Report, language: Language): string {
  const chosen = segmenterColumns.flatMap(shown => chosenColumn(report, shown, language));
  return tableOf(words[language].segmenter, chosen[0]?.table.rows ?? [], chosen, language);
}

/** The column of the report, or none while the report has no such part. */
function chosenColumn(report: Report, shown: ShownColumn, language: Language): Chosen[] {
  const part = report.parts.find(({ name }) => name === shown.part);
  const table = part?.tables.find(({ title }) => title.startsWith(shown.table));
  const at = table?.columns.findIndex(({ title }) => title === shown.column) ?? -1;
  if (!table || at < 0) return [];
  const ofTable = lowerFirst(table.title.split(':')[0]);
  const english = { column: shown.column, table: ofTable, both: `${ofTable} ${shown.column}` }[shown.heading];
  const title = language === 'en' ? english : shown.zh;
  return [{ column: table.columns[at], title, table, at, best: bestValues(table)[at] }];
}

function tableOf(first: string, rows: readonly Row[], chosen: readonly Chosen[], language: Language): string {
  if (rows.length === 0) return '';
  const head = chosen.map(({ column, title }) => columnTitle({ ...column, title }));
  const body = rows.map(row => {
    const cells = chosen.map(each => {
      const cell = each.table.rows.find(({ name }) => name === row.name)?.cells[each.at];
      return cellOf(cell, referenceRow(each.table)?.cells[each.at], each, language);
    });
    const name = row.name.replace(/, jieba’s words$/, '');
    return `| ${[row.isReference ? `**${name}**` : name, ...cells].join(' | ')} |`;
  });
  return [`| ${[first, ...head].join(' | ')} |`, `| --- |${chosen.map(() => ' ---: |').join('')}`, ...body].join('\n');
}

function cellOf(cell: Cell | undefined, reference: Cell | undefined, each: Chosen, language: Language): string {
  const w = words[language];
  if (!cell) return '—';
  if (!isMeasured(cell)) return cell.words in w ? w[cell.words as 'yes' | 'no' | 'cannot'] : '—';
  const text = formatNumber(cell.value, each.column.digits);
  const ratio = each.column.better === 'lower' ? formatRatio(cell, reference, each.column) : '';
  return `${cell.value === each.best ? `**${text}**` : text}${ratio ? ` ${ratio}` : ''}`;
}
