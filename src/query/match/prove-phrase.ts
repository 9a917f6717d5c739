/**
 * Which documents hold a phrase of Han characters for certain, without a look at their texts? 第二次 stands in hundreds of articles, and its
 * bigrams do not tell that they stand side by side. Where it is a word of the index, that tells it.
 */
import { TermKind } from '../../analysis/analysis.ts';
import type { TextReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import { ReusableTerm } from '../../index/term.ts';
import { CharacterClass, classOfUnit } from '../../text/characters.ts';
import { hasDistinctForms } from '../../text/distinct-forms.ts';
import { fold } from '../../text/folding.ts';
import { normalize } from '../../text/normal-form.ts';
import { isNumeral } from '../../text/numerals.ts';
import { unitsFromString } from '../../text/units.ts';
import { DocumentSet } from '../context/document-set.ts';
import type { QueryContext } from '../context/query-context.ts';
import type { Phrase } from './verify-phrase.ts';

/**
 * Whether a term can prove a phrase: Han characters, which are written in one way, without a number at an end that must be whole (三年 is
 * not found in 十三年).
 */
export function isProvable({ text, isPrefix, isWithoutYear, hasWholeNumbers }: Phrase): boolean {
  if (isPrefix || isWithoutYear || text.length < 2) return false;
  for (let at = 0; at < text.length; at++) if (classOfUnit(text.charCodeAt(at)) !== CharacterClass.Han) return false;
  if (hasWholeNumbers && (isNumeral(text.charCodeAt(0)) || isNumeral(text.charCodeAt(text.length - 1)))) return false;
  return fold(text) === text && normalize(text) === text && !hasDistinctForms(text);
}

/**
 * The documents of a list that hold a phrase for certain: those with its bigram, or with the word that it is.
 *
 * Law: `PhraseVerifier` says the same of each of them, since a term of Han characters stands in the text or in its normal form.
 * @param phrase for which `isProvable`
 * @param documentLimit of the index
 */
export function provePhrase(
  { text }: Phrase,
  fields: readonly TextReader[],
  list: PostingList,
  { termLists }: QueryContext,
  documentLimit: number,
): DocumentSet {
  const units = unitsFromString(text);
  const kind = units.length === 2 ? TermKind.Bigram : TermKind.InnerWord;
  const term = new ReusableTerm().set(kind, units, 0, units.length);
  const proved = new DocumentSet(documentLimit);
  for (const field of fields) {
    if (termLists.documentFrequency(field, term) === 0) continue;
    const { scratchList } = termLists;
    termLists.readIn(field, term, list, scratchList);
    proved.addAll(scratchList.documents, scratchList.count);
  }
  return proved;
}
