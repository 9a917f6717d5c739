import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HansouError } from '../../../src/errors.ts';
import { DevelopmentSearch } from '../../../src/plugins/development-search.ts';

const top = mkdtempSync(join(tmpdir(), 'hansou-development-'));
vi.mock('../../../src/node/site/element-script.ts', () => ({
  findElementScript: () => join(top, 'built.js'),
  elementPartNames: ['built.part.js'],
}));

describe('the search of a site in development', () => {
  let server: Server;
  let search: DevelopmentSearch;
  let builds: number;
  /** What stands in the source, and what the next build waits for. */
  let source: string;
  let pauseMs: number;
  let names: string[];

  beforeEach(async () => {
    writeFileSync(join(top, 'built.js'), '/* script */');
    writeFileSync(join(top, 'built.part.js'), '/* part */');
    [builds, source, pauseMs] = [0, 'first', 0];
    names = ['site', '中文'];
    search = new DevelopmentSearch({
      base: '/docs/',
      folder: join(top, 'cache/hansou'),
      names: () => names,
      async build(output, name) {
        builds++;
        const content = name === 'site' ? source : `${name} ${source}`;
        if (content === 'broken') throw new Error('a broken source');
        if (content === 'empty')
          throw new HansouError('BAD_FILE', 'no page', { expected: 'a page', got: 'none', hint: 'Write one.' });
        await wait(pauseMs);
        writeFileSync(output, content);
      },
    });
    server = createServer((request, response) =>
      search.handle(request, response, error => {
        response.statusCode = error ? 500 : 418;
        response.end();
      }),
    );
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    await new Promise(resolve => server.close(resolve));
    rmSync(join(top, 'cache'), { recursive: true, force: true });
  });

  const ask = (path: string) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  const read = async (path: string) => (await ask(path)).text();

  it('builds the index when it is asked for, and again only after a change', async () => {
    await ask('/docs/hansou/search.js');
    expect(builds).toBe(0);
    expect(await read('/docs/hansou/site.hansou')).toBe('first');
    expect(await read('/docs/hansou/site.hansou?x')).toBe('first');
    expect(builds).toBe(1);
    source = 'second';
    search.change();
    expect(await read('/docs/hansou/site.hansou')).toBe('second');
    expect(builds).toBe(2);
  });

  it('builds once for many who ask, and again for a change that comes while it builds', async () => {
    pauseMs = 300;
    const asked = [read('/docs/hansou/site.hansou'), read('/docs/hansou/site.hansou')];
    await vi.waitUntil(() => builds === 1);
    source = 'second';
    search.change();
    expect([...(await Promise.all(asked)), await read('/docs/hansou/site.hansou')]).toEqual(Array(3).fill('second'));
    expect(builds).toBe(2);
  });

  it('tries again after a build that failed', async () => {
    source = 'broken';
    expect((await ask('/docs/hansou/site.hansou')).status).toBe(500);
    source = 'whole';
    expect(await read('/docs/hansou/site.hansou')).toBe('whole');
  });

  it('builds each index alone, and all of them again after a change', async () => {
    expect(await read(`/docs/hansou/${encodeURIComponent('中文')}.hansou`)).toBe('中文 first');
    expect(builds).toBe(1);
    expect(await read('/docs/hansou/site.hansou')).toBe('first');
    source = 'second';
    search.change();
    expect(await read(`/docs/hansou/${encodeURIComponent('中文')}.hansou`)).toBe('中文 second');
    expect(await read('/docs/hansou/site.hansou')).toBe('second');
    expect(builds).toBe(4);
  });

  it('has an index of a name that comes later, and none of a name that has gone', async () => {
    expect((await ask('/docs/hansou/en.hansou')).status).toBe(404);
    names = ['site', 'en'];
    expect(await read('/docs/hansou/en.hansou')).toBe('en first');
    expect((await ask(`/docs/hansou/${encodeURIComponent('中文')}.hansou`)).status).toBe(404);
  });

  it('takes an address that is badly encoded for no file', async () => {
    expect((await ask('/docs/hansou/%ff.hansou')).status).toBe(404);
  });

  it('says in the console that there is no page yet, and that there is no index', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    source = 'empty';
    expect((await ask('/docs/hansou/site.hansou')).status).toBe(404);
    expect(warn.mock.calls).toEqual([[expect.stringContaining('hansou: no page: expected a page')]]);
    warn.mockRestore();
    source = 'whole';
    expect(await read('/docs/hansou/site.hansou')).toBe('whole');
  });

  it('has the script, its parts and a search page, and leaves all other addresses alone', async () => {
    expect(await read('/docs/hansou/search.js')).toBe('/* script */');
    expect(await read('/docs/hansou/built.part.js')).toBe('/* part */');
    expect(await read('/docs/hansou/')).toContain('<hansou-search src="site.hansou">');
    expect((await ask('/docs/hansou/../../x')).status).toBe(418);
    expect((await ask('/docs/hansou/x')).status).toBe(404);
    for (const path of ['/', '/docs/', '/docs/guide', '/hansou/site.hansou'])
      expect((await ask(path)).status).toBe(418);
  });
});
