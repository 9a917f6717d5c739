/** The words of a text field of one segment, which queries use to find words that are similar to a term. */

import { TermKind } from '../../analysis/analysis.ts';
import { gatherMissing } from '../../bytes/missing-bytes.ts';
import { isAlphanumericAt, isAlphanumericBefore } from '../../text/characters.ts';
import { toDamageError } from '../damage.ts';
import { PrefixMark, type VisitWord, type Vocabulary } from '../index-reader.ts';
import { ReusableTerm } from '../term.ts';
import type { TermBlock } from './term-block.ts';
import type { SegmentDocuments, TermDictionary } from './term-dictionary.ts';
import { maxTermUnits, type TermEntry, TermShape } from './term-entry.ts';

/** The words of a text field of one segment, which never change. */
export class SegmentVocabulary implements Vocabulary {
  constructor(private readonly dictionary: TermDictionary) {}

  visitWords(visit: VisitWord, first = 0, last = 0xffff): void {
    this.read(() =>
      this.dictionary.visits.visitTerms(Uint16Array.of(first), 0, (block, at) => {
        if (block.units[at * maxTermUnits] > last) return false;
        visitIfWord(block, at, visit);
        return true;
      }),
    );
  }

  visitWordsWithPrefix(prefix: Uint16Array, visit: VisitWord): void {
    this.read(() =>
      this.dictionary.visits.visitTerms(prefix, prefix.length, (block, at) => {
        visitIfWord(block, at, visit);
        return true;
      }),
    );
  }

  visitWordsMatching(pattern: readonly Uint16Array[], visit: VisitWord): void {
    this.read(() => {
      const prefix = new Uint16Array(2);
      const character = new ReusableTerm().set(TermKind.Character, prefix, 0, 1);
      const visitIfMatching = (block: TermBlock, at: number): true => {
        if (block.lengths[at] === pattern.length && matchesFromThird(block.units, at * maxTermUnits, pattern))
          visitIfWord(block, at, visit);
        return true;
      };
      gatherMissing(pattern[0].length, i => {
        prefix[0] = pattern[0][i];
        // Whether the character stands anywhere takes one look-up, as many as one second character. It only saves look-ups, so a
        // reader that has to wait for each goes without it.
        if (!this.dictionary.terms.loadsBytes && pattern[1].length > 1 && !this.dictionary.find(character)) return;
        gatherMissing(pattern[1].length, j => {
          prefix[1] = pattern[1][j];
          this.dictionary.visits.visitTerms(prefix, 2, visitIfMatching);
        });
      });
    });
  }

  /**
   * See `TextReader.markWordsWithPrefix`.
   * @param entry posting lists are decoded into it
   */
  markWordsWithPrefix(
    prefix: Uint16Array,
    { first, deleted }: SegmentDocuments,
    entry: TermEntry,
    marks: Uint8Array,
  ): void {
    this.dictionary.visits.visitLists(prefix, isKnownWord, entry, (block, at) => {
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

  private read(visitWords: () => void): void {
    try {
      visitWords();
    } catch (error) {
      throw toDamageError(error);
    }
  }
}

/** Whether a term is a word that a reader knows: parts and other spellings of names are none, as `in2022` of `in 2022`. */
function isKnownWord({ units, isWord, lengths, pathDocuments }: TermBlock, at: number): boolean {
  if (isWord[at] === 0) return false;
  const start = at * maxTermUnits;
  const end = start + lengths[at];
  return pathDocuments[at] > 0 || !(isAlphanumericAt(units, start, end) && isAlphanumericBefore(units, end, end));
}

function visitIfWord(block: TermBlock, at: number, visit: VisitWord): void {
  if (!isKnownWord(block, at)) return;
  const start = at * maxTermUnits;
  const end = start + block.lengths[at];
  visit(block.units, start, end, block.wordDocuments[at], block.isName[at] === 1);
}

/** Whether the units of a word, from the third on, match a pattern of the same length. */
function matchesFromThird(units: Uint16Array, start: number, pattern: readonly Uint16Array[]): boolean {
  for (let i = 2; i < pattern.length; i++) if (!pattern[i].includes(units[start + i])) return false;
  return true;
}
