/** How much of damaged news text the repair restores, and what it takes that was meant. */
import { repairText } from '../../src/text/repair-text.ts';
import type { Damaged } from './damage.ts';

export interface NewsScore {
  /** Characters that stood side by side and were parted. */
  parted: number;
  /** Of these, side by side again. */
  restored: number;
  /** Blanks of the clean text that part words: not those about numbers and full-width marks. */
  blanks: number;
  /** Of these, gone. */
  lost: number;
  /** The same where the damage left the blank in its place (a PDF has none at a line end). */
  keptBlanks: number;
  lostKept: number;
  /** Blanks between Han characters and numbers, or beside full-width marks, and of these, gone: closed up by rule. */
  looseBlanks: number;
  closed: number;
  /** Ends of paragraphs, and of these, joined. */
  ends: number;
  joined: number;
}

export function scoreNews(
  damaged: Damaged,
  score: NewsScore,
  note?: (kind: 'parted' | 'blank' | 'end', around: string) => void,
): void {
  const repaired = repairText(damaged.text);
  const { textStarts, sourceStarts, textLength } = repaired.map;
  const repairedAt = new Int32Array(damaged.text.length).fill(-1);
  for (let piece = 0; piece < textStarts.length; piece++) {
    const end = piece + 1 < textStarts.length ? textStarts[piece + 1] : textLength;
    for (let at = textStarts[piece]; at < end; at++) repairedAt[sourceStarts[piece] + at - textStarts[piece]] = at;
  }
  let last = -1;
  for (const [number, paragraph] of damaged.clean.entries()) {
    const places = damaged.places[number];
    const first = places.find(place => place >= 0) ?? -1;
    if (last >= 0 && first >= 0) {
      score.ends++;
      if (!repaired.text.slice(repairedAt[last] + 1, repairedAt[first]).includes('\n')) {
        score.joined++;
        note?.('end', damaged.text.slice(Math.max(0, last - 40), first + 30));
      }
    }
    for (let at = 0; at < paragraph.length; at++) if (places[at] >= 0) last = places[at];
    for (let at = 0; at + 1 < paragraph.length; at++) {
      if (paragraph[at] === ' ') continue;
      if (paragraph[at + 1] !== ' ') {
        if (places[at + 1] === places[at] + 1) continue;
        score.parted++;
        if (repairedAt[places[at + 1]] === repairedAt[places[at]] + 1) score.restored++;
        else note?.('parted', damaged.text.slice(Math.max(0, places[at] - 40), places[at + 1] + 30));
      } else if (at + 2 < paragraph.length) {
        const isKept = places[at + 1] >= 0;
        const isLost = !/\s/.test(repaired.text.slice(repairedAt[places[at]] + 1, repairedAt[places[at + 2]]));
        if (isLoose(paragraph[at], paragraph[at + 2])) {
          score.looseBlanks++;
          if (isLost) score.closed++;
          continue;
        }
        score.blanks++;
        if (isKept) score.keptBlanks++;
        if (isLost) {
          score.lost++;
          if (isKept) score.lostKept++;
          isKept && note?.('blank', damaged.text.slice(Math.max(0, places[at] - 40), places[at + 2] + 30));
        }
      }
    }
  }
}

function isLoose(left: string, right: string): boolean {
  const marks = /[，。、；：！？“”‘’（）《》「」『』【】〖〗〔〕…]/;
  if (marks.test(left) || marks.test(right)) return true;
  return (/\d/.test(left) && /\p{Script=Han}/u.test(right)) || (/\p{Script=Han}/u.test(left) && /\d/.test(right));
}
