/** What options of `search` are called in other libraries, and what to write here. */

/** Options of MiniSearch, Orama, FlexSearch, Pagefind, Elasticsearch and Algolia, by what does their job here. */
export const optionsElsewhere: Readonly<Record<string, string>> = {
  ...aliases('Write weights: { title: 5 }.', 'boost', 'boosts', 'fieldWeights'),
  ...aliases(
    'Leave it out: half-typed Latin words and typos are tiers of their own.',
    'prefix',
    'fuzzy',
    'tolerance',
    'typoTolerance',
    'fuzziness',
  ),
  ...aliases("Write match: 'all' or 'any'.", 'combineWith', 'operator', 'bool', 'threshold'),
  ...aliases('Write limit.', 'size', 'count', 'hitsPerPage', 'perPage', 'pageSize', 'top', 'topK'),
  ...aliases('Write offset: the number of hits to skip.', 'page', 'from', 'skip', 'start'),
  ...aliases(
    'Leave it out: hits have snippets with highlights, and toHtml(snippet) writes them.',
    'highlight',
    'highlights',
    'excerpt',
  ),
  ...aliases('Pass the query first: search(query, options).', 'term', 'query', 'q'),
  ...aliases("Write fields: ['title'].", 'properties', 'field', 'index', 'restrictSearchableAttributes'),
  ...aliases("Write returnFields: ['title'].", 'returning', 'attributesToRetrieve', '_source', 'enrich'),
  ...aliases("Write sort: { field: 'date', order: 'desc' }.", 'sortBy', 'orderBy', 'order'),
  ...aliases("Write distinct: 'author'.", 'groupBy', 'distinctOn', 'collapse'),
  ...aliases('Write facets: { author: 10 }.', 'aggs', 'aggregations'),
  ...aliases("Write filter: { author: '何田' }.", 'filters', 'tag', 'tags'),
  ...aliases('Write minRelevance: a share from 0 to 1.', 'minScore', 'min_score'),
};

function aliases(hint: string, ...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map(name => [name, hint]));
}
