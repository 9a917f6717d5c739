// A worker at the edge, such as Cloudflare's: no Node, only web APIs. The index is a file beside it, read once an instance.
import { openIndex, toHtml } from 'hansou';

let opened;

async function open(env, url) {
  const response = await env.ASSETS.fetch(new Request(new URL('/site.hansou', url)));
  if (!response.ok) throw new Error(`the index: status ${response.status}`);
  return openIndex(await response.arrayBuffer());
}

export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    if (url.pathname !== '/search') return new Response('not found', { status: 404 });
    opened ??= open(env, url);
    const index = await opened.catch(error => {
      opened = undefined;
      throw error;
    });
    const { total, hits } = index.search(url.searchParams.get('q') ?? '', { limit: 10, timeLimit: 50 });
    return Response.json({
      total,
      hits: hits.map(({ id, document, snippets }) => ({
        id,
        title: document.title,
        html: (snippets.body ?? []).map(each => toHtml(each)),
      })),
    });
  },
};
