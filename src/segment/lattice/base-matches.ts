/**
 * Finds the same words of a lexicon as `Lattice.solve`, faster: for a lexicon without an overlay, from the trie lookahead.
 */
import { maxPayload } from '../../lexicon/double-array.ts';
import { type LexiconTable, maxWordUnits } from '../../lexicon/lexicon-table.ts';
import type { TrieLookahead } from './trie-lookahead.ts';
import { singleHan, twoUnitHan, type Window } from './window.ts';
import type { WordMatches } from './word-matches.ts';

/** 1 for a kind other than 0, without a branch. */
const isKind = (kind: number) => (kind + 31) >>> 5;

/** Finds the words of a compiled lexicon in a window: all of two characters and more, on the path or off it. */
export class BaseMatches {
  /** By payload: 1 for words, 0 for payload 0 and for payloads that the lexicon does not have (damage). */
  private readonly isWord = new Uint8Array(maxPayload + 1);

  constructor(
    private readonly table: LexiconTable,
    private readonly window: Window,
    private readonly lookahead: TrieLookahead,
  ) {
    const { logProbabilities } = table;
    for (let payload = 1; payload < logProbabilities.length; payload++)
      this.isWord[payload] = logProbabilities[payload] > Number.NEGATIVE_INFINITY ? 1 : 0;
  }

  /**
   * Adds the words in the first `size` units to `out`, by start, longest first. Words of two units, the most frequent case,
   * are added without a branch.
   * @param last the last entry of the lookahead
   */
  find(size: number, last: number, out: WordMatches): void {
    const { isWord } = this;
    const { kinds, codes, start: origin } = this.window;
    const { twoUnitPayloads, longPlaces, longCells, longBases, fourthChecks } = this.lookahead;
    const { bases, checks } = this.table.trie;
    let { count, starts, ends } = out;
    // A word may end where the window ends.
    kinds[size] = singleHan;
    let start = 0;
    for (let entry = 1; entry <= last + 1; entry++) {
      const stop = entry <= last ? longPlaces[entry] : size;
      if (count + stop - start + maxWordUnits > starts.length) {
        out.count = count;
        out.reserve(stop - start + maxWordUnits);
        ({ starts, ends } = out);
      }
      for (; start < stop; start++) {
        const kind = kinds[start];
        starts[count] = origin + start;
        ends[count] = origin + start + 2;
        count += isWord[twoUnitPayloads[start]] & isKind(kind) & isKind(kind ^ twoUnitHan) & isKind(kinds[start + 2]);
      }
      if (entry > last || kinds[start] === 0) continue;
      const first = count;
      if (isWord[twoUnitPayloads[start]] === 1 && kinds[start] !== twoUnitHan && kinds[start + 2] !== 0)
        ends[count++] = origin + start + 2;
      if (isWord[checks[longCells[entry]] >>> 16] === 1 && kinds[start + 3] !== 0) ends[count++] = origin + start + 3;
      let nextBase = longBases[entry];
      let check = fourthChecks[entry];
      // No word is longer, even in a damaged lexicon.
      const limit = Math.min(start + maxWordUnits, size);
      for (let end = start + 3; nextBase !== 0 && end < limit; ) {
        const code = codes[end++];
        if ((check & 0xffff) !== code) break;
        if (isWord[check >>> 16] === 1 && kinds[end] !== 0) ends[count++] = origin + end;
        nextBase = bases[nextBase + code];
        check = checks[nextBase + codes[end]];
      }
      // They were found shortest first: reverse them.
      for (let low = first, high = count - 1; low <= high; low++, high--) {
        const end = ends[low];
        ends[low] = ends[high];
        ends[high] = end;
        starts[low] = starts[high] = origin + start;
      }
      start++;
    }
    out.count = count;
  }
}
