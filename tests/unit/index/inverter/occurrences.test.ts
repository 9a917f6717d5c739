import { describe, expect, it } from 'vitest';
import { flagGrams } from '../../../../src/analysis/grams.ts';
import { CharacterTable } from '../../../../src/index/inverter/character-table.ts';
import { Occurrences } from '../../../../src/index/inverter/occurrences.ts';
import { type CharacterOccurrences, WordRole } from '../../../../src/index/inverter/sort-occurrences.ts';

/** By character: document, what makes a pair with it, what the pair is, what the character alone is. */
type Found = Map<string, string[]>;

/** Texts of Han and blanks: collected and sorted, every third pair a word of the path, every fifth character an inner word. */
function collected(texts: readonly string[]): { expected: Found; found: Found } {
  const characters = new CharacterTable();
  const occurrences = new Occurrences();
  const expected: Found = new Map();
  texts.forEach((text, document) => {
    const units = Uint16Array.from(text, unit => unit.charCodeAt(0));
    const marks = new Uint8Array(text.length);
    flagGrams(units, text.length, marks, []);
    occurrences.beginDocument(units, text.length, marks, characters);
    for (let at = 0; at < text.length; at++) {
      if (text[at] === ' ') continue;
      const second = text[at + 1] === ' ' ? undefined : text[at + 1];
      const isWord = second !== undefined && at % 3 === 0;
      const isOwn = at % 5 === 0;
      if (isWord) occurrences.markWord(units, at, at + 2, WordRole.Path);
      if (isOwn) occurrences.markWord(units, at, at + 1, WordRole.Inner);
      const said = [document, second, isWord ? WordRole.Path : 0, isOwn ? WordRole.Inner : 0].join(' ');
      const known = expected.get(text[at]);
      if (known) known.push(said);
      else expected.set(text[at], [said]);
    }
    occurrences.endDocument();
  });
  return { expected, found: read(occurrences.sortByCharacter(characters)) };
}

function read(sorted: CharacterOccurrences): Found {
  const found: Found = new Map();
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

/** A text of so many units, of some hundred characters and blanks. */
function text(length: number, seed: number): string {
  let state = seed;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    const value = (state >>> 16) % 400;
    return value < 20 ? ' ' : String.fromCharCode(0x4e00 + value);
  }).join('');
}

describe('occurrences by character', () => {
  it('are those of the texts, in their order', () => {
    const { expected, found } = collected(['云汀日报', '', '日报 云汀', '云', '云云云']);
    expect(found).toEqual(expected);
  });

  it('stay whole where a document goes on in the next block, pairs across it too', () => {
    const { expected, found } = collected([text(150_000, 1), text(300_000, 2)]);
    expect(found).toEqual(expected);
  });

  it('tell apart more documents than a block has room for, empty ones among them', () => {
    // 380 characters leave 19 bits of a cell to documents.
    const texts = Array.from({ length: 2 ** 19 + 9 }, (_, i) => (i > 2 ** 19 - 5 ? text(3, i) : ''));
    texts[0] = text(10_000, 1);
    const { expected, found } = collected(texts);
    expect(found).toEqual(expected);
  });
});
