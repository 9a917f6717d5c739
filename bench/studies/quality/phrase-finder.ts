/** Finds phrases in texts without an index of words, as the truth that engines are compared with. */

/** Number of hash buckets for bigrams: a power of two. */
const bucketCount = 2 ** 20;

/**
 * Finds the documents whose title or text includes a phrase, as `includes` does, without reading them all: it stores the
 * offsets of every bigram of UTF-16 units, and looks up the rarest bigram of a phrase. It shares nothing with the engine
 * that it checks: no folding, no words, no index.
 */
export class PhraseFinder {
  /** All titles and texts, one after the other. */
  private readonly units: Uint16Array;
  /** The end of each text in `units`. Text i belongs to document i >> 1. */
  private readonly ends: Int32Array;
  /** The offsets in bucket b are `offsets[starts[b]]` to `offsets[starts[b + 1] - 1]`. */
  private readonly starts = new Int32Array(bucketCount + 1);
  private readonly offsets: Int32Array;

  constructor(private readonly documents: readonly { readonly title: string; readonly text: string }[]) {
    const texts = documents.flatMap(({ title, text }) => [title, text]);
    this.units = new Uint16Array(texts.reduce((sum, { length }) => sum + length, 0));
    this.ends = new Int32Array(texts.length);
    let end = 0;
    texts.forEach((text, i) => {
      for (let at = 0; at < text.length; at++) this.units[end++] = text.charCodeAt(at);
      this.ends[i] = end;
    });
    const { units, starts } = this;
    const bigramCount = Math.max(0, units.length - 1);
    for (let at = 0; at < bigramCount; at++) starts[bucketOf(units[at], units[at + 1]) + 1]++;
    for (let bucket = 0; bucket < bucketCount; bucket++) starts[bucket + 1] += starts[bucket];
    this.offsets = new Int32Array(bigramCount);
    const next = starts.slice();
    for (let at = 0; at < bigramCount; at++) this.offsets[next[bucketOf(units[at], units[at + 1])]++] = at;
  }

  /** Finds the numbers of the documents that include a phrase, in ascending order. */
  find(phrase: string): number[] {
    if (phrase.length < 2) return this.scan(phrase);
    const { units, ends, starts, offsets } = this;
    let rarest = 0;
    let fewest = Number.POSITIVE_INFINITY;
    for (let i = 0; i + 1 < phrase.length; i++) {
      const bucket = bucketOf(phrase.charCodeAt(i), phrase.charCodeAt(i + 1));
      const count = starts[bucket + 1] - starts[bucket];
      if (count < fewest) [rarest, fewest] = [i, count];
    }
    const bucket = bucketOf(phrase.charCodeAt(rarest), phrase.charCodeAt(rarest + 1));
    const found: number[] = [];
    for (let i = starts[bucket]; i < starts[bucket + 1]; i++) {
      const from = offsets[i] - rarest;
      if (from < 0 || from + phrase.length > units.length) continue;
      let length = 0;
      while (length < phrase.length && units[from + length] === phrase.charCodeAt(length)) length++;
      if (length < phrase.length) continue;
      const text = findFirstAbove(ends, from);
      const document = text >> 1;
      if (from + length <= ends[text] && found.at(-1) !== document) found.push(document);
    }
    return found;
  }

  private scan(phrase: string): number[] {
    return this.documents.flatMap(({ title, text }, i) => (title.includes(phrase) || text.includes(phrase) ? [i] : []));
  }
}

function bucketOf(first: number, second: number): number {
  return (Math.imul(first, 40503) + Math.imul(second, 30011)) & (bucketCount - 1);
}

/** The index of the first of the ascending values that is above a limit. */
function findFirstAbove(values: Int32Array, limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
