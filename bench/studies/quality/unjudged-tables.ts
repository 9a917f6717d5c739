/** What can be measured on any texts, without human judgements: phrases, headlines, the other script, homophones. */
import { type Bench, exactCell } from '../../bench.ts';
import { readCorpusDocuments, writeCorpus } from '../../corpus/corpus.ts';
import type { BenchDocument, Engine, QueryMode } from '../../engines/engine.ts';
import { loadPeer } from '../../load-peer.ts';
import { mean } from '../../measure/statistics.ts';
import type { FindAnswer, FindQuery } from '../../measure/task.ts';
import { drawMany, drawPhrase } from '../../queries/draw.ts';
import { Random } from '../../random.ts';
import { type Cell, cannot, type Table } from '../../report/report.ts';
import { drawMisspellings, type Misspelling } from './homophones.ts';
import { takeHeadline } from './known-items.ts';
import { recall, reciprocalRank } from './metrics.ts';
import { scorePhrases } from './phrase-figures.ts';
import { PhraseFinder } from './phrase-finder.ts';

/** Numbers of queries. */
const defaultCounts = { phrases: 300, items: 300, words: 200, homophones: 150 };
const smokeCounts = { phrases: 50, items: 50, words: 50, homophones: 20 };
const seed = 7;

/** For each query, the documents found. */
type Found = FindAnswer['found'];

/** The texts and the queries. */
interface Material {
  readonly documents: readonly BenchDocument[];
  /** The documents in traditional characters. */
  readonly traditional: readonly BenchDocument[];
  readonly phrases: readonly string[];
  /** Headlines, each with the number of its document. */
  readonly headlines: readonly { readonly query: string; readonly document: number }[];
  /** Queries of one to three words. */
  readonly words: readonly string[];
  /** The same queries in traditional characters. */
  readonly traditionalWords: readonly string[];
  readonly misspellings: readonly Misspelling[];
}

/** The documents that one engine found for each kind of query. */
interface FoundByKind {
  readonly quotedPhrases: Found;
  /** The words of the phrases, for engines without phrase queries. */
  readonly phraseWords: Found;
  readonly headlines: Found;
  readonly words: Found;
  readonly traditionalWords: Found;
  readonly homophones: Found;
  /** The plain queries on the texts in traditional characters; undefined when the engine failed. */
  readonly wordsInTraditional: Found | undefined;
}

/** Measures every engine. */
export async function measureUnjudged(bench: Bench, engines: readonly Engine[], notes: string[]): Promise<Table[]> {
  const material = await drawMaterial(bench);
  const found = await findAll(bench, engines, material, notes);
  const { documents } = material;

  /** Makes a table with a row for each engine. */
  const makeTable = (
    table: Omit<Table, 'rows' | 'rowHeading'>,
    cells: (found: FoundByKind, engine: Engine) => Cell[],
  ) => ({
    ...table,
    rowHeading: 'engine',
    rows: engines.map(engine => {
      const ofEngine = found.get(engine.info.name);
      const isTooMany = bench.documentCountFor(engine, documents.length) < documents.length;
      const missing = { words: isTooMany ? 'too many documents' : 'failed' };
      return {
        name: engine.info.title,
        isReference: engine.info.name === 'hansou',
        cells: ofEngine ? cells(ofEngine, engine) : table.columns.map(() => missing),
      };
    }),
  });
  const finder = new PhraseFinder(documents);
  return [
    phraseTable(material, finder, makeTable),
    headlineTable(material, makeTable),
    scriptTable(material, makeTable),
    homophoneTable(material, finder, makeTable),
  ];
}

type MakeTable = (
  table: Omit<Table, 'rows' | 'rowHeading'>,
  cells: (found: FoundByKind, engine: Engine) => Cell[],
) => Table;

function phraseTable({ phrases }: Material, finder: PhraseFinder, makeTable: MakeTable): Table {
  const truth = phrases.map(phrase => finder.find(phrase));
  return makeTable(
    {
      title: 'Phrases: what is found, and what should be found',
      about: `${phrases.length} phrases of 2 to 16 characters, taken from anywhere in the texts, as a reader quotes them. The truth is what includes() finds. Engines without phrase queries are asked for all the words of the phrase, which comes nearest.`,
      columns: [
        { title: 'asked as' },
        { title: 'answered exactly', unit: '%', better: 'higher', digits: 1 },
        { title: 'documents missed', unit: '%', better: 'lower', digits: 2 },
        { title: 'false hits per right one', better: 'lower', digits: 2 },
      ],
    },
    ({ quotedPhrases, phraseWords }, { info }) => {
      const hasPhrases = info.modes.includes('quoted');
      const figures = scorePhrases(truth, hasPhrases ? quotedPhrases : phraseWords);
      return [
        { words: hasPhrases ? 'a phrase' : 'all words' },
        exactCell((100 * figures.exact) / figures.phrases),
        exactCell((100 * figures.misses) / figures.expected),
        exactCell(figures.falseHits / figures.expected),
      ];
    },
  );
}

function headlineTable({ headlines }: Material, makeTable: MakeTable): Table {
  const relevances = headlines.map(({ document }) => new Map([[document, 1]]));
  return makeTable(
    {
      title: 'An article by its headline',
      about: `${headlines.length} articles are searched for by their own headline, or first sentence, which was removed from them before indexing. MRR@10 is the mean reciprocal rank of the article (0 when it is not among ten).`,
      columns: [
        { title: 'MRR@10', better: 'higher', digits: 3 },
        { title: 'first', unit: '%', better: 'higher', digits: 1 },
        { title: 'among 100', unit: '%', better: 'higher', digits: 1 },
      ],
    },
    ({ headlines: found }) => {
      const percentWithin = (depth: number) =>
        exactCell(100 * mean(relevances.map((relevance, i) => recall(found[i], relevance, depth))));
      return [
        exactCell(mean(relevances.map((relevance, i) => reciprocalRank(found[i], relevance, 10)))),
        percentWithin(1),
        percentWithin(100),
      ];
    },
  );
}

function scriptTable({ words }: Material, makeTable: MakeTable): Table {
  return makeTable(
    {
      title: 'The other script',
      about: `${words.length} queries of one to three words are asked in traditional characters on the original texts, and in their original form on the same texts in traditional characters (converted with opencc-js). The figure is the share of documents still found, of those that the original query finds in the original texts.`,
      columns: [
        { title: 'traditional query', unit: '%', better: 'higher', digits: 1 },
        { title: 'traditional texts', unit: '%', better: 'higher', digits: 1 },
      ],
    },
    found => [
      exactCell(100 * shareStillFound(found.words, found.traditionalWords)),
      found.wordsInTraditional
        ? exactCell(100 * shareStillFound(found.words, found.wordsInTraditional))
        : { words: 'failed' },
    ],
  );
}

function homophoneTable({ misspellings }: Material, finder: PhraseFinder, makeTable: MakeTable): Table {
  const truth = misspellings.map(({ meant }) => new Set(finder.find(meant)));
  const [first] = misspellings;
  const example = first ? ` (for example ${first.typed} for ${first.meant})` : '';
  return makeTable(
    {
      title: 'Homophones',
      about: `${misspellings.length} words with one character replaced by another of the same sound, so that what is typed occurs nowhere in the texts${example}. The figure is how often a document with the intended word is among the first ten.`,
      columns: [{ title: 'found among ten', unit: '%', better: 'higher', digits: 1 }],
    },
    ({ homophones }) => {
      if (misspellings.length === 0) return [cannot];
      const hits = homophones.map((list, i) => (list.some(document => truth[i].has(document)) ? 1 : 0));
      return [exactCell(100 * mean(hits))];
    },
  );
}

/** The share of the documents in `before` that are also in `after`, over all queries. */
function shareStillFound(before: Found, after: Found): number {
  let all = 0;
  let still = 0;
  before.forEach((list, i) => {
    const remaining = new Set(after[i]);
    all += list.length;
    still += list.filter(document => remaining.has(document)).length;
  });
  return all === 0 ? Number.NaN : still / all;
}

interface OpenCc {
  Converter(options: { from: string; to: string }): (text: string) => string;
}

async function drawMaterial(bench: Bench): Promise<Material> {
  const { options, queries, corpus } = bench.context;
  const counts = options.isSmoke ? smokeCounts : defaultCounts;
  const random = new Random(seed);
  const items = (await readCorpusDocuments(corpus, options.qualityCount)).map(takeHeadline);
  const documents = items.map(item => item.document);
  const { Converter } = await loadPeer<OpenCc>('opencc-js');
  const toTraditional = Converter({ from: 'cn', to: 'tw' });

  const phrases = drawMany(options.phrases ?? counts.phrases, () =>
    drawPhrase(random.pick(documents).text, random, { min: 2, max: 16 }),
  );
  const known = items.flatMap(({ query }, document) => (query === undefined ? [] : [{ query, document }]));
  const headlines = drawMany(Math.min(counts.items, known.length), () => random.pick(known));
  const words = queries.all.slice(0, counts.words);
  const singleWords = [...new Set(queries.all.flatMap(query => query.split(' ')))].filter(
    word => word.length >= 2 && word.length <= 4,
  );
  const misspellings =
    singleWords.length > 0 ? await drawMisspellings(documents, singleWords, counts.homophones, random) : [];
  return {
    documents,
    traditional: documents.map(({ title, text }) => ({ title: toTraditional(title), text: toTraditional(text) })),
    phrases,
    headlines,
    words,
    traditionalWords: words.map(toTraditional),
    misspellings,
  };
}

/** Asks every engine all queries. Returns the documents found by engine name. */
async function findAll(
  bench: Bench,
  engines: readonly Engine[],
  material: Material,
  notes: string[],
): Promise<Map<string, FoundByKind>> {
  const { documents, traditional, phrases, headlines, words, traditionalWords, misspellings } = material;
  const everything = documents.length;
  const originalPlan = new Plan();
  const quotedPhrases = originalPlan.add(phrases, 'quoted', everything);
  const phraseWords = originalPlan.add(phrases, 'all', everything);
  const headlineQueries = originalPlan.add(
    headlines.map(({ query }) => query),
    'question',
    100,
  );
  const plainWords = originalPlan.add(words, 'all', everything);
  const wordsInOtherScript = originalPlan.add(traditionalWords, 'all', everything);
  const homophones = originalPlan.add(
    misspellings.map(({ typed }) => typed),
    'question',
    10,
  );
  const traditionalPlan = new Plan();
  const wordsInTraditional = traditionalPlan.add(words, 'all', everything);

  const original = await originalPlan.run(bench, engines, { name: 'original', documents }, notes);
  const converted = await traditionalPlan.run(bench, engines, { name: 'traditional', documents: traditional }, notes);
  return new Map(
    [...original].map(([name, { found }]) => {
      const inTraditional = converted.get(name);
      return [
        name,
        {
          quotedPhrases: quotedPhrases(found),
          phraseWords: phraseWords(found),
          headlines: headlineQueries(found),
          words: plainWords(found),
          traditionalWords: wordsInOtherScript(found),
          homophones: homophones(found),
          wordsInTraditional: inTraditional && wordsInTraditional(inTraditional.found),
        },
      ];
    }),
  );
}

/** Queries of several kinds, collected so that each engine builds its index only once. */
class Plan {
  private readonly queries: FindQuery[] = [];

  /** @returns a function that selects the results of these queries */
  add(queries: readonly string[], mode: QueryMode, limit: number): (found: Found) => Found {
    const start = this.queries.length;
    for (const query of queries) this.queries.push({ query, mode, limit });
    return found => found.slice(start, start + queries.length);
  }

  /** Asks every engine that takes all documents. */
  run(
    bench: Bench,
    engines: readonly Engine[],
    { name, documents }: { readonly name: string; readonly documents: readonly BenchDocument[] },
    notes: string[],
  ): Promise<Map<string, FindAnswer>> {
    const count = documents.length;
    const corpus = writeCorpus({ name: `quality-${name}`, about: name, documents, count }, bench.context.directory);
    const queryFile = bench.writeDataFile(this.queries);
    const able = engines.filter(engine => bench.documentCountFor(engine, count) === count);
    bench.context.log(`quality, ${name} texts`);
    return bench.runOnce(able, notes, ({ info }) =>
      bench.run({
        kind: 'find',
        engine: info.name,
        documents: corpus.path,
        count,
        directory: bench.createDirectory(`quality-${info.name}`),
        queryFile,
      }),
    );
  }
}
