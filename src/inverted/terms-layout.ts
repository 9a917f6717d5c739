import { type CharacterOccurrences, Standing } from './character-occurrences.ts';
import type { CharacterTable } from './character-table.ts';
import { compareUnits, TermEntry, TermShape } from './term-entry.ts';
import type { TermsWriter } from './terms-writer.ts';
import type { GroupedPostings, WordPostings } from './word-postings.ts';

/** Whether a word is a name. */
export type IsName = (units: Uint16Array, start: number, end: number) => boolean;

/** Writes the terms that a builder collected, in the order of the dictionary. */
export class TermsLayout {
  private readonly character = new TermEntry();
  private readonly ownWord = new TermEntry();
  private readonly pair = new TermEntry();
  private readonly word = new TermEntry();
  /** By rank of the second character: how many pairs of the character at hand; later where the next one goes. */
  private readonly counts: Uint32Array;
  /** Ranks of the second characters that there are. */
  private readonly seconds: Uint32Array;
  private secondCount = 0;
  /** The pairs of the character at hand by their second one: document, standing. */
  private pairs: Uint32Array = new Uint32Array(1024);
  private readonly order: Uint32Array;
  private nextWord = 0;

  constructor(
    private readonly characters: CharacterTable,
    private readonly occurrences: CharacterOccurrences,
    private readonly words: WordPostings['words'],
    private readonly grouped: GroupedPostings,
    private readonly writer: TermsWriter,
    private readonly isName: IsName,
    private readonly documentCount: number,
  ) {
    const size = occurrences.order.length;
    this.counts = new Uint32Array(size + 1);
    this.seconds = new Uint32Array(size);
    this.order = words.sorted();
  }

  write(): void {
    const { order } = this.occurrences;
    for (let rank = 0; rank < order.length; rank++) {
      this.collect(rank);
      this.writeCharacter(rank);
      this.writePairs(rank);
    }
    while (this.nextWord < this.order.length) this.writeWord(this.order[this.nextWord++]);
  }

  /**
   * Everything that is said of a character in one pass: its documents, those where it is a word by itself, and how often
   * which pairs begin with it.
   */
  private collect(rank: number): void {
    const { character, ownWord, occurrences, counts, seconds } = this;
    const most = Math.min(occurrences.count(rank), this.documentCount);
    character.reserve(most);
    ownWord.reserve(most);
    const { documents, frequencies } = character.list;
    const own = ownWord.list;
    let count = 0;
    let last = -1;
    let ownCount = 0;
    let ownLast = -1;
    let found = 0;
    for (const { cells, starts, firstDocument } of occurrences.blocks) {
      const end = starts[rank + 1];
      for (let at = starts[rank]; at < end; at++) {
        const cell = cells[at];
        const document = firstDocument + occurrences.document(cell);
        if (document !== last) {
          documents[count] = last = document;
          frequencies[count++] = 0;
        }
        frequencies[count - 1]++;
        const second = occurrences.second(cell);
        if (second !== 0 && counts[second]++ === 0) seconds[found++] = second;
        const standing = occurrences.ownStanding(cell);
        if (standing === Standing.None) continue;
        if (document !== ownLast) {
          own.documents[ownCount] = ownLast = document;
          own.frequencies[ownCount++] = 0;
        }
        if (standing === Standing.Path) own.frequencies[ownCount - 1]++;
      }
    }
    character.list.count = count;
    own.count = ownCount;
    this.secondCount = found;
  }

  /** The character by its own right, every place where it stands; then where it is a word by itself. */
  private writeCharacter(rank: number): void {
    const { character, ownWord } = this;
    character.length = this.putCharacter(character, rank, 0);
    character.shape = TermShape.Character;
    this.writeWordsBefore(character);
    this.writer.add(character);
    if (ownWord.list.count === 0) return;
    ownWord.length = this.putCharacter(ownWord, rank, 0);
    ownWord.shape = TermShape.Word;
    ownWord.isWord = true;
    ownWord.isName = this.isName(ownWord.units, 0, ownWord.length);
    this.writer.add(ownWord);
  }

  /** The pairs that begin with the character. */
  private writePairs(rank: number): void {
    const { pair, counts } = this;
    const seconds = this.sortPairs(rank);
    const { pairs } = this;
    const size = this.putCharacter(pair, rank, 0);
    pair.shape = TermShape.Pair;
    let from = 0;
    for (const second of seconds) {
      const end = counts[second];
      counts[second] = 0;
      pair.length = size + this.putCharacter(pair, second - 1, size);
      this.writeWordsBefore(pair);
      this.fillPair(pairs, from, end);
      pair.isName = pair.isWord && this.isName(pair.units, 0, pair.length);
      this.writer.add(pair);
      from = 2 * end;
    }
  }

  private fillPair(pairs: Uint32Array, from: number, end: number): void {
    const { pair } = this;
    pair.reserve(end - from / 2);
    const { words } = pair;
    const { documents, frequencies } = pair.list;
    let count = 0;
    let last = -1;
    let isWord = false;
    for (let at = from; at < 2 * end; at += 2) {
      const document = pairs[at];
      const standing = pairs[at + 1];
      if (document !== last) {
        documents[count] = last = document;
        words[count] = 0;
        frequencies[count++] = 0;
      }
      frequencies[count - 1]++;
      if (standing === Standing.None) continue;
      isWord = true;
      if (words[count - 1] === 0) words[count - 1] = 1;
      if (standing === Standing.Path) words[count - 1]++;
    }
    pair.list.count = count;
    pair.isWord = isWord;
  }

  /** Sorts the pairs of the character that was collected by their second one. Returns what those are, by rank and 1. */
  private sortPairs(rank: number): Uint32Array {
    const { counts, occurrences } = this;
    const sorted = this.seconds.subarray(0, this.secondCount).sort();
    let next = 0;
    for (let i = 0; i < sorted.length; i++) {
      const count = counts[sorted[i]];
      counts[sorted[i]] = next;
      next += count;
    }
    if (2 * next > this.pairs.length) this.pairs = new Uint32Array(Math.max(2 * next, this.pairs.length * 2));
    const { pairs } = this;
    for (const { cells, starts, firstDocument } of occurrences.blocks) {
      const end = starts[rank + 1];
      for (let at = starts[rank]; at < end; at++) {
        const second = occurrences.second(cells[at]);
        if (second === 0) continue;
        const to = 2 * counts[second]++;
        pairs[to] = firstDocument + occurrences.document(cells[at]);
        pairs[to + 1] = occurrences.pairStanding(cells[at]);
      }
    }
    return sorted;
  }

  /** Writes all words before an entry, of which units and shape are filled in. */
  private writeWordsBefore(entry: TermEntry): void {
    const { order, words } = this;
    while (this.nextWord < order.length) {
      const word = order[this.nextWord];
      const start = words.starts[word];
      const difference = compareUnits(words.units, start, start + words.lengths[word], entry.units, 0, entry.length);
      if (difference > 0 || (difference === 0 && TermShape.Word > entry.shape)) return;
      this.writeWord(word);
      this.nextWord++;
    }
  }

  private writeWord(word: number): void {
    const { words, grouped } = this;
    const entry = this.word;
    const start = words.starts[word];
    entry.length = words.lengths[word];
    for (let i = 0; i < entry.length; i++) entry.units[i] = words.units[start + i];
    const from = grouped.starts[word];
    const count = grouped.starts[word + 1] - from;
    entry.reserve(count);
    const { documents, frequencies } = entry.list;
    for (let i = 0; i < count; i++) {
      documents[i] = grouped.document(from + i);
      frequencies[i] = grouped.frequency(from + i);
    }
    entry.list.count = count;
    entry.shape = TermShape.Word;
    entry.isWord = true;
    entry.isName = this.isName(entry.units, 0, entry.length);
    this.writer.add(entry);
  }

  /** Puts the units of the character of this rank into an entry. Returns how many. */
  private putCharacter(entry: TermEntry, rank: number, at: number): number {
    const { characters } = this;
    const ordinal = this.occurrences.order[rank];
    const second = characters.second(ordinal);
    entry.units[at] = characters.first(ordinal);
    if (second === 0) return 1;
    entry.units[at + 1] = second;
    return 2;
  }
}
