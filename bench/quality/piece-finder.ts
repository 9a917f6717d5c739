/** Buckets of pairs: a power of two. */
const buckets = 2 ** 20;

/**
 * Finds the documents one of whose texts includes a piece, as `includes` does, without reading them all: the places of
 * every pair of units are kept, and of a piece the rarest pair is looked up. It shares nothing with the engine that it
 * checks: no folding, no words, no index.
 */
export class PieceFinder {
  /** All texts one behind the other. */
  private readonly units: Uint16Array;
  /** Where each text ends in `units`; text i belongs to document i >> 1. */
  private readonly ends: Int32Array;
  /** Places by bucket: those of bucket b from `starts[b]` to `starts[b + 1]`. */
  private readonly starts = new Int32Array(buckets + 1);
  private readonly places: Int32Array;

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
    const pairs = Math.max(0, units.length - 1);
    for (let at = 0; at < pairs; at++) starts[bucketOf(units[at], units[at + 1]) + 1]++;
    for (let bucket = 0; bucket < buckets; bucket++) starts[bucket + 1] += starts[bucket];
    this.places = new Int32Array(pairs);
    const next = starts.slice();
    for (let at = 0; at < pairs; at++) this.places[next[bucketOf(units[at], units[at + 1])]++] = at;
  }

  /** Numbers of the documents that hold `piece`, ascending. */
  find(piece: string): number[] {
    if (piece.length < 2) return this.scan(piece);
    const { units, ends, starts, places } = this;
    let rarest = 0;
    let fewest = Number.POSITIVE_INFINITY;
    for (let i = 0; i + 1 < piece.length; i++) {
      const bucket = bucketOf(piece.charCodeAt(i), piece.charCodeAt(i + 1));
      const count = starts[bucket + 1] - starts[bucket];
      if (count < fewest) [rarest, fewest] = [i, count];
    }
    const bucket = bucketOf(piece.charCodeAt(rarest), piece.charCodeAt(rarest + 1));
    const found: number[] = [];
    for (let i = starts[bucket]; i < starts[bucket + 1]; i++) {
      const from = places[i] - rarest;
      if (from < 0 || from + piece.length > units.length) continue;
      let length = 0;
      while (length < piece.length && units[from + length] === piece.charCodeAt(length)) length++;
      if (length < piece.length) continue;
      const text = firstAbove(ends, from);
      const document = text >> 1;
      if (from + length <= ends[text] && found.at(-1) !== document) found.push(document);
    }
    return found;
  }

  private scan(piece: string): number[] {
    return this.documents.flatMap(({ title, text }, i) => (title.includes(piece) || text.includes(piece) ? [i] : []));
  }
}

function bucketOf(first: number, second: number): number {
  return (Math.imul(first, 40503) + Math.imul(second, 30011)) & (buckets - 1);
}

/** The first index whose value is above `wanted`. */
function firstAbove(values: Int32Array, wanted: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}
