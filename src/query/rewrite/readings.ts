/** Which characters and words are read alike? Numbers of syllables (../../text/syllables.ts), for words that sound similar. */
import { loadReadings } from '../../lexicon/readings/word-readings.ts';

/** Maximum number of readings considered for one word. */
const maxReadings = 8;

/** By syllable: the characters that are read so, ascending. Made at first use and never changed after that. */
let cachedCharacters: readonly Uint16Array[] | undefined;

/** All readings of a folded word, each with one syllable per character; none when a character has no reading. */
export function findReadings(word: string): number[][] {
  const table = loadReadings();
  let readings: number[][] = [[]];
  for (let i = 0; i < word.length; i++) {
    const unit = word.charCodeAt(i);
    const usual = table.usual(unit);
    const rarer = table.rarer(unit);
    if (usual === 0) return [];
    const longer = readings.map(reading => [...reading, usual]);
    if (rarer !== 0 && longer.length * 2 <= maxReadings)
      for (const reading of readings) longer.push([...reading, rarer]);
    readings = longer;
  }
  return word.length ? readings : [];
}

/** The characters that are read as this syllable, as ascending UTF-16 units. Takes about 1 ms at first use. */
export function findCharactersReadAs(syllable: number): Uint16Array {
  cachedCharacters ??= listCharacters();
  return cachedCharacters[syllable];
}

function listCharacters(): Uint16Array[] {
  const table = loadReadings();
  const characters: number[][] = [];
  for (let unit = 0; unit < 0x10000; unit++) {
    const usual = table.usual(unit);
    const rarer = table.rarer(unit);
    if (usual !== 0) (characters[usual] ??= []).push(unit);
    if (rarer !== 0) (characters[rarer] ??= []).push(unit);
  }
  return Array.from(characters, units => Uint16Array.from(units ?? []));
}
