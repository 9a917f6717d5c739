import { characterAt, classOfCharacter, isWordly } from '../../text/characters.ts';
import type { TermSink } from '../termdict/merge-terms.ts';
import { TermEntry, TermShape } from '../termdict/term-entry.ts';
import type { InvertedTerms } from './inverted-terms.ts';
import type { CharacterMerger } from './merge-characters.ts';
import { WordMerger } from './merge-words.ts';
import { WordRole } from './sort-occurrences.ts';

/** Whether a word is a name. */
export type IsName = (units: Uint16Array, start: number, end: number) => boolean;

/** In a pair's number: bits of what it is there; the rest is the document. */
const standingBits = 2;
const standingMask = 3;

/**
 * Writes the terms of stretches of documents that follow each other, in the order of the dictionary.
 *
 * Law: what is written depends on the documents alone, not on where one stretch ends and the next begins.
 */
export class TermWriter {
  private readonly character = new TermEntry();
  private readonly ownWord = new TermEntry();
  private readonly pair = new TermEntry();
  private readonly word = new TermEntry();
  /** By 1 and the rank of the second character: how many pairs of the character at hand; later where the next one goes. */
  private readonly counts: Uint32Array;
  /** 1 and the ranks of the second characters that there are. */
  private readonly seconds: Uint32Array;
  private secondCount = 0;
  /** The pairs of the character at hand by their second one: document and standing. */
  private pairs: Uint32Array = new Uint32Array(1024);
  private words = new WordMerger([], []);
  /** What is written at present. */
  private sources: readonly InvertedTerms[] = [];

  /**
   * @param characters of all stretches
   * @param firsts by stretch: the number of its first document; behind the last one how many documents there are
   */
  constructor(
    private readonly characters: CharacterMerger,
    private readonly firsts: readonly number[],
    private readonly isName: IsName,
  ) {
    const size = characters.units.length;
    this.counts = new Uint32Array(size + 1);
    this.seconds = new Uint32Array(size);
  }

  /**
   * Writes all words of the stretches, and the characters from rank `first` on and below `end` with their pairs.
   * @param sources every stretch has these characters, if it has them at all
   */
  write(sources: readonly InvertedTerms[], sink: TermSink, first = 0, end = this.characters.units.length): void {
    this.sources = sources;
    this.words = new WordMerger(
      sources.map(({ words }) => words),
      this.firsts,
    );
    for (let rank = first; rank < end; rank++) {
      this.collect(rank);
      this.writeCharacter(rank, sink);
      this.writePairs(rank, sink);
    }
    while (!this.words.ended) this.writeWord(sink);
    this.sources = [];
  }

  /**
   * Everything that is said of a character in one pass: its documents, those where it is a word by itself, and how often
   * which pairs begin with it.
   */
  private collect(rank: number): void {
    const { character, ownWord, counts, seconds, sources, firsts } = this;
    let most = 0;
    for (let source = 0; source < sources.length; source++) most += this.countIn(source, rank);
    most = Math.min(most, firsts[sources.length]);
    character.reserve(most);
    ownWord.reserve(most);
    const { documents, frequencies } = character.list;
    const own = ownWord.list;
    let count = 0;
    let last = -1;
    let ownCount = 0;
    let ownLast = -1;
    let found = 0;
    for (let source = 0; source < sources.length; source++) {
      const { characters } = sources[source];
      const ownRank = this.characters.ownRank(source, rank) - 1;
      if (ownRank < 0) continue;
      const ranks = this.characters.ranksOf(source);
      const row = ownRank - characters.first;
      for (const { cells, starts, firstDocument } of characters.blocks) {
        const end = starts[row + 1];
        const first = firsts[source] + firstDocument;
        for (let at = starts[row]; at < end; at++) {
          const cell = cells[at];
          const document = first + characters.document(cell);
          if (document !== last) {
            documents[count] = last = document;
            frequencies[count++] = 0;
          }
          frequencies[count - 1]++;
          const second = ranks[characters.second(cell)];
          if (second !== 0 && counts[second]++ === 0) seconds[found++] = second;
          const standing = characters.ownStanding(cell);
          if (standing === WordRole.None) continue;
          if (document !== ownLast) {
            own.documents[ownCount] = ownLast = document;
            own.frequencies[ownCount++] = 0;
          }
          if (standing === WordRole.Path) own.frequencies[ownCount - 1]++;
        }
      }
    }
    character.list.count = count;
    own.count = ownCount;
    this.secondCount = found;
  }

  private countIn(source: number, rank: number): number {
    const ownRank = this.characters.ownRank(source, rank) - 1;
    return ownRank < 0 ? 0 : this.sources[source].characters.count(ownRank);
  }

  /** The character by its own right, every place where it stands; then where it is a word by itself. */
  private writeCharacter(rank: number, sink: TermSink): void {
    const { character, ownWord } = this;
    character.length = this.putCharacter(character, rank, 0);
    // Of letters and digits there are only those that stand beside a character.
    if (isWordly(classOfCharacter(characterAt(character.units, 0, character.length)))) return;
    character.shape = TermShape.Character;
    this.writeWordsBefore(character, sink);
    sink.add(character);
    if (ownWord.list.count === 0) return;
    ownWord.length = this.putCharacter(ownWord, rank, 0);
    ownWord.shape = TermShape.Word;
    ownWord.isWord = true;
    ownWord.isName = this.isName(ownWord.units, 0, ownWord.length);
    sink.add(ownWord);
  }

  /** The pairs that begin with the character. */
  private writePairs(rank: number, sink: TermSink): void {
    const { pair, counts } = this;
    const seconds = this.sortPairs(rank);
    const { pairs } = this;
    const size = this.putCharacter(pair, rank, 0);
    pair.shape = TermShape.Bigram;
    let from = 0;
    for (const second of seconds) {
      const end = counts[second];
      counts[second] = 0;
      pair.length = size + this.putCharacter(pair, second - 1, size);
      this.writeWordsBefore(pair, sink);
      this.fillPair(pairs, from, end);
      pair.isName = pair.isWord && this.isName(pair.units, 0, pair.length);
      sink.add(pair);
      from = end;
    }
  }

  private fillPair(pairs: Uint32Array, from: number, end: number): void {
    const { pair } = this;
    pair.reserve(end - from);
    const { wordCodes: words } = pair;
    const { documents, frequencies } = pair.list;
    let count = 0;
    let last = -1;
    let isWord = false;
    for (let at = from; at < end; at++) {
      const document = pairs[at] >>> standingBits;
      const standing = pairs[at] & standingMask;
      if (document !== last) {
        documents[count] = last = document;
        words[count] = 0;
        frequencies[count++] = 0;
      }
      frequencies[count - 1]++;
      if (standing === WordRole.None) continue;
      isWord = true;
      if (words[count - 1] === 0) words[count - 1] = 1;
      if (standing === WordRole.Path) words[count - 1]++;
    }
    pair.list.count = count;
    pair.isWord = isWord;
  }

  /** Sorts the pairs of the character that was collected by their second one. Returns what those are, by 1 and the rank. */
  private sortPairs(rank: number): Uint32Array {
    const { counts, sources } = this;
    const sorted = this.seconds.subarray(0, this.secondCount).sort();
    let next = 0;
    for (let i = 0; i < sorted.length; i++) {
      const count = counts[sorted[i]];
      counts[sorted[i]] = next;
      next += count;
    }
    if (next > this.pairs.length) this.pairs = new Uint32Array(Math.max(next, this.pairs.length * 2));
    const { pairs } = this;
    for (let source = 0; source < sources.length; source++) {
      const { characters } = sources[source];
      const ownRank = this.characters.ownRank(source, rank) - 1;
      if (ownRank < 0) continue;
      const ranks = this.characters.ranksOf(source);
      const row = ownRank - characters.first;
      for (const { cells, starts, firstDocument } of characters.blocks) {
        const end = starts[row + 1];
        const first = this.firsts[source] + firstDocument;
        for (let at = starts[row]; at < end; at++) {
          const cell = cells[at];
          const second = ranks[characters.second(cell)];
          if (second === 0) continue;
          // A billion documents fit, which is more than their ids do.
          pairs[counts[second]++] =
            ((first + characters.document(cell)) << standingBits) | characters.pairStanding(cell);
        }
      }
    }
    return sorted;
  }

  /** Writes all words before an entry, of which units and shape are filled in. */
  private writeWordsBefore(entry: TermEntry, sink: TermSink): void {
    while (this.words.isBefore(entry)) this.writeWord(sink);
  }

  private writeWord(sink: TermSink): void {
    const { word } = this;
    this.words.take(word);
    word.isName = this.isName(word.units, 0, word.length);
    sink.add(word);
  }

  /** Puts the units of the character of this rank into an entry. Returns how many. */
  private putCharacter(entry: TermEntry, rank: number, at: number): number {
    const units = this.characters.units[rank];
    entry.units[at] = units >>> 16;
    if ((units & 0xffff) === 0) return 1;
    entry.units[at + 1] = units & 0xffff;
    return 2;
  }
}
