import { UnitBuffer } from '../../text/unit-buffer.ts';
import { sizeByCode, type TextLengthReader } from '../columns/text-lengths.ts';
import { damageError } from '../damage.ts';
import type { OffsetMapReader } from '../store/offset-maps.ts';
import type { TextStoreReader } from '../store/text-store-reader.ts';

/**
 * Checks that each text decodes to as many units as it says, and that they add up.
 * @returns how many units each has
 * @throws HansouError BAD_INDEX
 */
export function verifyTexts(texts: TextStoreReader): Uint32Array {
  const units = new Uint32Array(texts.documentCount);
  const buffer = new UnitBuffer();
  let total = 0;
  for (let document = 0; document < units.length; document++) {
    texts.readText(document, buffer);
    if (texts.isMissing(document) && texts.record(document)[0] !== 0)
      throw damageError('a zero for no text', 'another byte');
    if (buffer.length !== texts.countUnits(document))
      throw damageError(`a text of ${texts.countUnits(document)} units`, buffer.length);
    units[document] = buffer.length;
    total += buffer.length;
  }
  if (total !== texts.totalUnits) throw damageError(`texts of ${texts.totalUnits} units in all`, total);
  return units;
}

/** Checks that what the codes stand for adds up. @throws HansouError BAD_INDEX */
export function verifyLengths({ codes, total }: TextLengthReader): void {
  let sum = 0;
  for (const code of codes) sum += sizeByCode[code];
  if (sum !== total) throw damageError(`lengths of ${total} in all`, sum);
}

/**
 * Checks that each map decodes and covers its text, and that every map belongs to a document.
 * @param units how long each document's text is
 * @throws HansouError BAD_INDEX
 */
export function verifyOffsetMaps(maps: OffsetMapReader, units: Uint32Array): void {
  let found = 0;
  for (let document = 0; document < units.length; document++) {
    const map = maps.offsetMap(document);
    if (!map) continue;
    found++;
    if (map.textLength !== units[document]) throw damageError(`a map of ${units[document]} units`, map.textLength);
  }
  if (found !== maps.count) throw damageError(`${maps.count} maps`, found);
}
