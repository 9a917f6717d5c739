/** Chooses how texts are written: uncompressed, in the code of an existing segment, or in a newly learned code. */
import { UnitBuffer } from '../../../text/unit-buffer.ts';
import { type DocumentStoreReader, sameBytes } from '../document-store-reader.ts';
import { TextBufferPool } from '../text-buffer-pool.ts';
import { TextStoreReader } from '../text-store-reader.ts';
import { learnPieces } from './learn-pieces.ts';
import { TextCode } from './text-code.ts';
import { createUncompressedEncoding, EncodingWriter, TextEncoding } from './text-encoding.ts';
import { SampledStrings, type SampledTexts } from './text-sample.ts';
import { writeTextCode } from './write-text-code.ts';

/** Texts with fewer UTF-16 units in all stay uncompressed. */
const minEncodedUnits = 8192;
/** A code learned from at least this many units also serves for texts that are added later. */
const minSharedCodeUnits = 200_000;
/** Maximum number of units that a code is learned from. */
const maxSampleUnits = 600_000;
/** A code is replaced once there is more than this many times the text that it was learned for. */
const maxCodeGrowth = 4;

/**
 * Learns a code for texts. Few texts, and texts without repetition, are shorter uncompressed, and stay so.
 * @param texts all texts, or enough to learn from
 * @param totalUnits units of all texts that the code is for
 */
export function learnEncoding(texts: SampledTexts, totalUnits: number): TextEncoding {
  if (texts.units < minEncodedUnits) return createUncompressedEncoding();
  const sample = texts.sample(maxSampleUnits);
  const pieces = learnPieces({ ...sample, scale: Math.max(1, totalUnits / Math.max(1, sample.length)) });
  const encoding = new TextEncoding(new TextCode(writeTextCode(pieces)), totalUnits);
  return savesBytes(encoding, texts) ? encoding : createUncompressedEncoding();
}

/**
 * Learns the encoding of a large build from its first texts; undefined when there is too little text to learn from.
 * @param texts the first texts; the code is learned as for four times as much text
 */
export function learnEncodingFromStrings(texts: readonly string[]): TextEncoding | undefined {
  const strings = new SampledStrings(texts);
  return strings.units < minEncodedUnits ? undefined : learnEncoding(strings, strings.units * maxCodeGrowth);
}

/** The encoding of the segment with the most text, when its code serves for more texts. */
function findSharedEncoding(readers: readonly DocumentStoreReader[]): TextEncoding | undefined {
  let largest: DocumentStoreReader | undefined;
  for (const reader of readers) if (!largest || reader.totalUnits > largest.totalUnits) largest = reader;
  return largest && largest.totalUnits >= minSharedCodeUnits && largest.encoding.code ? largest.encoding : undefined;
}

/**
 * The encoding for a segment of a live index that will be merged again. Few texts stay uncompressed: encoding them, and
 * writing and reading the code, takes longer than everything else done with them. More texts take the code of the largest
 * segment that serves, so that they merge as bytes; undefined when there is none.
 * @param units UTF-16 units of the segment's texts
 */
export function chooseInterimEncoding(
  readers: readonly DocumentStoreReader[],
  units: number,
): TextEncoding | undefined {
  return units < minSharedCodeUnits ? createUncompressedEncoding() : findSharedEncoding(readers);
}

/** The encoding for the merged texts of segments: the code of most of them while it serves, else a new one. */
export function chooseMergeEncoding(readers: readonly DocumentStoreReader[]): TextEncoding {
  const totalUnits = readers.reduce((sum, reader) => sum + reader.totalUnits, 0);
  if (totalUnits < minEncodedUnits) return createUncompressedEncoding();
  // Codes are compared as bytes: decoding one takes longer than decoding a small segment's texts.
  const codes: { readonly reader: DocumentStoreReader; units: number }[] = [];
  for (const reader of readers) {
    if (reader.codeBytes.length === 0) continue;
    const known = codes.find(each => sameBytes(each.reader.codeBytes, reader.codeBytes));
    if (known) known.units += reader.totalUnits;
    else codes.push({ reader, units: reader.totalUnits });
  }
  const best = codes.reduce<(typeof codes)[0] | undefined>((a, b) => (a && a.units >= b.units ? a : b), undefined);
  if (best && best.units * 2 >= totalUnits && totalUnits <= maxCodeGrowth * best.reader.learntUnits)
    return best.reader.encoding;
  return learnEncoding(collectSample(readers, totalUnits), totalUnits);
}

/** Whether texts were left uncompressed that are long enough to be encoded. */
export function isWorthEncoding({ totalUnits, codeBytes }: DocumentStoreReader): boolean {
  return totalUnits >= minEncodedUnits && codeBytes.length === 0;
}

/** Whether encoded texts, code included, take less than two bytes a unit, estimated from a sample. */
function savesBytes(encoding: TextEncoding, texts: SampledTexts): boolean {
  const { units, length } = texts.sample(minEncodedUnits);
  const trial = new EncodingWriter(encoding, 1, undefined);
  trial.add(units, 0, length);
  return trial.codeBytes.length + (trial.recordBytes * texts.units) / length < 2 * texts.units;
}

/** Documents spread evenly over these segments, with about as many units as a code is learned from. */
function collectSample(readers: readonly DocumentStoreReader[], totalUnits: number): TextBufferPool {
  const pool = new TextBufferPool();
  const buffer = new UnitBuffer();
  const share = Math.min(1, maxSampleUnits / totalUnits);
  let passedUnits = 0;
  for (const reader of readers) {
    const parts = reader.partUnits.map((_, part) => new TextStoreReader(reader, part));
    for (let document = 0; document < reader.documentCount; document++) {
      passedUnits += reader.totalUnits / reader.documentCount;
      if (pool.units > passedUnits * share) continue;
      for (const part of parts) {
        part.readText(document, buffer, maxSampleUnits / 4);
        pool.add(buffer.units, buffer.length);
      }
    }
  }
  return pool;
}
