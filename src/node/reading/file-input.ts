/** A file as its reader sees it: chunks, bytes or text, and refuses empty and too large ones. */
import { HansouError } from '../../errors.ts';
import { decodeText } from './encoding/encoding.ts';
import { type ByteAccess, joinChunks, readChunks } from './input.ts';

/** Maximum size, in uncompressed bytes, of a text that is read whole. JSONL is read line by line and may have any size. */
const maxTextBytes = 64 * 2 ** 20;

/** How the text of a file is decoded. */
export interface Decoding {
  /** The encoding; by default it is detected. */
  readonly encoding?: string | undefined;
  /** Whether bytes that are not valid are an error (default false: they are replaced). */
  readonly strict?: boolean | undefined;
  /** Called with the number of sequences of bytes that were replaced, if any. */
  readonly onReplaced?: ((count: number) => void) | undefined;
  /** Called if the encoding was guessed and the text is unusual for Chinese. */
  readonly onDoubtful?: (() => void) | undefined;
}

/** A file on disk, standard input, or a member of an archive. Its bytes are read once and kept until it is dropped. */
export class FileInput {
  private wholeBytes: Promise<Uint8Array> | undefined;
  private wholeText: Promise<string> | undefined;

  /**
   * @param file its name, for ids and messages, with `/` between folders
   * @param path its path below the folder that was named; the file name when the file itself was named
   * @param open starts reading: returns its bytes, unpacked, in chunks that are not empty
   * @param decoding how its text is decoded
   */
  constructor(
    readonly file: string,
    readonly path: string,
    private readonly open: () => AsyncIterable<Buffer>,
    readonly decoding: Decoding = {},
  ) {}

  /** The bytes in chunks, for a reader that holds only a part of the file at a time. */
  chunks(): AsyncIterable<Buffer> {
    return this.open();
  }

  /**
   * All bytes.
   * @throws HansouError IO; BAD_FILE when the file is empty or larger than `maxBytes`
   */
  bytes(maxBytes = maxTextBytes): Promise<Uint8Array> {
    this.wholeBytes ??= joinChunks(this.file, this.open(), maxBytes).then(bytes => {
      if (bytes.length === 0) throw emptyFileError(this.file);
      return bytes;
    });
    return this.wholeBytes;
  }

  /**
   * The decoded text.
   * @param declaredCharset finds the encoding that the file itself declares
   * @throws HansouError IO; BAD_FILE when the file is empty, binary, too large or cannot be decoded
   */
  text(declaredCharset?: (bytes: Uint8Array) => string | undefined): Promise<string> {
    // Decoded once, so that its damaged bytes are reported once.
    this.wholeText ??= this.decode(declaredCharset);
    return this.wholeText;
  }

  private async decode(declaredCharset?: (bytes: Uint8Array) => string | undefined): Promise<string> {
    const bytes = await this.bytes();
    const { encoding, strict, onReplaced, onDoubtful } = this.decoding;
    const declared = declaredCharset?.(bytes);
    const { text, replaced, isDoubtful } = decodeText(bytes, { file: this.file, declared, encoding, strict });
    if (replaced > 0) onReplaced?.(replaced);
    if (isDoubtful) onDoubtful?.();
    if (text.trim() === '') throw emptyFileError(this.file);
    return text;
  }
}

/**
 * A file on disk, or standard input for `-`.
 * @param path its path below the folder that was named (default the file name)
 */
export function openFileInput(
  file: string,
  access: ByteAccess,
  path = file.slice(file.lastIndexOf('/') + 1),
  decoding: Decoding = {},
): FileInput {
  return new FileInput(file, path, () => readChunks(file, access), decoding);
}

/** The error for a file without text. */
export function emptyFileError(file: string): HansouError {
  return new HansouError('BAD_FILE', `${file} is empty`, {
    expected: 'a file with text',
    got: 'none',
    hint: 'Omit the file.',
  });
}
