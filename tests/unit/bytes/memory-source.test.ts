import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { MemorySource } from '../../../src/bytes/byte-source.ts';
import { createIndex, Lexicon, openIndex, text } from '../../../src/index.ts';

describe('bytes that a caller gives', () => {
  it('are not changed by copies of a window, also when they are a Buffer', () => {
    const given = Buffer.from([1, 2, 3, 4]);
    const copy = new MemorySource(given).window().bytes.slice(1, 3);
    copy.fill(9);
    expect([...given]).toEqual([1, 2, 3, 4]);
  });

  it('are not changed by opening an index, searching and verifying it', () => {
    const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() } });
    index.add({ id: 'a', title: '水渠', body: '石桥村修了两里水渠。' });
    const given = Buffer.from(index.toBytes());
    const before = given.toString('hex');
    const opened = openIndex(given);
    opened.search('水渠');
    opened.suggest('shui');
    opened.verify();
    expect(given.toString('hex')).toBe(before);
  });

  it('make a lexicon wherever they stand in a Buffer', () => {
    const bytes = gunzipSync(readFileSync(new URL('../../../dict/base.lexicon.gz', import.meta.url)));
    for (const offset of [0, 1, 4, 8]) {
      const given = Buffer.concat([Buffer.alloc(offset), bytes]).subarray(offset);
      expect(Lexicon.fromBytes(given).has('春天'), `offset ${offset}`).toBe(true);
    }
  });
});
