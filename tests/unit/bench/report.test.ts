import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { labelsOf } from '../../../bench/report/charts.ts';
import { renderNativeSentence } from '../../../bench/report/native-sentence.ts';
import { listCharts, renderReadmeTables, withTables } from '../../../bench/report/publish.ts';
import {
  formatCell,
  formatNumber,
  formatRatio,
  renderForTerminal,
  renderPage,
  whereOthersLead,
} from '../../../bench/report/render.ts';
import { cannot, listRuns, type Report, type Run, readReport, type Table } from '../../../bench/report/report.ts';

const table: Table = {
  title: 'Building',
  rowHeading: 'engine',
  columns: [
    { title: 'build', unit: 's', better: 'lower' },
    { title: 'found', better: 'higher', digits: 1 },
    { title: 'kind' },
  ],
  rows: [
    {
      name: 'hansou',
      isReference: true,
      cells: [{ value: 2, low: 1.5, high: 2.5, rounds: 5 }, { value: 9 }, { words: 'a|b' }],
    },
    { name: 'quick', cells: [{ value: 1, low: 1, high: 1, rounds: 1 }, { value: 3 }, cannot] },
    { name: 'lame', cells: [{ words: 'failed' }, cannot, cannot] },
  ],
};

const run: Run = {
  date: '2026-01-02T03:04:05.000Z',
  command: 'index --docs 5',
  machine: { cpu: 'A processor', cores: 2, memory: 8 * 2 ** 30, system: 'Linux 6' },
};

const report: Report = {
  versions: { hansou: '0.1.0' },
  parts: [
    {
      name: 'index',
      title: 'Building an index',
      about: ['How it was done.'],
      tables: [table],
      notes: ['Something was skipped.'],
      run,
    },
  ],
};

describe('formatNumber, formatCell and formatRatio', () => {
  it('formatNumber gives three significant digits', () => {
    expect([0.01234, 0.1234, 1.234, 12.34, 1234.5, 0, Number.NaN].map(value => formatNumber(value))).toEqual([
      '0.0123',
      '0.123',
      '1.23',
      '12.3',
      '1,235',
      '0',
      '—',
    ]);
  });

  it('formatCell shows the range over the rounds, and a mark for a single round', () => {
    expect(formatCell({ value: 2, low: 1.5, high: 2.5, rounds: 5 }, { title: '' })).toBe('2.00 [1.50–2.50]');
    expect(formatCell({ value: 2, rounds: 1 }, { title: '' })).toBe('2.00†');
    expect(formatCell(cannot, { title: '' })).toBe('cannot');
  });

  it('formatRatio gives the ratio to hansou in judged columns only', () => {
    const [hansou, quick] = table.rows;
    expect(formatRatio(quick.cells[0], hansou.cells[0], table.columns[0])).toBe('×0.50');
    expect(formatRatio(hansou.cells[0], hansou.cells[0], table.columns[0])).toBe('');
    expect(formatRatio(cannot, hansou.cells[0], table.columns[0])).toBe('');
    expect(formatRatio(quick.cells[0], hansou.cells[0], { title: 'not judged' })).toBe('');
  });
});

describe('whereOthersLead', () => {
  it('names the columns in which another row is better, and no others', () => {
    expect(whereOthersLead(table)).toEqual(['build (s): hansou has 2.00; better are quick (1.00).']);
  });
});

describe('a row with fewer documents', () => {
  const partial: Table = {
    ...table,
    rows: [...table.rows, { name: 'few', isPartial: true, cells: [{ value: 0.1 }, { value: 99 }, cannot] }],
  };

  it('is neither best nor ahead, has no ratio, and is not in README', () => {
    expect(whereOthersLead(partial)).toEqual(whereOthersLead(table));
    const reportWith = (each: Table): Report => ({
      ...report,
      parts: [{ ...report.parts[0], tables: [{ ...each, title: 'An index of the whole corpus' }] }],
    });
    expect(renderPage(reportWith(partial))).toContain('| few | 0.100 | 99.0 | cannot |');
    expect(renderForTerminal(reportWith(partial), { hasColor: false })).toMatch(/few +0\.100 +99\.0 +cannot/);
    expect(renderReadmeTables(reportWith(partial), 'en')).toBe(renderReadmeTables(reportWith(table), 'en'));
  });
});

describe('renderPage and renderForTerminal', () => {
  it('renderPage shows machine, versions, tables and notes', () => {
    const page = renderPage(report);
    expect(page).toContain('A processor, 2 cores, 8 GB of memory');
    expect(page).toContain('| **hansou** | 2.00 [1.50–2.50] | **9.0** | a\\|b |');
    expect(page).toContain('| quick | **1.00†** ×0.50 | 3.0 ×0.33 | cannot |');
    expect(page).toContain('Something was skipped.');
    expect(page).toContain('better are quick (1.00)');
  });

  it('renderPage names each run once, with the parts that it measured', () => {
    const [part] = report.parts;
    const later = { ...run, date: '2026-01-03T03:04:05.000Z', command: 'query' };
    const parts = [part, { ...part, name: 'query', run: later }, { ...part, name: 'quality', run: { ...run } }];
    expect(listRuns({ ...report, parts }).map(each => [each.run.command, each.parts])).toEqual([
      ['index --docs 5', ['index', 'quality']],
      ['query', ['query']],
    ]);
    expect(renderPage({ ...report, parts })).toContain(
      '- **query:** 2026-01-03 03:04 UTC, by `npm run bench -- query`',
    );
  });

  it('renderForTerminal shows the same, with colour only on request', () => {
    const plain = renderForTerminal(report, { hasColor: false });
    expect(plain).toContain('×0.50');
    expect(plain).not.toContain('\u001b');
    expect(renderForTerminal(report, { hasColor: true })).toContain('\u001b[32m');
  });
});

describe('README’s tables', () => {
  const built: Report = {
    ...report,
    parts: [
      {
        ...report.parts[0],
        corpus: { name: 'few', documents: 1234, characters: 5_600_000 },
        tables: [{ ...table, title: 'An index of the whole corpus' }],
      },
    ],
  };

  it('contain the chosen columns, with date, machine and corpus', () => {
    const english = renderReadmeTables(built, 'en');
    expect(english).toContain(
      'Measured 2026-01-02, A processor, 2 cores. few: 1,234 documents, 5.6 million characters.',
    );
    const later = { ...built.parts[0], name: 'query', run: { ...run, date: '2026-01-05T03:04:05.000Z' } };
    const native = { ...later, name: 'native', run: { ...run, date: '2026-01-09T03:04:05.000Z' } };
    const onSeveralDays = { ...built, parts: [...built.parts, later, native] };
    expect(renderReadmeTables(onSeveralDays, 'en')).toContain('Measured 2026-01-02 to 2026-01-05, A processor');
    expect(renderReadmeTables(onSeveralDays, 'zh')).toContain('2026-01-02 至 2026-01-05 测得');
    expect(english).toContain(
      '| engine | build (s) |\n| --- | ---: |\n| **hansou** | 2.00 |\n| quick | **1.00** ×0.50 |',
    );
    const chinese = renderReadmeTables(built, 'zh');
    expect(chinese).toContain('few：1,234 篇，560 万字。');
    expect(chinese).toContain('| 引擎 | 建索引 (s) |');
  });

  it('begin with the default options, and keep the engines that were not asked so', () => {
    const defaults: Table = {
      title: 'Default options: the first queries, and warm ones',
      rowHeading: 'engine',
      columns: [{ title: 'warm, p50', unit: 'ms', better: 'lower' }],
      rows: [{ name: 'hansou', isReference: true, cells: [{ value: 0.5 }] }],
    };
    const parts = [...built.parts, { ...built.parts[0], name: 'cold', tables: [defaults] }];
    expect(renderReadmeTables({ ...built, parts }, 'en')).toContain(
      '| engine | default options warm, p50 (ms) | build (s) |\n| --- | ---: | ---: |\n| **hansou** | 0.500 | 2.00 |\n| quick | — |',
    );
  });

  it('replace what is between the marks and nothing else', () => {
    expect(withTables('a\n<!-- bench -->\nold\n<!-- /bench -->\nb', 'new')).toBe(
      'a\n<!-- bench -->\nnew\n<!-- /bench -->\nb',
    );
    expect(() => withTables('a', 'new')).toThrow('put the two marks');
  });

  const stored = readReport();
  it.skipIf(!stored)('the charts say what the report says, in both schemes', () => {
    const charts = listCharts(stored!).filter(({ kind }) => kind === 'bar');
    expect(charts.map(({ name }) => name)).toEqual(expect.arrayContaining(['query-mean', 'readme.en', 'readme.zh']));
    for (const chart of charts)
      for (const end of ['svg', 'dark.svg']) {
        const drawn = readProjectFile(`bench/charts/${chart.name}.${end}`);
        const texts = [...drawn.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text.replaceAll('&amp;', '&'));
        const seriesNames = chart.series.length > 1 ? chart.series.map(({ name }) => name) : [];
        expect(texts).toEqual(expect.arrayContaining([chart.title, ...seriesNames]));
        expect(`|${texts.join('|')}|`, `${chart.name}.${end}`).toContain(`|${labelsOf(chart).join('|')}|`);
      }
  });

  it.skipIf(!stored)('are generated from bench/report.json (skipped without a report)', () => {
    for (const [file, language] of [
      ['README.md', 'en'],
      ['README.zh-CN.md', 'zh'],
    ] as const)
      expect(withTables(readProjectFile(file), renderReadmeTables(stored!, language))).toBe(readProjectFile(file));
  });

  it.skipIf(!stored)('show under each heading the figures that the report has under the same heading', () => {
    for (const { headings, rows } of tablesOfReadme('README.md'))
      headings.forEach((heading, i) => {
        for (const { name, cells } of rows)
          expect(cells[i].replaceAll('*', '').split(' ')[0], `${name}, ${heading}`).toBe(
            figure(stored!, name, heading),
          );
      });
  });

  it.skipIf(!stored)('have the same headings and figures in Chinese as in English', () => {
    const english = tablesOfReadme('README.md');
    const chinese = tablesOfReadme('README.zh-CN.md');
    expect(chinese).toEqual(
      english.map(({ headings, rows }) => ({
        headings: headings.map(heading => heading.replace(/^[^(]*[^( ]/, english => inChinese[english])),
        rows: rows.map(({ name, cells }) => ({ name, cells: cells.map(cell => inChinese[cell] ?? cell) })),
      })),
    );
  });
});

/** Words of README's tables and their translations. Deliberately not imported from the code that makes the tables. */
const inChinese: Readonly<Record<string, string>> = {
  'default options warm, p50': '默认选项，中位',
  build: '建索引',
  file: '文件',
  'includes texts': '含原文',
  open: '打开',
  'all words': '全部词',
  'any word': '任一词',
  phrases: '加引号',
  questions: '问句',
  'phrases answered exactly': '原句全对',
  words: '词',
  'words with offsets': '词及位置',
  load: '载入',
  yes: '是',
  no: '否',
  cannot: '不能',
};

interface ReadmeTable {
  readonly headings: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly string[] }[];
}

function readProjectFile(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../../../${name}`, import.meta.url)), 'utf8');
}

/** The tables between the marks of README, without the heading of their first column. */
function tablesOfReadme(file: string): ReadmeTable[] {
  const between = readProjectFile(file).split(/<!-- \/?bench -->/)[1];
  const tables = between.match(/(?:^\|.*\n)+/gm) ?? [];
  return tables.map(table => {
    const lines = table.trim().split('\n');
    const [[, ...headings], , ...rows] = lines.map(line => line.slice(2, -2).split(' | '));
    return { headings, rows: rows.map(([name, ...cells]) => ({ name: name.replaceAll('*', ''), cells })) };
  });
}

/** Finds the figure of the report whose column, or table and column, has the heading of a column of README. */
function figure(report: Report, name: string, heading: string): string {
  const [, title, unit] = /^(.*) \((.*)\)$/.exec(heading) ?? ['', heading, undefined];
  // README has a sentence about native engines, and no column.
  const parts = report.parts.filter(part => part.name !== 'native');
  const found = parts.flatMap(({ tables }) =>
    tables.flatMap(table => {
      const subject = table.title.split(':')[0];
      const row = table.rows.find(row => [name, `${name}, jieba’s words`].includes(row.name));
      return table.columns.flatMap((column, i) => {
        const isHeaded = [column.title, `${subject} ${column.title}`, column.title === 'mean' ? subject : ''].some(
          own => own.toLowerCase() === title.toLowerCase(),
        );
        return row && isHeaded && column.unit === unit ? [formatCell(row.cells[i], column)] : [];
      });
    }),
  );
  expect(found.length, `figures of ${name} under ${heading}`).toBeLessThanOrEqual(1);
  // Not every engine was asked in every way.
  return found[0]?.split(/[ †]/)[0] ?? '—';
}

describe('README’s sentence about native engines', () => {
  const one = (value: number) => [{ value, low: value, high: value, rounds: 3 }];
  const tableOf = (title: string, column: object, hansou: number, others: Record<string, number>): Table => ({
    title: `${title}, beside native engines`,
    rowHeading: 'engine',
    columns: [{ title: 'file', unit: 'MB', better: 'lower', ...column }],
    rows: [
      { name: 'hansou', isReference: true, cells: one(hansou) },
      ...Object.entries(others).map(([name, value]) => ({ name, cells: one(value) })),
    ],
  });
  const native: Report = {
    versions: { tantivy: '1.2', 'jieba-rs': '3.4' },
    parts: [
      {
        name: 'native',
        title: 'Beside native engines',
        about: [],
        tables: [
          tableOf('Building', {}, 30, { 'tantivy, jieba-rs’s words': 45 }),
          tableOf('Phrases', { title: 'answered exactly', unit: '%', better: 'higher' }, 100, {
            'tantivy, jieba-rs’s words': 61,
          }),
          tableOf('Segmenting', { title: 'words', unit: 'M/s', better: 'higher' }, 20, { 'jieba-rs': 15 }),
        ],
        run,
      },
    ],
  };

  it('gives what was measured as multiples of hansou’s figures, and leaves out what was not', () => {
    expect(renderNativeSentence(native, 'en')).toBe(
      'Beside engines in Rust, in one run, as multiples of hansou’s figures: tantivy 1.2 (words by jieba-rs) file ×1.50, phrases answered exactly 61.0 %; jieba-rs 3.4 words a second ×0.75.',
    );
    expect(renderNativeSentence(native, 'zh')).toBe(
      '与 Rust 引擎同一次测得，以 hansou 为 1：tantivy 1.2（jieba-rs 的词） 文件 ×1.50，原句全对 61.0 %；jieba-rs 3.4 每秒分词 ×0.75。',
    );
  });

  it('is empty without that part', () => {
    expect(renderNativeSentence(report, 'en')).toBe('');
  });
});
