/** Reads many segments together. Readers that never have many, as in a page, are created without it. */
import type { PinyinVocabulary, Vocabulary } from '../../index-reader.ts';
import type { PinyinReader } from '../../pinyin/pinyin-reader.ts';
import type { TextSlice } from '../text-slice.ts';
import { JoinedPinyin } from './joined-pinyin.ts';
import { JoinedTerms } from './joined-terms.ts';
import { JoinedVocabulary } from './joined-vocabulary.ts';

/** Segments whose bytes are all there, as one. */
export interface Joiner {
  /** Terms and pinyin of this many segments are looked up together; of fewer it does not pay. */
  readonly minSegments: number;
  joinTerms(slices: readonly TextSlice[]): JoinedTerms;
  joinVocabularies(terms: JoinedTerms, slices: readonly TextSlice[]): Vocabulary;
  /** @param terms of all text fields */
  joinPinyin(readers: readonly PinyinReader[], terms: readonly JoinedTerms[]): PinyinVocabulary;
}

export const joiner: Joiner = {
  minSegments: 4,
  joinTerms: slices => new JoinedTerms(slices),
  joinVocabularies: (terms, slices) => new JoinedVocabulary(terms, slices),
  joinPinyin: (readers, terms) => new JoinedPinyin(readers, terms),
};
