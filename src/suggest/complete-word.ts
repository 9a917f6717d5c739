/** Which words of the index begin so? By their characters, their letters, their pinyin, or characters and then pinyin. */
import { gatherMissing } from '../bytes/missing-bytes.ts';
import type { PinyinPattern, PinyinPlace, TextReader } from '../index/index-reader.ts';
import { parsePinyin, splitTyped } from '../query/rewrite/pinyin/parse-pinyin.ts';
import { compareFrequency, type PinyinIndex, type PinyinWord, placesOf } from '../query/rewrite/pinyin/pinyin-index.ts';
import { stringFromUnits } from '../text/units.ts';

/** A word that completes a prefix. */
export interface Completion extends PinyinWord {
  /** See `Suggestion`. */
  readonly by: 'prefix' | 'pinyin';
}

/** Maximum number of letters that may be initials. */
const maxInitials = 8;

/** Completes words from the words of some text fields. */
export class WordCompleter {
  constructor(
    private readonly fields: readonly TextReader[],
    private readonly pinyin: PinyinIndex,
  ) {}

  /** The words that a folded prefix may continue to, without itself: the most frequent first, but whole pinyin before them. */
  complete(prefix: string, limit: number): Completion[] {
    const [, han, letters] = /^(\p{Script=Han}*)(.*)$/su.exec(prefix)!;
    const places = this.placesOfHan(han);
    const chunks = letters === '' || !places ? undefined : splitTyped(letters);
    if (letters === '' && places) return this.completeHan(prefix, places, limit);
    if (!chunks) return this.findByPrefix(prefix, limit);
    const words = new Map<string, Completion>();
    const add = (found: readonly PinyinWord[], by: Completion['by']) => {
      for (const each of found)
        if (each.word !== prefix && !words.has(each.word)) words.set(each.word, { ...each, by });
    };
    const { pinyin } = this;
    const find = (patterns: readonly PinyinPattern[]) => (patterns.length > 0 ? pinyin.find(patterns, limit) : []);
    const patternsOf = (
      form: 'whole' | 'half' | 'initials' | 'mixed',
      isPrefix: boolean,
      isBlunt = false,
    ): PinyinPattern[] =>
      parsePinyin(chunks, form)
        .filter(({ length }) => form !== 'initials' || length <= maxInitials)
        .map(parse => ({ places: [...places!, ...placesOf(parse, { isBlunt })], isPrefix }))
        .filter(({ places: { length } }) => isPrefix || length > 1);
    add(find(patternsOf('whole', false)), 'pinyin');
    const others = find([...patternsOf('half', true), ...patternsOf('initials', true)]).map(
      (each): Completion => ({ ...each, by: 'pinyin' }),
    );
    const latin = places!.length === 0 ? this.findByPrefix(prefix, limit) : [];
    for (const each of [...others, ...latin].sort(compareFrequency)) add([each], each.by);
    if (words.size === 0) add(find(patternsOf('mixed', true)), 'pinyin');
    if (words.size === 0) add(find(patternsOf('whole', true, true)), 'pinyin');
    return [...words.values()].slice(0, limit);
  }

  /** The places of Han characters; undefined if one of them has no reading. */
  private placesOfHan(han: string): PinyinPlace[] | undefined {
    const places = Array.from({ length: han.length }, (_, i) => {
      const unit = han.charCodeAt(i);
      return { syllables: [...this.pinyin.syllablesOf(unit)].sort((a, b) => a - b), unit };
    });
    return places.every(({ syllables }) => syllables.length > 0) ? places : undefined;
  }

  private completeHan(prefix: string, places: readonly PinyinPlace[], limit: number): Completion[] {
    const found = this.pinyin.find([{ places, isPrefix: true }], limit + 1).filter(({ word }) => word !== prefix);
    const words = new Map(found.map(each => [each.word, { ...each, by: 'prefix' as const }]));
    // Long words, and those with other characters or letters in them.
    if (words.size === 0)
      for (const each of this.findByPrefix(prefix, limit)) words.set(each.word, { ...each, by: 'prefix' });
    return [...words.values()].sort(compareFrequency).slice(0, limit);
  }

  /** The words with this prefix, from the term dictionaries. */
  private findByPrefix(prefix: string, limit: number): Completion[] {
    const units = Uint16Array.from({ length: prefix.length }, (_, i) => prefix.charCodeAt(i));
    const found = new Map<string, number>();
    const vocabularies = this.fields.flatMap(field => field.vocabularies);
    gatherMissing(vocabularies.length, i =>
      vocabularies[i].visitWordsWithPrefix(units, (word, start, end, count) => {
        const text = stringFromUnits(word, start, end);
        found.set(text, (found.get(text) ?? 0) + count());
      }),
    );
    found.delete(prefix);
    return Array.from(found, ([word, documents]) => ({ word, documents, by: 'prefix' as const }))
      .filter(({ documents }) => documents > 0)
      .sort(compareFrequency)
      .slice(0, limit);
  }
}
