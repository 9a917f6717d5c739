import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { text } from '../../../src/fields.ts';
import { openRemote } from '../../../src/remote/index.ts';
import { openingBytes } from '../../../src/remote/range-source.ts';
import { createIndex, openIndex } from '../../../src/search-index.ts';

const queries = ['石桥', '石桥 第七', '"桥第4"', 'shiqiao'];

function build(first: number): Uint8Array {
  const index = createIndex({ fields: { title: text(), body: text() } });
  for (let i = first; i < first + 800; i++) {
    const characters = Array.from({ length: 60 }, (_, k) =>
      String.fromCharCode(0x4e00 + ((i * 131 + k * k * 17) % 4000)),
    );
    index.add({ id: `${i}`, title: `石桥第${i}号`, body: characters.join('') });
  }
  return index.toBytes();
}

/** Cache Storage in memory. What it does can be made to fail. */
class MemoryCaches {
  readonly entries = new Map<string, Uint8Array>();
  failing = '';

  async open(): Promise<Pick<Cache, 'keys' | 'match' | 'put' | 'delete'>> {
    this.check('open');
    return {
      keys: async () => {
        this.check('keys');
        return Array.from(this.entries.keys(), url => ({ url }) as Request);
      },
      match: async address => {
        this.check('match');
        const bytes = this.entries.get(String(address));
        return bytes && new Response(bytes.slice());
      },
      put: async (address, response) => {
        this.check('put');
        this.entries.set(String(address), new Uint8Array(await response.arrayBuffer()));
      },
      delete: async address => this.entries.delete(String(address)),
    };
  }

  private check(name: string): void {
    if (name === this.failing) throw new DOMException('the disk is full', 'QuotaExceededError');
  }

  get bytes(): number {
    return [...this.entries.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  }
}

describe('what a browser keeps for later pages', () => {
  const files = new Map<string, Uint8Array>();
  const first = build(0);
  const second = build(800);
  let server: Server;
  let origin: string;
  let caches: MemoryCaches;

  const answer = ({ url, headers }: IncomingMessage, response: ServerResponse): void => {
    const file = files.get(url!)!;
    const [from, to] = headers.range!.replace('bytes=', '').split('-');
    const start = from === '' ? Math.max(0, file.length - Number(to)) : Number(from);
    const end = from === '' ? file.length : Number(to) + 1;
    response
      .writeHead(206, { 'content-range': `bytes ${start}-${end - 1}/${file.length}` })
      .end(file.subarray(start, end));
  };
  const search = async (keepBytes: number, names = ['/a']) => {
    const index = await openRemote(
      names.map(name => origin + name),
      { keepBytes },
    );
    const results = [];
    for (const query of queries) results.push(await index.search(query));
    return { results, ...index.stats };
  };
  const expected = (...bytes: Uint8Array[]) => {
    const index = openIndex(bytes.length === 1 ? bytes[0] : bytes);
    return queries.map(query => index.search(query));
  };

  beforeAll(async () => {
    server = createServer(answer);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise(resolve => server.close(resolve)));
  beforeEach(() => {
    caches = new MemoryCaches();
    files.set('/a', first).set('/b', second);
    vi.stubGlobal('caches', caches);
    vi.stubGlobal('location', new URL(origin));
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  /** What is kept, when all of it has been stored. */
  const settle = () => vi.waitFor(() => expect(caches.entries.size).toBeGreaterThan(3));

  it('gives what was loaded for another page, after the one request that says whether the file is the same', async () => {
    const before = await search(1e6);
    await settle();
    const { results, requests, bytes, waits } = await search(1e6);
    expect(results).toEqual(expected(first));
    expect(before.results).toEqual(results);
    expect(before.waits).toBeGreaterThan(3);
    expect({ requests, waits }).toEqual({ requests: 1, waits: 1 });
    expect(bytes).toBe(openingBytes);
  });

  it('keeps nothing where nobody asks for it', async () => {
    await search(0);
    expect(caches.entries.size).toBe(0);
  });

  it('gives nothing of another file at the same address', async () => {
    await search(1e6);
    await settle();
    files.set('/a', second);
    expect((await search(1e6)).results).toEqual(expected(second));
  });

  it('is shared by whoever opens a file, alone or with others', async () => {
    const alone = await search(1e6, ['/b']);
    await settle();
    const together = await search(1e6, ['/a', '/b']);
    const fresh = await search(0, ['/a', '/b']);
    expect(together.results).toEqual(expected(first, second));
    expect(together.bytes).toBeLessThan(fresh.bytes);
    await vi.waitFor(async () => expect((await search(1e6, ['/a', '/b'])).requests).toBe(2));
    expect((await search(1e6, ['/a', '/b'])).results).toEqual(together.results);
    expect(alone.results).toEqual(expected(second));
  });

  it('reads from the server what is damaged, or dropped meanwhile', async () => {
    await search(1e6);
    await settle();
    [...caches.entries.values()].forEach((bytes, i) => {
      if (i % 2 === 0) bytes[bytes.length >> 1] ^= 1;
    });
    const index = await openRemote(`${origin}/a`, { keepBytes: 1e6 });
    const [dropped] = caches.entries.keys();
    caches.entries.delete(dropped);
    for (const [i, query] of queries.entries()) expect(await index.search(query)).toEqual(expected(first)[i]);
    expect(index.stats.requests).toBeGreaterThan(1);
  });

  it('keeps no more bytes than it may, and drops the oldest first', async () => {
    await search(1e6);
    await settle();
    const all = [...caches.entries.keys()];
    const bound = caches.bytes >> 1;
    caches.entries.clear();
    await search(bound);
    await vi.waitFor(() => expect([...caches.entries.keys()].at(-1)).toBe(all.at(-1)));
    expect(caches.bytes).toBeLessThanOrEqual(bound);
    expect(caches.entries.has(all[0])).toBe(false);
    expect((await search(bound)).results).toEqual(expected(first));
  });

  it.each(['open', 'keys', 'match', 'put'])('fails nothing where the browser fails (%s)', async failing => {
    await search(1e6);
    await settle();
    caches.failing = failing;
    expect((await search(1e6)).results).toEqual(expected(first));
  });

  it('leaves alone what others keep under its name', async () => {
    const others = ['/hansou-kept?', '/hansou-kept?1-2&3&zz', '/hansou-kept?1-2&3&1-41', '/other'];
    for (const path of others) caches.entries.set(origin + path, new Uint8Array(64));
    expect((await search(1e6)).results).toEqual(expected(first));
  });

  it('does without a cache', async () => {
    vi.stubGlobal('caches', undefined);
    expect((await search(1e6)).results).toEqual(expected(first));
  });
});
