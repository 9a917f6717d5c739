import { damaged } from './damage.ts';
import { UnitBuffer } from './index-reader.ts';
import { type LengthsReader, sizes } from './lengths.ts';
import type { OffsetMapsReader } from './offset-maps.ts';
import type { TextsReader } from './texts.ts';

/**
 * Checks that each text decodes to as many units as it says, and that they add up.
 * @returns how many units each has
 * @throws HansouError BAD_INDEX
 */
export function verifyTexts(texts: TextsReader): Uint32Array {
  const units = new Uint32Array(texts.documentCount);
  const buffer = new UnitBuffer();
  let total = 0;
  for (let document = 0; document < units.length; document++) {
    texts.readText(document, buffer);
    if (texts.isMissing(document) && texts.record(document)[0] !== 0)
      throw damaged('a zero for no text', 'another byte');
    if (buffer.length !== texts.unitsOf(document))
      throw damaged(`a text of ${texts.unitsOf(document)} units`, buffer.length);
    units[document] = buffer.length;
    total += buffer.length;
  }
  if (total !== texts.units) throw damaged(`texts of ${texts.units} units in all`, total);
  return units;
}

/** Checks that what the codes stand for adds up. @throws HansouError BAD_INDEX */
export function verifyLengths({ codes, total }: LengthsReader): void {
  let sum = 0;
  for (const code of codes) sum += sizes[code];
  if (sum !== total) throw damaged(`lengths of ${total} in all`, sum);
}

/**
 * Checks that each map decodes and covers its text, and that every map belongs to a document.
 * @param units how long each document's text is
 * @throws HansouError BAD_INDEX
 */
export function verifyOffsetMaps(maps: OffsetMapsReader, units: Uint32Array): void {
  let found = 0;
  for (let document = 0; document < units.length; document++) {
    const map = maps.offsetMap(document);
    if (!map) continue;
    found++;
    if (map.textLength !== units[document]) throw damaged(`a map of ${units[document]} units`, map.textLength);
  }
  if (found !== maps.count) throw damaged(`${maps.count} maps`, found);
}
