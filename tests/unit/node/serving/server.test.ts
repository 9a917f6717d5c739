import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FileServer, serveFolder } from '../../../../src/node/serving/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-serve-'));
const root = join(folder, 'site');
let server: FileServer;

beforeAll(async () => {
  mkdirSync(join(root, '指南/深'), { recursive: true });
  mkdirSync(join(root, '.git'));
  mkdirSync(join(root, 'empty'));
  mkdirSync(join(folder, 'private'));
  writeFileSync(join(root, 'index.html'), '<p>首页');
  writeFileSync(join(root, 'about.html'), '<p>关于');
  writeFileSync(join(root, '404.html'), '<p>没有');
  writeFileSync(join(root, '指南/index.html'), '<p>指南');
  writeFileSync(join(root, '指南/深/100% 页#1.html'), '<p>深');
  writeFileSync(join(root, 'data.json'), '{"题":"目"}');
  writeFileSync(join(root, 'site.hansou'), 'abcdefghij');
  writeFileSync(join(root, '.git/config'), 'SECRET');
  writeFileSync(join(folder, 'private/key.html'), 'SECRET');
  symlinkSync(join(folder, 'private/key.html'), join(root, 'key.html'));
  symlinkSync(join(folder, 'private'), join(root, 'out'));
  symlinkSync(join(root, '.git/config'), join(root, 'config.txt'));
  symlinkSync(join(root, 'about.html'), join(root, 'inside.html'));
  server = await serveFolder(root);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends a request whose path is not changed on the way, as `fetch` would. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, response => {
      const chunks: Buffer[] = [];
      response.on('data', chunk => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: String(Buffer.concat(chunks)) }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** Sends bytes as they are, and returns what comes back until the server closes the connection. */
function sendRaw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(bytes));
    socket.on('data', chunk => chunks.push(chunk));
    socket.on('close', () => resolve(String(Buffer.concat(chunks))));
    socket.on('error', reject);
  });
}

describe('pages and types', () => {
  it.each([
    ['/', '<p>首页'],
    ['/about.html', '<p>关于'],
    ['/about', '<p>关于'],
    ['/inside', '<p>关于'],
    ['/?q=%E6%96%B0', '<p>首页'],
    [`/${encodeURIComponent('指南')}/`, '<p>指南'],
    [`/${encodeURIComponent('指南')}/${encodeURIComponent('深')}/${encodeURIComponent('100% 页#1')}.html`, '<p>深'],
    ['//about.html', '<p>关于'],
  ])('answers %s with its page', async (path, body) => {
    const answer = await ask(path);
    expect([answer.status, answer.body, answer.headers['content-type']]).toEqual([
      200,
      body,
      'text/html; charset=utf-8',
    ]);
  });

  it('leads from a folder without a slash to the folder, and keeps the query', async () => {
    const { status, headers } = await ask(`/${encodeURIComponent('指南')}?q=1`);
    expect([status, headers.location]).toEqual([308, `${encodeURIComponent('指南')}/?q=1`]);
    expect((await ask('/empty')).status).toBe(404);
    expect((await ask('/empty/')).status).toBe(404);
  });

  it('names the type and the encoding of other files', async () => {
    expect((await ask('/data.json')).headers['content-type']).toBe('application/json; charset=utf-8');
    expect((await ask('/site.hansou')).headers['content-type']).toBe('application/octet-stream');
  });

  it('shows the page of the site where nothing is, with status 404', async () => {
    const answer = await ask('/nothing', { range: 'bytes=0-1' });
    expect([answer.status, answer.body]).toEqual([404, '<p>没有']);
  });

  it('has a head without a body', async () => {
    const { status, headers, body } = await ask('/site.hansou', {}, 'HEAD');
    expect([status, headers['content-length'], body]).toEqual([200, '10', '']);
  });
});

describe('ranges', () => {
  it.each([
    ['bytes=2-4', 'cde', 'bytes 2-4/10'],
    ['bytes=-3', 'hij', 'bytes 7-9/10'],
    ['bytes=8-', 'ij', 'bytes 8-9/10'],
    ['bytes=-99', 'abcdefghij', 'bytes 0-9/10'],
    ['bytes=8-99', 'ij', 'bytes 8-9/10'],
  ])('sends %s of a file', async (range, body, contentRange) => {
    const answer = await ask('/site.hansou', { range });
    expect([answer.status, answer.body, answer.headers['content-range']]).toEqual([206, body, contentRange]);
  });

  it('refuses a range behind the end, and sends all for several ranges', async () => {
    const behind = await ask('/site.hansou', { range: 'bytes=10-12' });
    expect([behind.status, behind.headers['content-range']]).toEqual([416, 'bytes */10']);
    const several = await ask('/site.hansou', { range: 'bytes=0-1,4-5' });
    expect([several.status, several.body]).toEqual([200, 'abcdefghij']);
  });

  it('sends a range only of the file that If-Range names, and all of another one', async () => {
    const path = join(root, 'replaced.hansou');
    writeFileSync(path, 'first file');
    const { etag } = (await ask('/replaced.hansou')).headers;
    expect(etag).toMatch(/^"[\w-]+"$/);
    const headers = { range: 'bytes=0-4', 'if-range': etag! };
    expect((await ask('/replaced.hansou', headers)).body).toBe('first');
    expect((await ask('/replaced.hansou', { 'if-none-match': etag! })).status).toBe(304);
    writeFileSync(`${path}.new`, 'other file');
    renameSync(`${path}.new`, path);
    const other = await ask('/replaced.hansou', headers);
    expect([other.status, other.body]).toEqual([200, 'other file']);
  });
});

describe('what is not served', () => {
  const isOpen = ({ status, body }: Answer) => status < 400 || body.includes('SECRET');

  it.each([
    '/.git/config',
    '/%2egit/config',
    '/config.txt',
    '/../private/key.html',
    '/%2e%2e/private/key.html',
    '/..%2fprivate%2fkey.html',
    '/%2e%2e%5cprivate%5ckey.html',
    '/about.html/../../private/key.html',
    '/key.html',
    '/key',
    '/out/key.html',
    '/out/',
    '/out',
    '/about.html%00.txt',
    '/%ff',
    '/%',
  ])('keeps %s to itself', async path => {
    expect(isOpen(await ask(path))).toBe(false);
  });

  it('gives nothing from outside for any path', async () => {
    const piece = fc.constantFrom(
      '..',
      '%2e',
      '.',
      '/',
      '%2f',
      '\\',
      '%5c',
      '%00',
      'out',
      'key.html',
      'private',
      '%',
      '?',
      '#',
      ':',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async pieces => {
        const answer = await ask(`/${pieces.join('')}`);
        expect(answer.body).not.toContain('SECRET');
        expect([200, 308, 400, 404]).toContain(answer.status);
      }),
      { numRuns: 200 },
    );
  });

  it('answers only to its own name, so that no other site can read here', async () => {
    const { port } = new URL(server.url);
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1',
      '127.0.0.1:1',
      `127.0.0.1.evil.example:${port}`,
    ])
      expect((await ask('/', { host })).status, host).toBe(421);
    expect((await ask('/', { host: `localhost:${port}` })).status).toBe(200);
    expect(await sendRaw('GET / HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 421 /);
    expect(await sendRaw('GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    const own = `Host: localhost:${port}\r\n`;
    for (const hosts of [`${own}Host: evil.example\r\n`, `Host: evil.example\r\n${own}`, own + own])
      expect(await sendRaw(`GET / HTTP/1.1\r\n${hosts}Connection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 421 /);
  });

  it('refuses other methods, targets that are no path, and headers without end', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']) {
      const answer = await ask('/', {}, method);
      expect([method, answer.status, answer.headers.allow]).toEqual([method, 405, 'GET, HEAD']);
    }
    const host = new URL(server.url).host;
    const end = `HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    expect(await sendRaw(`GET http://evil.example/about.html ${end}`)).toMatch(/^HTTP\/1\.1 404 /);
    expect(await sendRaw(`CONNECT evil.example:80 ${end}`)).toBe('');
    expect(await sendRaw(`GET file:///etc/passwd ${end}`)).toMatch(/^HTTP\/1\.1 404 /);
    // Where one request ends and the next one begins is told in one way only.
    const lengths = 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n';
    expect(await sendRaw(`GET / HTTP/1.1\r\nHost: ${host}\r\n${lengths}GET /about.html ${end}`)).toMatch(
      /^HTTP\/1\.1 400 /,
    );
    expect((await ask('/', { 'x-long': 'x'.repeat(9000) })).status).toBe(431);
  });

  it('sends a policy, no sniffing and no sharing with every answer', async () => {
    for (const path of ['/', '/nothing', '/site.hansou']) {
      const { headers } = await ask(path);
      expect(headers['content-security-policy']).toContain("frame-ancestors 'self'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    }
  });
});

it('says which port is taken', async () => {
  const port = Number(new URL(server.url).port);
  await expect(serveFolder(root, { port })).rejects.toMatchObject({
    code: 'IO',
    hint: expect.stringContaining('port'),
  });
});
