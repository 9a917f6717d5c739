// Builds the documentation as a site, in docs/.vitepress/dist: the API pages from the doc comments, in English and in Chinese, then all pages, then
// questions to its search. The library must have been built; if it was not, it is built first. Run by `npm run docs`.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const require = createRequire(import.meta.url);

/** The path of a file of an installed package. */
function modulePath(name, file) {
  return join(dirname(require.resolve(`${name}/package.json`)), file);
}

/** Runs a program of an installed package. */
function run(name, script, ...args) {
  execFileSync(process.execPath, [modulePath(name, script), ...args], { cwd: root, stdio: 'inherit' });
}

if (!existsSync(join(root, 'dist/vitepress.js'))) run('tsup', 'dist/cli-default.js');
run('typedoc', 'bin/typedoc');
const chinese = ['typedoc-plugin-markdown', './docs/.vitepress/chinese-api.ts'].flatMap(plugin => ['--plugin', plugin]);
run('tsx', 'dist/cli.mjs', modulePath('typedoc', 'bin/typedoc'), ...chinese, '--out', 'docs/zh/api', '--lang', 'zh');
run('vitepress', 'bin/vitepress.js', 'build', 'docs');

/** What readers ask the search of the site, and the pages of which one must be among the first three. */
const questions = {
  site: {
    'install hansou': ['/guide/start'],
    'user dictionary': ['/guide/names', '/names', '/segmentation'],
    facets: ['/guide/recipes'],
    paging: ['/guide/recipes'],
    autocomplete: ['/guide/recipes'],
    timeout: ['/guide/recipes'],
    'getting started': ['/guide/start'],
    synonyms: ['/guide/tiers'],
    docusaurus: ['/guide/sites'],
    openRemote: ['/guide/browser'],
    timeLimit: ['/reliability', '/api/hansou', '/guide/recipes'],
    'vitepress plugin': ['/guide/sites', '/api/hansou/vitepress', '/web-page'],
    autoSuggest: ['/moving/minisearch'],
    'nginx ranges': ['/hosting'],
    MiniSearch: ['/moving/minisearch', '/other-engines'],
    'custom property': ['/web-page'],
    'short forms': ['/ranking', '/names'],
    traditional: ['/guide/typing', '/guide/start', '/ranking'],
    'range requests': ['/hosting', '/guide/browser'],
    weights: ['/guide/tiers', '/moving/minisearch', '/api/hansou'],
  },
  zh: {
    安装: ['/zh/guide/start'],
    人名: ['/zh/guide/names'],
    拼音: ['/zh/guide/typing', '/zh/guide/tiers', '/zh/moving/minisearch'],
    怎样给网站加搜索: ['/zh/guide/sites', '/zh/guide/start', '/zh/moving/pagefind', '/zh/guide/command-line'],
    报纸: ['/zh/guide/newspaper'],
    删除文档: ['/zh/guide/node'],
    分面: ['/zh/guide/recipes'],
    自动补全: ['/zh/guide/recipes'],
    超时: ['/zh/guide/recipes'],
    短语: ['/zh/guide/typing'],
    关键词提取: ['/zh/guide/recipes'],
    同义词: ['/zh/guide/tiers', '/zh/moving/flexsearch'],
    cutForSearch: ['/zh/moving/nodejieba'],
    load_userdict: ['/zh/moving/jieba'],
    nginx: ['/zh/hosting'],
    跨域: ['/zh/hosting'],
    'GitHub Pages': ['/zh/hosting'],
    无障碍: ['/zh/web-page'],
    暗色: ['/zh/web-page'],
    CSP: ['/zh/web-page'],
    增量更新: ['/zh/reading-files', '/zh/guide/command-line'],
    乱码: ['/zh/reading-files'],
    副本: ['/zh/cluster'],
    简称: ['/zh/names'],
  },
};
const { openIndex } = await import('hansou');
for (const [name, expected] of Object.entries(questions)) {
  const index = openIndex(readFileSync(join(root, `docs/.vitepress/dist/hansou/${name}.hansou`)));
  for (const [query, pages] of Object.entries(expected)) {
    const found = index.search(query, { limit: 3 }).hits.map(({ document }) => document.url);
    assert.ok(
      found.some(url => pages.includes(url)),
      `the search of the site answers ${query} with ${found.join(' ')}, not with ${pages.join(' or ')}`,
    );
  }
  console.log(`${name}: ${index.size} pages, ${Object.keys(expected).length} questions answered`);
}
