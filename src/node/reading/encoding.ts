/** Which encoding a file is in, and its text. */
import { HansouError } from '../../errors.ts';
import { fold } from '../../text/folding.ts';
import { detectBinaryKind } from './binary-kind.ts';
import { frequentCharacters } from './frequent-characters.ts';

/** An encoding that is recognised, by the name that `TextDecoder` knows it by. GB18030 holds GBK and GB2312. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5';

export interface DecodedText {
  /** Without the byte order mark; else as it stands in the file. */
  readonly text: string;
  readonly encoding: Encoding;
}

/** In the order of trying; of equal scores the first one counts. */
const withoutMark: readonly Encoding[] = ['gb18030', 'big5', 'utf-16le', 'utf-16be'];

const shownNames: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  gb18030: 'GB18030',
  big5: 'Big5',
};

/** Units of a text that are looked at to tell whether it is Chinese. */
const sampleSize = 20_000;

/**
 * Below this score a text is not Chinese, but what a wrong encoding makes of it. Measured: pages and lists of names .86 to
 * .90 in their encoding, at most .23 in another.
 */
const leastScore = 0.4;

/**
 * Decodes a file. A byte order mark decides; then UTF-8, when all bytes are valid; then the encoding that `declared`
 * names; then the one of GB18030, Big5 and UTF-16 whose text is most like Chinese.
 *
 * Law: whatever Chinese text is written in one of the encodings is read back as it was.
 *
 * @param options.file for messages
 * @param options.declared what the file says of itself (`<meta charset>`); believed only when all bytes are valid in it
 * @throws HansouError BAD_FILE when it is binary, or in none of the encodings: it names those that were tried and the
 *   byte where each broke
 */
export function decodeText(
  bytes: Uint8Array,
  options: { readonly file: string; readonly declared?: string | undefined },
): DecodedText {
  const { file } = options;
  const marked = encodingFromByteOrderMark(bytes);
  if (marked) {
    const text = decode(bytes, marked);
    if (text === undefined) throw undecodable(file, bytes, [marked]);
    if (text.includes('\0')) throw binary(file, 'binary data (a zero character)');
    return { text, encoding: marked };
  }
  const kind = detectBinaryKind(bytes);
  if (kind) throw binary(file, kind);
  const utf8 = decode(bytes, 'utf-8');
  if (utf8 !== undefined && !utf8.includes('\0')) return { text: utf8, encoding: 'utf-8' };
  const declared = declaredEncoding(options.declared);
  const named = declared && decode(bytes, declared);
  if (declared && named !== undefined && !named.includes('\0')) return { text: named, encoding: declared };
  let best: DecodedText | undefined;
  let bestScore = leastScore;
  for (const encoding of withoutMark) {
    const text = decode(bytes, encoding);
    if (text === undefined || text.includes('\0')) continue;
    const score = likenessToChinese(text, encoding);
    if (score <= bestScore) continue;
    best = { text, encoding };
    bestScore = score;
  }
  if (best) return best;
  const zero = bytes.indexOf(0);
  if (zero >= 0) throw binary(file, `binary data (a zero at byte ${zero})`);
  throw undecodable(file, bytes, ['utf-8', ...withoutMark]);
}

/** The text of the bytes; undefined when they are not valid in the encoding. */
function decode(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The encoding that a byte order mark names. */
export function encodingFromByteOrderMark(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** What people call the encodings. */
function declaredEncoding(name: string | undefined): Encoding | undefined {
  const plain = name?.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (plain === undefined) return undefined;
  if (/^(gb18030|gbk|gb2312|cp936|xgbk)$/.test(plain)) return 'gb18030';
  return /^(big5|big5hkscs|cp950)$/.test(plain) ? 'big5' : undefined;
}

const frequent = new Set(frequentCharacters);

/** The 3,755 characters of GB2312 that come first in it because they are common; laid out when they are first asked for. */
let common: Set<string> | undefined;

function commonCharacters(): Set<string> {
  const bytes: number[] = [];
  for (let lead = 0xb0; lead <= 0xd7; lead++) for (let trail = 0xa1; trail <= 0xfe; trail++) bytes.push(lead, trail);
  // The last row ends early, in five places that no character has.
  return new Set(new TextDecoder('gb18030').decode(Uint8Array.from(bytes.slice(0, 3755 * 2))));
}

const isMark = /[\u2014\u2018\u2019\u201c\u201d\u2026\u00b7\u3000-\u3011\u3014\u3015\uff01-\uff5e]/;
const isHan = /[\u4e00-\u9fff]/;

/**
 * How much a text looks Chinese: the mean over its characters of 1 for a frequent one or a mark of Chinese
 * punctuation, .5 for a common one, 0 for another Han character, -1 for anything else. ASCII only counts where it takes other bytes than in
 * ASCII.
 */
function likenessToChinese(text: string, encoding: Encoding): number {
  common ??= commonCharacters();
  const first = text.search(/[^\0-\x7f]/);
  const sample = fold(text.slice(Math.max(0, first), Math.max(0, first) + sampleSize));
  // Folding makes full-width marks half-width ones: the marks are looked for in the text as it stands.
  const raw = text.slice(Math.max(0, first), Math.max(0, first) + sampleSize);
  let sum = 0;
  let count = 0;
  for (let i = 0; i < sample.length; i++) {
    const unit = raw.charCodeAt(i);
    if (unit < 0x80 && !encoding.startsWith('utf-16')) continue;
    count++;
    if (unit < 0x80) sum += unit >= 0x20 || (unit >= 9 && unit <= 13) ? 1 : -8;
    else if (frequent.has(sample[i]) || isMark.test(raw[i])) sum++;
    else if (common.has(sample[i])) sum += 0.5;
    else if (!isHan.test(raw[i])) sum--;
  }
  return count === 0 ? 0 : sum / count;
}

/** The byte at which decoding fails, by halving: a beginning is valid until it holds that byte. */
function breaksAt(bytes: Uint8Array, encoding: Encoding): number | undefined {
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

function undecodable(file: string, bytes: Uint8Array, tried: readonly Encoding[]): HansouError {
  const findings = tried.map(encoding => {
    const at = breaksAt(bytes, encoding);
    return at === undefined
      ? `no Chinese text in ${shownNames[encoding]}`
      : `${shownNames[encoding]} broken at byte ${at}${at === bytes.length ? ' (the end)' : ''}`;
  });
  return new HansouError('BAD_FILE', `${file} cannot be decoded`, {
    expected: `text in ${tried.map(encoding => shownNames[encoding]).join(', ')}`,
    got: findings.join(', '),
    hint: 'Save it as UTF-8, or mend it at that byte.',
  });
}

function binary(file: string, kind: string): HansouError {
  return new HansouError('BAD_FILE', `${file} is no text`, {
    expected: 'a text file',
    got: kind,
    hint: 'Leave it out, or give the text of it.',
  });
}
