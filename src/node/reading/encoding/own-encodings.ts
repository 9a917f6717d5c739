/** Encodings that no `TextDecoder` knows, and Big5, of which that of Node knows no character of Hong Kong (HKSCS). */
import iconv from 'iconv-lite';
import { decodeHz, decodeIso2022Cn, decodeUtf7, type OwnText } from './seven-bit.ts';
import { type Utf32, Utf32Decoder } from './utf-32.ts';

/** An encoding that is decoded here. */
export type OwnEncoding = Utf32 | 'utf-7' | 'hz-gb-2312' | 'iso-2022-cn' | 'big5';

const decoders: Readonly<Record<OwnEncoding, (bytes: Uint8Array) => OwnText>> = {
  'utf-32le': bytes => decodeUtf32(bytes, 'utf-32le'),
  'utf-32be': bytes => decodeUtf32(bytes, 'utf-32be'),
  'utf-7': decodeUtf7,
  'hz-gb-2312': decodeHz,
  'iso-2022-cn': decodeIso2022Cn,
  big5: decodeBig5,
};

/** Usual names, without marks and in lower case. */
const names: Readonly<Record<string, OwnEncoding>> = {
  utf32: 'utf-32le',
  utf32le: 'utf-32le',
  ucs4: 'utf-32le',
  utf32be: 'utf-32be',
  utf7: 'utf-7',
  hz: 'hz-gb-2312',
  hzgb2312: 'hz-gb-2312',
  iso2022cn: 'iso-2022-cn',
  iso2022cnext: 'iso-2022-cn',
};

/** Whether an encoding is decoded here. */
export function isOwnEncoding(encoding: string): encoding is OwnEncoding {
  return Object.hasOwn(decoders, encoding);
}

/** The encoding with a given name, in lower case without marks; undefined for others. */
export function ownEncodingByName(plainName: string): OwnEncoding | undefined {
  return Object.hasOwn(names, plainName) ? names[plainName] : undefined;
}

/** Decodes bytes; what is not valid becomes U+FFFD, and is counted. */
export function decodeOwn(bytes: Uint8Array, encoding: OwnEncoding): OwnText {
  return decoders[encoding](bytes);
}

/** The encodings that a text of ASCII bytes may be in, told from its escape sequences. */
export function listSevenBitEncodings(text: string): ('iso-2022-jp' | OwnEncoding)[] {
  const found: ('iso-2022-jp' | OwnEncoding)[] = [];
  if (/\x1b\$(?:\)[ACEG]|\*H|\+[I-M])/.test(text)) found.push('iso-2022-cn');
  if (/\x1b\$[@B]/.test(text)) found.push('iso-2022-jp');
  if (text.includes('~{')) found.push('hz-gb-2312');
  if (/\+[A-Za-z0-9+/]{3}/.test(text)) found.push('utf-7');
  return found;
}

/** Node gives characters for private use, and reports none of them as not valid. */
function decodeBig5(bytes: Uint8Array): OwnText {
  // Big5 does not have the character itself.
  const text = iconv.decode(bytes, 'big5-hkscs');
  const replaced = text.split('\ufffd').length - 1;
  return { text, replaced, ...(replaced > 0 && { invalidAt: findInvalidBig5(bytes) }) };
}

function findInvalidBig5(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const size = bytes[at] < 0x80 ? 1 : 2;
    if (iconv.decode(bytes.subarray(at, at + size), 'big5-hkscs').includes('\ufffd')) break;
    at += size;
  }
  return at;
}

function decodeUtf32(bytes: Uint8Array, order: Utf32): OwnText {
  const decoder = new Utf32Decoder(order);
  const text = decoder.decode(bytes);
  return { text, replaced: decoder.replaced, invalidAt: decoder.invalidAt };
}
