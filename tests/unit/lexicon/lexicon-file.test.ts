import { describe, expect, it } from 'vitest';
import { buildDoubleArray } from '../../../src/lexicon/build-double-array.ts';
import { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { writeLexiconFile } from '../../../src/lexicon/lexicon-file.ts';
import { createSegmenter } from '../../../src/segment/dictionary-segmenter.ts';

const words = ['我们', '我们的', '在', '监利', '监利市', '市民', 'ab', 'b超'];
const file = smallFile();

function smallFile(): Uint8Array {
  const { trie } = buildDoubleArray(
    words,
    words.map((_, i) => (i % 3) + 1),
  );
  const rows = new Uint16Array(0x10000);
  Array.from('韩旭来了').forEach((character, i) => {
    rows[character.charCodeAt(0)] = i + 1;
  });
  return writeLexiconFile({
    trie,
    size: words.length,
    total: 1000,
    frequencies: Float64Array.of(1, 2, 3, 4),
    tags: Uint8Array.of(0, 1, 1, 2),
    tagNames: ['', 'n', 'ns'],
    hmm: {
      rows,
      emissions: new Float64Array(20).map((_, i) => -(i % 7)),
      transitions: new Float64Array(20).map((_, i) => -(i % 5) - 1),
    },
  });
}

const text = '我们的监利市市民在ab监利做B超，韩旭来了。';

describe('a compiled lexicon', () => {
  it('contains the words it was written with', () => {
    const lexicon = Lexicon.fromBytes(file);
    expect([...lexicon.words()].map(entry => entry.word).sort()).toEqual([...words].sort());
    expect(lexicon.find('监利市')).toEqual({ word: '监利市', weight: 3, tag: 'n' });
    lexicon.verify();
  });

  it('has the same bytes each time and opens at any byte offset', () => {
    expect(smallFile()).toEqual(file);
    for (const shift of [0, 1, 8]) {
      const moved = new Uint8Array(file.length + shift);
      moved.set(file, shift);
      const lexicon = Lexicon.fromBytes(moved.subarray(shift));
      expect(lexicon.fingerprint).toBe(Lexicon.fromBytes(file.slice().buffer).fingerprint);
      expect(createSegmenter({ lexicon }).cut(text)).toEqual(
        createSegmenter({ lexicon: Lexicon.fromBytes(file) }).cut(text),
      );
    }
  });

  it('is refused if it is truncated or extended', () => {
    for (let length = 0; length < file.length; length += length < 400 ? 1 : 997)
      expect(() => Lexicon.fromBytes(file.slice(0, length))).toThrowError(
        expect.objectContaining({ code: 'BAD_LEXICON' }),
      );
    const longer = new Uint8Array(file.length + 8);
    longer.set(file);
    expect(() => Lexicon.fromBytes(longer)).toThrowError(expect.objectContaining({ code: 'BAD_LEXICON' }));
  });

  it('is refused if it is another file or has another version', () => {
    const other = file.slice();
    other[0] ^= 1;
    expect(() => Lexicon.fromBytes(other)).toThrowError(expect.objectContaining({ code: 'BAD_LEXICON' }));
    const newer = file.slice();
    newer[4] = 99;
    expect(() => Lexicon.fromBytes(newer)).toThrowError(expect.objectContaining({ code: 'FORMAT_VERSION' }));
  });

  it('with one flipped bit is refused, or cuts text in bounds and fails verify', () => {
    let opened = 0;
    for (let at = 0; at < file.length; at += at < 400 ? 1 : 389) {
      const flipped = file.slice();
      flipped[at] ^= 1 << (at % 8);
      let lexicon: Lexicon;
      try {
        lexicon = Lexicon.fromBytes(flipped);
      } catch (error) {
        expect(['BAD_LEXICON', 'FORMAT_VERSION']).toContain((error as { code: string }).code);
        continue;
      }
      opened++;
      expect(createSegmenter({ lexicon }).cut(text).join('')).toBe(text);
      expect(() => lexicon.verify()).toThrowError(expect.objectContaining({ code: 'CHECKSUM' }));
    }
    expect(opened).toBeGreaterThan(100);
  });

  it('filled with noise still cuts text in bounds', () => {
    let seed = 7;
    const noise = (bytes: Uint8Array, from: number, to: number) => {
      for (let at = from; at < to; at++) {
        seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
        bytes[at] = seed >>> 24;
      }
    };
    for (let round = 0; round < 40; round++) {
      const damaged = file.slice();
      // Everything behind header, directory and head section becomes noise.
      noise(damaged, 32 + 11 * 24 + 16, file.length);
      const lexicon = Lexicon.fromBytes(damaged);
      const segmenter = createSegmenter({ lexicon: round % 2 ? lexicon : lexicon.extend([{ word: '监利市民' }]) });
      const long = text.repeat(20);
      expect(segmenter.cut(long).join('')).toBe(long);
      for (const { start, end } of segmenter.terms(long)) expect(start < end && end <= long.length).toBe(true);
      let listed = 0;
      for (const _ of lexicon.words()) listed++;
      expect(listed).toBeLessThan(file.length);
    }
  });
});
