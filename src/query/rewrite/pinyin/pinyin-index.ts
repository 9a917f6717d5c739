/** Finds the words of an index by their pinyin, over all its segments. */
import { TermKind } from '../../../analysis/analysis.ts';
import { gatherMissing } from '../../../bytes/missing-bytes.ts';
import type { IndexReader, PinyinPattern, PinyinPlace, TextReader } from '../../../index/index-reader.ts';
import type { ReusableTerm } from '../../../index/term.ts';
import { stringFromUnits, unitsFromString } from '../../../text/units.ts';
import type { QueryContext } from '../../context/query-context.ts';
import { bluntSyllables, type PinyinParse, syllablesOfPart } from './parse-pinyin.ts';

/** A word of the index. */
export interface PinyinWord {
  readonly word: string;
  /** Number of documents with it on their best path, summed over the fields; below 1 if it stands only inside other words. */
  readonly documents: number;
}

/** Maximum number of bigrams that are looked up for one query: 1 to 3 µs each. */
const maxBigrams = 2500;

/** The words of some text fields by their pinyin, for one query. */
export class PinyinIndex {
  /** By pair of characters that was looked up: whether it stands somewhere. */
  private readonly bigrams = new Map<number, boolean>();
  private readonly bigramUnits = new Uint16Array(2);
  /** What `find` has found: the ways to divide one text ask for the same syllables again and again. */
  private readonly found = new Map<string, readonly PinyinWord[]>();

  /** @param fields words of no other field are found */
  constructor(
    private readonly index: IndexReader,
    private readonly fields: readonly TextReader[],
    private readonly context: QueryContext,
  ) {}

  /** The words that match one of the patterns; the most frequent first. */
  find(patterns: readonly PinyinPattern[], limit: number): readonly PinyinWord[] {
    const key = `${limit} ${patterns.map(keyOfPattern).join('|')}`;
    let words = this.found.get(key);
    if (!words) {
      words = this.lookUp(patterns, limit);
      this.found.set(key, words);
    }
    return words;
  }

  private lookUp(patterns: readonly PinyinPattern[], limit: number): readonly PinyinWord[] {
    const { pinyin } = this.index;
    const found = new Map<string, number>();
    const levelCount = pinyin.reduce((max, vocabulary) => Math.max(max, vocabulary.levelCount), 0);
    // Words of a later level are in fewer documents. Several times as many words are looked at as are wanted, since
    // counts are not exact and some words stand in other fields only. Of several segments all levels are looked at: a word
    // that is rare in each may be frequent in all.
    const isEnough = () => pinyin.length === 1 && found.size >= limit;
    for (let level = 0; level < levelCount && !isEnough(); level++)
      gatherMissing(pinyin.length * patterns.length, i =>
        pinyin[Math.floor(i / patterns.length)].visitMatching(
          level,
          patterns[i % patterns.length],
          (units, length, documents) => {
            const word = stringFromUnits(units, 0, length);
            found.set(word, (found.get(word) ?? 0) + documents);
          },
        ),
      );
    const mostFrequent = [...found].sort((a, b) => b[1] - a[1]).slice(0, candidatesPerWord * limit);
    if (this.loadsBytes) gatherMissing(mostFrequent.length, i => void this.countUse(mostFrequent[i][0]));
    else
      for (const field of this.fields)
        field.want(mostFrequent.length, i => this.setTerm(mostFrequent[i][0], TermKind.InnerWord));
    return mostFrequent
      .map(([word]) => ({ word, documents: this.countUse(word) }))
      .filter(({ documents }) => documents > 0)
      .sort(compareFrequency)
      .slice(0, limit);
  }

  /** See `IndexReader.loadsBytes`. */
  get loadsBytes(): boolean {
    return this.index.loadsBytes;
  }

  /** Loads what `hasBigram` reads for a character before each of some others. @throws MissingBytes after all of it */
  gatherBigrams(first: number, seconds: readonly number[]): void {
    const { fields, bigramUnits } = this;
    gatherMissing(Math.min(maxBigrams, seconds.length) * fields.length, i => {
      bigramUnits[0] = first;
      bigramUnits[1] = seconds[Math.floor(i / fields.length)];
      const term = this.context.scratchTerm.set(TermKind.Bigram, bigramUnits, 0, 2);
      fields[i % fields.length].documentFrequency(term);
    });
  }

  /** The syllables of a character, the usual one first. */
  syllablesOf(unit: number): readonly number[] {
    const { pinyin } = this.index;
    let syllables: readonly number[] = [];
    gatherMissing(pinyin.length, i => {
      if (syllables.length === 0) syllables = pinyin[i].syllablesOf(unit);
    });
    return syllables;
  }

  /** The characters of the index that are read as one of these syllables, ascending. */
  charactersOf(syllables: readonly number[]): number[] {
    const found = new Set<number>();
    const { pinyin } = this.index;
    gatherMissing(pinyin.length, i => {
      for (const syllable of syllables) for (const unit of pinyin[i].charactersOf(syllable)) found.add(unit);
    });
    return [...found].sort((a, b) => a - b);
  }

  /** How much a word is used: the documents with it on their best path, else less than one. */
  private countUse(word: string): number {
    return this.countTerm(word, TermKind.Word) || this.countTerm(word, TermKind.InnerWord) * innerUse;
  }

  /** The number of documents that contain a word, also inside others, summed over the fields. */
  countDocuments(word: string): number {
    return this.countTerm(word, TermKind.InnerWord);
  }

  private countTerm(word: string, kind: TermKind): number {
    const term = this.setTerm(word, kind);
    let documents = 0;
    gatherMissing(this.fields.length, i => {
      documents += this.context.termLists.documentFrequency(this.fields[i], term);
    });
    return documents;
  }

  /** Sets the scratch term to a word. */
  private setTerm(word: string, kind: TermKind): ReusableTerm {
    return this.context.scratchTerm.set(kind, unitsFromString(word), 0, word.length);
  }

  /**
   * Whether two characters stand side by side in some text. Only so many pairs are looked up for one query; of all others
   * it is said that they do not.
   */
  hasBigram(first: number, second: number): boolean {
    const key = (first << 16) | second;
    let stands = this.bigrams.get(key);
    if (stands === undefined) {
      if (this.bigrams.size >= maxBigrams) return false;
      this.bigramUnits[0] = first;
      this.bigramUnits[1] = second;
      const term = this.context.scratchTerm.set(TermKind.Bigram, this.bigramUnits, 0, 2);
      stands = this.fields.some(field => field.documentFrequency(term) > 0);
      this.bigrams.set(key, stands);
    }
    return stands;
  }
}

function keyOfPattern({ places, isPrefix }: PinyinPattern): string {
  return `${isPrefix ? '*' : ''}${places.map(({ syllables, unit }) => `${unit}:${syllables.join(',')}`).join(' ')}`;
}

/** How much a document counts in which a word is only inside longer ones. */
const innerUse = 1e-6;

/** Candidates whose documents are counted, for each word that is wanted. */
const candidatesPerWord = 2;

/** The most frequent word first. */
export function compareFrequency(a: PinyinWord, b: PinyinWord): number {
  return b.documents - a.documents || (a.word < b.word ? -1 : 1);
}

/** The places of a word for the parts of typed letters. */
export function placesOf(parse: PinyinParse, { isBlunt = false } = {}): PinyinPlace[] {
  return parse.map(part => {
    const syllables = syllablesOfPart(part);
    return { syllables: isBlunt ? bluntSyllables(syllables) : syllables, unit: 0 };
  });
}
