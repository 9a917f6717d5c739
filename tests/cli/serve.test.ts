import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createIndex, text } from '../../src/index.ts';
import { openRemote } from '../../src/remote/index.ts';
import { hansou } from './streams.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-cli-serve-'));
const at = (name: string) => join(folder, name);
// The script is built after the tests.
vi.mock('../../src/node/site/element-script.ts', async original => ({
  ...(await original<object>()),
  findElementScript: () => at('built.js'),
}));

beforeAll(() => {
  writeFileSync(at('built.js'), '/* the script */');
  writeFileSync(at('element.tables.js'), '/* its tables */');
  const index = createIndex({ fields: { body: text() } });
  index.add({ id: '1', body: '石桥村的新桥' });
  writeFileSync(at('新 站.hansou'), index.toBytes());
  mkdirSync(at('site/hansou'), { recursive: true });
  writeFileSync(at('site/hansou/index.html'), '<p>search');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command and asks its server, which then ends. */
async function serveAndAsk(args: string[], ask: (url: string) => Promise<void>): Promise<void> {
  const { code, err } = await hansou(['serve', ...args], {
    untilInterrupted: async out => ask(/http:\S+/.exec(out)![0]),
  });
  expect({ code, err }).toEqual({ code: 0, err: '' });
}

describe('hansou serve', () => {
  it('serves a search page for an index under a strict policy, and the index by ranges', async () => {
    await serveAndAsk([at('新 站.hansou')], async url => {
      const page = await fetch(url);
      const html = await page.text();
      expect(page.headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'");
      expect(html).toContain('<title>新 站</title>');
      expect(html).not.toMatch(/style=|<style|<script>|\son\w+=/);
      expect(await (await fetch(`${url}search.js`)).text()).toBe('/* the script */');
      const tables = await fetch(`${url}element.tables.js`);
      expect(tables.headers.get('content-type')).toMatch(/^text\/javascript/);
      expect(await tables.text()).toBe('/* its tables */');
      expect((await fetch(`${url}page.css`)).headers.get('content-type')).toBe('text/css; charset=utf-8');
      const [, source] = /src="([^"]+hansou)"/.exec(html)!;
      const address = new URL(source, url).href;
      expect((await fetch(address, { headers: { range: 'bytes=0-0' } })).status).toBe(206);
      const warnings: string[] = [];
      const index = await openRemote(address, { onWarning: warning => warnings.push(warning) });
      expect((await index.search('新桥')).total).toBe(1);
      expect(warnings).toEqual([]);
      expect((await fetch(`${url}built.js`)).status).toBe(404);
    });
  });

  it('serves a folder, at the port that it is given, and names its search page if it has no other', async () => {
    let port = 0;
    await serveAndAsk([at('site')], async url => {
      expect(url).toMatch(/\/hansou\/$/);
      expect(await (await fetch(url)).text()).toBe('<p>search');
      port = Number(new URL(url).port);
    });
    // The first server has ended, so its port is free.
    await serveAndAsk([at('site'), '--port', String(port)], async url => expect(new URL(url).port).toBe(String(port)));
  });

  it('refuses what is no index, before it serves', async () => {
    const { code, out, err } = await hansou(['serve', at('built.js')]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/\[BAD_INDEX\]\n$/);
    expect((await hansou(['serve', at('nothing')])).err).toMatch(/\[IO\]\n$/);
    expect(readFileSync(at('built.js'), 'utf8')).toBe('/* the script */');
  });
});
