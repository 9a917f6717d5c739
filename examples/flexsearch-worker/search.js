// A document of FlexSearch whose field is indexed in a worker. The terms of a text stand in a field of their own, which is indexed;
// the text itself is stored.
import { fileURLToPath } from 'node:url';
import { Document } from 'flexsearch';
import { toHtml } from 'hansou';
import { zh } from './settings.js';

const config = fileURLToPath(new URL('settings.js', import.meta.url));
const articles = await new Document({
  worker: true,
  document: { id: 'id', index: [{ field: 'terms', config }], store: ['title'] },
});
for (const [id, title] of [
  ['1', '石桥村民委员会开会'],
  ['2', '石橋村新橋通車'],
])
  await articles.add({ id, title, terms: zh.document(title) });

for (const query of ['石桥村', '新桥 通车']) {
  const [{ result }] = await articles.search(query, { enrich: true });
  for (const { id, doc } of result) console.log(query, id, toHtml(zh.highlight(doc.title, query)));
}
// The workers of FlexSearch have no end of their own.
process.exit();
