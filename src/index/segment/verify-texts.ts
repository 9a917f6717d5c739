/** Verifies the document store, text lengths and offset maps of a text field. */
import { foldInPlace } from '../../text/folding.ts';
import { isNormal } from '../../text/normal-form.ts';
import { UnitBuffer } from '../../text/unit-buffer.ts';
import { sizeByCode, type TextLengthReader } from '../columns/text-lengths.ts';
import { type TextSignReader, TextSignWriter } from '../columns/text-signs.ts';
import { damageError } from '../damage.ts';
import type { OffsetMapReader } from '../store/offset-maps.ts';
import type { TextStoreReader } from '../store/text-store-reader.ts';

/**
 * Checks that each text decodes to its stated number of units, and that these add up.
 * @returns by document: UTF-16 units of its text
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

/**
 * Checks that the signs are those of the texts.
 * @throws HansouError BAD_INDEX
 */
export function verifySigns(signs: TextSignReader, lengths: TextLengthReader, texts: TextStoreReader): void {
  const buffer = new UnitBuffer();
  for (let document = 0; document < texts.documentCount; document++) {
    const got = signs.bitsOf(document);
    if (got.length === 0) continue;
    texts.readText(document, buffer);
    foldInPlace(buffer.units, buffer.length);
    const writer = new TextSignWriter();
    writer.add(lengths.codes[document], buffer.units, buffer.length, isNormal(buffer.units, buffer.length));
    const expected = writer.finish();
    for (let i = 0; i < expected.length; i++)
      if (got[i] !== expected[i]) throw damageError('the signs of a text', 'others');
  }
}

/** Checks that the lengths add up to their total. @throws HansouError BAD_INDEX */
export function verifyLengths({ codes, total }: TextLengthReader): void {
  let sum = 0;
  for (const code of codes) sum += sizeByCode[code];
  if (sum !== total) throw damageError(`lengths of ${total} in all`, sum);
}

/**
 * Checks that each map decodes and covers its text, and that every map belongs to a document.
 * @param textUnits by document: UTF-16 units of its text
 * @throws HansouError BAD_INDEX
 */
export function verifyOffsetMaps(maps: OffsetMapReader, textUnits: Uint32Array): void {
  let mapCount = 0;
  for (let document = 0; document < textUnits.length; document++) {
    const map = maps.offsetMap(document);
    if (!map) continue;
    mapCount++;
    if (map.textLength !== textUnits[document])
      throw damageError(`a map of ${textUnits[document]} units`, map.textLength);
  }
  if (mapCount !== maps.count) throw damageError(`${maps.count} maps`, mapCount);
}
