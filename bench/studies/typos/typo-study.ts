/** The study `typos`: how many mistyped words are mended, and how many rare words that are right are corrected. */
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { createIndex, createSegmenter, text } from '../../../src/index.ts';
import type { Bench } from '../../bench.ts';
import { readCorpusDocuments } from '../../corpus/corpus.ts';
import { Random } from '../../random.ts';
import type { PartReport, Row } from '../../report/report.ts';
import { drawRightWords, drawTypos, rightKinds, typoKinds } from './draw-typos.ts';

const seed = 5;
/** Number of typos and of right words of each kind. */
const countPerKind = 100;
const smokeCountPerKind = 5;
/** When a query finds this number of documents as it was typed, no other word is searched for. */
const enoughDocuments = 10;

export async function typoStudy(bench: Bench): Promise<PartReport> {
  const { corpus, options } = bench.context;
  const documents = await readCorpusDocuments(corpus);
  const lexicon = await baseLexicon();
  const segmenter = createSegmenter({ lexicon });
  const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() }, lexicon });
  documents.forEach((document, i) => {
    index.add({ id: String(i), title: document.title, body: document.text });
  });
  const material = {
    documents,
    cut: (whole: string) => segmenter.cut(whole),
    isWord: (word: string) => lexicon.has(word),
    random: new Random(seed),
  };
  const count = options.isSmoke ? smokeCountPerKind : countPerKind;
  const outcomes = drawTypos(material, count).map(({ kind, typed, meant }, i) => {
    const { hits, didYouMean = [] } = index.search(typed, { snippet: false });
    const holds = ({ id }: { readonly id: string }) =>
      documents[+id].text.includes(meant) || documents[+id].title.includes(meant);
    return {
      kind,
      isAside: i % 2 === 1,
      isFound: hits.some(holds),
      isNamed: didYouMean.some(({ word }) => word === meant),
      isHidden: hits.length >= enoughDocuments && hits.every(({ tier }) => tier === 'all') && !hits.some(holds),
    };
  });
  const share = (part: number, whole: number) => ({ value: whole === 0 ? 0 : (100 * part) / whole });
  const rowOf = (name: string, some: typeof outcomes): Row => ({
    name,
    cells: [
      { value: some.length },
      share(some.filter(each => each.isFound).length, some.length),
      share(some.filter(each => each.isFound || each.isNamed).length, some.length),
      { value: some.filter(each => each.isHidden).length },
      { value: some.filter(each => each.isHidden && each.isNamed).length },
    ],
  });
  const rightWords = drawRightWords(material, count);
  return {
    name: 'typos',
    title: 'Mistyped words',
    about: [
      'Words of the texts are mistyped by rules (a character of the same sound, a look-alike, both, neighbours swapped, a character left out) and asked alone. Every second typo is kept aside while thresholds are chosen. Rare words and names that are right are asked too: none of them should be corrected.',
    ],
    material: `${corpus.about}.`,
    tables: [
      {
        title: 'How many typos are mended',
        about:
          'Found: an article with the right word is among the first ten. Named: or the result says that it may be meant. Hidden: ten articles hold what was typed and none of them the right word.',
        rowHeading: 'typo',
        columns: [
          { title: 'typos', digits: 0 },
          { title: 'found', unit: '%', digits: 0 },
          { title: 'found or named', unit: '%', digits: 0 },
          { title: 'hidden', digits: 0 },
          { title: 'hidden, but named', digits: 0 },
        ],
        rows: [
          ...typoKinds.map(kind =>
            rowOf(
              kind,
              outcomes.filter(each => each.kind === kind),
            ),
          ),
          rowOf(
            'all, kept aside',
            outcomes.filter(each => each.isAside),
          ),
        ],
      },
      {
        title: 'How many right words are corrected',
        rowHeading: 'word',
        columns: [
          { title: 'words', digits: 0 },
          { title: 'corrected', digits: 0, better: 'lower' },
        ],
        rows: rightKinds.map(kind => {
          const words = rightWords.filter(each => each.kind === kind);
          const corrected = words.filter(({ word }) => index.search(word, { snippet: false }).didYouMean);
          return { name: kind, cells: [{ value: words.length }, { value: corrected.length }] };
        }),
      },
    ],
  };
}
