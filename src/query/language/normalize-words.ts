/** The words of a query in normal form. Quoted parts stay: their matcher looks for both forms. */
import { normalize } from '../../text/normal-form.ts';
import { isBlank, type Query } from './query.ts';

/**
 * The query with its words in normal form (5㎡ is 5m2). Law: it lists all documents only if what was asked for is blank; a
 * text of quotation marks alone, or of characters that are not seen, finds none.
 * @param typed the text that was parsed to it, if there is one
 */
export function normalizeQuery(query: Query, typed?: string): Query {
  const normal = normalizeWords(query);
  const asked = typed ?? ('words' in query ? query.words : '');
  return isBlank(normal) && asked.trim() !== '' ? { any: [] } : normal;
}

/** The query itself when its words are in normal form already. */
function normalizeWords(query: Query): Query {
  if ('all' in query) {
    const all = query.all.map(normalizeWords);
    return all.every((part, i) => part === query.all[i]) ? query : { ...query, all };
  }
  if ('any' in query) {
    const any = query.any.map(normalizeWords);
    return any.every((part, i) => part === query.any[i]) ? query : { ...query, any };
  }
  if ('not' in query) {
    const not = normalizeWords(query.not);
    return not === query.not ? query : { ...query, not };
  }
  if (!('words' in query)) return query;
  const words = normalize(query.words);
  return words === query.words ? query : { ...query, words };
}
