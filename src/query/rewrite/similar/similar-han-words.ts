/**
 * Finds words of some text fields that sound or look like a given Han word: 韩续 for 韩旭, 拔款 for 拨款. Used by
 * `QueryRewriter` (../rewrite.ts).
 */
import { TermKind } from '../../../analysis/analysis.ts';
import { gatherMissing } from '../../../bytes/missing-bytes.ts';
import type { TextReader } from '../../../index/index-reader.ts';
import { stringFromUnits } from '../../../text/units.ts';
import type { QueryContext } from '../../context/query-context.ts';
import { findCharactersReadAs, findReadings } from '../readings.ts';
import { findLookAlikes } from './look-alikes.ts';

/** A word of the index and the number of documents that contain it as a word, summed over the fields. */
export interface SimilarHanWord {
  readonly word: string;
  readonly documents: number;
}

/**
 * Other words of the same length, the most frequent first: those that are pronounced the same, those with a look-alike in
 * place of one character, and those with two neighbouring characters swapped. They are looked up in the term dictionary:
 * every pair of characters that can begin a homophone (30 are read han, 32 xu: 960 look-ups, 1 or 2 ms), and a dozen
 * look-alikes for each character. So no table of all words is needed. Single characters have too many and return none.
 * @param word folded
 */
export function findSimilarHanWords(fields: readonly TextReader[], word: string, limit: number): SimilarHanWord[] {
  if (word.length < 2) return [];
  const documentCounts = new Map<string, number>();
  const readings = findReadings(word);
  gatherMissing(readings.length + 1, i => {
    if (i === readings.length) {
      collectOneCharacterAway(fields, word, findLookAlikes, documentCounts);
      return;
    }
    const pinyin = readings[i].join(' ');
    for (const [other, documents] of collectMatching(fields, readings[i].map(findCharactersReadAs)))
      if (findReadings(other).some(each => each.join(' ') === pinyin)) documentCounts.set(other, documents);
  });
  documentCounts.delete(word);
  return sortByFrequency(documentCounts, limit);
}

/**
 * Other words of the same length with one character replaced by one that sounds or looks like it, or with two neighbours
 * swapped, the most frequent first. Takes a tenth of the time of `findSimilarHanWords`, which also finds words with several
 * characters replaced by their sound.
 * @param word folded
 * @param least words with a character that fewer documents hold are left out
 */
export function findWordsOneCharacterAway(
  searched: SearchedWords,
  word: string,
  limit: number,
  least: number,
): SimilarHanWord[] {
  prepareMemory(searched);
  const { fields } = searched;
  const isCommon = (unit: number) => countCharacterDocuments(unit, searched) >= least;
  const documentCounts = new Map<string, number>();
  collectOneCharacterAway(fields, word, findSimilarCharacters, documentCounts, isCommon);
  documentCounts.delete(word);
  return sortByFrequency(documentCounts, limit);
}

/**
 * Collects the words of common characters with one character replaced by one of those that `findOthers` returns, or two
 * neighbours swapped.
 */
function collectOneCharacterAway(
  fields: readonly TextReader[],
  word: string,
  findOthers: (unit: number) => Uint16Array,
  documentCounts: Map<string, number>,
  isCommon: (unit: number) => boolean = () => true,
): void {
  const letters: Uint16Array[] = Array.from(word, character => Uint16Array.of(character.charCodeAt(0)));
  const rare = letters.flatMap(([unit], at) => (isCommon(unit) ? [] : [at]));
  const collect = (at: number, ...replacements: Uint16Array[]) => {
    const pattern = letters.slice();
    pattern.splice(at, replacements.length, ...replacements);
    for (const [other, documents] of collectMatching(fields, pattern)) documentCounts.set(other, documents);
  };
  gatherMissing(2 * letters.length, i => {
    const at = i >>> 1;
    if ((i & 1) === 0) {
      if (rare.some(place => place !== at)) return;
      const others = findOthers(letters[at][0]).filter(isCommon);
      if (others.length > 0) collect(at, others);
    } else if (at > 0 && rare.length === 0) collect(at - 1, letters[at], letters[at - 1]);
  });
}

/** The characters that sound or look like this one, ascending. */
function findSimilarCharacters(unit: number): Uint16Array {
  const found = new Set(findLookAlikes(unit));
  for (const [syllable] of findReadings(String.fromCharCode(unit)))
    for (const other of findCharactersReadAs(syllable)) found.add(other);
  return Uint16Array.from(found).sort();
}

/** Where corrections are looked for. */
interface SearchedWords {
  readonly fields: readonly TextReader[];
  readonly context: QueryContext;
  readonly memory: CorrectionMemory;
}

/** What corrections need again and again, remembered for the queries that search the same fields. */
export interface CorrectionMemory {
  fields: readonly TextReader[];
  /** By character: 1 + the number of documents that hold it, summed over the fields; 0 where it was not counted. */
  characterDocuments: Uint32Array | undefined;
  /** Long words by their first unit. */
  readonly longWords: Map<number, readonly string[]>;
  longWordCount: number;
}

/** Long words that are remembered; when there are more, all are forgotten. */
const maxLongWords = 1 << 14;
/** A long word has so many units. The longest typed word of which longer ones are looked for has one less. */
const minLongUnits = 3;
const maxLongUnits = 6;

/**
 * Words with one more character between the first and the last one, the most frequent first: 行业协会 for 行业会. Takes one
 * pass over the words with the same first character, of which those that may be wanted are remembered.
 * @param word folded, of 2 to 5 units
 * @param least words with a character that fewer documents hold are left out
 * @param minDocuments rarer words are left out; the same number for all queries
 */
export function findLongerHanWords(
  searched: SearchedWords,
  word: string,
  limit: number,
  least: number,
  minDocuments: number,
): SimilarHanWord[] {
  prepareMemory(searched);
  const { fields } = searched;
  const documentCounts = new Map<string, number>();
  for (let at = 0; at < word.length; at++)
    if (countCharacterDocuments(word.charCodeAt(at), searched) < least) return [];
  for (const longer of findLongWords(searched, word.charCodeAt(0), minDocuments))
    if (longer.length === word.length + 1 && hasOneMoreInside(longer, word)) {
      const letters = Array.from(longer, character => Uint16Array.of(character.charCodeAt(0)));
      const documents = collectMatching(fields, letters).get(longer) ?? 0;
      if (documents >= minDocuments) documentCounts.set(longer, documents);
    }
  return sortByFrequency(documentCounts, limit);
}

/** Forgets what was remembered of other fields, or too much of it. */
function prepareMemory({ fields, memory }: SearchedWords): void {
  if (memory.fields === fields && memory.longWordCount <= maxLongWords) return;
  if (memory.fields !== fields) memory.characterDocuments?.fill(0);
  memory.fields = fields;
  memory.longWords.clear();
  memory.longWordCount = 0;
}

/** The number of documents that hold a character, summed over the searched fields; unlimited where counting would have to wait for bytes. */
function countCharacterDocuments(unit: number, { fields, context, memory }: SearchedWords): number {
  const { scratchTerm, termLists, loadsBytes } = context;
  if (loadsBytes) return Number.POSITIVE_INFINITY;
  memory.characterDocuments ??= new Uint32Array(0x10000);
  const known = memory.characterDocuments[unit];
  if (known > 0) return known - 1;
  const term = scratchTerm.set(TermKind.Character, Uint16Array.of(unit), 0, 1);
  let documents = 0;
  for (const field of fields) documents += termLists.documentFrequency(field, term);
  memory.characterDocuments[unit] = 1 + documents;
  return documents;
}

/** The long words that begin with a unit and that `minDocuments` documents may contain, over all fields. */
function findLongWords({ fields, memory }: SearchedWords, unit: number, minDocuments: number): readonly string[] {
  let words = memory.longWords.get(unit);
  if (!words) {
    const found = new Set<string>();
    const vocabularies = fields.flatMap(field => field.vocabularies);
    // Some vocabulary has at least this share of the documents of a word.
    const minInOne = minDocuments / vocabularies.length;
    gatherMissing(vocabularies.length, i => {
      vocabularies[i].visitWordsWithPrefix(Uint16Array.of(unit), (units, start, end, _, most) => {
        if (end - start < minLongUnits || end - start > maxLongUnits || most < minInOne) return;
        found.add(stringFromUnits(units, start, end));
      });
    });
    words = [...found];
    memory.longWords.set(unit, words);
    memory.longWordCount += words.length;
  }
  return words;
}

/**
 * Words with one more character at the end, the most frequent first: 来不及 for 来不.
 * @param word folded
 */
export function findContinuedHanWords(fields: readonly TextReader[], word: string, limit: number): SimilarHanWord[] {
  const documentCounts = new Map<string, number>();
  const typed = Uint16Array.from(word, character => character.charCodeAt(0));
  const vocabularies = fields.flatMap(field => field.vocabularies);
  gatherMissing(vocabularies.length, i => {
    vocabularies[i].visitWordsWithPrefix(typed, (units, start, end, count) => {
      if (end - start === typed.length + 1) addCount(documentCounts, stringFromUnits(units, start, end), count());
    });
  });
  return sortByFrequency(documentCounts, limit);
}

/** Whether a word is the typed one with one more unit between the first and the last. */
function hasOneMoreInside(longer: string, typed: string): boolean {
  let before = 1;
  while (before < typed.length - 1 && longer[before] === typed[before]) before++;
  return longer.endsWith(typed.slice(before));
}

function sortByFrequency(documentCounts: ReadonlyMap<string, number>, limit: number): SimilarHanWord[] {
  return [...documentCounts]
    .map(([word, documents]) => ({ word, documents }))
    .sort((a, b) => b.documents - a.documents || (a.word < b.word ? -1 : 1))
    .slice(0, limit);
}

function addCount(documentCounts: Map<string, number>, word: string, documents: number): void {
  if (documents > 0) documentCounts.set(word, (documentCounts.get(word) ?? 0) + documents);
}

/** The words with one of these characters at each place. */
function collectMatching(fields: readonly TextReader[], pattern: readonly Uint16Array[]): Map<string, number> {
  const documentCounts = new Map<string, number>();
  const vocabularies = fields.flatMap(field => field.vocabularies);
  gatherMissing(vocabularies.length, i => {
    vocabularies[i].visitWordsMatching(pattern, (units, start, end, count) =>
      addCount(documentCounts, stringFromUnits(units, start, end), count()),
    );
  });
  return documentCounts;
}
