/**
 * The document store: for each document one record with all that a hit shows of it, so that a file that is read by ranges
 * gives it in one piece: its id, its texts, and its stored values as JSON.
 *
 *     documents = record*, zero u8 * 4, trailer                 where records begin is a section of its own (records.ts)
 *     record    = part*                     the id, then the text and stored fields in their order
 *     part      = size varint, text         `size` is the bytes of the text; the last part has none
 *     text      = length varint, bits       its units, then their codes (encoding/text-code.ts); '' is empty
 *               | unit u16*                 when the code is empty: texts too few to be worth a code
 *               | zero u8                   the document has no text
 *     trailer   = units u64 * parts, learntUnits u64
 *
 * `units` are the UTF-16 units of all texts of a part, `learntUnits` those of the texts that the code was learned for. All
 * parts share one code, in a section of its own. Texts come back unchanged: any UTF-16, lone surrogates included.
 */
import type { ByteWindow } from '../../bytes/byte-source.ts';
import type { Section } from '../../bytes/section.ts';
import { damageError } from '../damage.ts';
import { RecordsReader, recordsPadding } from '../packing/records.ts';
import { retainableBytes, sliceSection } from '../packing/slice-section.ts';
import { readUint64 } from '../packing/uint64.ts';
import { TextCode } from './encoding/text-code.ts';
import { storeTrailerBytes, TextEncoding } from './encoding/text-encoding.ts';

/** Reads records; `TextStoreReader` reads one part of each. */
export class DocumentStoreReader {
  /** UTF-16 units of all texts, by part. */
  readonly partUnits: readonly number[];
  /** UTF-16 units of the texts that the code was learned for. */
  readonly learntUnits: number;
  readonly records: RecordsReader;
  private loadedCodeBytes: Uint8Array | undefined;
  private loadedEncoding: TextEncoding | undefined;
  /** The part that was located last: `window.bytes[start … end)`. */
  window!: ByteWindow;
  start = 0;
  end = 0;

  /**
   * @param starts the section with the starts of the records
   * @param codeSection the section with the code, empty for uncompressed texts
   * @throws HansouError BAD_INDEX when the sizes do not fit
   */
  constructor(
    section: Section,
    private readonly starts: Section,
    private readonly codeSection: Section,
    readonly documentCount: number,
    readonly partCount: number,
  ) {
    const end = section.length - storeTrailerBytes(partCount);
    const trailer = sliceSection(section, end, section.length);
    this.partUnits = Array.from({ length: partCount }, (_, part) => readUint64(trailer, 8 * part));
    this.learntUnits = readUint64(trailer, 8 * partCount);
    this.records = new RecordsReader(section, documentCount, starts);
    if (this.records.section.length !== end) throw damageError(`records of ${this.records.section.length} bytes`, end);
  }

  /** UTF-16 units of all texts. */
  get totalUnits(): number {
    return this.partUnits.reduce((sum, units) => sum + units, 0);
  }

  /** Bytes of the code; empty for uncompressed texts. */
  get codeBytes(): Uint8Array {
    this.loadedCodeBytes ??= retainableBytes(this.codeSection);
    return this.loadedCodeBytes;
  }

  /** How the texts are encoded. The code is read when it is first needed. @throws HansouError BAD_INDEX */
  get encoding(): TextEncoding {
    if (!this.loadedEncoding) {
      const { codeBytes, learntUnits } = this;
      this.loadedEncoding = new TextEncoding(codeBytes.length === 0 ? undefined : new TextCode(codeBytes), learntUnits);
    }
    return this.loadedEncoding;
  }

  /** Notes that the code will be needed, when documents are found. */
  wantCode(): void {
    if (!this.loadedEncoding) this.codeSection.want(0, this.codeSection.length, true);
  }

  /** Loads where all records begin, if that takes at most `maxBytes`. */
  loadStarts(maxBytes: number): void {
    if (this.starts.length <= maxBytes) this.starts.bytes();
  }

  /** Shares the code of another store if it is the same: reading a code takes longer than reading a small segment's texts. */
  shareEncoding(other: DocumentStoreReader): void {
    if (this.codeBytes === other.codeBytes || this.codeBytes.length === 0) return;
    if (this.learntUnits !== other.learntUnits || !sameBytes(this.codeBytes, other.codeBytes)) return;
    this.loadedCodeBytes = other.codeBytes;
    this.loadedEncoding = other.encoding;
  }

  /** Sets `window`, `start` and `end` to a part of a record, without allocating an object. @throws HansouError BAD_INDEX */
  locate(document: number, part: number): void {
    const { records } = this;
    records.locate(document);
    const { section, start } = records;
    const window = section.window(start, records.end + recordsPadding);
    const { bytes } = window;
    const end = section.start + records.end - window.origin;
    let at = section.start + start - window.origin;
    const last = this.partCount - 1;
    for (let i = 0; i < last; i++) {
      let size = 0;
      for (let factor = 1; ; factor *= 128) {
        if (at === end || factor > 2 ** 35) throw damageError('the size of a part of a document', 'none');
        const byte = bytes[at++];
        size += (byte & 0x7f) * factor;
        if (byte < 0x80) break;
      }
      if (size > end - at) throw damageError('a part inside its document', `${size} bytes`);
      if (i === part) {
        this.window = window;
        this.start = at;
        this.end = at + size;
        return;
      }
      at += size;
    }
    this.window = window;
    this.start = at;
    this.end = end;
  }
}

/** Whether two codes have the same bytes. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
