import { CharacterClass, classOfUnit } from '../../text/characters.ts';
import { TokenKind, type TokenList } from '../token-list.ts';
import { classifyWord } from '../tokens.ts';

/** Units of a text that are looked at together. */
const pathWindowUnits = 4096;

/** Words of a lexicon that stand in a text, on the path or not: by start, longest first, once `turn` was called. */
export class WordMatches {
  count = 0;
  starts = new Uint32Array(256);
  ends = new Uint32Array(256);
  /** By unit of a window: where the token of the path ends that begins there, or 0. */
  private readonly pathEnds = new Uint32Array(pathWindowUnits);

  clear(): void {
    this.count = 0;
  }

  /** Makes room for `more` matches: the arrays are others afterwards. */
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

  /** As `push`, but before the matches of the same start that are longer. */
  pushShorterFirst(start: number, end: number): void {
    this.push(start, end);
    for (let at = this.count - 1; at > 0 && this.starts[at - 1] === start && this.ends[at - 1] > end; at--) {
      this.ends[at] = this.ends[at - 1];
      this.ends[at - 1] = end;
    }
  }

  /** Turns the order of the matches from the `from`th on: they were found from the end of a text to its start. */
  reverseFrom(from: number): void {
    this.starts.subarray(from, this.count).reverse();
    this.ends.subarray(from, this.count).reverse();
  }

  /**
   * Pushes those that are no tokens of the path, which is all that `out` holds.
   * @param length of the text
   */
  pushWordsOffPath(units: Uint16Array, length: number, out: TokenList): void {
    const { pathEnds, starts: matchStarts, ends: matchEnds, count: matchCount } = this;
    // Each is written and counted only if it stays: without a branch, of which every third would be guessed wrong.
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

  /** Brings matches that were found in any order into theirs, each once. */
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
