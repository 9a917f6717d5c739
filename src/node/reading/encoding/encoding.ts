/** Detects the encoding of a file and decodes its text. */
import { HansouError } from '../../../errors.ts';
import { fold } from '../../../text/folding.ts';
import { detectBinaryKind } from './binary-kind.ts';
import { frequentCharacters } from './frequent-characters.ts';

/** An encoding that is detected, by its `TextDecoder` name. GB18030 includes GBK and GB2312. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5';

/** The text of a file. */
export interface DecodedText {
  /** The text as it is in the file, without the byte order mark. */
  readonly text: string;
  /** The encoding that was detected. */
  readonly encoding: Encoding;
}

/** Encodings to try if nothing else decides; of equal scores the first one wins. */
const guessedEncodings: readonly Encoding[] = ['gb18030', 'big5', 'utf-16le', 'utf-16be'];

const displayNames: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  gb18030: 'GB18030',
  big5: 'Big5',
};

/** UTF-16 units of a text that are scored. */
const sampleUnits = 20_000;

/**
 * Minimum score of a Chinese text; lower ones come from a wrong encoding. Measured: pages and lists of names score 0.86 to
 * 0.90 in their own encoding, at most 0.23 in another.
 */
const minChineseScore = 0.4;

/**
 * Decodes a file. The first of these decides: a byte order mark; UTF-8 if all bytes are valid; the `declared` encoding if all
 * bytes are valid in it; the one of GB18030, Big5 and UTF-16 whose text is most like Chinese.
 *
 * Law: a Chinese text written in one of the encodings is read back unchanged.
 *
 * @param options.file name of the file, for error messages
 * @param options.declared the encoding that the file itself declares (`<meta charset>`)
 * @throws HansouError BAD_FILE when the file is binary or in none of the encodings; the message names the encodings tried and
 *   the first invalid byte in each
 */
export function decodeText(
  bytes: Uint8Array,
  options: { readonly file: string; readonly declared?: string | undefined },
): DecodedText {
  const { file } = options;
  const fromMark = encodingFromByteOrderMark(bytes);
  if (fromMark) {
    const text = decode(bytes, fromMark);
    if (text === undefined) throw undecodableError(file, bytes, [fromMark]);
    if (text.includes('\0')) throw binaryFileError(file, 'binary data (a zero character)');
    return { text, encoding: fromMark };
  }
  const kind = detectBinaryKind(bytes);
  if (kind) throw binaryFileError(file, kind);
  const utf8 = decode(bytes, 'utf-8');
  if (utf8 !== undefined && !utf8.includes('\0')) return { text: utf8, encoding: 'utf-8' };
  const declared = encodingByName(options.declared);
  const declaredText = declared && decode(bytes, declared);
  if (declared && declaredText !== undefined && !declaredText.includes('\0'))
    return { text: declaredText, encoding: declared };
  let best: DecodedText | undefined;
  let bestScore = minChineseScore;
  for (const encoding of guessedEncodings) {
    const text = decode(bytes, encoding);
    if (text === undefined || text.includes('\0')) continue;
    const score = scoreChinese(text, encoding);
    if (score <= bestScore) continue;
    best = { text, encoding };
    bestScore = score;
  }
  if (best) return best;
  const zero = bytes.indexOf(0);
  if (zero >= 0) throw binaryFileError(file, `binary data (a zero at byte ${zero})`);
  throw undecodableError(file, bytes, ['utf-8', ...guessedEncodings]);
}

/** The decoded text; undefined if the bytes are not valid in the encoding. */
function decode(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The encoding of a byte order mark; undefined if there is none. */
export function encodingFromByteOrderMark(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** The encoding with a given name, by one of its usual names; undefined for others. UTF-8 is tried before and not needed here. */
function encodingByName(name: string | undefined): Encoding | undefined {
  const plain = name?.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (plain === undefined) return undefined;
  if (/^(gb18030|gbk|gb2312|cp936|xgbk)$/.test(plain)) return 'gb18030';
  return /^(big5|big5hkscs|cp950)$/.test(plain) ? 'big5' : undefined;
}

const frequentSet = new Set(frequentCharacters);

/** The 3,755 common characters of GB2312 (its first level); created when first needed. */
let commonSet: Set<string> | undefined;

function createCommonSet(): Set<string> {
  const bytes: number[] = [];
  for (let lead = 0xb0; lead <= 0xd7; lead++) for (let trail = 0xa1; trail <= 0xfe; trail++) bytes.push(lead, trail);
  // The last five code points of the last row are not assigned.
  return new Set(new TextDecoder('gb18030').decode(Uint8Array.from(bytes.slice(0, 3755 * 2))));
}

const chinesePunctuation = /[\u2014\u2018\u2019\u201c\u201d\u2026\u00b7\u3000-\u3011\u3014\u3015\uff01-\uff5e]/;
const hanCharacter = /[\u4e00-\u9fff]/;

/**
 * How much a text looks like Chinese, at most 1: the mean over its characters of 1 for a frequent character or Chinese
 * punctuation, 0.5 for a common character, 0 for another Han character, and -1 for anything else. ASCII characters count only
 * in UTF-16, whose bytes for them are not those of ASCII.
 */
function scoreChinese(text: string, encoding: Encoding): number {
  commonSet ??= createCommonSet();
  const first = text.search(/[^\0-\x7f]/);
  const sample = fold(text.slice(Math.max(0, first), Math.max(0, first) + sampleUnits));
  // Folding turns full-width punctuation into half-width, so punctuation is looked up in the unfolded text.
  const raw = text.slice(Math.max(0, first), Math.max(0, first) + sampleUnits);
  let sum = 0;
  let count = 0;
  for (let i = 0; i < sample.length; i++) {
    const unit = raw.charCodeAt(i);
    if (unit < 0x80 && !encoding.startsWith('utf-16')) continue;
    count++;
    if (unit < 0x80) sum += unit >= 0x20 || (unit >= 9 && unit <= 13) ? 1 : -8;
    else if (frequentSet.has(sample[i]) || chinesePunctuation.test(raw[i])) sum++;
    else if (commonSet.has(sample[i])) sum += 0.5;
    else if (!hanCharacter.test(raw[i])) sum--;
  }
  return count === 0 ? 0 : sum / count;
}

/** The first invalid byte, by binary search: a prefix is valid until it contains that byte. Undefined if all are valid. */
function findInvalidByte(bytes: Uint8Array, encoding: Encoding): number | undefined {
  const isValid = (end: number) => {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, end), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  if (decode(bytes, encoding) !== undefined) return undefined;
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

function undecodableError(file: string, bytes: Uint8Array, tried: readonly Encoding[]): HansouError {
  const findings = tried.map(encoding => {
    const at = findInvalidByte(bytes, encoding);
    return at === undefined
      ? `no Chinese text in ${displayNames[encoding]}`
      : `${displayNames[encoding]} broken at byte ${at}${at === bytes.length ? ' (the end)' : ''}`;
  });
  return new HansouError('BAD_FILE', `${file} cannot be decoded`, {
    expected: `text in ${tried.map(encoding => displayNames[encoding]).join(', ')}`,
    got: findings.join(', '),
    hint: 'Save the file as UTF-8, or repair it at that byte.',
  });
}

function binaryFileError(file: string, kind: string): HansouError {
  return new HansouError('BAD_FILE', `${file} is not text`, {
    expected: 'a text file',
    got: kind,
    hint: 'Omit the file, or extract its text first.',
  });
}
