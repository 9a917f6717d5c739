import { describe, expect, it } from 'vitest';
import { TermKind } from '../../../../src/analysis/analysis.ts';
import type { TextReader } from '../../../../src/index/index-reader.ts';
import type { Term } from '../../../../src/index/term.ts';
import { DenseFrequencyCache } from '../../../../src/query/context/dense-frequency-cache.ts';

const limit = 3 << 20;

/** A field where each character stands in the documents and as often as it says. */
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

describe('a spread list', () => {
  it('says at each document what its posting says, for each field by itself', () => {
    const spread = new DenseFrequencyCache(limit);
    const [title, body] = [1, 2].map(frequency => fieldWith(c => [[c % 7, frequency]]).field);
    const [at, other] = [han('国').units[0] % 7, (han('国').units[0] + 1) % 7];
    const titles = spread.findFrequencies(title, han('国'), 1000, 1)!;
    const bodies = spread.findFrequencies(body, han('国'), 1000, 1)!;
    expect([titles[at], titles[other], bodies[at], bodies[other]]).toEqual([1, 0, 2, 0]);
  });

  it('is made when reading among candidates has taken as much as it has postings', () => {
    const { field, read } = fieldWith(() => [[1, 1]]);
    const spread = new DenseFrequencyCache(limit);
    const asked = Array.from({ length: 20 }, () => spread.findFrequencies(field, han('国'), 9, 1000) !== undefined);
    expect(asked.indexOf(true)).toBe(9);
    expect(asked.slice(9)).not.toContain(false);
    expect(read.length).toBe(1);
  });

  it('is none where a frequency is too great for a byte', () => {
    const { field, read } = fieldWith(() => [[1, 256]]);
    const spread = new DenseFrequencyCache(limit);
    expect(spread.findFrequencies(field, han('国'), 1000, 1)).toBeUndefined();
    expect(spread.findFrequencies(field, han('国'), 1000, 1)).toBeUndefined();
    expect(read.length).toBe(1);
  });

  it('that was not asked for longest goes first', () => {
    const { field, read } = fieldWith(c => [[c % 7, 1]]);
    const spread = new DenseFrequencyCache(limit);
    const ask = (text: string) => {
      for (const character of text) spread.findFrequencies(field, han(character), 1000, 1);
    };
    // Five have room.
    ask('一二三四五一六');
    read.length = 0;
    ask('一三四五六');
    expect(read).toEqual([]);
    ask('二');
    expect(read).toEqual([han('二').units[0]]);
  });
});
