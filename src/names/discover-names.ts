/**
 * Which names does a corpus bring that no dictionary has? Persons, places, organisations, slogans and terms, from the texts
 * themselves.
 *
 * Entry point: `discoverNames`, called by users (`hansou/names`) and by `hansou names discover` and `hansou build --names`.
 * The way of the texts: `Corpus` (corpus.ts) folds and cuts them once; then each finder looks for one kind:
 * find-persons.ts, find-suffixed.ts (places and organisations), find-quoted.ts (slogans), find-repeated.ts (terms), and
 * find-aliases.ts for what is called by a shorter name. `locateNames` counts all of them in one pass. `formatNameList`
 * (name-list.ts) writes the file that a person reviews.
 */
import { checkLexicon, type Lexicon } from '../lexicon/lexicon.ts';
import { checkCount, checkOptions, checkShare, type OptionRules, requireIterable, requireString } from '../validate.ts';
import { Corpus } from './corpus.ts';
import { type DefinedForm, findDefinedForms, kindOfName, linkAliases } from './find-aliases.ts';
import { findQuoted } from './find-quoted.ts';
import { findRepeated } from './find-repeated.ts';
import { findSuffixed } from './find-suffixed.ts';
import { locateNames } from './locate-names.ts';
import {
  type FoundName,
  type NameCandidate,
  type NameContext,
  type NameKind,
  nameKinds,
  tagsOfKinds,
} from './name-candidate.ts';
import { findLostNames } from './persons/find-lost-names.ts';
import { findPersons } from './persons/find-persons.ts';
import { SuffixKind } from './suffixes.ts';

/** Options of `discoverNames`. */
export interface DiscoverOptions {
  /** The words that are known already: `await baseLexicon()` of hansou/lexicon, with your own lists added. */
  readonly lexicon: Lexicon;
  /** Minimum score of a candidate, from 0 to 1 (default 0.5). */
  readonly minScore?: number;
  /** Minimum number of occurrences of a term (default 2 for fewer than 100,000 characters, 5 otherwise). */
  readonly minTermCount?: number;
}

const rules: OptionRules<DiscoverOptions> = {
  owner: 'discoverNames',
  checks: {
    lexicon: checkLexicon,
    minScore: checkShare,
    minTermCount: checkCount,
  },
  required: ['lexicon'],
  example: '{ lexicon: await baseLexicon() }',
};

/** A corpus of fewer units is small: what comes twice in it is a term. */
const smallCorpusUnits = 100_000;
const minTermCounts = { small: 2, large: 5 } as const;
const defaultMinScore = 0.5;
/** Score of a name that the text defines: 全称（以下简称“短”）. */
const definedScore = 0.9;
/** Score of a person that name edges found elsewhere: of those with three occurrences nine in ten are persons. */
const lostScore = 0.85;
/** Units of a passage before and behind a name. */
const passageUnits = 12;

/**
 * Finds names that the texts bring and the lexicon lacks. Texts should be repaired already (`repairText`): a name with a line
 * break in it is not found.
 *
 * ```ts
 * const names = discoverNames(articles.map(({ body }) => body.text), { lexicon });
 * const richer = lexicon.extend(names); // each candidate is an entry for a lexicon
 * ```
 *
 * Laws: a candidate stands in its texts at each of its spans, `count` times in all (written with any width and script); none
 * is a word of the lexicon; the same texts give the same candidates.
 * @returns candidates by kind, the surest first; a word has one kind
 * @throws HansouError BAD_ARGUMENT
 */
export function discoverNames(texts: Iterable<string>, options: DiscoverOptions): NameCandidate[] {
  checkOptions(rules, options, undefined);
  const list = Array.from(requireIterable(texts, 'texts'), text => requireString(text, 'a text'));
  const corpus = new Corpus(list, options.lexicon);
  const defined = findDefinedForms(corpus);
  const minScore = options.minScore ?? defaultMinScore;
  const found = findAll(corpus, options, defined, minScore);
  const words = [...found.keys()].filter(word => found.get(word)!.score >= minScore && !isKnown(corpus, word));
  const { counts, documents, places } = locateNames(corpus, words);
  const aliases = linkAliases(words, found, defined);
  const candidates = words.map((word, number): NameCandidate => {
    const { kind, score } = found.get(word)!;
    const contexts: NameContext[] = [];
    for (let i = 3 * number; i < 3 * number + 3 && places[i] >= 0; i++)
      contexts.push(readContext(corpus, places[i], word.length));
    contexts.sort((a, b) => a.text - b.text || a.span.start - b.span.start);
    const [{ text, span }] = contexts;
    return {
      word: list[text].slice(span.start, span.end),
      kind,
      tag: tagsOfKinds[kind],
      score: Math.round(score * 1000) / 1000,
      count: counts[number],
      documents: documents[number],
      aliases: aliases.get(word) ?? [],
      contexts,
    };
  });
  return candidates.sort(compareCandidates);
}

/** All candidates that are sure enough or may be defined, by their folded word: of several kinds of a word the surest. */
function findAll(
  corpus: Corpus,
  { minTermCount }: DiscoverOptions,
  defined: readonly DefinedForm[],
  minScore: number,
): Map<string, FoundName> {
  const found = new Map<string, FoundName>();
  const definedFirsts = new Set(defined.flatMap(({ full, short }) => [full.charCodeAt(0), short.charCodeAt(0)]));
  const add = (start: number, end: number, kind: NameKind, score: number) => {
    // Most candidates are unsure: they are not worth a string.
    if (score < minScore && !definedFirsts.has(corpus.units[start])) return;
    const word = corpus.textOf(start, end);
    const other = found.get(word);
    if (!other || other.score < score) found.set(word, { kind, score });
  };
  for (const { start, end, probability } of findPersons(corpus)) add(start, end, 'person', probability);
  for (const { start, end } of findLostNames(corpus)) add(start, end, 'person', lostScore);
  for (const { start, end, kind, score } of findSuffixed(corpus))
    add(start, end, kind === SuffixKind.Place ? 'place' : 'organisation', score);
  for (const { start, end, count, documents, isShaped } of findQuoted(corpus)) {
    const score = logistic(
      -0.2 + (isShaped ? 0.8 : 0) + 0.6 * Math.log(count) + 0.4 * Math.log(documents) + (end - start === 4 ? 0.5 : 0),
    );
    add(start, end, isShaped || count > 1 || end - start === 4 ? 'slogan' : 'term', score);
  }
  const isSmall = corpus.length < smallCorpusUnits;
  const minCount = minTermCount ?? (isSmall ? minTermCounts.small : minTermCounts.large);
  for (const { start, end, count, documents, cohesion, freedom } of findRepeated(corpus, Math.max(2, minCount))) {
    const isFree = freedom >= 0.5 * Math.log(count) && (isSmall || documents > 2);
    if (isFree) add(start, end, 'term', 0.99 * Math.min(1, Math.max(0, cohesion - 0.3)) * (1 - 1 / (1 + freedom)));
  }
  for (const { full, short } of defined) {
    const kind = found.get(full)?.kind ?? kindOfName(full);
    for (const word of [full, short]) {
      const other = found.get(word);
      if (!other || other.score < definedScore) found.set(word, { kind: other?.kind ?? kind, score: definedScore });
    }
  }
  return found;
}

function isKnown(corpus: Corpus, word: string): boolean {
  return corpus.lexicon.has(word);
}

/** A place of the folded corpus as a place of the caller's text, with what stands around it on its line. */
function readContext(corpus: Corpus, place: number, length: number): NameContext {
  const text = corpus.documentAt(place);
  const start = place - corpus.documentStarts[text];
  const whole = corpus.texts[text];
  const before = whole
    .slice(Math.max(0, start - passageUnits), start)
    .split(/[\r\n]/)
    .at(-1)!;
  const behind = whole.slice(start + length, start + length + passageUnits).split(/[\r\n]/)[0];
  const passage = before + whole.slice(start, start + length) + behind;
  return { text, span: { start, end: start + length }, passage };
}

function compareCandidates(a: NameCandidate, b: NameCandidate): number {
  const order = nameKinds.indexOf(a.kind) - nameKinds.indexOf(b.kind);
  return order || b.score - a.score || b.count - a.count || (a.word < b.word ? -1 : 1);
}

function logistic(z: number): number {
  return 1 / (1 + Math.exp(-z));
}
