import { describe, expect, it } from 'vitest';
import { flagGrams } from '../../../../src/analysis/grams.ts';
import { CharacterTable } from '../../../../src/index/inverter/character-table.ts';
import { Occurrences } from '../../../../src/index/inverter/occurrences.ts';
import { type CharacterOccurrences, WordRole } from '../../../../src/index/inverter/sort-occurrences.ts';

/** By character, one line for each occurrence: document, second character, role of the bigram, role of the character. */
type OccurrenceLines = Map<string, string[]>;

/**
 * Collects and sorts texts of Han characters and spaces, where every third bigram is a word of the best path and every
 * fifth character is an inner word.
 */
function collectOccurrences(texts: readonly string[]): { expected: OccurrenceLines; found: OccurrenceLines } {
  const characters = new CharacterTable();
  const occurrences = new Occurrences();
  const expected: OccurrenceLines = new Map();
  texts.forEach((text, document) => {
    const units = Uint16Array.from(text, unit => unit.charCodeAt(0));
    const flags = new Uint8Array(text.length);
    flagGrams(units, text.length, flags, []);
    occurrences.beginDocument(units, text.length, flags, characters);
    for (let at = 0; at < text.length; at++) {
      if (text[at] === ' ') continue;
      const second = text[at + 1] === ' ' ? undefined : text[at + 1];
      const isBigramWord = second !== undefined && at % 3 === 0;
      const isCharacterWord = at % 5 === 0;
      if (isBigramWord) occurrences.markWord(units, at, at + 2, WordRole.Path);
      if (isCharacterWord) occurrences.markWord(units, at, at + 1, WordRole.Inner);
      const line = [document, second, isBigramWord ? WordRole.Path : 0, isCharacterWord ? WordRole.Inner : 0].join(' ');
      const known = expected.get(text[at]);
      if (known) known.push(line);
      else expected.set(text[at], [line]);
    }
    occurrences.endDocument();
  });
  return { expected, found: readLines(occurrences.sortByCharacter(characters)) };
}

function readLines(sorted: CharacterOccurrences): OccurrenceLines {
  const found: OccurrenceLines = new Map();
  const name = (rank: number) => String.fromCharCode(sorted.units[rank] >>> 16);
  for (let rank = 0; rank < sorted.units.length; rank++) {
    const list: string[] = [];
    for (const { cells, starts, firstDocument } of sorted.blocks)
      for (const cell of cells.subarray(starts[rank], starts[rank + 1])) {
        const second = sorted.second(cell);
        list.push(
          [
            firstDocument + sorted.document(cell),
            second === 0 ? undefined : name(second - 1),
            sorted.bigramRole(cell),
            sorted.characterRole(cell),
          ].join(' '),
        );
      }
    expect(sorted.countOccurrences(rank)).toBe(list.length);
    found.set(name(rank), list);
  }
  return found;
}

/** A pseudo-random text of `length` units, made of 380 characters and spaces. */
function randomText(length: number, seed: number): string {
  let state = seed;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    const value = (state >>> 16) % 400;
    return value < 20 ? ' ' : String.fromCharCode(0x4e00 + value);
  }).join('');
}

describe('sorting occurrences by character', () => {
  it('keeps every occurrence of every text, in document order', () => {
    const { expected, found } = collectOccurrences(['云汀日报', '', '日报 云汀', '云', '云云云']);
    expect(found).toEqual(expected);
  });

  it('keeps documents that continue in the next block whole, with the bigrams across the border', () => {
    const { expected, found } = collectOccurrences([randomText(150_000, 1), randomText(300_000, 2)]);
    expect(found).toEqual(expected);
  });

  it('tells more documents apart than fit in one block, empty ones included', () => {
    // 380 characters leave 19 bits of a cell for the document.
    const texts = Array.from({ length: 2 ** 19 + 9 }, (_, i) => (i > 2 ** 19 - 5 ? randomText(3, i) : ''));
    texts[0] = randomText(10_000, 1);
    const { expected, found } = collectOccurrences(texts);
    expect(found).toEqual(expected);
  });
});
