/** How much of damaged news text the repair restores, and which intended spaces and line ends it removes. */
import { repairText } from '../../../src/text/repair-text.ts';
import type { DamagedArticle } from './damage.ts';

export interface NewsScore {
  /** Characters that were next to each other and were separated. */
  separated: number;
  /** Of these, characters that are next to each other again. */
  restored: number;
  /** Spaces between words that the damage left in place, without those next to numbers and full-width marks. */
  spaces: number;
  /** Of these, spaces that the repair removed. */
  removedSpaces: number;
  /** Ends of paragraphs. */
  paragraphEnds: number;
  /** Of these, ends at which the repair joined two paragraphs. */
  joinedEnds: number;
}

/** Repairs a damaged article and adds what happened to `score`. */
export function scoreNews(article: DamagedArticle, score: NewsScore): void {
  const repaired = repairText(article.text);
  const { textStarts, sourceStarts, textLength } = repaired.map;
  /** For each unit of the damaged text its offset in the repaired text, or -1. */
  const repairedAt = new Int32Array(article.text.length).fill(-1);
  for (let run = 0; run < textStarts.length; run++) {
    const end = run + 1 < textStarts.length ? textStarts[run + 1] : textLength;
    for (let at = textStarts[run]; at < end; at++) repairedAt[sourceStarts[run] + at - textStarts[run]] = at;
  }
  let last = -1;
  for (const [number, paragraph] of article.paragraphs.entries()) {
    const offsets = article.offsets[number];
    const first = offsets.find(offset => offset >= 0) ?? -1;
    if (last >= 0 && first >= 0) {
      score.paragraphEnds++;
      if (!repaired.text.slice(repairedAt[last] + 1, repairedAt[first]).includes('\n')) score.joinedEnds++;
    }
    for (let at = 0; at < paragraph.length; at++) if (offsets[at] >= 0) last = offsets[at];
    for (let at = 0; at + 1 < paragraph.length; at++) {
      if (paragraph[at] === ' ') continue;
      if (paragraph[at + 1] !== ' ') {
        if (offsets[at + 1] === offsets[at] + 1) continue;
        score.separated++;
        if (repairedAt[offsets[at + 1]] === repairedAt[offsets[at]] + 1) score.restored++;
      } else if (at + 2 < paragraph.length && offsets[at + 1] >= 0) {
        if (isTypographic(paragraph[at], paragraph[at + 2])) continue;
        score.spaces++;
        const between = repaired.text.slice(repairedAt[offsets[at]] + 1, repairedAt[offsets[at + 2]]);
        if (!/\s/.test(between)) score.removedSpaces++;
      }
    }
  }
}

/** Whether a space here is typographic: next to a full-width mark, or between a Han character and a digit. */
function isTypographic(left: string, right: string): boolean {
  const marks = /[，。、；：！？“”‘’（）《》「」『』【】〖〗〔〕…]/;
  if (marks.test(left) || marks.test(right)) return true;
  return (/\d/.test(left) && /\p{Script=Han}/u.test(right)) || (/\p{Script=Han}/u.test(left) && /\d/.test(right));
}
