/** Counts and reports the bytes of a text that are not valid in its encoding. */
import { HansouError } from '../../../errors.ts';

const displayNames: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  gb18030: 'GB18030',
  big5: 'Big5',
};

const displayName = (encoding: string) => displayNames[encoding] ?? encoding;

/** Number of characters U+FFFD that stand for bytes that are not valid, and not for the character itself. */
export function countReplaced(text: string, bytes: Uint8Array, encoding: string): number {
  let count = 0;
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) count++;
  if (count === 0) return 0;
  // A file may contain the character itself, from an earlier loss.
  const own = new TextEncoder().encode('\ufffd');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (encoding === 'utf-8') for (let at = buffer.indexOf(own); at >= 0; at = buffer.indexOf(own, at + 3)) count--;
  else if (findInvalidByte(bytes, encoding) === undefined) return 0;
  return count;
}

/** The first invalid byte, by binary search: a prefix is valid until it contains that byte. Undefined if all are valid. */
function findInvalidByte(bytes: Uint8Array, encoding: string): number | undefined {
  const isValid = (end: number, stream = true) => {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, end), { stream });
      return true;
    } catch {
      return false;
    }
  };
  if (isValid(bytes.length, false)) return undefined;
  if (isValid(bytes.length)) return bytes.length;
  let valid = 0;
  let broken = bytes.length;
  while (broken - valid > 1) {
    const middle = (valid + broken) >>> 1;
    if (isValid(middle)) valid = middle;
    else broken = middle;
  }
  return valid;
}

/** The error for a file that is in none of the encodings tried. */
export function undecodableError(file: string, bytes: Uint8Array, tried: readonly string[]): HansouError {
  const findings = tried.map(encoding => {
    const at = findInvalidByte(bytes, encoding);
    return at === undefined
      ? `no Chinese text in ${displayName(encoding)}`
      : `${displayName(encoding)} broken at byte ${at}${at === bytes.length ? ' (the end)' : ''}`;
  });
  return new HansouError('BAD_FILE', `${file} cannot be decoded`, {
    expected: `text in ${tried.map(displayName).join(', ')}`,
    got: findings.join(', '),
    hint: 'Set the encoding, or save the file as UTF-8.',
  });
}

/** The error for a file in an encoding of which one character set is not known. */
export function unknownSetError(file: string, set: string): HansouError {
  return new HansouError('BAD_FILE', `${file} cannot be decoded`, {
    expected: 'ISO-2022 with the characters of GB2312 alone',
    got: `ISO-2022 with those of ${set}`,
    hint: 'Convert the file to UTF-8 (iconv -f ISO-2022-CN-EXT -t UTF-8).',
  });
}

/** The error for a file with bytes that are not valid, where such bytes are refused. */
export function damagedTextError(
  file: string,
  bytes: Uint8Array,
  {
    encoding,
    replaced,
    invalidAt: at = findInvalidByte(bytes, encoding),
  }: { readonly encoding: string; readonly replaced: number; readonly invalidAt?: number | undefined },
): HansouError {
  return new HansouError('BAD_FILE', `${file} is damaged`, {
    expected: `valid ${displayName(encoding)}`,
    got: `${replaced} invalid ${replaced === 1 ? 'sequence' : 'sequences'} of bytes, the first at byte ${at}`,
    hint: 'Repair the file, or read it without strict: such bytes are then replaced.',
  });
}
