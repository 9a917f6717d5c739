/** The numbers of the pinyin section that its writer and its reader share. The grammar is in pinyin-reader.ts. */
import { firstSyllableOf, initialOf, syllableCount, syllableLetters } from '../../text/syllables.ts';

/** Words of 2 to this many characters are entries. */
export const maxEntryCharacters = 8;
/** Entries of a block; the last block of a level may have fewer. */
export const entriesPerBlock = 64;
/** Levels of entries: those of the words in the most documents first. */
export const levelCount = 3;
/** Bytes of the head, of a block in the index, and of zeros behind the blocks. */
export const headSize = 8 + 12 * levelCount;
export const blockIndexSize = 8;
export const readAheadPadding = 4;
/** Characters below this unit have no readings. */
export const firstHan = 0x3400;
/** Bits of a syllable. */
export const syllableBits = 9;

/** Bits of a place among `count` characters. */
export function bitsOfPlace(count: number): number {
  return count === 0 ? 0 : 32 - Math.clz32(count - 1);
}

/** Bits of a key for the place of a syllable among those with the same first letter. */
const placeBits = 6;
const letters = 26;

/** Parts of keys by syllable: its first letter, and its place among the syllables with this letter. */
const initials = /* @__PURE__ */ Uint8Array.from({ length: syllableCount + 1 }, (_, syllable) =>
  syllable ? initialOf(syllable) : 0,
);
const places = /* @__PURE__ */ Uint8Array.from({ length: syllableCount + 1 }, (_, syllable) =>
  syllable ? syllable - firstSyllableOf(initials[syllable]) : 0,
);

/**
 * The key of a word: entries are in the order of their keys. Words with the same first two initials are side by side, and
 * among them those with the same first syllable, then with the same second one.
 */
export function entryKey(first: number, second: number): number {
  const initialsPart = initials[first] * letters + initials[second];
  return (((initialsPart << placeBits) | places[first]) << placeBits) | places[second];
}

/** The first syllable of the entries with a key; 0 when no entry can have it. */
export function firstSyllableOfKey(key: number): number {
  const initial = Math.floor((key >>> (2 * placeBits)) / letters);
  return checkedSyllable(initial, (key >>> placeBits) & ((1 << placeBits) - 1));
}

/** The second syllable of the entries with a key; 0 when no entry can have it. */
export function secondSyllableOfKey(key: number): number {
  return checkedSyllable((key >>> (2 * placeBits)) % letters, key & ((1 << placeBits) - 1));
}

function checkedSyllable(initial: number, place: number): number {
  const syllable = initial < letters ? firstSyllableOf(initial) + place : 0;
  return syllable <= syllableCount && syllableLetters(syllable) !== '' && initials[syllable] === initial ? syllable : 0;
}

/** Up to this number, counts of documents are exact. */
const exactDocuments = 8;
/** From there on, so many codes stand for each doubling. */
const codesPerDoubling = 4;

/** The code of a number of documents: the number less 1 up to 8 documents, then four codes for each doubling. */
export function documentsCode(documents: number): number {
  if (documents <= exactDocuments) return Math.max(0, documents - 1);
  return exactDocuments - 1 + Math.floor(codesPerDoubling * Math.log2(documents / exactDocuments));
}

/** The highest code: of 2^32 documents. */
export const maxDocumentsCode = /* @__PURE__ */ documentsCode(2 ** 32);

/** By code: the smallest number of documents with it. A lookup decodes thousands of codes. */
const documentsByCode = /* @__PURE__ */ Float64Array.from({ length: maxDocumentsCode + 1 }, (_, code) =>
  code < exactDocuments ? code + 1 : Math.ceil(exactDocuments * 2 ** ((code - exactDocuments + 1) / codesPerDoubling)),
);

/** About how many documents a code stands for; the smallest number with this code. Higher codes stand for none. */
export function documentsOfCode(code: number): number {
  return code <= maxDocumentsCode ? documentsByCode[code] : Number.POSITIVE_INFINITY;
}
