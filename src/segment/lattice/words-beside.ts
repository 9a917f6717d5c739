/** The words of the base lexicon beside a place of the window, out of what `trie-lookahead.ts` looked up. Skip it at a first reading. */
import type { LexiconTable } from '../../lexicon/lexicon-table.ts';
import type { WordsBeside } from '../../lexicon/name-source.ts';
import type { TrieLookahead } from './trie-lookahead.ts';
import type { Window } from './window.ts';

/** Length of the prefixes of `TrieLookahead.longPlaces`, and the longest words that are looked for, in UTF-16 units. */
const prefixUnits = 3;
const maxUnits = 5;

/** Walking through the trie would wait for memory at every step: most places have no long word, and the lookahead knows which. */
export class LookaheadWords implements WordsBeside {
  constructor(
    private readonly table: LexiconTable,
    private readonly window: Window,
    private readonly lookahead: TrieLookahead,
  ) {}

  longestBefore(end: number): number {
    const { lookahead } = this;
    const { longPlaces, lastEntry, twoUnitPayloads } = lookahead;
    const at = end - this.window.start;
    let entry = lookahead.findEntry(at - maxUnits);
    for (; entry <= lastEntry && longPlaces[entry] <= at - prefixUnits; entry++) {
      const length = at - longPlaces[entry];
      if (((this.wordLengths(entry) >> length) & 1) !== 0) return length;
    }
    return at > 1 && twoUnitPayloads[at - 2] !== 0 ? 2 : 0;
  }

  longestBehind(start: number): number {
    const { lookahead } = this;
    const { longPlaces, lastEntry, twoUnitPayloads } = lookahead;
    const at = start - this.window.start;
    const entry = lookahead.findEntry(at);
    if (entry <= lastEntry && longPlaces[entry] === at) {
      const lengths = this.wordLengths(entry);
      if (lengths !== 0) return 31 - Math.clz32(lengths);
    }
    return twoUnitPayloads[at] !== 0 ? 2 : 0;
  }

  /** The lengths of the words of three to five units that begin at the place of an entry, a bit each. */
  private wordLengths(entry: number): number {
    const { longPlaces, longCells, longBases, fourthChecks } = this.lookahead;
    const { bases, checks } = this.table.trie;
    const { codes } = this.window;
    let lengths = checks[longCells[entry]] >>> 16 !== 0 ? 1 << prefixUnits : 0;
    let base = longBases[entry];
    let check = fourthChecks[entry];
    for (let length = prefixUnits; base !== 0 && length < maxUnits; ) {
      const code = codes[longPlaces[entry] + length];
      if (code === 0 || (check & 0xffff) !== code) break;
      length++;
      if (check >>> 16 !== 0) lengths |= 1 << length;
      base = bases[base + code];
      check = checks[base + codes[longPlaces[entry] + length]];
    }
    return lengths;
  }
}
