/** Measures how much a text looks like Chinese, to find the encoding in which it was written. */
import { fold } from '../../../text/folding.ts';
import { isCommonCharacter } from './common-characters.ts';
import { frequentCharacters } from './frequent-characters.ts';

/** UTF-16 units of a text that are scored. */
const sampleUnits = 20_000;

const frequentSet = new Set(frequentCharacters);
const chinesePunctuation = /[\u2014\u2018\u2019\u201c\u201d\u2026\u00b7\u3000-\u3011\u3014\u3015\uff01-\uff5e]/;
const hanCharacter = /[\u4e00-\u9fff]/;

/**
 * How much a text looks like Chinese, at most 1: the mean over its characters of 1 for a frequent character or Chinese
 * punctuation, 0.5 for a common character, 0 for another Han character, and -1 for anything else. 0 for a text without any.
 * @param skipsAscii whether ASCII characters do not count; in UTF-16 they do, whose bytes for them are not those of ASCII
 */
export function scoreChinese(text: string, skipsAscii: boolean): number {
  const first = Math.max(0, text.search(/[^\0-\x7f]/));
  // Folding turns full-width punctuation into half-width, so punctuation is looked up in the unfolded text.
  const raw = text.slice(first, first + sampleUnits);
  const sample = fold(raw);
  let sum = 0;
  let count = 0;
  for (let i = 0; i < sample.length; i++) {
    const unit = raw.charCodeAt(i);
    if (unit < 0x80 && skipsAscii) continue;
    count++;
    if (unit < 0x80) sum += unit >= 0x20 || (unit >= 9 && unit <= 13) ? 1 : -8;
    else if (frequentSet.has(sample[i]) || chinesePunctuation.test(raw[i])) sum++;
    else if (isCommonCharacter(sample[i])) sum += 0.5;
    else if (!hanCharacter.test(raw[i])) sum--;
  }
  return count === 0 ? 0 : sum / count;
}
