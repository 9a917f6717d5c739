/** Words of an index that letters may stand for: by their pinyin or initials, or with one slip. (See also homophones.ts.) */
import type { IndexReader, TextReader, Vocabulary } from '../../index/index-reader.ts';
import { findTitleField } from '../rank/scoring.ts';
import { PinyinIndex } from './pinyin-index.ts';
import { LatinWords } from './typos.ts';
import { type VocabularyPinyin, VocabularyPinyinBuilder } from './vocabulary-pinyin.ts';

/** Words of Latin letters begin between these, folded: from a on and before the first Han radical (rare phonetic letters aside). */
const firstLatin = 0x61;
const behindLatin = 0x2e7f;

/**
 * The lookalikes of some text fields of an index: those of their segments together, so that a change costs no more than
 * what was added. Each kind is computed in one pass over the words of a segment when it is first needed, and kept there.
 */
export class LookalikeWords {
  private madeSounds: PinyinIndex | undefined;
  private madeLatin: readonly LatinWords[] | undefined;

  /** @param fields the text fields whose words are taken */
  constructor(
    private readonly index: IndexReader,
    private readonly fields: readonly TextReader[],
  ) {}

  get sounds(): PinyinIndex {
    this.madeSounds ??= new PinyinIndex(
      this.ofParts((part, isTitle) =>
        part.getDerived(isTitle ? 'sounds of a title' : 'sounds', () => soundsOf(part, isTitle)),
      ),
    );
    return this.madeSounds;
  }

  get latin(): readonly LatinWords[] {
    this.madeLatin ??= this.ofParts(part => part.getDerived('Latin words', () => latinOf(part)));
    return this.madeLatin;
  }

  private ofParts<T>(make: (part: Vocabulary, isTitle: boolean) => T): T[] {
    const title = findTitleField(this.index);
    return this.fields.flatMap(field => field.vocabularies.map(part => make(part, field === title)));
  }
}

function soundsOf(part: Vocabulary, isTitle: boolean): VocabularyPinyin {
  const sounds = new VocabularyPinyinBuilder();
  part.visitWords((units, start, end, documents, isName) =>
    sounds.add(units, start, end, documents, isName || isTitle),
  );
  return sounds.finish();
}

function latinOf(part: Vocabulary): LatinWords {
  const latin = new LatinWords();
  part.visitWords((units, start, end, documents) => latin.add(units, start, end, documents), firstLatin, behindLatin);
  return latin;
}
