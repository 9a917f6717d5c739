/**
 * Encodings whose bytes are all ASCII, so that their text looks like valid UTF-8: HZ (RFC 1843), ISO-2022-CN (RFC 1922), UTF-7
 * (RFC 2152). No library has the first two; the third is short.
 */

/** A decoded text. */
export interface OwnText {
  readonly text: string;
  /** Number of U+FFFD that stand for bytes that are not valid. */
  readonly replaced: number;
  /** The first byte that is not valid. */
  readonly invalidAt?: number | undefined;
  /** What the text has that cannot be decoded at all: the name of a character set. */
  readonly unknownSet?: string | undefined;
}

const replacement = '\ufffd';

/** Collects the text, and decodes pairs of GB2312 bytes together. */
class PairText {
  private text = '';
  private pairs: number[] = [];
  replaced = 0;
  invalidAt: number | undefined;

  addPair(first: number, second: number, at: number): void {
    // The rows of GB2312 end at 0x77.
    if (first < 0x21 || first > 0x77 || second < 0x21 || second > 0x7e) this.addInvalid(at);
    else this.pairs.push(first | 0x80, second | 0x80);
  }

  addText(text: string): void {
    this.flush();
    this.text += text;
  }

  addInvalid(at: number): void {
    this.addText(replacement);
    this.replaced++;
    this.invalidAt ??= at;
  }

  finish(): OwnText {
    this.flush();
    return { text: this.text, replaced: this.replaced, invalidAt: this.invalidAt };
  }

  private flush(): void {
    if (this.pairs.length === 0) return;
    this.text += new TextDecoder('gb18030').decode(Uint8Array.from(this.pairs));
    this.pairs = [];
  }
}

const [lineFeed, tilde, escapeByte, shiftOut, shiftIn] = [0x0a, 0x7e, 0x1b, 0x0e, 0x0f];

/** Decodes HZ: `~{` and `~}` around pairs of GB2312 bytes without their high bits. A line ends them too. */
export function decodeHz(bytes: Uint8Array): OwnText {
  const out = new PairText();
  const at = (i: number) => String.fromCharCode(bytes[i] ?? 0);
  let isGb = false;
  for (let i = 0; i < bytes.length; ) {
    const isTilde = bytes[i] === tilde;
    if (bytes[i] === lineFeed) isGb = false;
    if (isGb && isTilde && at(i + 1) === '}') {
      isGb = false;
      i += 2;
    } else if (isGb) {
      if (i + 1 >= bytes.length || bytes[i + 1] === lineFeed) out.addInvalid(i++);
      else {
        out.addPair(bytes[i], bytes[i + 1], i);
        i += 2;
      }
    } else if (isTilde && at(i + 1) === '{') {
      isGb = true;
      i += 2;
    } else if (isTilde && (at(i + 1) === '~' || at(i + 1) === '\n')) {
      out.addText(at(i + 1) === '~' ? '~' : '');
      i += 2;
    } else out.addText(at(i++));
  }
  return out.finish();
}

/** The character sets that an escape sequence of ISO-2022-CN may name, by its final bytes. */
const characterSets: Readonly<Record<string, string>> = {
  '$)A': 'GB2312',
  // ISO-2022-KR.
  '$)C': 'KS X 1001',
  '$)G': 'CNS 11643 plane 1',
  '$*H': 'CNS 11643 plane 2',
  '$)E': 'ISO-IR-165',
  '$+I': 'CNS 11643 plane 3',
  '$+J': 'CNS 11643 plane 4',
  '$+K': 'CNS 11643 plane 5',
  '$+L': 'CNS 11643 plane 6',
  '$+M': 'CNS 11643 plane 7',
};

/** Decodes ISO-2022-CN, of which only GB2312 is known here. */
export function decodeIso2022Cn(bytes: Uint8Array): OwnText {
  const out = new PairText();
  let set: string | undefined;
  let unknownSet: string | undefined;
  let isShifted = false;
  for (let i = 0; i < bytes.length; ) {
    const byte = bytes[i];
    const named = byte === escapeByte ? characterSets[String.fromCharCode(...bytes.subarray(i + 1, i + 4))] : undefined;
    if (named !== undefined) {
      set = named;
      if (named !== 'GB2312') unknownSet ??= named;
      i += 4;
    } else if (byte === shiftOut || byte === shiftIn) {
      isShifted = byte === shiftOut;
      i++;
    } else if (byte === lineFeed) {
      isShifted = false;
      set = undefined;
      out.addText('\n');
      i++;
    } else if (isShifted && byte > 0x20) {
      if (set === 'GB2312' && i + 1 < bytes.length) out.addPair(byte, bytes[i + 1], i);
      else out.addInvalid(i);
      i += 2;
    } else out.addText(String.fromCharCode(bytes[i++]));
  }
  return { ...out.finish(), unknownSet };
}

/** Decodes UTF-7: `+`, UTF-16 BE in base64, and `-` or another character that is no base64. */
export function decodeUtf7(bytes: Uint8Array): OwnText {
  let replaced = 0;
  let invalidAt: number | undefined;
  const source = new TextDecoder('latin1').decode(bytes);
  const text = source.replace(/\+([A-Za-z0-9+/]*)-?/g, (whole, base64: string, at: number) => {
    if (base64 === '') return whole === '+-' ? '+' : whole;
    const units = Buffer.from(base64, 'base64');
    // Bits that are left over fill the last character of base64.
    if (units.length >= 2 && (base64.length * 6) % 16 < 6) {
      const decoded = units
        .subarray(0, units.length & ~1)
        .swap16()
        .toString('utf16le');
      if (!/\p{Surrogate}/u.test(decoded)) return decoded;
    }
    replaced++;
    invalidAt ??= at;
    return replacement;
  });
  return { text: text.replace(/^\ufeff/, ''), replaced, invalidAt };
}
