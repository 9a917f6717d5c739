/**
 * A slow twin of scoring (`Scorer`): it scans all documents with the same analysis and the textbook formula, without lists,
 * candidates or bounds. It imports nothing of `index/`; of `query/` it imports the constants under test
 * (`rank/constants.ts`) and the function words, and takes the cut of the query as given.
 */
import { Analysis, TermKind } from '../../src/analysis/analysis.ts';
import type { Analyzer } from '../../src/analysis/analyzer.ts';
import { isFunctionBigram, markFunctionWords } from '../../src/query/cut/function-words.ts';
import {
  b,
  functionWordShare,
  granularityWeight,
  k1,
  relativeLength,
  runWeight,
  spellingWeight,
  titleWeight,
} from '../../src/query/rank/constants.ts';
import type { Span } from '../../src/text/span.ts';
import { stringFromUnits } from '../../src/text/units.ts';

export interface SlowField {
  readonly name: string;
  readonly weight: number;
  /** Whether it is the title of the index, whatever weight a query gives it. */
  readonly isTitle: boolean;
  /** The size of a text that the index stores (large sizes are rounded). */
  readonly sizeOf: (document: number) => number;
}

interface Counted {
  /** Occurrences of each term in a text, by kind and folded text. */
  readonly counts: Map<string, number>;
}

/**
 * Base scores by document number.
 * @param words the words of the cut query
 * @param spellings those of its words that are held in another spelling, without signs and spaces
 */
export function slowScores(
  documents: readonly Record<string, string>[],
  fields: readonly SlowField[],
  analyzer: Analyzer,
  query: string,
  words: readonly Span[],
  spellings: readonly string[],
): number[] {
  const count = (text: string, keep: (kind: TermKind, term: string) => boolean): Counted => {
    const analysis = new Analysis();
    analyzer.analyze(text, analysis);
    const counts = new Map<string, number>();
    for (let i = 0; i < analysis.count; i++) {
      const kind = analysis.kinds[i] as TermKind;
      const term = stringFromUnits(analysis.units, analysis.starts[i], analysis.ends[i]);
      if (keep(kind, term)) counts.set(`${kind}${term}`, (counts.get(`${kind}${term}`) ?? 0) + 1);
    }
    // An inner word counts as often as it is a word, at least once.
    for (const key of [...counts.keys()]) {
      const inner = `${TermKind.InnerWord}${key.slice(1)}`;
      const asWord = counts.get(`${TermKind.Word}${key.slice(1)}`);
      if (Number(key[0]) >= TermKind.Word) counts.set(inner, asWord ?? 1);
    }
    return { counts };
  };
  const isRun = (text: string) => !/\p{Script=Han}/u.test(text);
  // Weights of the query's terms: characters, bigrams and runs by the analysis, words by the cut.
  const weights = new Map<string, number>();
  const add = (key: string, weight: number) => weights.set(key, (weights.get(key) ?? 0) + weight);
  const grams = count(query, (kind, term) => kind <= TermKind.Bigram || (kind === TermKind.Word && isRun(term)));
  const cut = new Analysis();
  analyzer.analyze(query, cut);
  // What lies in function words and asking phrases counts less, if there are other words.
  const marks = markFunctionWords(cut.units, words);
  const shareOf = ({ start, end }: Span) =>
    marks && [...marks.subarray(start, end)].every(mark => mark === 1) && end <= marks.length ? functionWordShare : 1;
  for (let i = 0; i < cut.count; i++) {
    const kind = cut.kinds[i] as TermKind;
    const span = { start: cut.starts[i], end: cut.ends[i] };
    const term = stringFromUnits(cut.units, span.start, span.end);
    const { bigram, character } = granularityWeight;
    if (kind === TermKind.Word && isRun(term)) add(`${kind}${term}`, runWeight);
    else if (kind === TermKind.Character) add(`${kind}${term}`, character * shareOf(span));
    else if (kind === TermKind.Bigram && !isFunctionBigram(cut.units, span.start))
      add(`${kind}${term}`, bigram * shareOf(span));
  }
  for (const span of words) {
    const word = stringFromUnits(cut.units, span.start, span.end);
    if (!isRun(word)) add(`${TermKind.Word}${word}`, granularityWeight.word * shareOf(span));
  }

  const means = fields.map(
    field => documents.reduce((sum, _, document) => sum + field.sizeOf(document), 0) / documents.length,
  );
  const counted = documents.map(document => fields.map(field => count(document[field.name] ?? '', () => true)));
  const documentsWith = (key: string, f: number) => counted.filter(texts => texts[f].counts.has(key)).length;
  // Runs that are parts or other spellings of names, too.
  for (const [key, times] of grams.counts) {
    const inner = `${TermKind.InnerWord}${key.slice(1)}`;
    if (key[0] !== `${TermKind.Word}`) continue;
    if (!fields.some((_, f) => documentsWith(inner, f) > documentsWith(key, f))) continue;
    add(inner, times * spellingWeight);
    add(key, -times * spellingWeight);
  }
  for (const spelling of spellings) add(`${TermKind.InnerWord}${spelling}`, spellingWeight);
  const title = fields.findIndex(({ isTitle }) => isTitle);
  const scores = documents.map(() => 0);
  for (const [key, weight] of weights) {
    const frequency = Math.max(...fields.map((_, f) => documentsWith(key, f)));
    const idf = Math.log(1 + (documents.length - frequency + 0.5) / (frequency + 0.5));
    const isAtom = key[0] === `${TermKind.Character}` || (key[0] === `${TermKind.Word}` && isRun(key.slice(1)));
    documents.forEach((_, document) => {
      let x = 0;
      fields.forEach((field, f) => {
        const times = counted[document][f].counts.get(key);
        if (times) x += (field.weight * times) / (1 - b + b * relativeLength(field.sizeOf(document) / means[f]));
      });
      scores[document] += (weight * idf * (k1 + 1) * x) / (x + k1);
      if (isAtom && title >= 0 && counted[document][title].counts.has(key)) scores[document] += titleWeight * idf;
    });
  }
  return scores;
}
