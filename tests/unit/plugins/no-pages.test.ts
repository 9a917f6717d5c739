/** Law: a build never fails for want of pages; whoever builds is told that there is no search. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Lexicon, openIndex } from '../../../src/index.ts';
import { type Hexo, hansou as hexoSearch } from '../../../src/plugins/hexo.ts';
import { addAndReportSearch } from '../../../src/plugins/report-search.ts';
import { hansou as vitePressSearch } from '../../../src/plugins/vitepress.ts';

const script = vi.hoisted(() => ({ folder: '' }));
vi.mock('../../../src/node/site/element-script.ts', () => ({
  findElementScript: () => join(script.folder, 'built.js'),
  elementPartNames: ['built.part.js'],
}));

let folder: string;
let warnings: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hansou-no-pages-'));
  script.folder = join(folder, 'script');
  write('script/built.js', '/* script */');
  write('script/built.part.js', '/* part */');
  warnings = [];
  vi.spyOn(console, 'warn').mockImplementation(message => void warnings.push(message));
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

const page = (text: string) => `<!doctype html><title>${text}</title><main><p>${text}</p></main>`;
const noSearch = /no page with text was found/;

describe('a folder', () => {
  it.each([
    ['without a file', () => mkdirSync(join(folder, 'site'))],
    ['without a page', () => write('site/picture.png', 'x')],
    ['with pages without text', () => write('site/index.html', page(''))],
  ])('%s gets a warning and no search', async (_, make) => {
    make();
    expect(await addAndReportSearch({ folder: join(folder, 'site'), lexicon: Lexicon.fromEntries([]) })).toBe(false);
    expect(warnings).toEqual([expect.stringMatching(noSearch)]);
    expect(existsSync(join(folder, 'site/hansou'))).toBe(false);
  });
});

describe('VitePress', () => {
  const build = async (pages: string[]) => {
    const outDir = join(folder, 'out');
    mkdirSync(outDir, { recursive: true });
    const site: { buildEnd?: (site: unknown) => Promise<void> } & Record<string, unknown> = {
      srcDir: folder,
      outDir,
      cacheDir: join(folder, 'cache'),
      cleanUrls: false,
      pages,
      site: { base: '/', locales: { root: {}, en: {} } },
    };
    vitePressSearch().configResolved({ vitepress: site, command: 'build' });
    await site.buildEnd!(site);
    return (file: string) => existsSync(join(outDir, 'hansou', file));
  };

  it('builds a site without pages', async () => {
    const has = await build([]);
    expect(warnings).toEqual([expect.stringMatching(noSearch)]);
    expect(has('search.js')).toBe(false);
  });

  it('has a search for the locales with text when the first has none', async () => {
    write('out/index.html', page(''));
    write('out/en/index.html', page('石桥村新桥通车'));
    const has = await build(['index.md', 'en/index.md']);
    expect(warnings).toEqual([expect.stringMatching(noSearch)]);
    expect([has('search.js'), has('site.hansou'), has('en.hansou')]).toEqual([true, false, true]);
  });

  it('has a search for the first locale when another has no text', async () => {
    write('out/index.html', page('石桥村新桥通车'));
    write('out/en/index.html', page(''));
    const has = await build(['index.md', 'en/index.md']);
    expect(warnings).toEqual([expect.stringMatching(/the pages of en/)]);
    expect([has('search.js'), has('site.hansou'), has('en.hansou')]).toEqual([true, true, false]);
  });
});

describe('Hexo', () => {
  it.each([
    ['no post', []],
    ['posts without text', [{ path: 'a/', title: '', content: '' }]],
  ])('has an index without documents for %s', async (_, posts) => {
    let index: Promise<Buffer | string> | undefined;
    const hexo: Hexo = {
      config: { root: '/' },
      extend: {
        injector: { register: () => {} },
        generator: {
          register(_name, generate) {
            const routes = generate({ posts: { toArray: () => posts }, pages: { toArray: () => [] } });
            index = routes.find(({ path }) => path === 'hansou/site.hansou')!.data();
          },
        },
      },
    };
    hexoSearch(hexo);
    const opened = openIndex((await index) as Buffer);
    expect(opened.search('桥').total).toBe(0);
    expect(warnings).toEqual([expect.stringMatching(noSearch)]);
  });
});
