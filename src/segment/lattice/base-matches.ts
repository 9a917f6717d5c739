import { maxPayload } from '../../lexicon/double-array.ts';
import { type LexiconTable, maxWordUnits } from '../../lexicon/lexicon-table.ts';
import type { TrieLookahead } from './trie-lookahead.ts';
import { singleHan, twoUnitHan, type Window } from './window.ts';
import type { WordMatches } from './word-matches.ts';

/** 1 for a kind that is not 0. */
const isKind = (kind: number) => (kind + 31) >>> 5;

/** Finds the words of a base that stand in a stretch, on the path or not, of two characters and more. */
export class BaseMatches {
  /** By pair of frequency and tag: 1 where it is one; 0 for pair 0, no word, and for what no table holds. */
  private readonly isWord = new Uint8Array(maxPayload + 1);

  constructor(
    private readonly table: LexiconTable,
    private readonly window: Window,
    private readonly lookahead: TrieLookahead,
  ) {
    const { logProbabilities } = table;
    for (let pair = 1; pair < logProbabilities.length; pair++)
      this.isWord[pair] = logProbabilities[pair] > Number.NEGATIVE_INFINITY ? 1 : 0;
  }

  /**
   * Pushes those of the first `size` units, whose look-ahead ends with entry `last`: by start, longest first. Words of two
   * units, most of them, are told without a branch.
   */
  find(size: number, last: number, out: WordMatches): void {
    const { isWord } = this;
    const { kinds, codes, start: origin } = this.window;
    const { twoUnitPayloads, longPlaces, longCells, longBases, fourthChecks } = this.lookahead;
    const { bases, checks } = this.table.trie;
    let { count, starts, ends } = out;
    // A word may end where the stretch does.
    kinds[size] = singleHan;
    let start = 0;
    for (let long = 1; long <= last + 1; long++) {
      const stop = long <= last ? longPlaces[long] : size;
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
      if (long > last || kinds[start] === 0) continue;
      const first = count;
      if (isWord[twoUnitPayloads[start]] === 1 && kinds[start] !== twoUnitHan && kinds[start + 2] !== 0)
        ends[count++] = origin + start + 2;
      if (isWord[checks[longCells[long]] >>> 16] === 1 && kinds[start + 3] !== 0) ends[count++] = origin + start + 3;
      let under = longBases[long];
      let mark = fourthChecks[long];
      // None is longer than this, whatever damaged bytes say.
      const limit = Math.min(start + maxWordUnits, size);
      for (let end = start + 3; under !== 0 && end < limit; ) {
        const code = codes[end++];
        if ((mark & 0xffff) !== code) break;
        if (isWord[mark >>> 16] === 1 && kinds[end] !== 0) ends[count++] = origin + end;
        under = bases[under + code];
        mark = checks[under + codes[end]];
      }
      // They were found the shortest first.
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
