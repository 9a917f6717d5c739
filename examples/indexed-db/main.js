// Notes that are indexed in the page and kept in IndexedDB: they can be added and found without a network.
import { createIndex, openIndex, text, toHtml } from 'hansou';
import { baseLexicon } from 'hansou/lexicon';
import { load, save } from './file-store.js';

const lexicon = await baseLexicon();
const bytes = await load('notes.hansou');
// The same lexicon as when the index was made: hansou refuses another one instead of finding too little.
const index = bytes ? openIndex(bytes, { lexicon }) : createIndex({ fields: { body: text() }, lexicon });

const [form, box, status, list] = ['form', 'input', 'output', 'ol'].map(name => document.querySelector(name));

function show() {
  status.textContent = `${index.size} 条`;
  const items = index.search(box.value).hits.map(({ snippets }) => {
    const item = document.createElement('li');
    item.innerHTML = (snippets.body ?? []).map(each => toHtml(each)).join('');
    return item;
  });
  list.replaceChildren(...items);
}

form.addEventListener('submit', async event => {
  event.preventDefault();
  const note = form.querySelector('textarea');
  index.add({ id: crypto.randomUUID(), body: note.value });
  note.value = '';
  show();
  await save('notes.hansou', index.toBytes());
  form.dataset.saved = index.size;
});
box.addEventListener('input', show);
show();
for (const part of [box, form.querySelector('button')]) part.disabled = false;
