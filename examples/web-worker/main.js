// The page asks, the worker searches: typing never waits for a search.
import { openInWorker } from 'hansou/worker';

const worker = new Worker(new URL('./search-worker.js', import.meta.url), { type: 'module' });
const index = await openInWorker(worker, new URL('site.hansou', document.baseURI));

const box = document.querySelector('input');
const list = document.querySelector('ol');
let last;

box.addEventListener('input', async () => {
  last?.abort();
  const { signal } = (last = new AbortController());
  try {
    const { hits } = await index.search(box.value, { signal, snippet: false, returnFields: ['title'] });
    list.replaceChildren(
      ...hits.map(({ document: { title } }) => Object.assign(document.createElement('li'), { textContent: title })),
    );
  } catch (error) {
    if (!signal.aborted) throw error;
  }
});
box.disabled = false;
