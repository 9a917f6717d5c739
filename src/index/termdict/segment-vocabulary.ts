/** The words of a text field of one segment, which queries use to find words that are similar to a term. */

import { gatherMissing, MissingBytes } from '../../bytes/missing-bytes.ts';
import { isAlphanumericAt, isAlphanumericBefore } from '../../text/characters.ts';
import { toDamageError } from '../damage.ts';
import { PrefixMark, type VisitWord, type Vocabulary } from '../index-reader.ts';
import { countLiveWords } from './count-live-words.ts';
import { decodeStep, TermBlock } from './term-block.ts';
import type { SegmentDocuments, TermDictionary } from './term-dictionary.ts';
import { type TermEntry, TermShape } from './term-entry.ts';

/** The words of a text field of one segment that live documents hold. */
export class SegmentVocabulary implements Vocabulary {
  /** Memory of `visitPairs`, created at its first use. */
  private pairs: { readonly block: TermBlock; readonly scratch: TermBlock; readonly pair: Uint16Array } | undefined;

  constructor(
    private readonly dictionary: TermDictionary,
    private readonly documents: SegmentDocuments,
    private readonly entry: TermEntry,
  ) {}

  visitWords(visit: VisitWord, first = 0, last = 0xffff): void {
    const visitIfWord = this.visitor(visit);
    this.read(() =>
      this.dictionary.visits.visitTerms(Uint16Array.of(first), 0, (block, at) => {
        if (block.units[block.starts[at]] > last) return false;
        visitIfWord(block, at);
        return true;
      }),
    );
  }

  visitWordsWithPrefix(prefix: Uint16Array, visit: VisitWord): void {
    const visitIfWord = this.visitor(visit);
    this.read(() =>
      this.dictionary.visits.visitTerms(prefix, prefix.length, (block, at) => {
        visitIfWord(block, at);
        return true;
      }),
    );
  }

  visitWordsMatching(pattern: readonly Uint16Array[], visit: VisitWord): void {
    const visitIfWord = this.visitor(visit);
    const { visits, terms } = this.dictionary;
    this.read(() => {
      const visitIfMatching = (block: TermBlock, at: number): true => {
        if (block.lengths[at] === pattern.length && matchesFromThird(block.units, block.starts[at], pattern))
          visitIfWord(block, at);
        return true;
      };
      const [firsts, seconds] = pattern;
      if (!terms.loadsBytes) for (const first of firsts) this.visitPairs(first, seconds, visitIfMatching);
      else
        gatherMissing(firsts.length, i => {
          try {
            this.visitPairs(firsts[i], seconds, visitIfMatching);
          } catch (error) {
            if (!(error instanceof MissingBytes)) throw error;
            // All that is missing is asked for together.
            const prefix = Uint16Array.of(firsts[i], 0);
            gatherMissing(seconds.length, at => {
              prefix[1] = seconds[at];
              visits.visitTerms(prefix, 2, visitIfMatching);
            });
            throw error;
          }
        });
    });
  }

  /**
   * Visits the terms that begin with a unit and one of some others, in their order. A term that is met says that none stands
   * before it: a unit that few terms begin with takes few look-ups, however many others there are.
   * @param seconds ascending
   */
  private visitPairs(first: number, seconds: Uint16Array, visit: (block: TermBlock, at: number) => void): void {
    const { terms } = this.dictionary;
    if (terms.termCount === 0) return;
    this.pairs ??= { block: new TermBlock(), scratch: new TermBlock(), pair: new Uint16Array(2) };
    const { block, scratch, pair } = this.pairs;
    pair[0] = first;
    let next = 0;
    let lastOrdinal = -1;
    let lastAt = 0;
    while (next < seconds.length) {
      pair[1] = seconds[next];
      let ordinal = Math.max(0, terms.findBlock(pair, 0, 2, scratch));
      let at = ordinal === lastOrdinal ? lastAt : 0;
      for (let isBehind = false; !isBehind; at++) {
        if (ordinal === terms.blockCount) return;
        terms.openBlock(ordinal, block);
        if (at === block.count) {
          ordinal++;
          at = -1;
          continue;
        }
        if (at >= block.decodedCount) terms.decodeTerms(block, Math.min(block.count, at + decodeStep));
        const unit = block.units[block.starts[at]];
        if (unit > first) return;
        if (unit < first || block.lengths[at] === 1) continue;
        const second = block.units[block.starts[at] + 1];
        while (seconds[next] < second) next++;
        if (next === seconds.length) return;
        if (seconds[next] === second) {
          pair[1] = second;
          visit(block, at);
        } else isBehind = second > pair[1];
      }
      lastOrdinal = ordinal;
      lastAt = at;
    }
  }

  /** A visit of terms that calls `visit` for those that are words. */
  private visitor(visit: VisitWord): (block: TermBlock, at: number) => void {
    let visited: TermBlock;
    let place = 0;
    const { dictionary, documents, entry } = this;
    const count = () => {
      if (!documents.deleted) return visited.wordDocuments[place];
      const { words, path } = countLiveWords(dictionary, visited, place, documents, entry);
      return path > 0 || !isRun(visited.units, visited.starts[place], visited.lengths[place]) ? words : 0;
    };
    return (block, at) => {
      if (!isKnownWord(block, at)) return;
      visited = block;
      place = at;
      const start = block.starts[at];
      visit(block.units, start, start + block.lengths[at], count, block.wordDocuments[at]);
    };
  }

  private read(visitWords: () => void): void {
    try {
      visitWords();
    } catch (error) {
      throw toDamageError(error);
    }
  }
}

/**
 * See `TextReader.markWordsWithPrefix`.
 * @param entry posting lists are decoded into it
 */
export function markWordsWithPrefix(
  dictionary: TermDictionary,
  prefix: Uint16Array,
  { first, deleted }: SegmentDocuments,
  entry: TermEntry,
  marks: Uint8Array,
): void {
  dictionary.visits.visitLists(prefix, isKnownWord, entry, (block, at) => {
    const { documents, frequencies, wordCodes, count } = entry.postings;
    const isBigram = block.shapes[at] === TermShape.Bigram;
    for (let i = 0; i < count; i++) {
      const document = first + documents[i];
      const frequency = isBigram ? wordCodes[i] - 1 : frequencies[i];
      if (frequency < 0 || (deleted !== undefined && deleted[documents[i]] === 1)) continue;
      if (frequency > 0) marks[document] = PrefixMark.Word;
      else if (marks[document] === 0) marks[document] = PrefixMark.Inner;
    }
  });
}

function isKnownWord({ isWord, pathDocuments, units, starts, lengths }: TermBlock, at: number): boolean {
  return isWord[at] === 1 && (pathDocuments[at] > 0 || !isRun(units, starts[at], lengths[at]));
}

/**
 * Whether a word is of letters and digits. Such a word is only known to a reader if it stands alone somewhere: parts and other
 * spellings of names do not, as `in2022` of `in 2022`.
 */
export function isRun(units: Uint16Array, start: number, length: number): boolean {
  const end = start + length;
  return isAlphanumericAt(units, start, end) && isAlphanumericBefore(units, end, end);
}

/** Whether the units of a word, from the third on, match a pattern of the same length. */
export function matchesFromThird(units: Uint16Array, start: number, pattern: readonly Uint16Array[]): boolean {
  for (let i = 2; i < pattern.length; i++) if (!pattern[i].includes(units[start + i])) return false;
  return true;
}
