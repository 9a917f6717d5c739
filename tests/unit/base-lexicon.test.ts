import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { compileLexicon, findSourceFolder } from '../../dict/build/lexicon.ts';
import { baseLexicon, baseLexiconUrl } from '../../src/base-lexicon.ts';
import { Lexicon } from '../../src/lexicon/lexicon.ts';

const compressed = readFileSync(baseLexiconUrl());
const raw = gunzipSync(compressed);

describe('the base lexicon', () => {
  it('passes verify, and is the same object each time it is loaded', async () => {
    const lexicon = await baseLexicon();
    lexicon.verify();
    expect(await baseLexicon()).toBe(lexicon);
    expect(lexicon.find('监利')).toEqual({ word: '监利', weight: 1046, tag: 'vn' });
    expect(lexicon.find('的')?.weight).toBe(318_825);
    expect(lexicon.extend([{ word: '监利', weight: 8 }]).find('监利')).toEqual({ word: '监利', weight: 8, tag: 'vn' });
  });

  it('has less than 9 MB, compressed less than 3.5 MB, and its arrays are views of its bytes', () => {
    expect(raw.length).toBeLessThan(9e6);
    expect(compressed.length).toBeLessThan(3.5e6);
    const bytes = new Uint8Array(raw);
    const { trie, hmm } = Lexicon.fromBytes(bytes).base;
    for (const array of [trie.codes, trie.bases, trie.checks, hmm!.rows, hmm!.emissions])
      expect(array.buffer).toBe(bytes.buffer);
  });

  it('lists as many words as its size', async () => {
    const lexicon = await baseLexicon();
    let count = 0;
    for (const _ of lexicon.words()) count++;
    expect(count).toBe(lexicon.base.size);
  });

  it.skipIf(!findSourceFolder())("is the result of compiling its sources (needs nodejieba's dictionary files)", () => {
    expect(Buffer.compare(compileLexicon(findSourceFolder()!).bytes, raw)).toBe(0);
  });

  it('cannot be loaded when its file is missing: the error names the path', async () => {
    await expect(baseLexicon(new URL('nowhere.gz', baseLexiconUrl()))).rejects.toMatchObject({
      code: 'IO',
      expected: expect.stringContaining('dict/nowhere.gz'),
    });
  });

  describe('loaded over the network', () => {
    const server = createServer((request, response) => {
      if (request.url === '/packed') response.end(compressed);
      else if (request.url === '/unpacked') response.end(raw);
      else if (request.url === '/node_modules/hansou/dict/base.lexicon.gz') response.end(compressed);
      else if (request.url === '/other') response.end('other');
      else if (request.url !== '/missing') response.end('\n<!doctype html>');
      else response.writeHead(404).end();
    });
    let origin = '';
    beforeAll(async () => {
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
      origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterAll(() => {
      server.close();
    });

    it.each([
      '/packed',
      '/unpacked',
      '/node_modules/.vite/dict/base.lexicon.gz',
    ])('has the same fingerprint from %s', async path => {
      expect((await baseLexicon(origin + path)).fingerprint).toBe((await baseLexicon()).fingerprint);
    });

    it('is refused with a code when it is missing or another file', async () => {
      await expect(baseLexicon(`${origin}/missing`)).rejects.toMatchObject({ code: 'IO' });
      await expect(baseLexicon(`${origin}/other`)).rejects.toMatchObject({ code: 'BAD_LEXICON' });
      await expect(baseLexicon(`${origin}/app`)).rejects.toMatchObject({ code: 'IO', got: 'a web page' });
    });
  });

  describe('leaves no rejection unhandled', () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => unhandled.push(reason);
    beforeEach(() => {
      unhandled.length = 0;
      process.on('unhandledRejection', listen);
    });
    afterEach(() => {
      process.off('unhandledRejection', listen);
      vi.unstubAllGlobals();
    });

    it('when several of its files are missing', async () => {
      await expect(baseLexicon('file:///none/base.lexicon.gz', { names: 'all' })).rejects.toMatchObject({ code: 'IO' });
      await new Promise(resolve => setTimeout(resolve, 50));
      expect(unhandled).toEqual([]);
    });

    it('in a script that does not know its URL, and is loaded when it does', async () => {
      vi.resetModules();
      const fresh = await import('../../src/base-lexicon.ts');
      vi.stubGlobal(
        'URL',
        class {
          constructor() {
            throw new TypeError('Invalid URL');
          }
        },
      );
      for (const names of ['none', 'persons'] as const)
        await expect(fresh.baseLexicon(undefined, { names })).rejects.toMatchObject({
          code: 'IO',
          got: 'a script without import.meta.url',
        });
      await new Promise(resolve => setTimeout(resolve, 50));
      expect(unhandled).toEqual([]);
      vi.unstubAllGlobals();
      expect((await fresh.baseLexicon()).fingerprint).toBe((await baseLexicon()).fingerprint);
    });
  });
});
