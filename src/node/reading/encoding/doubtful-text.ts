/** Tells texts that were read as Chinese, and may be Japanese or Korean in an encoding of their own. */

/** Scores (chinese-score.ts) from which on a text is Chinese without doubt, and below which it is unusual. */
const [minSureScore, minUsualScore] = [0.7, 0.4];
/** The same for texts that are long enough for a mean: of pieces of news of 12 characters and more, one in a thousand is below. */
const [minLongScore, minLongUnits] = [0.6, 12];
/** Number of pairs of bytes from which on their rows tell Korean. */
const minPairs = 4;
/** Share of kana in a text of GB18030 from which on it is Japanese. */
const minKanaShare = 0.2;

/**
 * Whether a text whose encoding was guessed may be Japanese or Korean.
 *
 * Shift_JIS read as GB18030 gives rare characters. EUC-JP has its kana in the rows where GB2312 has them. All syllables of EUC-KR
 * are in the rows of GB2312 from 啊 to 热, where half of the characters of a Chinese text are.
 * @param score how much the text looks like Chinese
 */
export function isDoubtfulText(text: string, bytes: Uint8Array, score: number): boolean {
  if (score >= minSureScore) return false;
  const others = text.replace(/[\0-\x7f]+/g, '').length;
  if (score < minUsualScore || (others >= minLongUnits && score < minLongScore)) return true;
  return isEucKr(bytes) || hasKanaInGb2312(bytes);
}

/** Whether all pairs of bytes are syllables of Korean or punctuation. */
function isEucKr(bytes: Uint8Array): boolean {
  let pairs = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] < 0x80) continue;
    const [lead, trail] = [bytes[at], bytes[++at]];
    if (trail === undefined || trail < 0xa1 || lead > 0xc8 || (lead > 0xa3 && lead < 0xb0)) return false;
    if (lead >= 0xb0) pairs++;
  }
  return pairs >= minPairs;
}

/** Whether a text has so many kana when its bytes are those of GB2312. */
function hasKanaInGb2312(bytes: Uint8Array): boolean {
  let [pairs, kana] = [0, 0];
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] < 0x80) continue;
    pairs++;
    if (bytes[at] === 0xa4 || bytes[at] === 0xa5) kana++;
    at++;
  }
  return kana >= pairs * minKanaShare && kana > 0;
}
