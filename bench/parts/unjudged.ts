import { type Bench, exact } from '../bench.ts';
import { type Corpus, documentsOf, writtenCorpus } from '../corpus/corpus.ts';
import { loadPeer } from '../measure/load-peer.ts';
import { mean } from '../measure/statistics.ts';
import type { Ask, FindAnswer } from '../measure/task.ts';
import { drawMisspellings } from '../quality/homophones.ts';
import { lawFigures } from '../quality/includes-law.ts';
import { takeOut } from '../quality/known-items.ts';
import { recall, reciprocalRank } from '../quality/metrics.ts';
import { PieceFinder } from '../quality/piece-finder.ts';
import { draw, drawPiece } from '../queries/draw.ts';
import { Random } from '../queries/random.ts';
import { type Cell, cannot, type Row, type Table } from '../report/report.ts';
import type { BenchDocument, QueryMode, Subject } from '../subjects/subject.ts';

/** How many of each are asked. */
const usual = { pieces: 300, items: 300, words: 200, homophones: 150 };
const smoke = { pieces: 50, items: 50, words: 50, homophones: 20 };
const seed = 7;

interface OpenCc {
  Converter(options: { from: string; to: string }): (text: string) => string;
}

/** What can be measured on any texts, without anybody’s judgement. */
export async function unjudgedTables(bench: Bench, engines: readonly Subject[], notes: string[]): Promise<Table[]> {
  const { options, queries } = bench.context;
  const counts = options.isSmoke ? smoke : usual;
  const random = new Random(seed);
  const whole = await documentsOf(bench.context.corpus, options.qualityCount);
  const everything = whole.length;
  const items = whole.map(takeOut);
  const documents = items.map(item => item.document);
  const { Converter } = await loadPeer<OpenCc>('opencc-js');
  const toTraditional = Converter({ from: 'cn', to: 'tw' });
  const traditional = documents.map(({ title, text }) => ({ title: toTraditional(title), text: toTraditional(text) }));

  const pieces = draw(options.pieces ?? counts.pieces, () => drawPiece(random.of(documents).text, random, 2, 16));
  const known = items.flatMap(({ query }, document) => (query === undefined ? [] : [{ query, document }]));
  const asked = draw(Math.min(counts.items, known.length), () => random.of(known));
  const words = queries.all.slice(0, counts.words);
  const singleWords = [...new Set(queries.all.flatMap(query => query.split(' ')))].filter(
    word => word.length >= 2 && word.length <= 4,
  );
  const misspellings =
    singleWords.length > 0 ? await drawMisspellings(documents, singleWords, counts.homophones, random) : [];

  const plan = new Plan();
  const lawAt = (mode: QueryMode) => plan.add(pieces, mode, everything);
  const law = { quoted: lawAt('quoted'), all: lawAt('all') };
  const itemsAt = plan.add(
    asked.map(({ query }) => query),
    'question',
    100,
  );
  const wordsAt = plan.add(words, 'all', everything);
  const traditionalWordsAt = plan.add(words.map(toTraditional), 'all', everything);
  const homophonesAt = plan.add(
    misspellings.map(({ typed }) => typed),
    'question',
    10,
  );
  const back = new Plan();
  const backAt = back.add(words, 'all', everything);

  const found = await findAll(bench, engines, documents, 'whole', plan.asks, notes);
  const foundBack = await findAll(bench, engines, traditional, 'traditional', back.asks, notes);

  const finder = new PieceFinder(documents);
  const truth = pieces.map(piece => finder.find(piece));
  const meantTruth = misspellings.map(({ meant }) => new Set(finder.find(meant)));
  const fewer = (subject: Subject) => bench.countFor(subject, documents.length) < documents.length;
  const rowsOf = (cells: (subject: Subject, found: FindAnswer['found']) => Cell[], width: number): Row[] =>
    engines.map(subject => {
      const answer = found.get(subject.info.name);
      const none = fewer(subject) ? 'too many documents' : 'failed';
      return {
        name: subject.info.title,
        isReference: subject.info.name === 'hansou',
        cells: answer ? cells(subject, answer.found) : Array<Cell>(width).fill({ words: none }),
      };
    });

  return [
    {
      title: 'Phrases: what is found, and what should be',
      about: `${pieces.length} pieces of 2 to 16 characters, cut anywhere out of the texts, as a reader quotes them. The truth is what includes() finds. Engines without phrases are asked for all the words of the piece, the nearest thing they have.`,
      subject: 'engine',
      columns: [
        { title: 'asked as' },
        { title: 'answered exactly', unit: '%', better: 'higher', digits: 1 },
        { title: 'documents missed', unit: '%', better: 'lower', digits: 2 },
        { title: 'false hits for a right one', better: 'lower', digits: 2 },
      ],
      rows: rowsOf(({ info }, found) => {
        const mode = info.modes.includes('quoted') ? 'quoted' : 'all';
        const figures = lawFigures(truth, slice(found, law[mode], pieces.length));
        return [
          { words: mode === 'quoted' ? 'a phrase' : 'all words' },
          exact((100 * figures.exact) / figures.pieces),
          exact((100 * figures.misses) / figures.expected),
          exact(figures.falseHits / figures.expected),
        ];
      }, 4),
    },
    {
      title: 'An article by its headline',
      about: `${asked.length} articles are asked for by their own headline, or first sentence, which was taken out of them before they were indexed. MRR@10 is one by the rank of the article, mean (0 when it is not among ten).`,
      subject: 'engine',
      columns: [
        { title: 'MRR@10', better: 'higher', digits: 3 },
        { title: 'first', unit: '%', better: 'higher', digits: 1 },
        { title: 'among 100', unit: '%', better: 'higher', digits: 1 },
      ],
      rows: rowsOf((_, found) => {
        const ranked = slice(found, itemsAt, asked.length);
        const over = (measure: (ranked: readonly number[], wanted: ReadonlyMap<number, number>) => number) =>
          exact(mean(asked.map(({ document }, i) => measure(ranked[i], new Map([[document, 1]])))));
        const percent = (depth: number) =>
          exact(100 * mean(asked.map(({ document }, i) => recall(ranked[i], new Map([[document, 1]]), depth))));
        return [over((list, wanted) => reciprocalRank(list, wanted, 10)), percent(1), percent(100)];
      }, 3),
    },
    {
      title: 'The other script',
      about: `${words.length} queries of one to three words are asked in traditional characters of the texts as they are, and as they are of the same texts in traditional characters (converted by opencc-js). How many of the documents that the plain query finds in the plain texts are found?`,
      subject: 'engine',
      columns: [
        { title: 'traditional query', unit: '%', better: 'higher', digits: 1 },
        { title: 'traditional texts', unit: '%', better: 'higher', digits: 1 },
      ],
      rows: rowsOf(({ info }, found) => {
        const plain = slice(found, wordsAt, words.length);
        const turned = foundBack.get(info.name);
        return [
          exact(100 * kept(plain, slice(found, traditionalWordsAt, words.length))),
          turned ? exact(100 * kept(plain, slice(turned.found, backAt, words.length))) : { words: 'failed' },
        ];
      }, 2),
    },
    {
      title: 'Words as they sound',
      about: `${misspellings.length} words with one character replaced by another of the same sound, so that what is typed stands nowhere in the texts${example(misspellings)}. How often is a document with the word that was meant among the first ten?`,
      subject: 'engine',
      columns: [{ title: 'found among ten', unit: '%', better: 'higher', digits: 1 }],
      rows: rowsOf((_, found) => {
        if (misspellings.length === 0) return [cannot];
        const lists = slice(found, homophonesAt, misspellings.length);
        const hits = lists.map((list, i) => (list.some(document => meantTruth[i].has(document)) ? 1 : 0));
        return [exact(100 * mean(hits))];
      }, 1),
    },
  ];
}

/** Asks of one subject, put together so that its index is built once. */
class Plan {
  readonly asks: Ask[] = [];

  /** @returns where the answers begin */
  add(queries: readonly string[], mode: QueryMode, limit: number): number {
    const start = this.asks.length;
    for (const query of queries) this.asks.push({ query, mode, limit });
    return start;
  }
}

function slice(found: FindAnswer['found'], start: number, count: number): FindAnswer['found'] {
  return found.slice(start, start + count);
}

/** Which share of the documents that `before` holds stands in `after` too. */
function kept(before: FindAnswer['found'], after: FindAnswer['found']): number {
  let all = 0;
  let still = 0;
  before.forEach((list, i) => {
    const there = new Set(after[i]);
    all += list.length;
    still += list.filter(document => there.has(document)).length;
  });
  return all === 0 ? Number.NaN : still / all;
}

async function findAll(
  bench: Bench,
  engines: readonly Subject[],
  documents: readonly BenchDocument[],
  name: string,
  asks: readonly Ask[],
  notes: string[],
): Promise<Map<string, FindAnswer>> {
  const corpus: Corpus = writtenCorpus(`quality-${name}`, documents, documents.length, name, bench.context.directory);
  const file = bench.dataFile(asks);
  const able = engines.filter(subject => bench.countFor(subject, corpus.count) === corpus.count);
  bench.context.log(`quality, ${name} texts`);
  return bench.each(able, notes, async ({ info }) => {
    // What an engine has no way to do is asked in the next best way.
    return bench.run({
      kind: 'find',
      subject: info.name,
      documents: corpus.path,
      count: corpus.count,
      directory: bench.emptyDirectory(`quality-${info.name}`),
      asks: file,
    });
  });
}

function example(misspellings: readonly { readonly typed: string; readonly meant: string }[]): string {
  const [first] = misspellings;
  return first ? ` (for example ${first.typed} for ${first.meant})` : '';
}
