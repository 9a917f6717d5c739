/** Which slogans and terms stand in quotation marks? “五天一检”, “双水双绿”, “一人一技、一户一业”. */
import { classOfUnit, isAlphanumeric, isGramClass } from '../text/characters.ts';
import type { Corpus } from './corpus.ts';
import { SpanTable } from './span-table.ts';

/** A string in quotation marks. */
export interface QuotedCandidate {
  readonly start: number;
  readonly end: number;
  /** Places where it stands in quotation marks, and documents that have one. */
  readonly count: number;
  readonly documents: number;
  /** Whether it is shaped like a slogan: it counts or repeats. */
  readonly isShaped: boolean;
}

const minUnits = 3;
const maxUnits = 12;
const openers = new Set([0x201c, 0x300c, 0x300e, 0x2018]);
const closers = new Set([0x201d, 0x300d, 0x300f, 0x2019]);
/** No quotation mark that opens is below or above these. */
const firstOpener = Math.min(...openers);
const lastOpener = Math.max(...openers);
const comma = 0x3001;
const numerals = /[一二三四五六七八九十百千万两双0-9]/g;

/** Finds the strings of 3 to 12 letters, digits and Han characters in quotation marks; of a list (、) each. */
export function findQuoted(corpus: Corpus): QuotedCandidate[] {
  const { units, length, documentStarts } = corpus;
  const table = new SpanTable(units);
  let document = 0;
  for (let at = 0; at < length; at++) {
    const first = units[at];
    if (first < firstOpener || first > lastOpener || !openers.has(first)) continue;
    let start = at + 1;
    for (let end = start; end < length; end++) {
      const unit = units[end];
      const isEnd = closers.has(unit);
      if (isEnd || unit === comma) {
        while (document + 1 < documentStarts.length && documentStarts[document + 1] <= at) document++;
        if (end - start >= minUnits && end - start <= maxUnits) table.add(start, end, document);
        start = end + 1;
        if (isEnd) break;
      } else {
        const unitClass = classOfUnit(unit);
        if (!isGramClass(unitClass) && !isAlphanumeric(unitClass)) break;
        if (end - start > maxUnits) break;
      }
    }
  }
  const candidates: QuotedCandidate[] = [];
  for (let number = 0; number < table.size; number++) {
    const start = table.starts[number];
    const end = start + table.lengths[number];
    const text = corpus.textOf(start, end);
    if (!/^\p{Script=Han}+$/u.test(text)) continue;
    const isShaped = (text.match(numerals)?.length ?? 0) > 0 || repeats(text);
    candidates.push({ start, end, count: table.counts[number], documents: table.documents[number], isShaped });
  }
  return candidates;
}

/** Whether a character comes again after another: 动起来干起来, 会跑会跳. */
function repeats(text: string): boolean {
  for (let at = 0; at + 2 < text.length; at++) if (text.indexOf(text[at], at + 2) > 0) return true;
  return false;
}
