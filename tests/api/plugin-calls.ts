/** Every argument and option of the plugins of site generators and of the tools of language models. */
import { SearchTools } from '../../src/cli/mcp/search-tools.ts';
import { createIndex, keyword, Lexicon, openIndex, text } from '../../src/index.ts';
import { hansou as astro } from '../../src/plugins/astro.ts';
import docusaurus from '../../src/plugins/docusaurus.ts';
import { type Hexo, hansou as hexo } from '../../src/plugins/hexo.ts';
import { hansou as vite } from '../../src/plugins/vite.ts';
import { hansou as vitepress } from '../../src/plugins/vitepress.ts';
import type { Calls } from './junk.ts';
import { bytes, callsFor } from './main-calls.ts';

const options = ['dict', 'root', 'ignore', 'other'];
const register = () => {};
const site: Hexo = {
  config: { root: '/' },
  extend: { generator: { register }, injector: { register } },
};
/** @param folder where plugins write */
export function pluginCalls(folder: string): Calls {
  const docusaurusSite = {
    ...{ siteDir: folder, baseUrl: '/', siteConfig: { title: '' }, generatedFilesDir: folder },
  } as never;
  return {
    vitepress: value => vitepress(value),
    vite: value => vite(value),
    astro: value => astro(value),
    docusaurus: value => docusaurus(docusaurusSite, value),
    hexo: value => hexo(site, value),
    ...callsFor(options, name => ({
      [`vitepress ${name}`]: value => vitepress({ [name]: value }),
      [`vite ${name}`]: value => vite({ [name]: value }),
      [`astro ${name}`]: value => astro({ [name]: value }),
      [`docusaurus ${name}`]: value => docusaurus(docusaurusSite, { [name]: value }),
      [`hexo ${name}`]: value => hexo(site, { [name]: value }),
    })),
  };
}

const lexicon = Lexicon.fromEntries([{ word: '石桥' }]);
const index = openIndex(bytes, { lexicon });
const second = createIndex({ fields: { body: text(), author: keyword() }, lexicon });
second.add({ id: '1', body: '石桥' });
const tools = new SearchTools([
  { name: 'site', index },
  { name: 'other', index: second as never },
]);

export const toolCalls: Calls = {
  tool: value => tools.call(value, {}),
  ...callsFor(['search', 'passages', 'fetch'], tool => ({
    ...callsFor(['query', 'id', 'index', 'limit', 'length', 'filter', 'offset', 'minRelevance', 'other'], name => ({
      [`${tool} ${name}`]: value => tools.call(tool, { query: '石桥', id: '1', [name]: value }),
    })),
  })),
};
