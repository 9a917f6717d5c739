/** Names as queries against the sentences that hold them: how well are those found in which people marked the name? */
import { type BaseLexiconOptions, baseLexicon } from '../../../src/base-lexicon.ts';
import { text } from '../../../src/fields.ts';
import { createIndex } from '../../../src/search-index.ts';
import { Random } from '../../random.ts';
import { ndcg } from '../quality/metrics.ts';
import { type GoldKind, type GoldSentence, goldKinds } from './gold-names.ts';

/** Names of a kind, drawn as queries. */
export interface NameQueries {
  readonly kind: GoldKind;
  /** By name: the numbers of the sentences in which it is marked. */
  readonly names: ReadonlyMap<string, ReadonlySet<number>>;
}

export interface QueryFigures {
  readonly ndcg: number;
  /** The share of queries whose first hit is a sentence in which the name is not marked. */
  readonly falseFirst: number;
}

const depth = 10;
const seed = 35;

/** Draws `count` different names of two characters and more for each kind. */
export function drawNameQueries(sentences: readonly GoldSentence[], count: number): NameQueries[] {
  return goldKinds.map(kind => {
    const all = new Map<string, Set<number>>();
    sentences.forEach(({ text, names }, number) => {
      for (const [start, end, name] of names) {
        if (name !== kind || end - start < 2) continue;
        const word = text.slice(start, end);
        all.set(word, (all.get(word) ?? new Set()).add(number));
      }
    });
    const words = [...all.keys()];
    const random = new Random(seed);
    for (let i = words.length - 1; i > 0; i--) {
      const other = random.below(i + 1);
      [words[i], words[other]] = [words[other], words[i]];
    }
    return { kind, names: new Map(words.slice(0, count).map(word => [word, all.get(word)!])) };
  });
}

/** Asks the queries of an index of the sentences. @returns by kind */
export async function askNameQueries(
  sentences: readonly GoldSentence[],
  queries: readonly NameQueries[],
  names: NonNullable<BaseLexiconOptions['names']>,
): Promise<QueryFigures[]> {
  const index = createIndex({ fields: { body: text() }, lexicon: await baseLexicon(undefined, { names }) });
  index.addAll(sentences.map(({ text: body }, i) => ({ id: `${i}`, body })));
  return queries.map(({ names: asked }) => {
    let sum = 0;
    let falseFirst = 0;
    for (const [name, marked] of asked) {
      const { hits } = index.search(name, { limit: depth, snippet: false });
      const ranked = hits.map(({ id }) => Number(id));
      sum += ndcg(ranked, new Map([...marked].map(number => [number, 1])), depth);
      if (ranked.length > 0 && !marked.has(ranked[0])) falseFirst++;
    }
    return { ndcg: sum / asked.size, falseFirst: falseFirst / asked.size };
  });
}
