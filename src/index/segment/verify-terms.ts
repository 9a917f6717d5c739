/** Verifies a term dictionary with its posting lists. */
import type { Container } from '../../bytes/container.ts';
import { damageError } from '../damage.ts';
import { SectionKind } from '../section-kinds.ts';
import { TermBlock } from '../termdict/term-block.ts';
import { maxInlineDocuments, readAheadPadding } from '../termdict/term-dictionary-format.ts';
import { compareUnits, maxTermUnits, TermEntry, TermShape } from '../termdict/term-entry.ts';
import type { SegmentText } from './segment.ts';

/**
 * Verifies the dictionary of a text field with all posting lists: terms ascend, the term index names the first term of each
 * block, lists are consecutive, documents ascend below the limit, no term is more frequent in a text than the text has
 * units, and all counts are correct.
 *
 * @param textUnits by document: UTF-16 units of its text
 * @param enterSection called with the kind of section that is read next, to be named in errors
 * @throws HansouError BAD_INDEX
 */
export function verifyTerms(
  { termReader }: SegmentText,
  container: Container,
  fieldOrdinal: number,
  textUnits: Uint32Array,
  enterSection: (kind: number) => void,
): void {
  const block = new TermBlock();
  const entry = new TermEntry();
  const previous = new TermEntry();
  const postingsBytes = container.getSection(SectionKind.Postings, fieldOrdinal).length - readAheadPadding;
  let listBytes = 0;
  let wordCount = 0;
  let longestWord = 0;
  for (let number = 0; number < termReader.blockCount; number++) {
    enterSection(SectionKind.Terms);
    let term = 0;
    let startsAt = listBytes;
    termReader.loadBlock(number, block);
    for (let i = 0; i < block.count; i++) listBytes += block.postingsSizes[i];
    if (block.postingsOffset !== listBytes)
      throw damageError(`consecutive lists, up to ${listBytes}`, block.postingsOffset);
    enterSection(SectionKind.TermIndex);
    const key = block.units[0] * 0x10000 + (block.lengths[0] > 1 ? block.units[1] : 0);
    termReader.pages.verifyPage(number, key);
    enterSection(SectionKind.Terms);
    termReader.pages.verifyEntry(number, key);
    // Errors in a list name the section that contains it.
    const enterList = () =>
      enterSection(
        term < block.count && block.documentCounts[term] > maxInlineDocuments
          ? SectionKind.Postings
          : SectionKind.Terms,
      );
    enterList();
    termReader.visitEntries(number, block, entry, () => {
      enterSection(SectionKind.Terms);
      verifyOrder(previous, entry, number);
      if (block.documentCounts[term] > maxInlineDocuments && block.postingsStarts[term] !== startsAt)
        throw damageError(`a list that begins at ${startsAt}`, block.postingsStarts[term]);
      startsAt += block.postingsSizes[term];
      verifyShape(entry);
      enterList();
      verifyList(block, term, entry, textUnits);
      if (block.isWord[term]) {
        wordCount++;
        longestWord = Math.max(longestWord, entry.length);
      }
      previous.units.set(entry.units);
      previous.length = entry.length;
      previous.shape = entry.shape;
      term++;
      enterList();
    });
  }
  enterSection(SectionKind.Terms);
  if (wordCount !== termReader.wordCount) throw damageError(`${termReader.wordCount} words`, wordCount);
  if (longestWord !== termReader.longestWord)
    throw damageError(`words of up to ${termReader.longestWord} units`, longestWord);
  enterSection(SectionKind.Postings);
  if (listBytes !== postingsBytes) throw damageError(`${postingsBytes} bytes of lists`, listBytes);
}

/** A term sorts after the previous one. */
function verifyOrder(previous: TermEntry, { units, length, shape }: TermEntry, number: number): void {
  const order = compareUnits(previous.units, 0, previous.length, units, 0, length);
  if (previous.length > 0 && (order > 0 || (order === 0 && shape <= previous.shape)))
    throw damageError('ascending terms', `one in block ${number}`);
}

/** A term has as many units as its shape allows. */
function verifyShape({ shape, length }: TermEntry): void {
  const [min, max] = shape === TermShape.Character ? [1, 2] : shape === TermShape.Bigram ? [2, 4] : [1, maxTermUnits];
  if (length < min || length > max) throw damageError(`a term of ${min} to ${max} units`, length);
}

/**
 * A unit with another normal form stands behind the text once more: with up to six characters on either side, and written out
 * as up to 18 characters.
 */
const maxStartsPerUnit = 32;

/** The frequencies and counts of a posting list are possible and agree with the dictionary. */
function verifyList(block: TermBlock, term: number, entry: TermEntry, textUnits: Uint32Array): void {
  const { documents, frequencies, wordCodes, count } = entry.postings;
  const isWord = entry.shape === TermShape.Word;
  const isBigramWord = !isWord && entry.isWord;
  let wordDocuments = isWord ? count : 0;
  let pathDocuments = 0;
  for (let i = 0; i < count; i++) {
    // Every occurrence begins at another unit, of the text or of its places in normal form (`listNormalStretches`).
    if (frequencies[i] > maxStartsPerUnit * textUnits[documents[i]])
      throw damageError(`a term in a text of ${textUnits[documents[i]]} units`, `${frequencies[i]} times`);
    if (isWord) pathDocuments += frequencies[i] > 0 ? 1 : 0;
    else if (isBigramWord) {
      if (wordCodes[i] > 0) wordDocuments++;
      if (wordCodes[i] > 1) pathDocuments++;
    }
  }
  if (wordDocuments !== block.wordDocuments[term] || pathDocuments !== block.pathDocuments[term])
    throw damageError(
      `a word in ${block.wordDocuments[term]} documents, ${block.pathDocuments[term]} of them on the best path`,
      `${wordDocuments}, ${pathDocuments}`,
    );
}
