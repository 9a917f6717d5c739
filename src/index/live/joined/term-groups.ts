/** Finds terms in many segments at once: each segment is read in the order of its terms. */
import { TermPostings } from '../../postings/term-postings.ts';
import { decodeStep, TermBlock } from '../../termdict/term-block.ts';
import { maxInlineDocuments } from '../../termdict/term-dictionary-format.ts';
import { compareUnits, TermEntry, type TermShape } from '../../termdict/term-entry.ts';
import type { TextSlice } from '../text-slice.ts';
import { JoinedTerm } from './joined-term.ts';
import { appendWithWords } from './segment-terms.ts';
import { TermFilter } from './term-filter.ts';

/** Postings of short lists that are kept: 200 KB, several texts. */
const maxKeptPostings = 1 << 14;

/** The terms of one unit, or those that begin with two, which are `units[start … start + length)`; in their order. */
export class TermGroup {
  readonly terms: JoinedTerm[] = [];

  /** @param isInText whether a text of a query goes on behind these units: the lists of the terms that stand there will be read */
  constructor(
    readonly units: Uint16Array,
    readonly start: number,
    readonly length: number,
    readonly isInText: boolean,
  ) {}
}

/** Finds the terms of groups. With a block of its own for all segments, as each segment has other blocks. */
export class TermCollector {
  /**
   * Short lists that were read with their terms, one behind the other: a list stands behind the others of its block, which would be
   * decoded again for each of them. There is room for those of the last texts.
   */
  readonly lists = new TermPostings();
  /** Number of times that all lists were forgotten, from 1 on. */
  generation = 1;
  private readonly block = new TermBlock();
  private readonly entry = new TermEntry();
  private termCount = 0;

  private readonly filter: TermFilter | undefined;

  constructor(private readonly slices: readonly TextSlice[]) {
    this.filter = TermFilter.of(slices);
  }

  /** Fills empty groups. */
  collect(groups: readonly TermGroup[]): void {
    const ordered = [...groups].sort((a, b) =>
      compareUnits(a.units, a.start, a.start + a.length, b.units, b.start, b.start + b.length),
    );
    if (this.lists.count > maxKeptPostings) {
      this.lists.count = 0;
      this.generation++;
    }
    const { filter, block } = this;
    for (let segment = 0; segment < this.slices.length; segment++) {
      block.ordinal = -1;
      let added = -1;
      for (const group of ordered) {
        const unit = group.units[group.start];
        if (filter && unit !== added && !filter.knows(unit)) filter.addTerms(segment, unit, block);
        added = unit;
        this.collectFrom(segment, group);
      }
    }
    if (filter) for (const { units, start } of ordered) filter.setKnown(units[start]);
  }

  private collectFrom(segment: number, { terms, units, start, length, isInText }: TermGroup): void {
    const { block, slices } = this;
    const slice = slices[segment];
    const dictionary = slice.text.termReader;
    const first = units[start];
    const second = length > 1 ? units[start + 1] : -1;
    if (this.filter?.mayHave(segment, first, Math.max(0, second)) === false) return;
    // All segments have their terms in the same order.
    let next = 0;
    // Terms with these units may already stand at the end of the block before the first one that begins with them.
    const before = Math.max(0, dictionary.countBlocksBefore(units, start, start + length) - 1);
    for (let ordinal = before; ordinal < dictionary.blockCount; ordinal++) {
      dictionary.openBlock(ordinal, block);
      for (let at = 0; at < block.count; at++) {
        if (at >= block.decodedCount) dictionary.decodeTerms(block, Math.min(block.count, at + decodeStep));
        const from = block.starts[at];
        const to = from + block.lengths[at];
        const order = block.units[from] - first || (to - from > 1 ? block.units[from + 1] : -1) - second;
        if (order > 0) return;
        if (order < 0) continue;
        const shape = block.shapes[at] as TermShape;
        while (next < terms.length && terms[next].isBefore(block.units, from, to, shape)) next++;
        if (!terms[next]?.is(block.units, from, to, shape)) {
          const term = new JoinedTerm(this.termCount++, block.units.slice(from, to), shape);
          if (isInText && term.standsAt(units, start)) term.generation = this.generation;
          terms.splice(next, 0, term);
        }
        const term = terms[next++];
        term.add(segment, block, at);
        if (term.generation !== this.generation || block.documentCounts[at] > maxInlineDocuments) continue;
        const listStart = this.lists.count;
        appendWithWords(dictionary, block, at, slice, this.entry, this.lists);
        term.setList(listStart, this.lists.count - listStart);
      }
    }
  }
}
