/** What README says of the engines in Rust: one sentence for each, in figures of the part `native`. */
import { formatNumber, formatRatio, referenceRow } from './render.ts';
import { isMeasured, type PartReport, type Report, type Table } from './report.ts';

const wording = {
  en: {
    begin: 'Beside engines in Rust, in one run, as multiples of hansou’s figures: ',
    engines: {
      'tantivy, jieba-rs’s words': 'words by jieba-rs',
      'tantivy, characters and pairs': 'characters and pairs',
    },
    engine: (name: string, terms: string) => `${name} (${terms})`,
    figures: {
      build: 'build',
      file: 'file',
      ids: 'any word with ids',
      snippets: 'with documents and snippets',
      exact: 'phrases answered exactly',
      words: 'words a second',
      offsets: 'offsets of words',
    },
    comma: ', ',
    semicolon: '; ',
    end: '.',
  },
  zh: {
    begin: '与 Rust 引擎同一次测得，以 hansou 为 1：',
    engines: { 'tantivy, jieba-rs’s words': 'jieba-rs 的词', 'tantivy, characters and pairs': '单字与二字' },
    engine: (name: string, terms: string) => `${name}（${terms}）`,
    figures: {
      build: '建索引',
      file: '文件',
      ids: '任一词取 id',
      snippets: '取原文和摘要',
      exact: '原句全对',
      words: '每秒分词',
      offsets: '词的位置',
    },
    comma: '，',
    semicolon: '；',
    end: '。',
  },
} as const;

/** Renders the sentences; '' while the report has no engines in Rust. */
export function renderNativeSentence(report: Report, language: keyof typeof wording): string {
  const part = report.parts.find(({ name }) => name === 'native');
  if (!part) return '';
  const { begin, engines, engine, figures, comma, semicolon, end } = wording[language];
  const ratio = (table: string, row: string, column: string) => ratioOf(findTable(part, table), row, column);
  const version = (name: string) => `${name} ${report.versions[name] ?? ''}`.trim();
  const list = (heading: string, pairs: readonly (readonly [label: string, figure: string])[]): string[] => {
    const known = pairs.filter(([, figure]) => figure !== '').map(([label, figure]) => `${label} ${figure}`);
    return known.length > 0 ? [`${heading} ${known.join(comma)}`] : [];
  };
  const ofEngines = Object.entries(engines).flatMap(([row, terms]) =>
    list(engine(version('tantivy'), terms), [
      [figures.build, ratio('Building', row, 'one thread')],
      [figures.file, ratio('Building', row, 'file')],
      [figures.ids, ratio('Any word', row, 'ids')],
      [figures.snippets, ratio('Any word', row, 'documents and snippets')],
      [figures.exact, percentOf(findTable(part, 'Phrases'), row, 'answered exactly')],
    ]),
  );
  const ofSegmenters = ['jieba-rs', 'charabia'].flatMap(row =>
    list(version(row), [
      [figures.words, ratio('Segmenting', row, 'words')],
      [figures.offsets, ratio('Segmenting', row, 'offsets only')],
    ]),
  );
  const sentences = [...ofEngines, ...ofSegmenters];
  return sentences.length > 0 ? `${begin}${sentences.join(semicolon)}${end}` : '';
}

function findTable(part: PartReport, title: string): Table | undefined {
  return part.tables.find(table => table.title.startsWith(title));
}

/** A figure of a row as a multiple of hansou's; '' if there is none. */
function ratioOf(table: Table | undefined, rowName: string, columnTitle: string): string {
  const at = table?.columns.findIndex(({ title }) => title === columnTitle) ?? -1;
  if (!table || at < 0) return '';
  const row = table.rows.find(({ name }) => name === rowName);
  return formatRatio(row?.cells[at], referenceRow(table)?.cells[at], table.columns[at]);
}

function percentOf(table: Table | undefined, rowName: string, columnTitle: string): string {
  const at = table?.columns.findIndex(({ title }) => title === columnTitle) ?? -1;
  const cell = table?.rows.find(({ name }) => name === rowName)?.cells[at];
  return cell && isMeasured(cell) ? `${formatNumber(cell.value, 1)} %` : '';
}
