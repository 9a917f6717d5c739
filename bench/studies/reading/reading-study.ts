/** The study `reading`: how fast files of each format become documents, and how much memory that holds. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readDocuments } from '../../../src/node/index.ts';
import type { Bench } from '../../bench.ts';
import { readCorpusDocuments } from '../../corpus/corpus.ts';
import type { PartReport, Row } from '../../report/report.ts';
import { headArticle } from '../typed/corpus-index.ts';
import { type Article, formatWriters } from './written-formats.ts';

/** Articles in each format; Word documents and PDFs take longest to write. */
const articleCount = { full: 400, smoke: 10 };
const repetitions = 3;
/** Memory is looked at once for this many documents. */
const documentsPerLook = 20;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

export async function readingStudy(bench: Bench): Promise<PartReport> {
  const { corpus, options } = bench.context;
  const wanted = options.isSmoke ? articleCount.smoke : articleCount.full;
  const articles = (await readCorpusDocuments(corpus)).slice(0, wanted).map(headArticle);
  const rows: Row[] = [];
  for (const format of Object.keys(formatWriters)) rows.push(await measureFormat(bench, format, articles));
  return {
    name: 'reading',
    title: 'Reading files',
    about: [
      `The first ${wanted} articles of the corpus as files of each format (Word documents by docx, PDFs by pdfkit, ten articles in one), read by \`readDocuments\` without indexing: the fastest of ${repetitions} runs. MB are those of the files. Memory is what is held after collecting garbage, at most, beyond what was held before: it follows the largest file, not the folder.`,
    ],
    material: `${corpus.about}.`,
    tables: [
      {
        title: 'Speed and memory of reading',
        rowHeading: 'format',
        columns: [
          { title: 'files', digits: 0 },
          { title: 'all files', unit: 'MB' },
          { title: 'largest file', unit: 'MB' },
          { title: 'read', unit: 'MB/s', better: 'higher' },
          { title: 'text', unit: 'M characters/s', better: 'higher' },
          { title: 'held', unit: 'MB', better: 'lower' },
        ],
        rows,
      },
    ],
  };
}

async function measureFormat(bench: Bench, format: string, articles: readonly Article[]): Promise<Row> {
  const folder = bench.createDirectory(`reading-${format}`);
  const sizes: number[] = [];
  for (const [name, content] of Object.entries(await formatWriters[format](articles))) {
    const bytes = Buffer.from(content);
    sizes.push(bytes.length);
    writeFileSync(join(folder, name), bytes);
  }
  const megabytes = sizes.reduce((sum, size) => sum + size, 0) / 1e6;
  let seconds = Number.POSITIVE_INFINITY;
  let characters = 0;
  for (let i = 0; i < repetitions; i++) {
    const start = performance.now();
    characters = 0;
    for await (const { title, body } of readDocuments([folder])) characters += textLength(title) + textLength(body);
    seconds = Math.min(seconds, (performance.now() - start) / 1000);
  }
  const held = await measureMemory(folder);
  const values = [
    sizes.length,
    megabytes,
    Math.max(...sizes) / 1e6,
    megabytes / seconds,
    characters / 1e6 / seconds,
    held / 1e6,
  ];
  return { name: format, cells: values.map(value => ({ value })) };
}

function textLength(text: string | { readonly text: string } | undefined): number {
  return (typeof text === 'object' ? text.text : (text ?? '')).length;
}

/** Bytes that are held at most while the files of a folder are read, beyond those held before. */
async function measureMemory(folder: string): Promise<number> {
  const look = () => {
    collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = look();
  let most = before;
  let count = 0;
  for await (const _ of readDocuments([folder])) if (count++ % documentsPerLook === 0) most = Math.max(most, look());
  return most - before;
}
