import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openFile } from '../../src/node/open-file.ts';
import { hansou } from './streams.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-cli-site-'));
const at = (name: string) => join(folder, name);
// The script is built after the tests.
vi.mock('../../src/node/site/element-script.ts', () => ({
  findElementScript: () => at('built.js'),
  elementPartNames: ['built.part.js'],
}));

const page = (title: string, text: string, head = '') =>
  `<!doctype html><html lang="zh"><meta charset="utf-8">${head}<title>${title}</title><nav>首页</nav><main><h1>${title}</h1><p>${text}</p><h2 id="fee">收费</h2><p>不收费。</p></main></html>`;

beforeEach(() => {
  rmSync(at('site'), { recursive: true, force: true });
  mkdirSync(at('site/guide'), { recursive: true });
  writeFileSync(at('built.js'), '/* the script */');
  writeFileSync(at('built.part.js'), '/* its part */');
  writeFileSync(at('site/index.html'), page('云汀', '欢迎来到云汀。'));
  writeFileSync(at('site/guide/bridge.html'), page('石桥', '石桥村的新桥今天通车。'));
  const canonical = '<link rel="canonical" href="https://example.org/docs/guide/%E9%B1%BC%E5%A1%98.html">';
  writeFileSync(at('site/guide/鱼塘.html'), page('鱼塘', '鱼塘清淤完工。', canonical));
  writeFileSync(at('site/404.html'), page('没有', '没有这一页鱼塘。'));
  writeFileSync(at('site/notes.txt'), '不是网页的鱼塘。');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What is in `hansou/` of the site, by name. */
function readWritten(): Record<string, string> {
  const names = readdirSync(at('site/hansou')).sort();
  return Object.fromEntries(names.map(name => [name, readFileSync(at(`site/hansou/${name}`), 'latin1')]));
}

/** The addresses of the pages that are found, the best first. */
function urlsOf(query: string): unknown[] {
  const index = openFile(at('site/hansou/site.hansou'));
  const urls = index.search(query).hits.map(({ document }) => (document as Record<string, unknown>)['url']);
  index.close();
  return urls;
}

describe('hansou site', () => {
  it('writes an index of the pages, the script and a search page, and prints the two lines that a page needs', async () => {
    const { code, out, err } = await hansou(['site', at('site'), '--title', '找 <一> 找']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const written = readWritten();
    expect(Object.keys(written)).toEqual(['built.part.js', 'index.html', 'page.css', 'search.js', 'site.hansou']);
    expect(written['built.part.js']).toBe('/* its part */');
    expect(written['search.js']).toBe('/* the script */');
    expect(readFileSync(at('site/hansou/index.html'), 'utf8')).toContain('<h1>找 &lt;一&gt; 找</h1>');
    expect(out).toContain('3 pages');
    expect(out).toContain('  <script src="/hansou/search.js" defer></script>\n');
    expect(out).toContain('  <hansou-search></hansou-search>\n');
    expect(urlsOf('新桥')).toEqual(['/guide/bridge.html']);
    expect(urlsOf('鱼塘')).toEqual(['/docs/guide/鱼塘.html']);
  });

  it('writes the same bytes when it runs again, from another folder too', async () => {
    await hansou(['site', at('site')]);
    const first = readWritten();
    const again = await hansou(['site', `${at('site')}/../site/`, '--json']);
    expect(readWritten()).toEqual(first);
    expect(JSON.parse(again.out)).toMatchObject({ documents: 3, skipped: [] });
    expect(first['site.hansou']).not.toContain(folder);
  });

  it('writes addresses of the folder that the site is published in', async () => {
    const { out } = await hansou(['site', at('site'), '--base-url', '/docs', '--clean-urls']);
    expect(out).toContain('<script src="/docs/hansou/search.js" defer>');
    expect(urlsOf('新桥')).toEqual(['/docs/guide/bridge']);
    expect(urlsOf('云汀')).toEqual(['/docs/']);
  });

  it('puts pages first whose addresses have a higher weight', async () => {
    mkdirSync(at('site/api'));
    writeFileSync(at('site/api/bridge.html'), page('石桥', '新桥，新桥，新桥。'));
    await hansou(['site', at('site')]);
    expect(urlsOf('新桥')).toEqual(['/api/bridge.html', '/guide/bridge.html']);
    const { code } = await hansou(['site', at('site'), '--weight', 'guide/=3', '--weight', 'api/=.5']);
    expect(code).toBe(0);
    expect(urlsOf('新桥')).toEqual(['/guide/bridge.html', '/api/bridge.html']);
    const { code: refused, err } = await hansou(['site', at('site'), '--weight', 'guide/=0']);
    expect(refused).toBe(2);
    expect(err).toContain('expected --weight PATH=N');
  });

  it('reads pages of any name', async () => {
    for (const name of ['README', 'CHANGELOG', 'LICENSE']) writeFileSync(at(`site/${name}.html`), page(name, '莲蓬'));
    await hansou(['site', at('site')]);
    expect(urlsOf('莲蓬').sort()).toEqual(['/CHANGELOG.html', '/LICENSE.html', '/README.html']);
  });

  it('names the folder, and nothing of its own, in what it leaves out', async () => {
    const { out } = await hansou(['site', at('site'), '--json']);
    const { leftOut } = JSON.parse(out) as { leftOut: Record<string, { examples: string[] }> };
    for (const { examples } of Object.values(leftOut))
      for (const file of examples) expect(file).toMatch(/site\/(?:index|guide\/.+)\.html$/);
  });

  it('writes a large index in parts, and removes those of the run before', async () => {
    const varied = (i: number) =>
      String.fromCharCode(...Array.from({ length: 200 }, (_, k) => 0x4e00 + ((i * 977 + k * k * 31) % 5000)));
    for (let i = 0; i < 40; i++) writeFileSync(at(`site/${i}.html`), page(`第${i}页`, `莲蓬${i}。${varied(i)}`));
    const parts = () => Object.keys(readWritten()).filter(name => /^site\.[0-9a-f]{8}\.\d\.hansou$/.test(name));
    expect((await hansou(['site', at('site'), '--split', '10KB'])).code).toBe(0);
    const first = parts();
    expect(first.length).toBeGreaterThan(1);
    expect(urlsOf('莲蓬7')).toContain('/7.html');
    writeFileSync(at('site/0.html'), page('新页', '换了。'));
    await hansou(['site', at('site'), '--split', '10KB']);
    expect(parts().filter(name => first.includes(name))).toEqual([]);
    await hansou(['site', at('site')]);
    expect(parts()).toEqual([]);
    expect((await hansou(['site', at('site'), '--split', '5'])).code).toBe(2);
  });

  it('leaves a folder alone that it did not write', async () => {
    mkdirSync(at('site/hansou'));
    writeFileSync(at('site/hansou/index.html'), page('汉搜', '一页关于汉搜。'));
    const { code, err } = await hansou(['site', at('site')]);
    expect(code).toBe(1);
    expect(err).toMatch(/expected a site without a folder hansou of its own.+\[IO\]\n$/);
    expect(readdirSync(at('site/hansou'))).toEqual(['index.html']);
  });

  it.each([
    ['none', 'IO'],
    ['built.js', 'IO'],
    ['site/guide/../../empty', 'BAD_FILE'],
  ])('refuses %s, which is no site', async (name, error) => {
    mkdirSync(at('empty'), { recursive: true });
    const { code, err } = await hansou(['site', at(name)]);
    expect(code).toBe(1);
    expect(err.endsWith(`[${error}]\n`)).toBe(true);
    expect(readdirSync(at('empty'))).toEqual([]);
  });
});
