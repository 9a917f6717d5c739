/** Writes the texts of a field; the byte layout is described in `text-store-reader.ts`. */
import { type ByteSink, ChunkedBuffer } from '../../bytes/byte-sink.ts';
import { UnitBuffer } from '../../text/unit-buffer.ts';
import { chooseMergeEncoding, findSharedEncoding, learnEncoding } from './choose-encoding.ts';
import { TextBufferPool } from './text-buffer-pool.ts';
import { EncodingWriter, type TextEncoding } from './text-encoding.ts';
import { sameBytes, type TextStoreReader } from './text-store-reader.ts';

/** Writes the texts of a field document by document. */
export class TextStoreWriter {
  private readonly buffer = new UnitBuffer();
  private readonly writer: EncodingWriter | undefined;
  /** Texts that are held until a code is learned from them. */
  private readonly pool = new TextBufferPool();

  /**
   * @param encoding the encoding to write in; without one all texts are held until the writer finishes
   * @param sink takes bytes as soon as they are encoded; only used with an encoding
   */
  constructor(encoding?: TextEncoding, sink?: ByteSink) {
    if (encoding) this.writer = new EncodingWriter(encoding, sink);
  }

  /** Creates a writer for new documents of an index with these segments; it uses their code if it serves. */
  static createForSegments(readers: readonly TextStoreReader[]): TextStoreWriter {
    return new TextStoreWriter(findSharedEncoding(readers));
  }

  /** Creates a writer for the merged documents of segments; it uses the code of most of them while it serves. */
  static createForMerge(readers: readonly TextStoreReader[], sink?: ByteSink): TextStoreWriter {
    return new TextStoreWriter(chooseMergeEncoding(readers), sink);
  }

  /** UTF-16 units of the texts that are held until a code is learned. */
  get pendingUnits(): number {
    return this.pool.units;
  }

  /** Adds the next document. @param text undefined when the document has no text, which differs from '' */
  add(text: string | undefined): void {
    if (text === undefined) this.addMissing();
    else {
      fillBuffer(this.buffer, text);
      this.addBuffer();
    }
  }

  /** Appends documents of another segment, ascending. Texts in the same code are copied as bytes. */
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

  /** Ends the section. @returns its bytes, without those that the sink already has */
  finish(): Uint8Array {
    if (this.writer) return this.writer.finish();
    const chunks = new ChunkedBuffer();
    this.finishTo(chunks);
    return chunks.finish();
  }

  /**
   * Ends the section and writes its bytes to `sink`, without those that this writer's own sink already has.
   * @param encoding for texts that were held; without one a code is learned from them
   */
  finishTo(sink: ByteSink, encoding?: TextEncoding): void {
    const { pool } = this;
    let { writer } = this;
    if (!writer) {
      writer = new EncodingWriter(encoding ?? learnEncoding(pool, pool.units), sink);
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
