/** Writes the records of documents; the byte layout is described in `document-store-reader.ts`. */
import type { ByteSink } from '../../bytes/byte-sink.ts';
import { UnitBuffer } from '../../text/unit-buffer.ts';
import { type DocumentStoreReader, sameBytes } from './document-store-reader.ts';
import { chooseMergeEncoding, learnEncoding } from './encoding/choose-encoding.ts';
import { EncodingWriter, type StoreSections, type TextEncoding } from './encoding/text-encoding.ts';
import { TextBufferPool } from './text-buffer-pool.ts';
import { TextStoreReader } from './text-store-reader.ts';

/** How a `DocumentStoreWriter` writes. */
interface StoreOptions {
  /** The encoding to write in; without one all texts are held until the writer finishes. */
  readonly encoding?: TextEncoding | undefined;
  /** Takes bytes as soon as they are encoded; only used with an encoding. */
  readonly sink?: ByteSink | undefined;
}

/** Writes records document by document, each part by part. */
export class DocumentStoreWriter {
  private readonly buffer = new UnitBuffer();
  private readonly writer: EncodingWriter | undefined;
  /** Texts that are held until a code is learned from them. */
  private readonly pool = new TextBufferPool();

  /** @param partCount parts of each record */
  constructor(
    private readonly partCount: number,
    { encoding, sink }: StoreOptions = {},
  ) {
    if (encoding) this.writer = new EncodingWriter(encoding, partCount, sink);
  }

  /** Creates a writer for the merged documents of segments; it uses the code of most of them while it serves. */
  static createForMerge(readers: readonly DocumentStoreReader[], sink?: ByteSink): DocumentStoreWriter {
    return new DocumentStoreWriter(readers[0].partCount, { encoding: chooseMergeEncoding(readers), sink });
  }

  /** UTF-16 units of the texts that are held until a code is learned. */
  get pendingUnits(): number {
    return this.pool.units;
  }

  /** Adds the next part of the current document. @param text undefined when the document has no text, which differs from '' */
  add(text: string | undefined): void {
    if (text === undefined) this.addMissing();
    else {
      fillBuffer(this.buffer, text);
      this.addBuffer();
    }
  }

  /** Appends documents of another segment, ascending. Records in the same code are copied as bytes. */
  append(reader: DocumentStoreReader, documents: Uint32Array): void {
    const { writer } = this;
    const parts = Array.from({ length: this.partCount }, (_, part) => new TextStoreReader(reader, part));
    if (!writer || !sameBytes(writer.codeBytes, reader.codeBytes)) {
      for (const document of documents)
        for (const part of parts)
          if (part.isMissing(document)) this.addMissing();
          else {
            part.readText(document, this.buffer);
            this.addBuffer();
          }
    } else if (documents.length === reader.documentCount) writer.copyAll(reader);
    else
      for (const document of documents)
        writer.copy(
          reader.records.at(document).bytes(),
          parts.map(part => part.countUnits(document)),
        );
  }

  /**
   * Ends the section and writes its bytes to `sink`, without those that this writer's own sink already has.
   * @param encoding for texts that were held; without one a code is learned from them
   * @returns the sections beside it
   */
  finishTo(sink: ByteSink, encoding?: TextEncoding): StoreSections {
    const { pool } = this;
    let { writer } = this;
    if (!writer) {
      writer = new EncodingWriter(encoding ?? learnEncoding(pool, pool.units), this.partCount, sink);
      writePool(pool, writer);
    }
    const { bytes, starts, code } = writer.finish();
    sink.write(bytes);
    return { starts, code };
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
