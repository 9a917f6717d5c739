/** Which words say what a text is about? Called by users; nothing of an index depends on it. */

import { TermKind } from '../analysis/analysis.ts';
import type { TextReader } from '../index/index-reader.ts';
import type { Schema } from '../index/schema.ts';
import { checkLexicon, type Lexicon } from '../lexicon/lexicon.ts';
import { isFunctionWord } from '../query/cut/function-words.ts';
import { isSearchIndex, type SearchIndex } from '../search-index.ts';
import { createSegmenter } from '../segment/dictionary-segmenter.ts';
import { fold } from '../text/folding.ts';
import { unitsFromString } from '../text/units.ts';
import { checkOneOf, checkOptions, checkPositiveCount, invalid, type OptionRules, requireString } from '../validate.ts';
import { rankByText } from './rank-by-text.ts';

/** How keywords are weighed. */
export type KeywordMethod = 'tfidf' | 'textrank';

/** Options of `keywords`. */
export interface KeywordsOptions<S extends Schema = Schema> {
  /** The words to cut by: `await baseLexicon()` of hansou/lexicon. */
  readonly lexicon: Lexicon;
  /** Maximum number of keywords (default 20). */
  readonly top?: number;
  /**
   * `tfidf` (default): how often a word occurs, and how rare it is elsewhere. `textrank`: how many other words it stands close
   * to, which needs no statistics (Mihalcea & Tarau 2004).
   */
  readonly method?: KeywordMethod;
  /**
   * Where `tfidf` takes from how rare a word is: an index, for what tells one of its documents from the others; default the
   * frequencies of the lexicon.
   */
  readonly index?: SearchIndex<S>;
  /**
   * Parts of speech that count, as jieba names them; each stands for those that begin with it, '' for none. Default: nouns, verbs, adjectives,
   * idioms, foreign words and what has no tag; for `textrank` nouns, verbs and what has no tag.
   */
  readonly tags?: readonly string[];
}

/** A word that says what a text is about. */
export interface Keyword {
  /** The word as it first stands in the text. */
  readonly word: string;
  /** Its weight, above 0: comparable with others of the same text and method only. */
  readonly weight: number;
  /** Number of occurrences. */
  readonly count: number;
  /** Part of speech, as `segment(text, { tags: true })` gives it; '' when it is not known. */
  readonly tag: string;
}

const rules: OptionRules<KeywordsOptions> = {
  owner: 'keywords',
  checks: {
    lexicon: checkLexicon,
    top: checkPositiveCount,
    method: /* @__PURE__ */ checkOneOf('tfidf', 'textrank'),
    index: (name, value) => {
      if (!isSearchIndex(value)) throw invalid(name, 'a SearchIndex', value);
    },
    tags: (name, value) => {
      if (!Array.isArray(value) || value.some(each => typeof each !== 'string'))
        throw invalid(name, "an array of tags, such as ['n', 'v']", value);
    },
  },
  required: ['lexicon'],
  example: '{ lexicon: await baseLexicon() }',
};

const contentTags = ['n', 'v', 'a', 'i', 'j', 'l', 's', 't', 'z', 'b', 'eng', ''];
/** Verbs and nouns that only help others: 是, 有 and the like. */
const helpingTags = ['vshi', 'vyou'];
const rankedTags = ['n', 'v', ''];

/**
 * Returns the words that say what a text is about, the weightiest first. Words of one character, function words and numbers
 * are none.
 *
 * ```ts
 * keywords(article, { lexicon, top: 5 }); // [{ word: '小龙虾', weight: 3.2, count: 4, tag: 'n' }, …]
 * ```
 * @throws HansouError BAD_ARGUMENT
 */
export function keywords<S extends Schema = Schema>(text: string, options: KeywordsOptions<S>): Keyword[] {
  requireString(text, 'a text');
  checkOptions(rules, options, undefined);
  const { lexicon, top = 20, method = 'tfidf', index, tags = method === 'tfidf' ? contentTags : rankedTags } = options;
  const counted = new Map<string, { word: string; count: number; tag: string }>();
  /** The words in their order; undefined where one stands that does not count. */
  const path: (string | undefined)[] = [];
  for (const { text: word, kind, tag = '' } of createSegmenter({ lexicon }).segment(text, { tags: true })) {
    if (kind === 'space') continue;
    const folded = fold(word);
    if (!isContentWord(folded, kind, tag, tags)) {
      path.push(undefined);
      continue;
    }
    path.push(folded);
    const known = counted.get(folded);
    if (known) known.count++;
    else counted.set(folded, { word, count: 1, tag });
  }
  const weights =
    method === 'textrank'
      ? rankByText(path)
      : weighByRarity(counted, path.length, index ? rarityIn(index) : rarityOf(lexicon));
  return [...counted]
    .map(([folded, found]) => ({ ...found, weight: weights.get(folded) ?? 0 }))
    .map(({ word, weight, count, tag }) => ({ word, weight, count, tag }))
    .sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
    .slice(0, top);
}

function isContentWord(folded: string, kind: string, tag: string, tags: readonly string[]): boolean {
  if (kind !== 'han' && kind !== 'latin') return false;
  if ([...folded].length < 2 || isFunctionWord(unitsFromString(folded), 0, folded.length)) return false;
  if (helpingTags.includes(tag)) return false;
  return tags.some(each => (each === '' ? tag === '' : tag.startsWith(each)));
}

function weighByRarity(
  counted: ReadonlyMap<string, { readonly count: number }>,
  length: number,
  rarity: (folded: string) => number,
): Map<string, number> {
  return new Map(Array.from(counted, ([folded, { count }]) => [folded, (count / length) * rarity(folded)]));
}

/**
 * Words in no list, many of which are cut wrongly, count as much as a usual word: with this weight they are as rare as the mean of all
 * words, as in jieba.
 */
const unlistedWeight = 40;

/** How rare words are in the text from which the lexicon was counted: the negative logarithm of their share. */
function rarityOf(lexicon: Lexicon): (folded: string) => number {
  const { total } = lexicon.base;
  return folded => Math.log(total / Math.max(1, lexicon.find(folded)?.weight ?? unlistedWeight));
}

/** How rare words are in an index: its usual idf, by the text field that has most documents with the word. */
function rarityIn<S extends Schema>(index: SearchIndex<S>): (folded: string) => number {
  const reader = index.live.reader();
  const readers: TextReader[] = Object.entries(reader.schema).flatMap(([name, { type }]) =>
    type === 'text' ? [reader.getTextReader(name)] : [],
  );
  return folded => {
    const units = unitsFromString(folded);
    const term = { kind: TermKind.InnerWord, units, start: 0, end: units.length };
    const documents = Math.max(0, ...readers.map(each => each.documentFrequency(term)));
    return Math.log(1 + (reader.documentCount + 1) / (documents + 0.5));
  };
}
