// The same program in Node, Bun and Deno. Deno needs the right to read the lexicon, and no other.
import { createIndex, openIndex, text, toHtml } from 'hansou';
import { baseLexicon } from 'hansou/lexicon';

const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() }, lexicon: await baseLexicon() });
index.addAll([
  { id: '1', title: '石桥村新桥通车', body: '石桥村的新桥今天通车，村民董小满第一个走过。' },
  { id: '2', title: '苇塘村鱼塘清淤', body: '苇塘村民委员会组织社员给鱼塘清淤。' },
]);
for (const { id, snippets } of openIndex(index.toBytes()).search('新橋 通車').hits)
  console.log(id, ...(snippets.body ?? []).map(each => toHtml(each)));
