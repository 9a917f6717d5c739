/** Decodes the lines of a text one by one, in an encoding detected from its beginning. */
import { decodeText, encodingFromByteOrderMark } from '../../encoding/encoding.ts';
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
      try {
        return new TextDecoder(this.encoding, { fatal: true }).decode(bytes);
      } catch {
        // Decided anew below.
      }
    }
    const { onReplaced, ...options } = decoding;
    const { text, encoding, replaced } = decodeText(bytes, { ...options, file });
    if (replaced > 0) onReplaced?.(replaced);
    else if (encoding !== 'utf-8' || /[^\0-\x7f]/.test(text)) this.encoding = encoding;
    return text;
  }
}

/** The encoding of UTF-16 text, whose line feeds are not single bytes; undefined for other text. */
export function utf16Of(firstChunk: Uint8Array, given: string | undefined): string | undefined {
  const encoding = given ?? encodingFromByteOrderMark(firstChunk);
  return encoding?.startsWith('utf-16') ? encoding : undefined;
}
