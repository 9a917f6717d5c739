/** Law: what a generator puts beside texts (numbers of lines, names of buttons) is not found. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openIndex } from '../../../src/index.ts';
import { hansou as astroSearch } from '../../../src/plugins/astro.ts';
import { type Hexo, hansou as hexoSearch } from '../../../src/plugins/hexo.ts';

const script = vi.hoisted(() => ({ folder: '' }));
vi.mock('../../../src/node/site/element-script.ts', () => ({
  findElementScript: () => join(script.folder, 'built.js'),
  elementPartNames: [],
}));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hansou-labels-'));
  script.folder = folder;
  writeFileSync(join(folder, 'built.js'), '/* script */');
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const bodyOf = (bytes: Uint8Array) => {
  const index = openIndex(bytes);
  const [hit] = index.search('石桥').hits;
  return String(index.get(hit.id)!['body']);
};

it('of Hexo: numbers beside lines of code', async () => {
  // As Hexo's own highlighter writes it.
  const content = `<p>石桥村新桥通车</p><figure class="highlight js"><figcaption><span>渡口</span></figcaption><table><tr><td class="gutter"><pre><span class="line">731</span><br><span class="line">732</span><br></pre></td><td class="code"><pre><span class="line">const bridge = 417;</span><br></pre></td></tr></table></figure>`;
  let bytes: Promise<Buffer | string> | undefined;
  const hexo: Hexo = {
    config: { root: '/', hansou: { ignore: '.advert' } },
    extend: {
      injector: { register: () => {} },
      generator: {
        register(_name, generate) {
          const posts = [{ path: 'a/', title: '新桥', content: `${content}<p class="advert">广告</p>` }];
          const routes = generate({ posts: { toArray: () => posts }, pages: { toArray: () => [] } });
          bytes = routes.find(({ path }) => path === 'hansou/site.hansou')!.data();
        },
      },
    },
  };
  hexoSearch(hexo);
  const body = bodyOf((await bytes) as Buffer);
  for (const kept of ['石桥村新桥通车', 'const bridge = 417;', '渡口']) expect(body).toContain(kept);
  for (const left of ['731', '732', '广告']) expect(body).not.toContain(left);
});

it('of Astro: what Starlight and its blocks of code have for those who do not see', async () => {
  const dir = join(folder, 'dist');
  mkdirSync(dir);
  // As Starlight writes it.
  writeFileSync(
    join(dir, 'index.html'),
    `<!doctype html><title>新桥</title><main><h2 id="a">渡口</h2><a class="sl-anchor-link" href="#a"><span class="sr-only">Section titled 渡口</span></a><p>石桥村新桥通车</p><div class="expressive-code"><figure class="frame is-terminal"><figcaption class="header"><span class="title"></span><span class="sr-only">Terminal window</span></figcaption><pre><code><div class="ec-line"><div class="gutter"><div class="ln">731</div></div><div class="code">npm install</div></div></code></pre><div class="copy"><button>Copy to clipboard</button></div></figure></div></main>`,
  );
  const integration = astroSearch();
  const config = { base: '/', cacheDir: pathToFileURL(`${folder}/cache/`), trailingSlash: 'ignore' } as const;
  integration.hooks['astro:config:done']({ config });
  await integration.hooks['astro:build:done']({ dir: pathToFileURL(`${dir}/`) });
  const body = bodyOf(readFileSync(join(dir, 'hansou/site.hansou')));
  for (const kept of ['石桥村新桥通车', 'npm install', '渡口']) expect(body).toContain(kept);
  for (const left of ['731', 'Terminal', 'Section', 'Copy']) expect(body).not.toContain(left);
});
