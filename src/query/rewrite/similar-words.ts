/** Words of an index that typed letters may stand for: by pinyin, by initials, or with one typo. See also similar/similar-han-words.ts. */
import type { IndexReader, TextReader, Vocabulary } from '../../index/index-reader.ts';
import { findTitleField } from '../rank/scoring.ts';
import { PinyinIndex } from './pinyin-index.ts';
import { LatinWords } from './typos.ts';
import { type VocabularyPinyin, VocabularyPinyinBuilder } from './vocabulary-pinyin.ts';

/** The first units of folded Latin words: from a to just before the first Han radical (a few rare phonetic letters aside). */
const firstLatin = 0x61;
const lastLatin = 0x2e7f;

/**
 * The words of some text fields of an index, over all segments, that can stand for typed letters. They are collected per
 * segment in one pass over its words when first needed, so a change of the index costs no more than what was added.
 */
export class SimilarWords {
  private pinyinIndex: PinyinIndex | undefined;
  private latinWords: readonly LatinWords[] | undefined;

  /**
   * @param fields the text fields that the words come from
   * @param cache keeps the words collected per segment
   */
  constructor(
    private readonly index: IndexReader,
    private readonly fields: readonly TextReader[],
    private readonly cache: SimilarWordsCache,
  ) {}

  /** The words by pinyin and initials. */
  get pinyin(): PinyinIndex {
    this.pinyinIndex ??= new PinyinIndex(
      this.collect((vocabulary, isTitle) =>
        isTitle ? this.cache.titlePinyin(vocabulary) : this.cache.pinyin(vocabulary),
      ),
    );
    return this.pinyinIndex;
  }

  /** The Latin words, for correcting typos. */
  get latin(): readonly LatinWords[] {
    this.latinWords ??= this.collect(vocabulary => this.cache.latinWords(vocabulary));
    return this.latinWords;
  }

  private collect<T>(compute: (vocabulary: Vocabulary, isTitle: boolean) => T): T[] {
    const title = findTitleField(this.index);
    return this.fields.flatMap(field => field.vocabularies.map(vocabulary => compute(vocabulary, field === title)));
  }
}

/** The words collected from one segment, each kind when it is first needed. */
interface SegmentSimilarWords {
  pinyin?: VocabularyPinyin;
  titlePinyin?: VocabularyPinyin;
  latinWords?: LatinWords;
}

/** Words collected per segment (by pinyin, Latin words), kept as long as the index has the segment. */
export class SimilarWordsCache {
  private readonly bySegment = new WeakMap<Vocabulary, SegmentSimilarWords>();

  /** The words by pinyin; only names can be found by initials. */
  pinyin(vocabulary: Vocabulary): VocabularyPinyin {
    return (this.find(vocabulary).pinyin ??= buildPinyin(vocabulary, isName => isName));
  }

  /** The words of a title by pinyin; all count as names. */
  titlePinyin(vocabulary: Vocabulary): VocabularyPinyin {
    return (this.find(vocabulary).titlePinyin ??= buildPinyin(vocabulary, () => true));
  }

  latinWords(vocabulary: Vocabulary): LatinWords {
    return (this.find(vocabulary).latinWords ??= collectLatinWords(vocabulary));
  }

  private find(vocabulary: Vocabulary): SegmentSimilarWords {
    let words = this.bySegment.get(vocabulary);
    if (!words) this.bySegment.set(vocabulary, (words = {}));
    return words;
  }
}

function buildPinyin(vocabulary: Vocabulary, countsAsName: (isName: boolean) => boolean): VocabularyPinyin {
  const builder = new VocabularyPinyinBuilder();
  vocabulary.visitWords((units, start, end, documents, isName) =>
    builder.add(units, start, end, documents, countsAsName(isName)),
  );
  return builder.finish();
}

function collectLatinWords(vocabulary: Vocabulary): LatinWords {
  const words = new LatinWords();
  vocabulary.visitWords(
    (units, start, end, documents) => words.add(units, start, end, documents),
    firstLatin,
    lastLatin,
  );
  return words;
}
