/** Changes the words of a query, wherever they stand in it. */
import type { Query, WordsQuery } from '../language/query.ts';

/** Words that are rewritten or corrected in one query, at most: the first ones. Nobody types so many parts that differ. */
export const maxRewrittenParts = 16;

/**
 * The query with words rewritten, the first sixteen of them, equal ones once; what is excluded stays as it is. Undefined when nothing is rewritten.
 * @param rewrite gives what words become, or undefined
 * @param combine combines a part of the query with what it was rewritten to; default either of them
 */
export function rewriteWords(
  query: Query,
  rewrite: (words: WordsQuery) => Query | undefined,
  combine = (part: Query, rewritten: Query): Query => ({ any: [part, rewritten] }),
): Query | undefined {
  const known = new Map<string, Query | undefined>();
  const rewriteOnce = (words: WordsQuery): Query | undefined => {
    const key = JSON.stringify(words);
    if (!known.has(key) && known.size < maxRewrittenParts) known.set(key, rewrite(words));
    return known.get(key);
  };
  const visit = (part: Query): Query | undefined => {
    if (!('all' in part || 'any' in part)) return 'words' in part ? rewriteOnce(part) : undefined;
    const clauses = 'all' in part ? part.all : part.any;
    const rewritten = clauses.map(visit);
    if (rewritten.every(clause => clause === undefined)) return undefined;
    const both = clauses.map((clause, i) => (rewritten[i] ? combine(clause, rewritten[i]) : clause));
    return 'all' in part ? { all: both } : { any: both };
  };
  return visit(query);
}

/** The words in a query that are not excluded. */
export function listWords(query: Query): WordsQuery[] {
  if ('all' in query) return query.all.flatMap(listWords);
  if ('any' in query) return query.any.flatMap(listWords);
  return 'words' in query ? [query] : [];
}

/** The query with the phrases of one field among its words; undefined when it has no phrases. */
export function unquotePhrases(query: Query): Query | undefined {
  if (!('all' in query)) return undefined;
  const fields = query.all.flatMap(part => ('phrase' in part ? [part.field] : []));
  if (!fields.length) return undefined;
  const field = fields.includes(undefined) ? undefined : fields[0];
  const texts: string[] = [];
  const others: Query[] = [];
  for (const part of query.all) {
    if ('words' in part && part.field === field) texts.push(part.words);
    else if ('phrase' in part && part.field === field) texts.push(part.phrase);
    else others.push(part);
  }
  const words = { words: texts.join(' '), ...(field !== undefined && { field }) };
  return others.length ? { all: [words, ...others] } : words;
}
