/** `npm run demo`: serves the sample paper with a search page on 127.0.0.1, until Ctrl-C. */

import { bundleElement } from './element-script.ts';
import { buildPaperIndex } from './paper-index.ts';
import { serveSearchPage } from './serve.ts';

const [{ index }, element] = await Promise.all([buildPaperIndex(), bundleElement()]);
const serving = await serveSearchPage({
  index: index.toBytes(),
  element,
  title: '云汀日报',
  examples: ['小龙虾 合作社', '“五送五到家”', '龍舟 奪冠', '望鹤大桥什么时候合龙', 'author:叶青禾', 'guhuaizhang'],
  port: Number(process.env['PORT'] ?? 0),
});
console.log(`The sample paper, ${index.size} articles: ${serving.url}   (Ctrl-C to stop)`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void serving.close());
