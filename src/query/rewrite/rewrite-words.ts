/** Changes the words of a query, wherever they stand in it. */
import type { Query, WordsQuery } from '../language/query.ts';

/**
 * The query with words rewritten; what is excluded stays as it is. Undefined when nothing is rewritten.
 * @param rewrite gives what words become, or undefined
 * @param combine combines a part of the query with what it was rewritten to; default either of them
 */
export function rewriteWords(
  query: Query,
  rewrite: (words: WordsQuery) => Query | undefined,
  combine = (part: Query, rewritten: Query): Query => ({ any: [part, rewritten] }),
): Query | undefined {
  if ('all' in query || 'any' in query) {
    const clauses = 'all' in query ? query.all : query.any;
    const rewritten = clauses.map(clause => rewriteWords(clause, rewrite, combine));
    if (rewritten.every(clause => clause === undefined)) return undefined;
    const both = clauses.map((clause, i) => (rewritten[i] ? combine(clause, rewritten[i]) : clause));
    return 'all' in query ? { all: both } : { any: both };
  }
  return 'words' in query ? rewrite(query) : undefined;
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
