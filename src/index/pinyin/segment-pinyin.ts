/** Finds the words of a segment that match a pattern of syllables and characters. */
import { toDamageError } from '../damage.ts';
import type { PinyinPattern, PinyinVocabulary, VisitPinyinWord } from '../index-reader.ts';
import { levelCount } from './pinyin-format.ts';
import { compilePattern, listKeyRanges } from './pinyin-pattern.ts';
import { PinyinEntry, type PinyinReader } from './pinyin-reader.ts';

/** The words of one segment by their pinyin. */
export class SegmentPinyin implements PinyinVocabulary {
  readonly levelCount = levelCount;
  private readonly entry = new PinyinEntry();

  constructor(private readonly reader: PinyinReader) {}

  syllablesOf(unit: number): readonly number[] {
    return this.read(() => this.reader.syllablesOf(unit));
  }

  charactersOf(syllable: number): readonly number[] {
    return this.read(() => this.reader.charactersOf(syllable));
  }

  visitMatching(level: number, pattern: PinyinPattern, visit: VisitPinyinWord): void {
    const { reader, entry } = this;
    const { places } = pattern;
    if (places.length === 0 || reader.entryCount(level) === 0) return;
    const matches = compilePattern(pattern);
    const ranges = listKeyRanges(places[0].syllables, places[1]?.syllables);
    this.read(() =>
      reader.visit(level, ranges, entry, () => {
        if (matches(entry.units, entry.syllables, 0, entry.length)) visit(entry.units, entry.length, entry.documents);
      }),
    );
  }

  private read<R>(read: () => R): R {
    try {
      return read();
    } catch (error) {
      throw toDamageError(error);
    }
  }
}
