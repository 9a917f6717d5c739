/** `npm run bench -- repair`: how well broken text is put together again, and how fast. */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parsePage } from '../../src/articles/parse-page.ts';
import { repairText } from '../../src/text/repair-text.ts';
import type { PartReport, Row } from '../report/report.ts';
import { damage } from './damage.ts';
import { type NewsScore, scoreNews } from './news.ts';
import { scoreWrapped, type WrappedScore } from './wrapped.ts';

const data = new URL('../../../shared/data/', import.meta.url);
const paper = new URL('../paper/2022-09-05-A1.txt', import.meta.url);

/** Measures all three; what needs text that is not there is skipped by name. */
export async function run(options: { smoke?: boolean } = {}): Promise<PartReport> {
  const notes: string[] = [];
  const rows: Row[] = [];
  const share = (name: string, part: number, whole: number) =>
    rows.push({ name, cells: [{ value: whole === 0 ? 100 : (part / whole) * 100 }, { value: whole }] });

  const wrapped = scoreWrappedText(notes);
  if (wrapped) {
    share('72 columns: broken lines joined', wrapped.joined, wrapped.broken);
    share('72 columns: between Han characters, side by side again', wrapped.restoredHan, wrapped.brokenHan);
    share('72 columns: between Latin words and numbers, as written', wrapped.restoredLatin, wrapped.brokenLatin);
    share('72 columns: beside marks and where Han meets Latin, as written', wrapped.restoredMixed, wrapped.brokenMixed);
    share('72 columns: broken lines joined with the blank as written', wrapped.restored, wrapped.broken);
    share(
      '72 columns: real line ends joined wrongly',
      wrapped.lost - wrapped.lostInside,
      wrapped.real - wrapped.realInside,
    );
    notes.push(
      `${wrapped.leftOut} places of the 72-column text do not align and are left out; at ${wrapped.partedHan} the clean text itself parts two Han characters by a blank; ${wrapped.realInside} line ends stand inside a sentence of the clean text, whose own source was wrapped there.`,
    );
  }
  const news = scoreDamagedNews(options.smoke ? 50 : 2000, notes);
  if (news) {
    share('damaged news: parted characters side by side again', news.restored, news.parted);
    share('damaged news: blanks between words lost', news.lostKept, news.keptBlanks);
    share('damaged news: ends of paragraphs joined', news.joined, news.ends);
  }
  const page = readFileSync(paper, 'utf8');
  const text = Buffer.from(page.repeat(options.smoke ? 20 : 2000)).toString();
  const line = Buffer.from('新 沟 镇监利市'.repeat(text.length >> 3)).toString();
  const rounds = options.smoke ? 1 : 5;
  return {
    name: 'repair',
    title: 'Broken text put together again',
    about: [
      'Text of 72 columns against the same text as it was written, and news that was laid out in columns of 12 to 40 characters, spaced out and cut by empty lines, against the news.',
    ],
    tables: [
      {
        title: 'How much comes back',
        subject: 'what',
        columns: [
          { title: 'share', unit: '%', digits: 2 },
          { title: 'of', digits: 0 },
        ],
        rows,
      },
      {
        title: 'Speed',
        subject: 'what',
        columns: [{ title: 'characters a second', unit: 'M', better: 'higher', digits: 1 }],
        rows: [
          { name: 'repairText, newspaper pages', cells: [speed(rounds, text.length, () => repairText(text))] },
          { name: 'repairText, one long line', cells: [speed(rounds, line.length, () => repairText(line))] },
          {
            name: 'parsePage, a page at a time',
            cells: [speed(rounds, page.length * 20, () => Array.from({ length: 20 }, () => parsePage(page)))],
          },
        ],
      },
    ],
    notes,
  };
}

function scoreWrappedText(notes: string[]): WrappedScore | undefined {
  const clean = readJsonLines<{ id: string; text: string }>('wrapped/clean.jsonl.gz', notes);
  const wrapped = readJsonLines<{ id: string; text: string }>('wrapped/wrapped.jsonl.gz', notes);
  if (!clean || !wrapped) return undefined;
  const score = {
    broken: 0,
    joined: 0,
    restored: 0,
    brokenHan: 0,
    restoredHan: 0,
    partedHan: 0,
    brokenLatin: 0,
    restoredLatin: 0,
    brokenMixed: 0,
    restoredMixed: 0,
    real: 0,
    lost: 0,
    realInside: 0,
    lostInside: 0,
    leftOut: 0,
  };
  for (const [i, { id, text }] of clean.entries()) scoreWrapped(id, text, wrapped[i].text, score);
  return score;
}

function scoreDamagedNews(most: number, notes: string[]): NewsScore | undefined {
  const articles = readJsonLines<{ text: string }>('crud-20k.jsonl.gz', notes);
  if (!articles) return undefined;
  const score: NewsScore = {
    parted: 0,
    restored: 0,
    blanks: 0,
    lost: 0,
    keptBlanks: 0,
    lostKept: 0,
    looseBlanks: 0,
    closed: 0,
    ends: 0,
    joined: 0,
  };
  for (const [i, { text }] of articles.slice(0, most).entries()) scoreNews(damage(text, i + 1), score);
  return score;
}

function readJsonLines<T>(name: string, notes: string[]): T[] | undefined {
  const file = new URL(name, data);
  if (!existsSync(file)) {
    notes.push(`${name} is not beside the project: that part is skipped.`);
    return undefined;
  }
  return gunzipSync(readFileSync(file))
    .toString()
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as T);
}

function speed(
  rounds: number,
  characters: number,
  work: () => unknown,
): { value: number; low: number; high: number; rounds: number } {
  const speeds: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now();
    work();
    if (round > 0) speeds.push(characters / (performance.now() - start) / 1000);
  }
  speeds.sort((a, b) => a - b);
  return { value: speeds[speeds.length >> 1], low: speeds[0], high: speeds[speeds.length - 1], rounds };
}
