/** Which sequences of words come again and again as one? Terms such as 核酸采样点: they hold together inside and end freely. */
import { type Corpus, WordClass } from './corpus.ts';

/** A sequence of words that comes again. */
export interface RepeatedCandidate {
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly documents: number;
  /** How much more often the words stand together than by chance, from 0 to 1 (normalised mutual information). */
  readonly cohesion: number;
  /** The lower of both edges: the logarithm of how many different neighbours it has. */
  readonly freedom: number;
}

/** Maximum number of words, and of UTF-16 units. */
const maxWords = 5;
const maxUnits = 16;

/**
 * Finds the sequences of two to five words with at least `minCount` occurrences. Level by level, a sequence of n words is the
 * pair of the sequences of n - 1 words that it begins and ends with; both must come again themselves.
 */
export function findRepeated(corpus: Corpus, minCount: number): RepeatedCandidate[] {
  const { tokenCount, words } = corpus;
  const candidates: RepeatedCandidate[] = [];
  const isInner = classifyWords(corpus);
  // Level 1: the words themselves.
  let grams: Int32Array = new Int32Array(tokenCount);
  for (let token = 0; token < tokenCount; token++) {
    const word = corpus.tokenWords[token];
    grams[token] = isInner[word] === Inner.Stop || words.counts[word] < minCount ? -1 : word;
  }
  let counts: ArrayLike<number> = words.counts;
  let previous: Level | undefined;
  for (let size = 2; size <= maxWords + 1; size++) {
    const next = pairGrams(corpus, grams, size);
    if (previous) collect(corpus, previous, next, isInner, minCount, candidates);
    if (next.pairs.size === 0) break;
    // Rare sequences begin no longer ones.
    for (let token = 0; token < tokenCount; token++)
      if (next.grams[token] >= 0 && next.pairs.counts[next.grams[token]] < minCount) next.grams[token] = -1;
    previous = { ...next, size, parts: counts };
    grams = next.grams;
    counts = next.pairs.counts;
  }
  return candidates;
}

/** The sequences of one number of words. */
interface Level {
  readonly grams: Int32Array;
  readonly pairs: PairTable;
  readonly size: number;
  /** Counts of the sequences that are one word shorter. */
  readonly parts: ArrayLike<number>;
}

/** What a word may be in a term. */
const Inner = { Stop: 0, Inside: 1, Edge: 2 } as const;

function classifyWords(corpus: Corpus): Uint8Array {
  const { words, classes, tags } = corpus;
  const kinds = new Uint8Array(words.size);
  for (let word = 0; word < words.size; word++) {
    if (classes[word] === WordClass.Sign || classes[word] === WordClass.Latin) continue;
    const isSingle = words.lengths[word] === 1;
    if (classes[word] === WordClass.Unknown) kinds[word] = Inner.Edge;
    else if (/^[pcudrmqyeotf]/.test(tags[word]) || /^(uj|ul|zg)/.test(tags[word])) kinds[word] = Inner.Stop;
    else kinds[word] = isSingle && /^[vadz]/.test(tags[word]) ? Inner.Inside : Inner.Edge;
  }
  return kinds;
}

/** Numbers the pairs of neighbouring sequences. */
function pairGrams(corpus: Corpus, grams: Int32Array, size: number): { grams: Int32Array; pairs: PairTable } {
  const { tokenCount, tokenStarts, documentTokens } = corpus;
  const pairs = new PairTable();
  const next = new Int32Array(tokenCount).fill(-1);
  let document = -1;
  for (let token = 0; token + size <= tokenCount; token++) {
    if (documentTokens[document + 1] === token) document++;
    if (grams[token] < 0 || grams[token + 1] < 0) continue;
    if (tokenStarts[token + size] - tokenStarts[token] > maxUnits) continue;
    next[token] = pairs.add(grams[token], grams[token + 1], token, document);
  }
  return { grams: next, pairs };
}

/** Collects the sequences of a level that hold together and end freely; `longer` are those with one more word. */
function collect(
  corpus: Corpus,
  level: Level,
  longer: { readonly grams: Int32Array; readonly pairs: PairTable },
  kinds: Uint8Array,
  minCount: number,
  out: RepeatedCandidate[],
): void {
  const { pairs, size, parts } = level;
  const { tokenWords, tokenStarts, tokenCount } = corpus;
  // Entropy of the neighbours: those that come once add nothing to the sum.
  const right = new Float64Array(pairs.size);
  const left = new Float64Array(pairs.size);
  for (let pair = 0; pair < longer.pairs.size; pair++) {
    const count = longer.pairs.counts[pair];
    const term = count * Math.log(count);
    right[longer.pairs.lefts[pair]] += term;
    left[longer.pairs.rights[pair]] += term;
  }
  for (let pair = 0; pair < pairs.size; pair++) {
    const count = pairs.counts[pair];
    if (count < minCount) continue;
    const token = pairs.firstTokens[pair];
    if (kinds[tokenWords[token]] !== Inner.Edge || kinds[tokenWords[token + size - 1]] !== Inner.Edge) continue;
    const freedom = Math.log(count) - Math.max(right[pair], left[pair]) / count;
    const byChance = (parts[pairs.lefts[pair]] * wordCount(corpus, token + size - 1)) / tokenCount;
    const byChance2 = (wordCount(corpus, token) * parts[pairs.rights[pair]]) / tokenCount;
    const information = Math.log(count / Math.max(byChance, byChance2));
    const cohesion = information / Math.log(tokenCount / count);
    const start = tokenStarts[token];
    out.push({ start, end: tokenStarts[token + size], count, documents: pairs.documents[pair], cohesion, freedom });
  }
}

function wordCount(corpus: Corpus, token: number): number {
  return corpus.words.counts[corpus.tokenWords[token]];
}

/** Distinct pairs of numbers, each with its count and the token where it came first: a hash table in typed arrays. */
class PairTable {
  size = 0;
  lefts = new Int32Array(1024);
  rights = new Int32Array(1024);
  counts = new Int32Array(1024);
  documents = new Int32Array(1024);
  firstTokens = new Int32Array(1024);
  private lastDocuments = new Int32Array(1024);
  private slots = new Int32Array(4096);

  /** Counts a pair and returns its number. */
  add(left: number, right: number, token: number, document: number): number {
    const mask = this.slots.length - 1;
    let slot = mixPair(left, right) & mask;
    for (; this.slots[slot] > 0; slot = (slot + 1) & mask) {
      const pair = this.slots[slot] - 1;
      if (this.lefts[pair] !== left || this.rights[pair] !== right) continue;
      this.counts[pair]++;
      if (this.lastDocuments[pair] !== document) {
        this.lastDocuments[pair] = document;
        this.documents[pair]++;
      }
      return pair;
    }
    if (this.size === this.lefts.length) this.grow();
    const pair = this.size++;
    this.lefts[pair] = left;
    this.rights[pair] = right;
    this.counts[pair] = 1;
    this.documents[pair] = 1;
    this.lastDocuments[pair] = document;
    this.firstTokens[pair] = token;
    this.slots[slot] = pair + 1;
    if (this.size * 2 > this.slots.length) this.rehash();
    return pair;
  }

  private grow(): void {
    for (const name of ['lefts', 'rights', 'counts', 'documents', 'firstTokens', 'lastDocuments'] as const) {
      const larger = new Int32Array(this[name].length * 2);
      larger.set(this[name]);
      this[name] = larger;
    }
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    const mask = this.slots.length - 1;
    for (let pair = 0; pair < this.size; pair++) {
      let slot = mixPair(this.lefts[pair], this.rights[pair]) & mask;
      while (this.slots[slot] > 0) slot = (slot + 1) & mask;
      this.slots[slot] = pair + 1;
    }
  }
}

function mixPair(left: number, right: number): number {
  let hash = Math.imul(left, 0x9e3779b1) ^ Math.imul(right + 1, 0x85ebca6b);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 13);
}
