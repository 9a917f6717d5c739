/** Writes what is published of the stored report: report.md with its charts, and the tables of README in both languages. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drawCharts, renderChart } from './charts.ts';
import { renderNativeSentence } from './native-sentence.ts';
import {
  bestValues,
  chartFolder,
  columnHeading,
  comparableRows,
  formatNumber,
  formatRatio,
  lowerFirst,
  referenceRow,
  renderPage,
} from './render.ts';
import {
  type Chart,
  type Column,
  cellValue,
  isMeasured,
  type PartReport,
  type Report,
  type Row,
  type Table,
} from './report.ts';

/**
 * Writes report.md, its charts and README's tables.
 * @returns the path of report.md
 */
export async function publishReport(report: Report): Promise<string> {
  const path = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
  const files = await drawCharts(listCharts(report));
  rmSync(path(chartFolder), { recursive: true, force: true });
  mkdirSync(path(chartFolder), { recursive: true });
  for (const [file, svg] of files) writeFileSync(path(`${chartFolder}/${file}`), svg);
  writeFileSync(path('report.md'), renderPage(report));
  for (const [file, language] of [
    ['../README.md', 'en'],
    ['../README.zh-CN.md', 'zh'],
  ] as const)
    writeFileSync(path(file), withTables(readFileSync(path(file), 'utf8'), renderReadmeTables(report, language)));
  return path('report.md');
}

/** All charts: those of the report, and the one of each README. */
export function listCharts(report: Report): Chart[] {
  const ofReadmes = (['en', 'zh'] as const).map(language => readmeChart(report, language));
  return [...report.parts.flatMap(part => part.charts ?? []), ...ofReadmes.filter(chart => chart !== undefined)];
}

/** Writes README's tables between its marks. */
export function withTables(readme: string, tables: string): string {
  const [begin, end] = ['<!-- bench -->', '<!-- /bench -->'];
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README has no ${begin} … ${end}; put the two marks where the tables go`);
  return `${readme.slice(0, from + begin.length)}\n${tables}\n${readme.slice(to)}`;
}

/** A column of README: a column of the report, under the report's own heading in English and its translation in Chinese. */
interface ReadmeColumn {
  readonly part: string;
  /** The start of the title of the report's table. */
  readonly table: string;
  /** The heading of the report's column. */
  readonly column: string;
  /** The heading in README: that of the column, that of the table (up to its colon), or both. */
  readonly heading: 'column' | 'table' | 'both';
  readonly chinese: string;
}

const engineColumns: readonly ReadmeColumn[] = [
  { part: 'cold', table: 'Default options', column: 'warm, p50', heading: 'both', chinese: '默认选项，中位' },
  { part: 'index', table: 'An index of the whole corpus', column: 'build', heading: 'column', chinese: '建索引' },
  { part: 'index', table: 'An index of the whole corpus', column: 'file', heading: 'column', chinese: '文件' },
  {
    part: 'index',
    table: 'An index of the whole corpus',
    column: 'includes texts',
    heading: 'column',
    chinese: '含原文',
  },
  { part: 'index', table: 'An index of the whole corpus', column: 'open', heading: 'column', chinese: '打开' },
  { part: 'query', table: 'All words', column: 'mean', heading: 'table', chinese: '全部词' },
  { part: 'query', table: 'Any word', column: 'mean', heading: 'table', chinese: '任一词' },
  { part: 'query', table: 'Phrases', column: 'mean', heading: 'table', chinese: '加引号' },
  { part: 'query', table: 'Questions', column: 'mean', heading: 'table', chinese: '问句' },
  { part: 'quality', table: 'Phrases', column: 'answered exactly', heading: 'both', chinese: '原句全对' },
  { part: 'quality', table: 'nDCG@10', column: 'mean', heading: 'table', chinese: 'nDCG@10' },
];
const segmenterColumns: readonly ReadmeColumn[] = [
  { part: 'segment', table: 'Speed and memory', column: 'words', heading: 'column', chinese: '词' },
  { part: 'segment', table: 'Speed and memory', column: 'words with offsets', heading: 'column', chinese: '词及位置' },
  { part: 'segment', table: 'Speed and memory', column: 'load', heading: 'column', chinese: '载入' },
];

const wording = {
  en: {
    engine: 'engine',
    chart: 'Milliseconds of a query: mean of ten hits, the shorter the better',
    segmenter: 'segmenter',
    about: ({ dates, cpu, cores, corpus }: Circumstances) =>
      `Measured ${dates.join(' to ')}, ${cpu}, ${cores} cores. ${corpus ? `${corpus.name}: ${formatNumber(corpus.documents, 0)} documents, ${formatNumber(corpus.characters / 1e6, 1)} million characters. ` : ''}Peers were given the same words. “Default options” is the median of warm queries whose ten hits are looked at with their texts, for hansou with snippets; the other query times are means for ten hits without them; “phrases answered exactly” is the share of quoted phrases for which exactly the documents that contain them were found. ×2.4 means 2.4 times hansou’s figure. The full report, with ranges, configurations and where others are ahead: [bench/report.md](bench/report.md).`,
    yes: 'yes',
    no: 'no',
    cannot: 'cannot',
  },
  zh: {
    engine: '引擎',
    chart: '一次查询的毫秒数：取十条结果的平均值，越短越好',
    segmenter: '分词器',
    about: ({ dates, cpu, cores, corpus }: Circumstances) =>
      `${dates.join(' 至 ')} 测得，${cpu}，${cores} 核。${corpus ? `${corpus.name}：${formatNumber(corpus.documents, 0)} 篇，${formatNumber(corpus.characters / 1e4, 0)} 万字。` : ''}各引擎用同样的词。“默认选项”是取十条结果并读出其原文（hansou 还有摘要）的中位时间，其余查询时间为平均值，不读原文、不做摘要；“原句全对”是加引号的原句中，恰好找出所有含它的文章的比例。×2.4 表示是 hansou 的 2.4 倍。完整报告（波动、各引擎的配置、别人领先之处）：[bench/report.md](bench/report.md)。`,
    yes: '是',
    no: '否',
    cannot: '不能',
  },
} as const;
type Language = keyof typeof wording;

/** When, where and on what README's figures were measured. */
interface Circumstances {
  /** The first day and the last one, or the only one. */
  readonly dates: readonly string[];
  readonly cpu: string;
  readonly cores: number;
  readonly corpus: PartReport['corpus'];
}

/** Renders the text between README's marks; '' while the report has none of the parts that README shows. */
export function renderReadmeTables(report: Report, language: Language): string {
  const { engine, segmenter, about } = wording[language];
  const engineChoice = chooseColumns(report, engineColumns, language);
  const segmenterChoice = chooseColumns(report, segmenterColumns, language);
  const engines = listReadmeEngines(engineChoice);
  const segmenters = segmenterChoice[0]?.table.rows ?? [];
  const chart = readmeChart(report, language);
  const tables = [
    ...(chart ? [renderChart(chart, `bench/${chartFolder}`)] : []),
    ...(engines.length > 0 ? [renderReadmeTable(engine, engines, engineChoice, language)] : []),
    ...(segmenters.length > 0 ? [renderReadmeTable(segmenter, segmenters, segmenterChoice, language)] : []),
  ];
  if (tables.length === 0) return '';
  const { run, corpus } = report.parts.find(part => part.name === 'index') ?? report.parts[0];
  const circumstances = about({ dates: listDates(report), ...run.machine, corpus });
  const native = renderNativeSentence(report, language);
  return [native === '' ? circumstances : `${circumstances} ${native}`, ...tables].join('\n\n');
}

/** The first and the last day on which a part was measured that README shows; only one if they are the same. */
function listDates(report: Report): string[] {
  const shown = new Set([...engineColumns, ...segmenterColumns].map(({ part }) => part));
  const parts = report.parts.filter(({ name }) => shown.has(name));
  const days = (parts.length > 0 ? parts : report.parts).map(({ run }) => run.date.slice(0, 10)).sort();
  return [...new Set([days[0], days[days.length - 1]])];
}

/** README compares engines that were given the same words; the report also has those with their own Chinese. */
function listReadmeEngines(columns: readonly ChosenColumn[]): Row[] {
  const tables = columns.map(({ table }) => table);
  const longest = tables.reduce<Table | undefined>(
    (most, table) => (most && most.rows.length >= table.rows.length ? most : table),
    undefined,
  );
  const rows = longest ? comparableRows(longest) : [];
  return rows.filter(row => row.isReference || !/own Chinese/.test(row.name));
}

/** The chart of README: the times of queries in its first table; none while the report has no such times. */
function readmeChart(report: Report, language: Language): Chart | undefined {
  const columns = chooseColumns(report, engineColumns, language);
  const engines = listReadmeEngines(columns);
  const times = columns.filter(({ column }) => column.unit === 'ms' && column.title === 'mean');
  if (engines.length === 0 || times.length === 0) return undefined;
  return {
    name: `readme.${language}`,
    title: wording[language].chart,
    kind: 'bar',
    yTitle: 'ms',
    isLogarithmic: true,
    x: engines.map(shortName),
    series: times.map(({ heading, table, at }) => ({
      name: heading,
      values: engines.map(({ name }) => {
        const cell = table.rows.find(row => row.name === name)?.cells[at];
        return cell ? cellValue(cell) : null;
      }),
    })),
  };
}

/** The name of an engine in README, where all have the same words. */
function shortName({ name }: Row): string {
  return name.replace(/, jieba’s words$/, '');
}

/** A column of the report that README shows. */
interface ChosenColumn {
  readonly heading: string;
  readonly column: Column;
  readonly table: Table;
  /** The number of the column in the report's table. */
  readonly at: number;
  readonly best: number | undefined;
}

/** Finds README's columns in the report; those of parts that the report lacks are left out. */
function chooseColumns(report: Report, columns: readonly ReadmeColumn[], language: Language): ChosenColumn[] {
  return columns.flatMap(wanted => {
    const part = report.parts.find(({ name }) => name === wanted.part);
    const table = part?.tables.find(({ title }) => title.startsWith(wanted.table));
    const at = table?.columns.findIndex(({ title }) => title === wanted.column) ?? -1;
    if (!table || at < 0) return [];
    const column = table.columns[at];
    const tableHeading = lowerFirst(table.title.split(':')[0]);
    const title = {
      column: column.title,
      table: tableHeading,
      both: `${tableHeading} ${column.title}`,
    }[wanted.heading];
    const heading = columnHeading({ ...column, title: language === 'en' ? title : wanted.chinese });
    return [{ heading, column, table, at, best: bestValues(table)[at] }];
  });
}

function renderReadmeTable(
  rowHeading: string,
  rows: readonly Row[],
  columns: readonly ChosenColumn[],
  language: Language,
): string {
  const lines = rows.map(row => {
    const name = shortName(row);
    const cells = columns.map(column => renderReadmeCell(row.name, column, language));
    return `| ${[row.isReference ? `**${name}**` : name, ...cells].join(' | ')} |`;
  });
  return [
    `| ${[rowHeading, ...columns.map(({ heading }) => heading)].join(' | ')} |`,
    `| --- |${columns.map(() => ' ---: |').join('')}`,
    ...lines,
  ].join('\n');
}

/** Renders the figure of the row of that name: best figures in bold, and where lower is better with their ratio. */
function renderReadmeCell(rowName: string, { table, column, at, best }: ChosenColumn, language: Language): string {
  const words = wording[language];
  const cell = table.rows.find(({ name }) => name === rowName)?.cells[at];
  if (!cell) return '—';
  if (!isMeasured(cell)) return cell.words in words ? words[cell.words as 'yes' | 'no' | 'cannot'] : '—';
  const text = formatNumber(cell.value, column.digits);
  const ratio = column.better === 'lower' ? formatRatio(cell, referenceRow(table)?.cells[at], column) : '';
  return `${cell.value === best ? `**${text}**` : text}${ratio ? ` ${ratio}` : ''}`;
}
