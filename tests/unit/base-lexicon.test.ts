import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileLexicon, findSourceFolder } from '../../dict/build/lexicon.ts';
import { baseLexicon, baseLexiconUrl } from '../../src/base-lexicon.ts';
import { Lexicon } from '../../src/lexicon/lexicon.ts';

const compressed = readFileSync(baseLexiconUrl);
const raw = gunzipSync(compressed);

describe('the base lexicon', () => {
  it('is whole, and shared by all who load it', async () => {
    const lexicon = await baseLexicon();
    lexicon.verify();
    expect(await baseLexicon()).toBe(lexicon);
    expect(lexicon.find('监利')).toEqual({ word: '监利', weight: 1046, tag: 'vn' });
    expect(lexicon.find('的')?.weight).toBe(318_825);
    expect(lexicon.extend([{ word: '监利', weight: 8 }]).find('监利')).toEqual({ word: '监利', weight: 8, tag: 'vn' });
  });

  it('is under 9 MB, compressed under 3.5 MB, and its arrays lie on its bytes', () => {
    expect(raw.length).toBeLessThan(9e6);
    expect(compressed.length).toBeLessThan(3.5e6);
    const bytes = new Uint8Array(raw);
    const { trie, hmm } = Lexicon.fromBytes(bytes).base;
    for (const array of [trie.codes, trie.bases, trie.checks, hmm!.rows, hmm!.emissions])
      expect(array.buffer).toBe(bytes.buffer);
  });

  it('lists as many words as it says', async () => {
    const lexicon = await baseLexicon();
    let count = 0;
    for (const _ of lexicon.words()) count++;
    expect(count).toBe(lexicon.base.size);
  });

  it.skipIf(!findSourceFolder())("is what its sources make (nodejieba's dictionary files)", () => {
    expect(Buffer.compare(compileLexicon(findSourceFolder()!).bytes, raw)).toBe(0);
  });

  it('that is not there is an error that says where it was looked for', async () => {
    await expect(baseLexicon(new URL('nowhere.gz', baseLexiconUrl))).rejects.toMatchObject({
      code: 'IO',
      expected: expect.stringContaining('dict/nowhere.gz'),
    });
  });

  describe('over the network', () => {
    const server = createServer((request, response) => {
      if (request.url === '/packed') response.end(compressed);
      else if (request.url === '/unpacked') response.end(raw);
      else if (request.url === '/other') response.end('<!doctype html>');
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

    it.each(['/packed', '/unpacked'])('is the same from %s', async path => {
      expect((await baseLexicon(origin + path)).fingerprint).toBe((await baseLexicon()).fingerprint);
    });

    it('is an error when it is missing or another file', async () => {
      await expect(baseLexicon(`${origin}/missing`)).rejects.toMatchObject({ code: 'IO' });
      await expect(baseLexicon(`${origin}/other`)).rejects.toMatchObject({ code: 'BAD_LEXICON' });
    });
  });
});
