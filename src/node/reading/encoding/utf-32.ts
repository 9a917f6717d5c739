/** Decodes UTF-32, which `TextDecoder` does not know. */

/** The two byte orders. */
export type Utf32 = 'utf-32le' | 'utf-32be';

/** Decodes UTF-32 in pieces. A byte order mark decides the order of its bytes, whatever was named. */
export class Utf32Decoder {
  /** Number of U+FFFD that stand for bytes that are not valid. */
  replaced = 0;
  /** The first byte that is not valid. */
  invalidAt: number | undefined;
  private rest = new Uint8Array(0);
  private position = 0;

  constructor(private order: Utf32) {}

  /** The text of the next bytes. @param stream whether more follow */
  decode(bytes: Uint8Array, { stream = false } = {}): string {
    const all = this.rest.length > 0 ? Buffer.concat([this.rest, bytes]) : bytes;
    const view = new DataView(all.buffer, all.byteOffset, all.length);
    const end = all.length & ~3;
    const parts: string[] = [];
    let start = 0;
    if (this.position === 0 && end > 0) {
      this.order = utf32FromByteOrderMark(all) ?? this.order;
      if (utf32FromByteOrderMark(all)) start = 4;
    }
    for (let at = start; at < end; at += 4) {
      const code = view.getUint32(at, this.order === 'utf-32le');
      if (isCharacter(code)) parts.push(String.fromCodePoint(code));
      else parts.push(this.replace(this.position + at));
    }
    this.position += end;
    this.rest = stream ? all.slice(end) : new Uint8Array(0);
    if (!stream && end < all.length) parts.push(this.replace(this.position));
    return parts.join('');
  }

  private replace(at: number): string {
    this.replaced++;
    this.invalidAt ??= at;
    return '\ufffd';
  }
}

/** The byte order of a mark at the beginning; undefined if there is none. */
export function utf32FromByteOrderMark(bytes: Uint8Array): Utf32 | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return 'utf-32le';
  return a === 0 && b === 0 && c === 0xfe && d === 0xff ? 'utf-32be' : undefined;
}

/** The byte order in which the bytes are characters, but for a few; undefined if there is none. */
export function guessUtf32(bytes: Uint8Array): Utf32 | undefined {
  const end = bytes.length & ~3;
  if (end === 0) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (const order of ['utf-32le', 'utf-32be'] as const) {
    let others = 0;
    for (let at = 0; at < end; at += 4) {
      const code = view.getUint32(at, order === 'utf-32le');
      if (code === 0 || !isCharacter(code)) others++;
    }
    if (others * 40 <= end) return order;
  }
  return undefined;
}

function isCharacter(code: number): boolean {
  return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
}
