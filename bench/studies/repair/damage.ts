/** Damages clean news text as the PDF of a newspaper does, and records where every character went. */
import { Random } from '../../random.ts';

export interface DamagedArticle {
  /** The paragraphs of the clean text, including the headline. */
  readonly paragraphs: readonly string[];
  /** The damaged text. */
  readonly text: string;
  /**
   * For each paragraph, the offset in `text` of each of its UTF-16 units; -1 where it was dropped (a space at a line end).
   */
  readonly offsets: readonly Int32Array[];
}

/**
 * Lays an article out in a column of 12 to 40 characters: no line starts with a closing mark, no Latin word or number is
 * broken, and the indent of paragraphs is lost. Then lines are justified with spaces, empty lines are inserted between
 * paragraphs and sometimes inside them, stray characters before paragraphs, and the headline before or after the article.
 */
export function damageArticle(text: string, seed: number): DamagedArticle {
  const random = new Random(seed);
  const { headline, paragraphs: body } = splitParagraphs(text, random);
  const columns = 12 + Math.floor(random.next() * 29);
  const hasEmptyLines = random.next() < 0.6;
  const justifiedShare = random.next() < 0.5 ? 0.12 : 0;
  const isHeadlineLast = random.next() < 0.4;
  const paragraphs = headline ? (isHeadlineLast ? [...body, headline] : [headline, ...body]) : body;
  const out: string[] = [];
  let length = 0;
  const put = (text: string) => {
    out.push(text);
    length += text.length;
  };
  const offsets = paragraphs.map(paragraph => {
    const isHeadline = paragraph === headline;
    const ofParagraph = new Int32Array(paragraph.length).fill(-1);
    if (length > 0) put(hasEmptyLines || isHeadline ? '\n\n' : '\n');
    if (!isHeadline && random.next() < 0.03) put('活桥闸'[Math.floor(random.next() * 3)]);
    const lines = breakLines(paragraph, isHeadline ? 60 : columns, isHeadline ? 0 : 2);
    for (const [number, [from, to]] of lines.entries()) {
      const isJustified = !isHeadline && random.next() < justifiedShare && number < lines.length - 1;
      for (let at = from; at < to; at++) {
        // A PDF has no space at the start or end of a line.
        if ((at === from || at === to - 1) && paragraph[at] === ' ') continue;
        ofParagraph[at] = length;
        put(paragraph[at]);
        // Justification also widens the spaces of the text.
        if (isJustified && paragraph[at] === ' ' && paragraph[at - 1] !== ' ' && at > from) put(' ');
        if (isJustified && at + 1 < to && takesSpace(paragraph[at], paragraph[at + 1])) put(' ');
      }
      if (number < lines.length - 1) put(number > 1 && random.next() < 0.01 ? '\n\n' : '\n');
    }
    return ofParagraph;
  });
  return { paragraphs, text: out.join(''), offsets };
}

/** Splits a text into paragraphs of two to four sentences. The headline is the start of the first sentence. */
function splitParagraphs(text: string, random: Random): { headline: string; paragraphs: string[] } {
  const sentences = text.replace(/\s+/g, ' ').match(/[^。！？]+[。！？]+[”’）」』]*/g) ?? [];
  const paragraphs: string[] = [];
  for (let at = 0; at < sentences.length; ) {
    const count = 2 + Math.floor(random.next() * 3);
    const paragraph = sentences
      .slice(at, at + count)
      .join('')
      .trim();
    if (paragraph.length >= 10) paragraphs.push(paragraph);
    at += count;
  }
  return { headline: /\p{Script=Han}{8,22}/u.exec(sentences[0] ?? '')?.[0] ?? '', paragraphs };
}

/** Whether a justified line has a space between two units: not inside words and numbers, not before opening marks. */
function takesSpace(left: string, right: string): boolean {
  if (left === ' ' || right === ' ' || /[“‘（《「『【]/.test(right) || /[“‘（《「『【]/.test(left)) return false;
  if (/[，。、；：！？”’）》」』】]/.test(left)) return false;
  return !(/[\x21-\x7e]/.test(left) && /[\x21-\x7e]/.test(right)) && !/[\ud800-\udbff]/.test(left);
}

/** Breaks a paragraph into lines. Returns the start and end of each. */
function breakLines(paragraph: string, columns: number, indent: number): [number, number][] {
  const lines: [number, number][] = [];
  let from = 0;
  let used = indent;
  const words = paragraph.match(/[\x21-\x7e]+|[\ud800-\udbff][\udc00-\udfff]|./gs) ?? [];
  let at = 0;
  for (const word of words) {
    const width = /^[\x21-\x7e]/.test(word) ? word.length / 2 : 1;
    const mayStartLine = !/^[，。、；：！？”’）》」』】,.;:!?)\]%]/.test(word);
    if (used + width > columns && mayStartLine && at > from) {
      const opens = /[“‘（《「『【(]$/.exec(paragraph.slice(from, at));
      const to = opens && at - 1 > from ? at - 1 : at;
      lines.push([from, to]);
      from = to;
      used = at - to;
    }
    used += width;
    at += word.length;
  }
  if (from < paragraph.length) lines.push([from, paragraph.length]);
  return lines;
}
