import type { Container } from '../../bytes/container.ts';
import { damageError } from '../damage.ts';
import { SectionKind } from '../section-kinds.ts';
import { TermBlock } from '../termdict/term-block.ts';
import { indexEntrySize, maxInlineDocuments, readAheadPadding } from '../termdict/term-dictionary-format.ts';
import type { TermDictionaryReader } from '../termdict/term-dictionary-reader.ts';
import { compareUnits, maxTermUnits, TermEntry, TermShape } from '../termdict/term-entry.ts';
import type { SegmentText } from './segment.ts';

/**
 * Checks the dictionary of a text field with all its lists: terms rise, the index says what each block begins with, lists
 * lie one behind the other, documents rise below the limit, no term stands more often in a text than that has units,
 * and all counts are those of what is there.
 *
 * @param units how long each document's text is
 * @param at told which kind of section is being read
 * @throws HansouError BAD_INDEX
 */
export function verifyTerms(
  { termReader }: SegmentText,
  container: Container,
  part: number,
  units: Uint32Array,
  at: (kind: number) => void,
): void {
  const block = new TermBlock();
  const entry = new TermEntry();
  const before = new TermEntry();
  const postings = container.getSection(SectionKind.Postings, part).length - readAheadPadding;
  let listBytes = 0;
  let words = 0;
  let longest = 0;
  for (let number = 0; number < termReader.blockCount; number++) {
    at(SectionKind.Terms);
    let term = 0;
    let startsAt = listBytes;
    termReader.loadBlock(number, block);
    for (let i = 0; i < block.count; i++) listBytes += block.postingsSizes[i];
    if (block.postingsOffset !== listBytes)
      throw damageError(`lists one behind the other, up to ${listBytes}`, block.postingsOffset);
    at(SectionKind.TermIndex);
    verifyIndexEntry(termReader, container, part, number, block);
    // A list that is read wrongly is told by the section it stands in.
    const place = () =>
      at(
        term < block.count && block.documentCounts[term] > maxInlineDocuments
          ? SectionKind.Postings
          : SectionKind.Terms,
      );
    place();
    termReader.visitEntries(number, block, entry, () => {
      at(SectionKind.Terms);
      verifyOrder(before, entry, number);
      if (block.documentCounts[term] > maxInlineDocuments && block.postingsStarts[term] !== startsAt)
        throw damageError(`a list that begins at ${startsAt}`, block.postingsStarts[term]);
      startsAt += block.postingsSizes[term];
      verifyShape(entry);
      place();
      verifyList(block, term, entry, units);
      if (block.isWord[term]) {
        words++;
        longest = Math.max(longest, entry.length);
      }
      before.units.set(entry.units);
      before.length = entry.length;
      before.shape = entry.shape;
      term++;
      place();
    });
  }
  at(SectionKind.Terms);
  if (words !== termReader.wordCount) throw damageError(`${termReader.wordCount} words`, words);
  if (longest !== termReader.longestWord) throw damageError(`words of up to ${termReader.longestWord} units`, longest);
  at(SectionKind.Postings);
  if (listBytes !== postings) throw damageError(`${postings} bytes of lists`, listBytes);
}

function verifyIndexEntry(
  terms: TermDictionaryReader,
  container: Container,
  part: number,
  number: number,
  block: TermBlock,
): void {
  const section = container.getSection(SectionKind.TermIndex, part);
  const { data, origin } = section.window(number * indexEntrySize, (number + 1) * indexEntrySize);
  const from = section.start + number * indexEntrySize - origin;
  const key = data.getUint32(from, true);
  const expected = block.units[0] * 0x10000 + (block.lengths[0] > 1 ? block.units[1] : 0);
  if (key !== expected) throw damageError(`the first two units of block ${number}, ${expected}`, key);
  if (number === 0 && data.getUint32(from + 4, true) !== 0) throw damageError('a first block at byte 0', 'another');
  if (number + 1 === terms.blockCount) return;
  const next = section.window((number + 1) * indexEntrySize, (number + 2) * indexEntrySize);
  const nextStart = next.data.getUint32(section.start + (number + 1) * indexEntrySize + 4 - next.origin, true);
  const start = section.window(number * indexEntrySize, (number + 1) * indexEntrySize);
  if (nextStart <= start.data.getUint32(section.start + number * indexEntrySize + 4 - start.origin, true))
    throw damageError(`block ${number + 1} behind the one before`, nextStart);
}

function verifyOrder(before: TermEntry, { units, length, shape }: TermEntry, number: number): void {
  const order = compareUnits(before.units, 0, before.length, units, 0, length);
  if (before.length > 0 && (order > 0 || (order === 0 && shape <= before.shape)))
    throw damageError('rising terms', `one in block ${number}`);
}

function verifyShape({ shape, length }: TermEntry): void {
  const [least, most] =
    shape === TermShape.Character ? [1, 2] : shape === TermShape.Bigram ? [2, 4] : [1, maxTermUnits];
  if (length < least || length > most) throw damageError(`a term of ${least} to ${most} units`, length);
}

function verifyList(block: TermBlock, term: number, entry: TermEntry, units: Uint32Array): void {
  const { documents, frequencies, wordCodes, count } = entry.postings;
  const isWord = entry.shape === TermShape.Word;
  const isPairWord = !isWord && entry.isWord;
  let standing = isWord ? count : 0;
  let onPath = 0;
  for (let i = 0; i < count; i++) {
    // As often as it has units at most, since every place is another unit.
    if (frequencies[i] > units[documents[i]])
      throw damageError(`a term in a text of ${units[documents[i]]} units`, `${frequencies[i]} times`);
    if (isWord) onPath += frequencies[i] > 0 ? 1 : 0;
    else if (isPairWord) {
      if (wordCodes[i] > 0) standing++;
      if (wordCodes[i] > 1) onPath++;
    }
  }
  if (standing !== block.wordDocuments[term] || onPath !== block.pathDocuments[term])
    throw damageError(
      `a word in ${block.wordDocuments[term]} documents, ${block.pathDocuments[term]} of the path`,
      `${standing}, ${onPath}`,
    );
}
