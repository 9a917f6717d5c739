/** Decodes the lines of a text one by one, in an encoding detected from its beginning. */
import { decodeExactly, decodeText, encodingFromByteOrderMark } from '../../encoding/encoding.ts';
import { Utf32Decoder } from '../../encoding/utf-32.ts';
import type { FileInput } from '../../file-input.ts';

/**
 * Decodes lines that are split at the byte of a line feed, in UTF-8, GB18030, Big5 or a set encoding. The first line that is
 * not ASCII decides; a later line with bytes that are not valid is detected anew, and such bytes are replaced and counted.
 */
export class LineDecoder {
  private encoding: string | undefined;

  constructor(private readonly input: FileInput) {
    this.encoding = input.decoding.encoding;
  }

  decode(bytes: Uint8Array): string {
    const { decoding, file } = this.input;
    if (this.encoding !== undefined && decoding.encoding === undefined) {
      const exact = decodeExactly(bytes, this.encoding);
      if (exact !== undefined) return exact;
    }
    const { onReplaced, onDoubtful, ...options } = decoding;
    const { text, encoding, replaced, isDoubtful } = decodeText(bytes, { ...options, file });
    if (isDoubtful) onDoubtful?.();
    if (replaced > 0) onReplaced?.(replaced);
    else if (encoding !== 'utf-8' || /[^\0-\x7f]/.test(text)) this.encoding = encoding;
    return text;
  }
}

/** Decodes the chunks of a text whose line feeds are not single bytes. */
interface ChunkDecoder {
  decode(bytes: Uint8Array, options: { readonly stream: boolean }): string;
}

/** A decoder for records of JSON in UTF-16 or UTF-32, with a byte order mark or without one; undefined for other text. */
export function wideDecoderOf(firstChunk: Uint8Array, given: string | undefined): ChunkDecoder | undefined {
  const encoding = given ?? encodingFromByteOrderMark(firstChunk) ?? guessWide(firstChunk);
  if (encoding === 'utf-32le' || encoding === 'utf-32be') return new Utf32Decoder(encoding);
  return encoding?.startsWith('utf-16') ? new TextDecoder(encoding) : undefined;
}

/** JSON begins with ASCII characters: where zeros stand between them tells their width (RFC 4627). */
function guessWide([a, b, c, d]: Uint8Array): string | undefined {
  if (a !== 0 && b === 0) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  if (a !== 0) return undefined;
  return b === 0 && c === 0 ? 'utf-32be' : 'utf-16be';
}
