import { describe, expect, it } from 'vitest';
import { TermKind } from '../../../../../src/analysis/analysis.ts';
import type { TextReader } from '../../../../../src/index/index-reader.ts';
import type { Term } from '../../../../../src/index/term.ts';
import { DenseFrequencyCache } from '../../../../../src/query/context/frequencies/dense-frequency-cache.ts';

const limit = 3 << 20;

/** A field with these postings by character, and the characters whose lists were read. */
function fieldWith(postings: (character: number) => readonly [document: number, frequency: number][]) {
  const read: number[] = [];
  const readPostings: TextReader['readPostings'] = ({ units, start }, out) => {
    read.push(units[start]);
    out.count = 0;
    for (const [document, frequency] of postings(units[start])) {
      out.documents[out.count] = document;
      out.frequencies[out.count++] = frequency;
    }
  };
  return { field: { readPostings } as TextReader, read };
}

const han = (character: string): Term => ({
  kind: TermKind.Character,
  units: Uint16Array.of(character.charCodeAt(0)),
  start: 0,
  end: 1,
});

describe('DenseFrequencyCache', () => {
  it('gives the frequency of each document, 0 where there is none, separately for each field', () => {
    const cache = new DenseFrequencyCache(limit);
    const [title, body] = [1, 2].map(frequency => fieldWith(c => [[c % 7, frequency]]).field);
    const [at, other] = [han('国').units[0] % 7, (han('国').units[0] + 1) % 7];
    const titles = cache.findFrequencies(title, han('国'), 1000, 1)!;
    const bodies = cache.findFrequencies(body, han('国'), 1000, 1)!;
    expect([titles[at], titles[other], bodies[at], bodies[other]]).toEqual([1, 0, 2, 0]);
  });

  it('decodes a list once reading it for candidates has cost as much as its postings', () => {
    const { field, read } = fieldWith(() => [[1, 1]]);
    const cache = new DenseFrequencyCache(limit);
    const asked = Array.from({ length: 20 }, () => cache.findFrequencies(field, han('国'), 9, 1000) !== undefined);
    expect(asked.indexOf(true)).toBe(9);
    expect(asked.slice(9)).not.toContain(false);
    expect(read.length).toBe(1);
  });

  it('gives no frequencies when one does not fit a byte', () => {
    const { field, read } = fieldWith(() => [[1, 256]]);
    const cache = new DenseFrequencyCache(limit);
    expect(cache.findFrequencies(field, han('国'), 1000, 1)).toBeUndefined();
    expect(cache.findFrequencies(field, han('国'), 1000, 1)).toBeUndefined();
    expect(read.length).toBe(1);
  });

  it('drops the least recently used list first', () => {
    const { field, read } = fieldWith(c => [[c % 7, 1]]);
    const cache = new DenseFrequencyCache(limit);
    const ask = (text: string) => {
      for (const character of text) cache.findFrequencies(field, han(character), 1000, 1);
    };
    // There is room for five lists.
    ask('一二三四五一六');
    read.length = 0;
    ask('一三四五六');
    expect(read).toEqual([]);
    ask('二');
    expect(read).toEqual([han('二').units[0]]);
  });
});
