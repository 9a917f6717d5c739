/** The list of all words of a lexicon that occur in a text. */
import { CharacterClass, classOfUnit } from '../../text/characters.ts';
import { TokenKind, type TokenList } from '../token-list.ts';
import { classifyWord } from '../tokens.ts';

/** Number of UTF-16 units of a text that are compared with the path at once. */
const pathWindowUnits = 4096;

/** The words of a lexicon that occur in a text, on the path or off it: parallel arrays by start, longest first. */
export class WordMatches {
  count = 0;
  starts = new Uint32Array(256);
  ends = new Uint32Array(256);
  /** By unit: where the token of the path that begins there ends, or 0. */
  private readonly pathEnds = new Uint32Array(pathWindowUnits);

  clear(): void {
    this.count = 0;
  }

  /** Makes room for `more` matches. This may replace the arrays. */
  reserve(more: number): void {
    const { starts, ends } = this;
    if (this.count + more <= starts.length) return;
    const size = Math.max(this.count + more, 2 * starts.length);
    this.starts = new Uint32Array(size);
    this.ends = new Uint32Array(size);
    this.starts.set(starts);
    this.ends.set(ends);
  }

  push(start: number, end: number): void {
    if (this.count === this.starts.length) this.reserve(1);
    this.starts[this.count] = start;
    this.ends[this.count++] = end;
  }

  /** Like `push`, but in front of longer matches with the same start. */
  pushShorterFirst(start: number, end: number): void {
    this.push(start, end);
    for (let at = this.count - 1; at > 0 && this.starts[at - 1] === start && this.ends[at - 1] > end; at--) {
      this.ends[at] = this.ends[at - 1];
      this.ends[at - 1] = end;
    }
  }

  /** Puts the tokens of a list, by start, longest first, in their places among the matches; those that are there already are left out. */
  add(list: TokenList): void {
    for (let i = 0; i < list.count; i++) this.push(list.starts[i], list.ends[i]);
    this.sortUnique();
  }

  /** Reverses the matches from number `from` on, which were found from the end of a text to its start. */
  reverseFrom(from: number): void {
    this.starts.subarray(from, this.count).reverse();
    this.ends.subarray(from, this.count).reverse();
  }

  /**
   * Adds the matches that are not tokens of the path to `out`, which contains the path and nothing else.
   * @param length of the text
   */
  pushWordsOffPath(units: Uint16Array, length: number, out: TokenList): void {
    const { pathEnds, starts: matchStarts, ends: matchEnds, count: matchCount } = this;
    // Each match is written, and counted only if it stays: without a branch, a third of which would be mispredicted.
    out.reserve(matchCount + 1);
    const { starts, ends, kinds, count: pathCount } = out;
    let count = pathCount;
    for (let from = 0, token = 0, match = 0; from < length; from += pathWindowUnits) {
      const to = Math.min(length, from + pathWindowUnits);
      pathEnds.fill(0, 0, to - from);
      for (; token < pathCount && starts[token] < to; token++) pathEnds[starts[token] - from] = ends[token];
      for (; match < matchCount && matchStarts[match] < to; match++) {
        const start = matchStarts[match];
        const end = matchEnds[match];
        starts[count] = start;
        ends[count] = end;
        kinds[count] =
          classOfUnit(units[start]) === CharacterClass.Han ? TokenKind.Han : classifyWord(units, start, end);
        const difference = pathEnds[start - from] ^ end;
        count += (difference | -difference) >>> 31;
      }
    }
    out.count = count;
  }

  /** Sorts matches that were found in any order, and removes duplicates. */
  sortUnique(): void {
    const { starts, ends } = this;
    const order = Uint32Array.from({ length: this.count }, (_, i) => i);
    order.sort((a, b) => starts[a] - starts[b] || ends[b] - ends[a]);
    const from = starts.slice(0, this.count);
    const to = ends.slice(0, this.count);
    this.count = 0;
    for (const match of order) {
      const last = this.count - 1;
      if (last < 0 || starts[last] !== from[match] || ends[last] !== to[match]) this.push(from[match], to[match]);
    }
  }
}
