/** How much of a query do the documents of a tier hold that may lack words of it? Entry point: `measureList`. */
import { TermKind } from '../../analysis/analysis.ts';
import type { PostingList } from '../../index/posting-list.ts';
import { unlimited } from '../context/budget.ts';
import { uniteLists } from '../context/document-lists.ts';
import { isFunctionWord } from '../cut/function-words.ts';
import type { QuerySession } from './query-session.ts';
import type { FoundTier } from './tiers.ts';
import { type TextTerm, weightQueryTerms } from './weight-query.ts';

/** The relevance of the documents of a list, of a tier that may lack words. The budget does not end it: it would be wrong. */
export function measureList(session: QuerySession, { query }: FoundTier, list: PostingList): Float64Array {
  const { context } = session;
  const { sums } = context;
  const terms = weightQueryTerms(session, query, { choose: chooseWords, budget: unlimited });
  for (const { term, idf, matchingFields } of terms) {
    let holders: PostingList | undefined;
    for (const { reader } of matchingFields) {
      const inField = context.borrowList();
      reader.readPostingsIn(term, list, inField);
      holders = holders ? uniteLists(holders, inField, context.borrowList()) : inField;
    }
    for (let i = 0; holders && i < holders.count; i++) sums[holders.documents[i]] += idf;
  }
  const total = terms.reduce((sum, { idf }) => sum + idf, 0);
  const shares = new Float64Array(list.count);
  for (let i = 0; i < list.count; i++) {
    shares[i] = total === 0 ? 1 : Math.min(1, sums[list.documents[i]] / total);
    sums[list.documents[i]] = 0;
  }
  return shares;
}

/** The words, and the characters that stand in none; function words only if there is nothing else. */
function chooseWords(terms: readonly TextTerm[]): readonly TextTerm[] {
  const words = terms.filter(({ term }) => term.kind >= TermKind.Word);
  const says = ({ term: { units, start, end } }: TextTerm): boolean => !isFunctionWord(units, start, end);
  const isInWord = ({ term }: TextTerm): boolean =>
    words.some(word => word.term.units === term.units && word.term.start <= term.start && word.term.end >= term.end);
  const all = [...words, ...terms.filter(each => each.term.kind === TermKind.Character && !isInWord(each))];
  return all.some(says) ? all.filter(says) : all;
}
