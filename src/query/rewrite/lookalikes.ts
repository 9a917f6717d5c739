/** The words of an index that typed letters may stand for: by pinyin or initials, or with one typo. (See also homophones.ts.) */
import type { IndexReader, TextReader, Vocabulary } from '../../index/index-reader.ts';
import { findTitleField } from '../rank/scoring.ts';
import { PinyinIndex } from './pinyin-index.ts';
import { LatinWords } from './typos.ts';
import { type VocabularyPinyin, VocabularyPinyinBuilder } from './vocabulary-pinyin.ts';

/** The first units of folded Latin words: from a to just before the first Han radical (a few rare phonetic letters aside). */
const firstLatin = 0x61;
const lastLatin = 0x2e7f;

/**
 * The lookalikes in some text fields of an index, over all segments. They are computed per segment in one pass over its
 * words when first needed, so that a change of the index costs no more than what was added.
 */
export class LookalikeWords {
  private pinyinIndex: PinyinIndex | undefined;
  private latinWords: readonly LatinWords[] | undefined;

  /**
   * @param fields the text fields whose words are taken
   * @param cache keeps what was computed per segment
   */
  constructor(
    private readonly index: IndexReader,
    private readonly fields: readonly TextReader[],
    private readonly cache: LookalikeCache,
  ) {}

  get sounds(): PinyinIndex {
    this.pinyinIndex ??= new PinyinIndex(
      this.collect((vocabulary, isTitle) =>
        isTitle ? this.cache.titlePinyin(vocabulary) : this.cache.pinyin(vocabulary),
      ),
    );
    return this.pinyinIndex;
  }

  get latin(): readonly LatinWords[] {
    this.latinWords ??= this.collect(vocabulary => this.cache.latinWords(vocabulary));
    return this.latinWords;
  }

  private collect<T>(compute: (vocabulary: Vocabulary, isTitle: boolean) => T): T[] {
    const title = findTitleField(this.index);
    return this.fields.flatMap(field => field.vocabularies.map(vocabulary => compute(vocabulary, field === title)));
  }
}

/** What is computed from the words of one segment, each kind when it is first needed. */
interface SegmentLookalikes {
  pinyin?: VocabularyPinyin;
  titlePinyin?: VocabularyPinyin;
  latinWords?: LatinWords;
}

/** Per-segment data derived from the vocabulary (pinyin, Latin words): kept as long as the index has the segment. */
export class LookalikeCache {
  private readonly bySegment = new WeakMap<Vocabulary, SegmentLookalikes>();

  pinyin(vocabulary: Vocabulary): VocabularyPinyin {
    return (this.find(vocabulary).pinyin ??= buildPinyin(vocabulary, isName => isName));
  }

  /** The pinyin of words of a title, which all count as names. */
  titlePinyin(vocabulary: Vocabulary): VocabularyPinyin {
    return (this.find(vocabulary).titlePinyin ??= buildPinyin(vocabulary, () => true));
  }

  latinWords(vocabulary: Vocabulary): LatinWords {
    return (this.find(vocabulary).latinWords ??= collectLatinWords(vocabulary));
  }

  private find(vocabulary: Vocabulary): SegmentLookalikes {
    let lookalikes = this.bySegment.get(vocabulary);
    if (!lookalikes) this.bySegment.set(vocabulary, (lookalikes = {}));
    return lookalikes;
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
