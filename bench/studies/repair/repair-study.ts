/** The study `repair`: how well broken text is put together again, and how fast. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePage } from '../../../src/articles/parse-page.ts';
import { repairText } from '../../../src/text/repair-text.ts';
import { type Bench, roundsCell } from '../../bench.ts';
import { readCorpusDocuments } from '../../corpus/corpus.ts';
import { type CorpusDocument, readCorpus } from '../../corpus/read.ts';
import { projectFile } from '../../project-file.ts';
import type { Cell, PartReport, Row } from '../../report/report.ts';
import { damageArticle } from './damage.ts';
import { type NewsScore, scoreNews } from './damaged-news.ts';
import { scoreWrapped, type WrappedScore } from './wrapped-text.ts';

/** Number of articles of the corpus that are damaged. */
const defaultArticleCount = 2000;
const smokeArticleCount = 50;

export async function repairStudy(bench: Bench): Promise<PartReport> {
  const { corpus, options } = bench.context;
  const notes: string[] = [];
  return {
    name: 'repair',
    title: 'Repairing broken text',
    about: [
      'The articles of the corpus are laid out in columns of 12 to 40 characters, justified and broken by empty lines, and the repaired text is compared with the original. Text that was wrapped at 72 columns (--wrapped) is compared with the same text before wrapping.',
    ],
    material: `${corpus.about}.`,
    tables: [
      {
        title: 'How much is restored',
        rowHeading: 'what',
        columns: [
          { title: 'share', unit: '%', digits: 2 },
          { title: 'of', digits: 0 },
        ],
        rows: [...(await wrappedRows(bench, notes)), ...(await newsRows(bench))],
      },
      {
        title: 'Speed',
        rowHeading: 'what',
        columns: [{ title: 'characters per second', unit: 'M', better: 'higher', digits: 1 }],
        rows: speedRows(options.isSmoke),
      },
    ],
    notes,
  };
}

function shareRow(name: string, part: number, whole: number): Row {
  return { name, cells: [{ value: whole === 0 ? 100 : (part / whole) * 100 }, { value: whole }] };
}

async function newsRows(bench: Bench): Promise<Row[]> {
  const { corpus, options } = bench.context;
  const count = Math.min(corpus.count, options.isSmoke ? smokeArticleCount : defaultArticleCount);
  const score: NewsScore = {
    separated: 0,
    restored: 0,
    spaces: 0,
    removedSpaces: 0,
    paragraphEnds: 0,
    joinedEnds: 0,
  };
  for (const [i, { text }] of (await readCorpusDocuments(corpus, count)).entries())
    scoreNews(damageArticle(text, i + 1), score);
  return [
    shareRow('damaged articles: separated characters restored', score.restored, score.separated),
    shareRow('damaged articles: spaces between words removed', score.removedSpaces, score.spaces),
    shareRow('damaged articles: paragraphs joined', score.joinedEnds, score.paragraphEnds),
  ];
}

async function wrappedRows(bench: Bench, notes: string[]): Promise<Row[]> {
  const { options, skips } = bench.context;
  if (options.wrapped === undefined) {
    notes.push('No wrapped text was given (--wrapped), so it is left out.');
    return [];
  }
  const readAll = async (name: string) => {
    const documents: CorpusDocument[] = [];
    for await (const document of readCorpus(join(options.wrapped!, name), skips)) documents.push(document);
    return documents;
  };
  const clean = await readAll('clean.jsonl.gz');
  const wrappedById = new Map((await readAll('wrapped.jsonl.gz')).map(({ id, text }) => [id, text]));
  const score: WrappedScore = {
    inserted: 0,
    joined: 0,
    restored: 0,
    han: 0,
    restoredHan: 0,
    spacedHan: 0,
    latin: 0,
    restoredLatin: 0,
    mixed: 0,
    restoredMixed: 0,
    real: 0,
    removed: 0,
    realInSentence: 0,
    removedInSentence: 0,
    leftOut: 0,
  };
  for (const { id, text } of clean) {
    const wrapped = wrappedById.get(id);
    if (wrapped === undefined) skips.add('clean text without its wrapped text, skipped', id);
    else scoreWrapped(text, wrapped, score);
  }
  notes.push(
    `${score.leftOut} places of the wrapped text are left out because they cannot be aligned. At ${score.spacedHan} places the clean text itself has a space between two Han characters. ${score.realInSentence} line ends are inside a sentence of the clean text, whose own source was wrapped there.`,
  );
  return [
    shareRow('72 columns: line ends joined', score.joined, score.inserted),
    shareRow('72 columns: between Han characters, joined without a space', score.restoredHan, score.han),
    shareRow('72 columns: between Latin words and numbers, joined as written', score.restoredLatin, score.latin),
    shareRow('72 columns: next to marks and where Han meets Latin, as written', score.restoredMixed, score.mixed),
    shareRow('72 columns: all line ends, joined with a space where there was one', score.restored, score.inserted),
    shareRow(
      '72 columns: real line ends joined by mistake',
      score.removed - score.removedInSentence,
      score.real - score.realInSentence,
    ),
  ];
}

function speedRows(isSmoke: boolean): Row[] {
  const page = readFileSync(projectFile('bench/paper/2022-09-05-A1.txt'), 'utf8');
  // Strings that were concatenated or repeated are not flat in memory; those that were decoded are.
  const pages = Buffer.from(page.repeat(isSmoke ? 20 : 2000)).toString();
  const line = Buffer.from('新 沟 镇监利市'.repeat(pages.length >> 3)).toString();
  const rounds = isSmoke ? 1 : 5;
  const parse20Pages = () => Array.from({ length: 20 }, () => parsePage(page));
  return [
    { name: 'repairText, newspaper pages', cells: [speedCell(rounds, pages.length, () => repairText(pages))] },
    { name: 'repairText, one long line', cells: [speedCell(rounds, line.length, () => repairText(line))] },
    { name: 'parsePage, one page at a time', cells: [speedCell(rounds, page.length * 20, parse20Pages)] },
  ];
}

/** Measures the speed of `work` in million characters per second, after one round of warm-up. */
function speedCell(rounds: number, characters: number, work: () => unknown): Cell {
  const speeds: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now();
    work();
    if (round > 0) speeds.push(characters / (performance.now() - start) / 1000);
  }
  return roundsCell(speeds);
}
