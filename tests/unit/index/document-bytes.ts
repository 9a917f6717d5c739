/** The document store as one run of bytes, for tests of what it holds. */
import { ChunkedBuffer } from '../../../src/bytes/byte-sink.ts';
import type { Section } from '../../../src/bytes/section.ts';
import { stringifyStoredValue } from '../../../src/index/columns/stored-values.ts';
import { sliceSection } from '../../../src/index/packing/slice-section.ts';
import { DocumentStoreReader } from '../../../src/index/store/document-store-reader.ts';
import { DocumentStoreWriter } from '../../../src/index/store/document-store-writer.ts';
import type { StoreSections } from '../../../src/index/store/encoding/text-encoding.ts';
import { TextStoreReader } from '../../../src/index/store/text-store-reader.ts';

/** What a writer ended with. */
interface StoreBytes extends StoreSections {
  readonly bytes: Uint8Array;
}

/** Ends a writer; without those bytes that its own sink has. */
export function finishStore(writer: DocumentStoreWriter): StoreBytes {
  const chunks = new ChunkedBuffer();
  const sections = writer.finishTo(chunks);
  return { bytes: chunks.finish(), ...sections };
}

/** What a writer ended with, in one piece. */
export function joinStore({ bytes, starts, code }: StoreBytes): Uint8Array {
  return joinSections(starts, joinSections(code, bytes));
}

/** The bytes of documents with one text each. */
export function writeTexts(texts: readonly (string | undefined)[], writer = new DocumentStoreWriter(1)): Uint8Array {
  for (const text of texts) writer.add(text);
  return joinStore(finishStore(writer));
}

/** Opens what `writeTexts` wrote. */
export function openTexts(section: Section, count: number): TextStoreReader {
  const [starts, rest] = splitSections(section);
  const [code, documents] = splitSections(rest);
  return new TextStoreReader(new DocumentStoreReader(documents, starts, code, count, 1), 0);
}

/** The JSON under which a document keeps a value. */
export function storedText(value: unknown): string {
  return value === undefined ? '' : stringifyStoredValue(value);
}

function joinSections(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + first.length + second.length);
  new DataView(bytes.buffer).setUint32(0, first.length, true);
  bytes.set(first, 4);
  bytes.set(second, 4 + first.length);
  return bytes;
}

function splitSections(section: Section): [Section, Section] {
  const { data, origin } = sliceSection(section, 0, 4).window(0, 4);
  const end = 4 + data.getUint32(section.start - origin, true);
  return [sliceSection(section, 4, end), sliceSection(section, end, section.length)];
}
