/** Writes the texts of a field, and learns the code that they are written in; the grammar stands in texts.ts. */
import { type ByteSink, ChunkedBuffer } from '../../bytes/byte-sink.ts';
import { UnitBuffer } from '../../text/unit-buffer.ts';
import { learnPieces } from './learn-pieces.ts';
import { TextBufferPool } from './text-buffer-pool.ts';
import { TextCode, writeTextCode } from './text-code.ts';
import { createUncompressedEncoding, EncodingWriter, TextEncoding } from './text-encoding.ts';
import { SampledStrings, type SampledTexts } from './text-sample.ts';
import { sameBytes, type TextStoreReader } from './text-store-reader.ts';

/** Fewer units than this, two bytes each, are kept as they are. */
const minEncodedUnits = 8192;
/** A code learnt from as many units as this serves for texts that are added later. */
const minSharedCodeUnits = 200_000;
/** Units that a code is learnt from, when there are more. */
const maxSampleUnits = 600_000;
/** A code is kept while there is at most so many times as much text as it was learnt for. */
const maxCodeGrowth = 4;

/**
 * The form for so many units of text, of which these are all or enough to learn from. Few texts, and text without any
 * order, are shorter as they are.
 */
function learnEncodingFrom(texts: SampledTexts, units: number): TextEncoding {
  if (texts.units < minEncodedUnits) return createUncompressedEncoding();
  const sample = texts.sample(maxSampleUnits);
  const pieces = learnPieces({ ...sample, scale: Math.max(1, units / Math.max(1, sample.length)) });
  const form = new TextEncoding(new TextCode(writeTextCode(pieces)), units);
  return savesBytes(form, texts) ? form : createUncompressedEncoding();
}

/** Whether texts in a form, its code with them, take less than two bytes a unit, told by a sample. */
function savesBytes(form: TextEncoding, texts: SampledTexts): boolean {
  const { units, length } = texts.sample(minEncodedUnits);
  const trial = new EncodingWriter(form, undefined);
  trial.add(units, 0, length);
  return trial.codeBytes.length + (trial.recordBytes * texts.units) / length < 2 * texts.units;
}

/**
 * A form learnt from the first texts of many, for all of them; undefined when these are too few to tell.
 * @param texts the first ones, about so many that a code is kept for the whole
 */
export function learnEncoding(texts: readonly string[]): TextEncoding | undefined {
  const strings = new SampledStrings(texts);
  return strings.units < minEncodedUnits ? undefined : learnEncodingFrom(strings, strings.units * maxCodeGrowth);
}

/** The form of the largest of these texts, if it serves for more. */
function findSharedEncoding(readers: readonly TextStoreReader[]): TextEncoding | undefined {
  let largest: TextStoreReader | undefined;
  for (const reader of readers) if (!largest || reader.totalUnits > largest.totalUnits) largest = reader;
  return largest && largest.totalUnits >= minSharedCodeUnits && largest.encoding.code ? largest.encoding : undefined;
}

/**
 * The form for so many units of text in a segment of an index that changes: few are kept as they are, since to code them,
 * and to write and read the code itself, takes longer than all else that is done with them. More are in the code of the
 * largest segment that serves, so that they merge as bytes; undefined when there is none.
 */
export function chooseInterimEncoding(readers: readonly TextStoreReader[], units: number): TextEncoding | undefined {
  return units < minSharedCodeUnits ? createUncompressedEncoding() : findSharedEncoding(readers);
}

/** Whether texts that were kept as they are may be shorter in a code. */
export function isInterim({ totalUnits: units, codeBytes }: TextStoreReader): boolean {
  return units >= minEncodedUnits && codeBytes.length === 0;
}

export class TextStoreWriter {
  private readonly buffer = new UnitBuffer();
  private readonly writer: EncodingWriter | undefined;
  /** Texts that wait for a code to be learnt from them. */
  private readonly pool = new TextBufferPool();

  /**
   * @param form to write in; without one the texts are kept until `finish`, and a code is learnt from them
   * @param sink takes bytes as they come, when there is a form
   */
  constructor(form?: TextEncoding, sink?: ByteSink) {
    if (form) this.writer = new EncodingWriter(form, sink);
  }

  /** UTF-16 units of the texts that wait for a code. */
  get pendingUnits(): number {
    return this.pool.units;
  }

  /** A writer for new documents of an index that has these segments: in a code of theirs, if there is one that serves. */
  static createForSegments(readers: readonly TextStoreReader[]): TextStoreWriter {
    return new TextStoreWriter(findSharedEncoding(readers));
  }

  /** A writer for the documents of these readers: in the code of most of them while it serves, else in a new one. */
  static createForMerge(readers: readonly TextStoreReader[], sink?: ByteSink): TextStoreWriter {
    return new TextStoreWriter(chooseMergeEncoding(readers), sink);
  }

  /** @param text undefined for none, which '' is told apart from */
  add(text: string | undefined): void {
    if (text === undefined) this.addMissing();
    else {
      fillBuffer(this.buffer, text);
      this.addBuffer();
    }
  }

  /** Takes over documents of another segment, rising; as bytes where its code is the same. */
  append(reader: TextStoreReader, documents: Uint32Array): void {
    const isSame = this.writer !== undefined && sameBytes(this.writer.codeBytes, reader.codeBytes);
    if (isSame && documents.length === reader.documentCount) {
      this.writer?.copyAll(reader.records, reader.totalUnits);
      return;
    }
    for (const document of documents) {
      if (isSame) this.writer?.copy(reader.record(document), reader.countUnits(document));
      else if (reader.isMissing(document)) this.addMissing();
      else {
        reader.readText(document, this.buffer);
        this.addBuffer();
      }
    }
  }

  /** The section's bytes; with a sink those that it has not got. */
  finish(): Uint8Array {
    if (this.writer) return this.writer.finish();
    const rest = new ChunkedBuffer();
    this.finishTo(rest);
    return rest.finish();
  }

  /**
   * Writes to a sink what that of this writer has not got; everything if it has none.
   * @param form for texts that were kept so far; without one it is learnt from them
   */
  finishTo(sink: ByteSink, form?: TextEncoding): void {
    const { pool } = this;
    let { writer } = this;
    if (!writer) {
      writer = new EncodingWriter(form ?? learnEncodingFrom(pool, pool.units), sink);
      writePool(pool, writer);
    }
    sink.write(writer.finish());
  }

  private addMissing(): void {
    (this.writer ?? this.pool).addMissing();
  }

  private addBuffer(): void {
    const { units, length } = this.buffer;
    if (this.writer) this.writer.add(units, 0, length);
    else this.pool.add(units, length);
  }
}

function writePool(pool: TextBufferPool, writer: EncodingWriter): void {
  pool.eachText(
    (units, start, end) => writer.add(units, start, end),
    () => writer.addMissing(),
  );
}

function fillBuffer(buffer: UnitBuffer, text: string): void {
  buffer.length = 0;
  buffer.reserve(text.length);
  const { units } = buffer;
  for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
  buffer.length = text.length;
}

function chooseMergeEncoding(readers: readonly TextStoreReader[]): TextEncoding {
  const all = readers.reduce((sum, reader) => sum + reader.totalUnits, 0);
  if (all < minEncodedUnits) return createUncompressedEncoding();
  // Codes are told apart by their bytes: reading one takes longer than a small segment's texts.
  const codes: { readonly reader: TextStoreReader; units: number }[] = [];
  for (const reader of readers) {
    if (reader.codeBytes.length === 0) continue;
    const known = codes.find(each => sameBytes(each.reader.codeBytes, reader.codeBytes));
    if (known) known.units += reader.totalUnits;
    else codes.push({ reader, units: reader.totalUnits });
  }
  const best = codes.reduce<(typeof codes)[0] | undefined>((a, b) => (a && a.units >= b.units ? a : b), undefined);
  if (best && best.units * 2 >= all && all <= maxCodeGrowth * best.reader.learntUnits) return best.reader.encoding;
  return learnEncodingFrom(collectSample(readers, all), all);
}

/** Texts from all over these segments, about as many units as a code is learnt from. */
function collectSample(readers: readonly TextStoreReader[], all: number): TextBufferPool {
  const pool = new TextBufferPool();
  const buffer = new UnitBuffer();
  const share = Math.min(1, maxSampleUnits / all);
  let passed = 0;
  for (const reader of readers) {
    for (let document = 0; document < reader.documentCount; document++) {
      passed += reader.totalUnits / reader.documentCount;
      if (pool.units > passed * share) continue;
      reader.readText(document, buffer, maxSampleUnits / 4);
      pool.add(buffer.units, buffer.length);
    }
  }
  return pool;
}
