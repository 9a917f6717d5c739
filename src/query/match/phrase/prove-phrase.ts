/**
 * Which documents hold a phrase of Han characters for certain, without a look at their texts? 第二次 stands in hundreds of articles, and its
 * bigrams do not tell that they stand side by side. Where it is a word of the index, that tells it.
 */
import { TermKind } from '../../../analysis/analysis.ts';
import type { TextReader } from '../../../index/index-reader.ts';
import type { PostingList } from '../../../index/posting-list.ts';
import { ReusableTerm } from '../../../index/term.ts';
import { CharacterClass, classOfUnit } from '../../../text/characters.ts';
import { hasDistinctForms } from '../../../text/distinct-forms.ts';
import { fold } from '../../../text/folding.ts';
import { normalize } from '../../../text/normal-form.ts';
import { besideHanNumerals, isNumeral } from '../../../text/numerals.ts';
import { unitsFromString } from '../../../text/units.ts';
import { DocumentSet } from '../../context/document-set.ts';
import type { QueryContext } from '../../context/query-context.ts';
import type { Phrase } from './verify-phrase.ts';

/** Whether a term can prove a phrase: Han characters, which are written in one way. */
export function isProvable({ text, isPrefix, isWithoutYear }: Phrase): boolean {
  if (isPrefix || isWithoutYear || text.length < 2) return false;
  for (let at = 0; at < text.length; at++) if (classOfUnit(text.charCodeAt(at)) !== CharacterClass.Han) return false;
  return fold(text) === text && normalize(text) === text && !hasDistinctForms(text);
}

/**
 * The documents of a list that hold a phrase for certain: those with its bigram, or with the word that it is, and where a number at an
 * end of it must be whole (三年 is not found in 十三年), without any bigram of that end and a numeral beside it.
 *
 * Law: `PhraseVerifier` says the same of each of them, since a term of Han characters stands in the text or in its normal form.
 * @param phrase for which `isProvable`
 * @param documentLimit of the index
 */
export function provePhrase(
  { text, hasWholeNumbers }: Phrase,
  fields: readonly TextReader[],
  list: PostingList,
  context: QueryContext,
  documentLimit: number,
): DocumentSet {
  const units = unitsFromString(text);
  const { length } = units;
  const [first] = units;
  const last = units[length - 1];
  const beside = new Uint16Array(2);
  const term = new ReusableTerm();
  const { termLists } = context;
  const { scratchList } = termLists;
  const proved = new DocumentSet(documentLimit);
  for (const field of fields) {
    term.set(length === 2 ? TermKind.Bigram : TermKind.InnerWord, units, 0, length);
    if (termLists.documentFrequency(field, term) === 0) continue;
    const inField = context.borrowList();
    termLists.readIn(field, term, list, inField);
    const provedInField = new DocumentSet(documentLimit).addAll(inField.documents, inField.count);
    const dropBeside = (before: number, after: number) => {
      beside[0] = before;
      beside[1] = after;
      term.set(TermKind.Bigram, beside, 0, 2);
      const frequency = termLists.documentFrequency(field, term);
      if (frequency === 0) return;
      field.readDocuments(term, frequency > 2 * inField.count ? inField : undefined, scratchList);
      for (let i = 0; i < scratchList.count; i++) provedInField.delete(scratchList.documents[i]);
    };
    if (hasWholeNumbers)
      for (const numeral of besideHanNumerals) {
        if (isNumeral(first)) dropBeside(numeral, first);
        if (isNumeral(last)) dropBeside(last, numeral);
      }
    proved.uniteWith(provedInField);
  }
  return proved;
}
