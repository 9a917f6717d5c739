/**
 * The texts of a field, each decoding alone to exactly what was given in: any UTF-16, lone surrogates too.
 *
 *     texts   = records (records.ts), code, trailer
 *     record  = length varint, bits            of a document: its units, then their codes (text-code.ts); '' is nothing
 *             | unit u16*                      when the code has no bytes: few texts, which would not pay for one
 *             | zero u8                        the document has no text
 *     trailer = codeSize u64, units u64, learntUnits u64
 *
 * `units` counts the units of all texts, `learntUnits` those of the texts that the code was learnt for.
 */
import { ByteChunks, type ByteSink } from '../bytes/byte-sink.ts';
import type { Section } from '../bytes/container.ts';
import { stringOf } from '../text/folding.ts';
import { damaged } from './damage.ts';
import { UnitBuffer } from './index-reader.ts';
import { learnPieces } from './learn-pieces.ts';
import { keptBytes, partOf } from './part.ts';
import { Records, recordsTail } from './records.ts';
import { longestPiece, TextCode, writeTextCode } from './text-code.ts';
import { FormWriter, plainForm, TextForm, textsTrailer } from './text-form.ts';
import { TextPool } from './text-pool.ts';
import { readU64 } from './u64.ts';

/** Fewer units than this, two bytes each, are kept as they are. */
const fewUnits = 8192;
/** A code learnt from as many units as this serves for texts that are added later. */
const manyUnits = 200_000;
/** Units that a code is learnt from, when there are more. */
const sampleUnits = 600_000;
/** A code is kept while there is at most so many times as much text as it was learnt for. */
const outgrown = 4;
function learntForm(pool: TextPool, units: number): TextForm {
  const sample = pool.sample(sampleUnits);
  const pieces = learnPieces({ ...sample, scale: Math.max(1, units / Math.max(1, sample.length)) });
  return new TextForm(new TextCode(writeTextCode(pieces)), units);
}

/**
 * A form learnt from the first texts of many, for all of them; undefined when these are too few to tell.
 * @param texts the first ones, about so many that a code is kept for the whole
 */
export function learnForm(texts: Iterable<string>): TextForm | undefined {
  const pool = new TextPool();
  const buffer = new UnitBuffer();
  for (const text of texts) {
    fillBuffer(buffer, text);
    pool.add(buffer.units, buffer.length);
  }
  if (pool.units < fewUnits) return undefined;
  const form = learntForm(pool, pool.units * outgrown);
  const { units, length } = pool.sample(fewUnits);
  const trial = new FormWriter(form, undefined);
  trial.add(units, 0, length);
  const size = trial.codeBytes.length + (trial.recordsSize * pool.units) / length;
  return size < 2 * pool.units ? form : plainForm();
}

export class TextsWriter {
  private readonly buffer = new UnitBuffer();
  private readonly writer: FormWriter | undefined;
  /** Texts that wait for a code to be learnt from them. */
  private readonly pool = new TextPool();

  /**
   * @param form to write in; without one the texts are kept until `finish`, and a code is learnt from them
   * @param sink takes bytes as they come, when there is a form
   */
  constructor(form?: TextForm, sink?: ByteSink) {
    if (form) this.writer = new FormWriter(form, sink);
  }

  /**
   * A writer for new documents of an index that has these segments: in the code of the largest, if there is one that
   * serves. So small segments need not learn, and merge as bytes.
   */
  static beside(readers: readonly TextsReader[]): TextsWriter {
    let largest: TextsReader | undefined;
    for (const reader of readers) if (!largest || reader.units > largest.units) largest = reader;
    return new TextsWriter(largest && largest.units >= manyUnits && largest.form.code ? largest.form : undefined);
  }

  /** A writer for the documents of these readers: in the code of most of them while it serves, else in a new one. */
  static forMerge(readers: readonly TextsReader[], sink?: ByteSink): TextsWriter {
    return new TextsWriter(formForMerge(readers), sink);
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
  append(reader: TextsReader, documents: Uint32Array): void {
    const isSame = this.writer !== undefined && sameBytes(this.writer.codeBytes, reader.codeBytes);
    for (const document of documents) {
      if (isSame) this.writer?.copy(reader.record(document), reader.unitsOf(document));
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
    const rest = new ByteChunks();
    this.finishTo(rest);
    return rest.finish();
  }

  /** Writes to a sink what that of this writer has not got; everything if it has none. */
  finishTo(sink: ByteSink): void {
    const { pool, writer } = this;
    if (writer) sink.write(writer.finish());
    else if (!this.learnAndWrite(sink)) {
      const plain = new FormWriter(plainForm(), sink);
      addAll(pool, plain);
      sink.write(plain.finish());
    }
  }

  /** Whether it pays to learn a code. Text without any order is shorter as it is. */
  private learnAndWrite(sink: ByteSink): boolean {
    const { pool } = this;
    if (pool.units < fewUnits) return false;
    const bytes = new ByteChunks();
    const writer = new FormWriter(learntForm(pool, pool.units), bytes);
    addAll(pool, writer);
    if (writer.size >= 2 * pool.units) return false;
    bytes.writeTo(sink);
    sink.write(writer.finish());
    return true;
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

function addAll(pool: TextPool, writer: FormWriter): void {
  pool.each(
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

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function formForMerge(readers: readonly TextsReader[]): TextForm {
  const all = readers.reduce((sum, reader) => sum + reader.units, 0);
  if (all < fewUnits) return plainForm();
  // Codes are told apart by their bytes: reading one takes longer than a small segment's texts.
  const codes: { readonly reader: TextsReader; units: number }[] = [];
  for (const reader of readers) {
    if (reader.codeBytes.length === 0) continue;
    const known = codes.find(each => sameBytes(each.reader.codeBytes, reader.codeBytes));
    if (known) known.units += reader.units;
    else codes.push({ reader, units: reader.units });
  }
  const best = codes.reduce<(typeof codes)[0] | undefined>((a, b) => (a && a.units >= b.units ? a : b), undefined);
  if (best && best.units * 2 >= all && all <= outgrown * best.reader.learntUnits) return best.reader.form;
  return learntForm(sampleOf(readers, all), all);
}

/** Texts from all over these segments, about as many units as a code is learnt from. */
function sampleOf(readers: readonly TextsReader[], all: number): TextPool {
  const pool = new TextPool();
  const buffer = new UnitBuffer();
  const share = Math.min(1, sampleUnits / all);
  let passed = 0;
  for (const reader of readers) {
    for (let document = 0; document < reader.documentCount; document++) {
      passed += reader.units / reader.documentCount;
      if (pool.units > passed * share) continue;
      reader.readText(document, buffer, sampleUnits / 4);
      pool.add(buffer.units, buffer.length);
    }
  }
  return pool;
}

export class TextsReader {
  /** UTF-16 units of all texts. */
  readonly units: number;
  private readonly records: Records;
  private readonly codeSection: Section;
  /** Units of the texts that the code was learnt for. */
  readonly learntUnits: number;
  private readonly buffer = new UnitBuffer();
  private keptCode: Uint8Array | undefined;
  private known: TextForm | undefined;

  /** @throws HansouError BAD_INDEX when the sizes do not fit */
  constructor(
    section: Section,
    readonly documentCount: number,
  ) {
    const end = section.length - textsTrailer;
    const trailer = partOf(section, end, section.length);
    const codeAt = end - readU64(trailer, 0);
    this.units = readU64(trailer, 8);
    this.learntUnits = readU64(trailer, 16);
    this.codeSection = partOf(section, codeAt, end);
    this.records = new Records(partOf(section, 0, codeAt), documentCount);
  }

  /** The code as it stands in the section; empty for texts that are kept as they are. */
  get codeBytes(): Uint8Array {
    this.keptCode ??= keptBytes(this.codeSection);
    return this.keptCode;
  }

  /** How the texts are written; the code is read when it is first needed. @throws HansouError BAD_INDEX */
  get form(): TextForm {
    if (!this.known) {
      const { codeBytes, learntUnits } = this;
      this.known = new TextForm(codeBytes.length === 0 ? undefined : new TextCode(codeBytes), learntUnits);
    }
    return this.known;
  }

  /** Reads by the code of another reader, when it is the same: laying one out takes longer than a small segment's texts. */
  shareForm(other: TextsReader): void {
    if (this.codeBytes === other.codeBytes || this.codeBytes.length === 0) return;
    if (this.learntUnits !== other.learntUnits || !sameBytes(this.codeBytes, other.codeBytes)) return;
    this.keptCode = other.codeBytes;
    this.known = other.form;
  }

  /**
   * Fills `into` with a document's text, or with its first `most` units.
   * @throws HansouError BAD_INDEX when its bytes are damaged
   */
  readText(document: number, into: UnitBuffer, most = Number.POSITIVE_INFINITY): void {
    const { code } = this.form;
    const { records } = this;
    records.find(document);
    const { section, start } = records;
    const bytes = records.end - start;
    into.length = 0;
    if (bytes === 0) return;
    const window = section.window(start, start + bytes + recordsTail);
    let at = section.start + start - window.origin;
    const end = at + bytes;
    if (!code) {
      const length = Math.min(most, (end - at) >>> 1);
      into.reserve(length);
      for (let i = 0; i < length; i++, at += 2) into.units[i] = window.bytes[at] | (window.bytes[at + 1] << 8);
      into.length = length;
      return;
    }
    const { length, size } = lengthAt(window.bytes, at, end);
    at += size;
    // A text that its bytes cannot hold is damage; nothing is allocated for it.
    if (length * code.shortest > (end - at) * 8 * longestPiece)
      throw damaged('a text inside its bytes', `${length} units`);
    const wanted = Math.min(most, length);
    into.reserve(wanted + longestPiece);
    code.decode(window, at, end, wanted, into);
  }

  /** A document's text. @throws HansouError BAD_INDEX when its bytes are damaged */
  text(document: number): string {
    this.readText(document, this.buffer);
    return stringOf(this.buffer.units, 0, this.buffer.length);
  }

  /** Whether the document has no text; then it reads as ''. */
  isMissing(document: number): boolean {
    return this.records.at(document).length === 1;
  }

  /** The bytes of a document's text; they hold until the next call. */
  record(document: number): Uint8Array {
    return this.records.at(document).bytes();
  }

  /** UTF-16 units of a document's text. */
  unitsOf(document: number): number {
    const record = this.record(document);
    if (this.codeSection.length === 0) return record.length >>> 1;
    return record.length === 0 ? 0 : lengthAt(record, 0, record.length).length;
  }
}

function lengthAt(bytes: Uint8Array, at: number, end: number): { length: number; size: number } {
  let length = 0;
  let size = 0;
  for (let factor = 1; at + size < end && size < 6; factor *= 128) {
    const byte = bytes[at + size++];
    length += (byte & 0x7f) * factor;
    if (byte < 0x80) return { length, size };
  }
  throw damaged('the length of a text', 'none');
}
