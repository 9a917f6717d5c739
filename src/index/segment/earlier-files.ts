/**
 * What a file that continues others says of them: which they are, and which of their documents it replaces or removes. So a
 * reader of all of them need not compare their ids.
 *
 *     earlier = files u32, ids u32, checksum u32 of each file, strings      of the ids; see strings.ts
 *
 * The checksum of a file is that of its header, which covers all others (container.ts).
 */
import { ByteWriter } from '../../bytes/byte-writer.ts';
import type { Section } from '../../bytes/section.ts';
import { damageError } from '../damage.ts';
import { sliceSection } from '../packing/slice-section.ts';
import { StringsReader, StringsWriter } from '../packing/strings.ts';

const headBytes = 8;

/** What a file replaces or removes of files that are opened before it. */
export interface EarlierFiles {
  /**
   * The checksum of each file, in their order, if `ids` are all of their documents that the file replaces or removes. By
   * default none: then the ids of all files are compared when they are opened.
   */
  readonly checksums?: readonly number[];
  /** The ids of their documents. */
  readonly ids: readonly string[];
}

/** Writes the section. */
export function writeEarlierFiles({ checksums = [], ids }: EarlierFiles): Uint8Array {
  const strings = new StringsWriter();
  for (const id of ids) strings.add(id);
  const bytes = strings.finish();
  const writer = new ByteWriter(headBytes + 4 * checksums.length + bytes.length);
  for (const number of [checksums.length, ids.length, ...checksums]) writer.writeU32(number);
  writer.writeBytes(bytes);
  return writer.finish();
}

/** Reads the section; the ids when they are asked for. */
export class EarlierFilesReader {
  /** The checksum of each file, in their order. */
  readonly checksums: readonly number[];
  private readonly strings: StringsReader;

  /** @throws HansouError BAD_INDEX when the sizes do not fit */
  constructor(private readonly section: Section) {
    if (section.length < headBytes) throw damageError(`at least ${headBytes} bytes`, section.length);
    const [fileCount, idCount] = this.readNumbers(0, 2);
    const stringsAt = headBytes + 4 * fileCount;
    if (stringsAt > section.length || idCount > section.length)
      throw damageError(`${fileCount} files and ${idCount} ids in ${section.length} bytes`, 'more');
    this.checksums = this.readNumbers(headBytes, fileCount);
    this.strings = new StringsReader(sliceSection(section, stringsAt, section.length), idCount);
  }

  /** The ids of documents of these files that are replaced or removed. @throws HansouError BAD_INDEX */
  listIds(): string[] {
    const { section, strings } = this;
    section.want(0, section.length);
    const ids: string[] = [];
    strings.visitAll(() => void ids.push(strings.current()));
    return ids;
  }

  private readNumbers(from: number, count: number): number[] {
    const { section } = this;
    const { data, origin } = section.window(from, from + 4 * count);
    return Array.from({ length: count }, (_, i) => data.getUint32(section.start + from + 4 * i - origin, true));
  }
}
