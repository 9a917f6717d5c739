// An endpoint for a search page: GET /search?q=新桥&page=1&author=何田&from=2022-09&to=2022-12, and GET /suggest?q=石
import { readFileSync } from 'node:fs';
import Fastify from 'fastify';
import { createIndex, date, keyword, text, toHtml } from 'hansou';
import { baseLexicon } from 'hansou/lexicon';

const pageSize = 10;

const index = createIndex({
  fields: { title: text({ weight: 3 }), body: text(), author: keyword(), date: date() },
  lexicon: await baseLexicon(),
});
for (const line of readFileSync(new URL('articles.jsonl', import.meta.url), 'utf8').split('\n'))
  if (line !== '') index.add(JSON.parse(line));

const app = Fastify();

const asked = {
  type: 'object',
  required: ['q'],
  properties: {
    q: { type: 'string', maxLength: 1000 },
    page: { type: 'integer', minimum: 1, maximum: 100, default: 1 },
    author: { type: 'array', items: { type: 'string' } },
    from: { type: 'string', pattern: '^\\d{4}(-\\d{2}){0,2}$' },
    to: { type: 'string', pattern: '^\\d{4}(-\\d{2}){0,2}$' },
  },
};

app.get('/search', { schema: { querystring: asked } }, ({ query }) => {
  const { q, page, author, from, to } = query;
  const { total, hits, facets, didYouMean } = index.search(q, {
    limit: pageSize,
    offset: (page - 1) * pageSize,
    // What is undefined is no condition.
    filter: { author, date: from || to ? { from, to } : undefined },
    facets: { author: 10, date: 'year' },
    // Who chose one author still sees the others.
    disjunctiveFacets: ['author'],
    returnFields: ['title', 'author', 'date'],
    timeLimit: 500,
  });
  return {
    total,
    pages: Math.ceil(total / pageSize),
    hits: hits.map(({ document, snippets }) => ({
      ...document,
      html: (snippets.body ?? []).map(each => toHtml(each)),
    })),
    facets,
    didYouMean,
  };
});

app.get(
  '/suggest',
  { schema: { querystring: asked } },
  ({ query }) => index.suggest(query.q, { limit: 8 }).suggestions,
);

console.log(await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT ?? 3000) }));
