/** Detects the encoding of a file and decodes its text. */
import { describeValue, HansouError } from '../../../errors.ts';
import { checkBoolean, checkOptions, checkString, invalid, type OptionRules } from '../../../validate.ts';
import { detectBinaryKind } from './binary-kind.ts';
import { scoreChinese } from './chinese-score.ts';
import { countReplaced, damagedTextError, undecodableError, unknownSetError } from './damaged-text.ts';
import { isDoubtfulText } from './doubtful-text.ts';
import {
  decodeOwn,
  isOwnEncoding,
  listSevenBitEncodings,
  type OwnEncoding,
  ownEncodingByName,
} from './own-encodings.ts';
import { guessUtf32, utf32FromByteOrderMark } from './utf-32.ts';

/**
 * An encoding that is detected: the name of a `TextDecoder`, or one that no `TextDecoder` knows. GB18030 includes GBK and
 * GB2312, Big5 includes HKSCS.
 * @useDeclaredType
 */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'iso-2022-jp' | OwnEncoding;

/** The text of a file. */
export interface DecodedText {
  /** The text as it is in the file, without the byte order mark, and with U+FFFD for each sequence of bytes that is not valid. */
  readonly text: string;
  /** The encoding that was detected or set. */
  readonly encoding: string;
  /** Number of replaced sequences of bytes. */
  readonly replaced: number;
  /** Set where the encoding was guessed and the text is unusual for Chinese: it may be Japanese or Korean in an encoding of its own. */
  readonly isDoubtful?: true;
}

/** What is known of a decoded text beside that. */
interface Decoded extends DecodedText {
  /** The first byte that is not valid, if the decoder tells. */
  readonly invalidAt?: number | undefined;
  /** A character set that it uses and that is not known. */
  readonly unknownSet?: string | undefined;
}

/** Options of `decodeText`. */
export interface DecodeOptions {
  /** Name of the file, for error messages. */
  readonly file: string;
  /** The encoding that the file itself declares (`<meta charset>`). */
  readonly declared?: string | undefined;
  /** The encoding that decides, whatever the bytes look like. */
  readonly encoding?: string | undefined;
  /** Whether bytes that are not valid are an error (default false: they are replaced and counted). */
  readonly strict?: boolean | undefined;
}

const decodeRules: OptionRules<DecodeOptions> = {
  owner: 'decodeText',
  checks: { file: checkString, declared: checkString, encoding: checkString, strict: checkBoolean },
  required: ['file'],
  example: "{ file: 'paper.txt' }",
};

/** Encodings to try if nothing else decides; of equal scores the first one wins. */
const guessedEncodings: readonly Encoding[] = ['gb18030', 'big5', 'utf-16le', 'utf-16be'];

/**
 * Minimum score of a Chinese text; lower ones come from a wrong encoding. Measured: pages and lists of names score 0.86 to
 * 0.90 in their own encoding, at most 0.23 in another.
 */
const minChineseScore = 0.4;
/** Maximum share of replaced characters among those outside of ASCII; more come from a wrong or a second encoding. */
const maxReplacedShare = 0.3;
/** The same among all characters of a text without Chinese. */
const maxReplacedShareOfAscii = 0.1;

/**
 * Decodes a file. The first of these decides: the `encoding` that is set; a byte order mark; HZ, ISO-2022-CN or UTF-7 if all
 * bytes are ASCII and their text is Chinese in it; UTF-8 if all bytes are valid; UTF-32 if the text is like Chinese in it; the
 * `declared` encoding if all bytes are valid in it; the one of GB18030, Big5 and UTF-16 in which all bytes are valid whose text
 * is most like Chinese; the one of all these whose text is most like Chinese with a few bytes replaced.
 *
 * Laws: a Chinese text written in one of the encodings is read back unchanged. A damaged byte changes the text around it only,
 * and is counted; in UTF-7 it changes the text up to the next ASCII, and is not always noticed.
 *
 * @throws HansouError BAD_FILE when the file is binary or in none of the encodings, and with `strict` when a byte is not valid;
 *   the message names the encodings tried and the first invalid byte in each, or a character set of ISO-2022 that is not
 *   known. BAD_ARGUMENT for an unknown `encoding`
 */
export function decodeText(bytes: Uint8Array, options: DecodeOptions): DecodedText {
  checkOptions(decodeRules, options, undefined);
  if (!(bytes instanceof Uint8Array)) throw invalid('the bytes', 'a Uint8Array', bytes, 'Pass await readFile(path).');
  const { file, encoding: given, declared, strict = false } = options;
  const set = given === undefined ? encodingFromByteOrderMark(bytes) : requireEncoding(given);
  const kind = set === undefined || given !== undefined ? detectBinaryKind(bytes) : undefined;
  if (kind) throw binaryFileError(file, kind);
  const decoded =
    set === undefined
      ? (detectAndDecode(bytes, declared) ?? detectWithoutZeros(bytes, declared))
      : replaceZeros(decode(bytes, set));
  if (decoded === undefined) {
    const zero = bytes.indexOf(0);
    if (zero >= 0) throw binaryFileError(file, `binary data (a zero at byte ${zero})`);
    throw undecodableError(file, bytes, ['utf-8', ...guessedEncodings]);
  }
  const { text, encoding, replaced, invalidAt, unknownSet } = decoded;
  if (unknownSet !== undefined) throw unknownSetError(file, unknownSet);
  if (set !== undefined && text.includes('\0')) throw binaryFileError(file, 'binary data (a zero character)');
  if (strict && replaced > 0) throw damagedTextError(file, bytes, { encoding, replaced, invalidAt });
  return { text, encoding, replaced, ...(decoded.isDoubtful && { isDoubtful: true }) };
}

/**
 * Zeros in a text that a disk or a program has damaged, as bytes that are not valid; undefined if there are too many, as in
 * binary data.
 */
function detectWithoutZeros(bytes: Uint8Array, declared: string | undefined): Decoded | undefined {
  let zeros = 0;
  for (const byte of bytes) if (byte === 0) zeros++;
  if (zeros === 0 || zeros > maxZeros(bytes.length)) return undefined;
  // No encoding has the byte 0xff.
  return detectAndDecode(
    bytes.map(byte => (byte === 0 ? 0xff : byte)),
    declared,
  );
}

/** The same in a text whose encoding is known. */
function replaceZeros(decoded: Decoded): Decoded {
  const zeros = decoded.text.split('\0').length - 1;
  if (zeros === 0 || zeros > maxZeros(decoded.text.length)) return decoded;
  return { ...decoded, text: decoded.text.replaceAll('\0', '\ufffd'), replaced: decoded.replaced + zeros };
}

/** Number of zeros in a text of this length up to which it is taken for damaged text. */
function maxZeros(length: number): number {
  return Math.max(1, Math.floor(length / 1000));
}

function detectAndDecode(bytes: Uint8Array, declaredName: string | undefined): Decoded | undefined {
  const utf8 = decode(bytes, 'utf-8');
  if (isExact(utf8)) return (utf8.text.length === bytes.length ? decodeSevenBit(bytes, utf8.text) : undefined) ?? utf8;
  const utf32 = guessUtf32(bytes);
  const inUtf32 = utf32 && decode(bytes, utf32);
  if (inUtf32 && scoreChinese(inUtf32.text, false) > minChineseScore) return inUtf32;
  const declared = encodingByName(declaredName);
  const inDeclared = declared && decode(bytes, declared);
  if (inDeclared && isExact(inDeclared)) return inDeclared;
  const guesses = guessedEncodings.map(encoding => rate(decode(bytes, encoding)));
  const exact = bestOf(guesses.filter(({ decoded, score }) => isExact(decoded) && score > minChineseScore));
  if (exact) return markDoubtful(exact, bytes);
  const damaged = [rate(utf8), ...(inDeclared ? [rate(inDeclared)] : []), ...guesses].filter(isDamagedChinese);
  const best = bestOf(damaged);
  if (best) return best.decoded;
  // Hardly any Chinese: a few Han characters between Latin ones, or Latin text with a damaged byte.
  const few = bestOf(guesses.filter(({ decoded, score }) => isExact(decoded) && score > 0 && !isUtf16(decoded)));
  return few ? markDoubtful(few, bytes) : isDamagedAscii(utf8) ? utf8 : undefined;
}

function markDoubtful({ decoded, score }: RatedText, bytes: Uint8Array): Decoded {
  return isDoubtfulText(decoded.text, bytes, score) ? { ...decoded, isDoubtful: true } : decoded;
}

/** The text of ASCII bytes that stand for Chinese; undefined if they are just ASCII. */
function decodeSevenBit(bytes: Uint8Array, ascii: string): Decoded | undefined {
  for (const encoding of listSevenBitEncodings(ascii)) {
    const decoded = decode(bytes, encoding);
    const isText = encoding === 'iso-2022-jp' ? isExact(decoded) : isDamagedChinese(rate(decoded));
    if (isText || decoded.unknownSet !== undefined) return decoded;
  }
  return undefined;
}

interface RatedText {
  readonly decoded: Decoded;
  readonly score: number;
}

function rate(decoded: Decoded): RatedText {
  return { decoded, score: decoded.text.includes('\0') ? 0 : scoreChinese(decoded.text, !isUtf16(decoded)) };
}

function bestOf(rated: readonly RatedText[]): RatedText | undefined {
  return rated.reduce<RatedText | undefined>(
    (best, each) => (best === undefined || each.score > best.score ? each : best),
    undefined,
  );
}

function isExact({ text, replaced }: DecodedText): boolean {
  return replaced === 0 && !text.includes('\0');
}

function isUtf16({ encoding }: DecodedText): boolean {
  return encoding.startsWith('utf-16');
}

/** Whether a text is Chinese with a few characters replaced. */
function isDamagedChinese({ decoded: { text, replaced }, score }: RatedText): boolean {
  if (score <= minChineseScore) return false;
  const others = text.replace(/[\0-\x7f]+/g, '').length;
  return replaced <= Math.max(1, maxReplacedShare * others);
}

/** Whether a text is Latin with a few characters replaced. */
function isDamagedAscii({ text, replaced }: DecodedText): boolean {
  return replaced <= Math.max(1, maxReplacedShareOfAscii * text.length) && !/[\0-\x08\x0e-\x1f]/.test(text);
}

function decode(bytes: Uint8Array, encoding: string): Decoded {
  if (isOwnEncoding(encoding)) return { encoding, ...decodeOwn(bytes, encoding) };
  const text = new TextDecoder(encoding).decode(bytes);
  return { text, encoding, replaced: countReplaced(text, bytes, encoding) };
}

/** The text of bytes in an encoding; undefined if a byte is not valid in it. */
export function decodeExactly(bytes: Uint8Array, encoding: string): string | undefined {
  if (isOwnEncoding(encoding)) {
    const { text, replaced } = decodeOwn(bytes, encoding);
    return replaced === 0 ? text : undefined;
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The encoding of a byte order mark; undefined if there is none. */
export function encodingFromByteOrderMark(bytes: Uint8Array): Encoding | undefined {
  const utf32 = utf32FromByteOrderMark(bytes);
  if (utf32) return utf32;
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

/** The name of the encoding that a person names (`GBK`, `cp936`, `HZ`, `shift_jis`). @throws HansouError BAD_ARGUMENT */
export function requireEncoding(name: string): string {
  try {
    const own = ownEncodingByName(name.toLowerCase().replace(/[^a-z0-9]/g, ''));
    return own ?? encodingByName(name) ?? new TextDecoder(name).encoding;
  } catch (cause) {
    throw new HansouError('BAD_ARGUMENT', `the encoding ${describeValue(name)} is not known`, {
      expected: 'a name like utf-8, gb18030, gbk, big5, utf-16le, utf-32le, hz',
      got: describeValue(name),
      hint: 'Name another encoding, or none: it is then detected.',
      cause,
    });
  }
}

function binaryFileError(file: string, kind: string): HansouError {
  return new HansouError('BAD_FILE', `${file} is not text`, {
    expected: 'a text file',
    got: kind,
    hint: 'Omit the file, or extract its text first.',
  });
}
