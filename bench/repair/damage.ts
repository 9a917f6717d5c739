/** Clean news text, laid out in columns as a newspaper does and damaged as its PDF text is, with every place remembered. */

/** A seeded source of numbers from 0 up to 1 (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export interface Damaged {
  /** Paragraphs of the clean text, the headline among them. */
  readonly clean: readonly string[];
  readonly text: string;
  /** For each paragraph, where each of its units stands in `text`; -1 where it was dropped (a blank at a line end). */
  readonly places: readonly Int32Array[];
}

/** Sentences of a text to paragraphs of two to four, with a headline of the first sentence's first words. */
export function paragraphsOf(text: string, next: () => number): { headline: string; paragraphs: string[] } {
  const sentences = text.replace(/\s+/g, ' ').match(/[^。！？]+[。！？]+[”’）」』]*/g) ?? [];
  const paragraphs: string[] = [];
  for (let at = 0; at < sentences.length; ) {
    const take = 2 + Math.floor(next() * 3);
    const paragraph = sentences
      .slice(at, at + take)
      .join('')
      .trim();
    if (paragraph.length >= 10) paragraphs.push(paragraph);
    at += take;
  }
  const clause = /\p{Script=Han}{8,22}/u.exec(sentences[0] ?? '')?.[0] ?? '';
  return { headline: clause, paragraphs };
}

/**
 * Lays an article out in a column of 12 to 40 characters: no line begins with a closing mark, no Latin word or number is
 * broken, the paragraph's indent is lost. Then lines are spaced out, empty lines put between paragraphs and sometimes
 * into them, stray characters before paragraphs, and the headline before or behind the article.
 */
export function damage(text: string, seed: number): Damaged {
  const next = random(seed);
  const { headline, paragraphs } = paragraphsOf(text, next);
  const columns = 12 + Math.floor(next() * 29);
  const hasGaps = next() < 0.6;
  const spread = next() < 0.5 ? 0.12 : 0;
  const isBehind = next() < 0.4;
  const clean = headline ? (isBehind ? [...paragraphs, headline] : [headline, ...paragraphs]) : paragraphs;
  const out: string[] = [];
  let length = 0;
  const put = (unit: string) => {
    out.push(unit);
    length += unit.length;
  };
  const places = clean.map(paragraph => {
    const isHeadline = paragraph === headline;
    const place = new Int32Array(paragraph.length).fill(-1);
    if (length > 0)
      put(hasGaps || isHeadline || clean[0] === headline ? (hasGaps || isHeadline ? '\n\n' : '\n') : '\n');
    if (!isHeadline && next() < 0.03) put('活桥闸'[Math.floor(next() * 3)]);
    const lines = linesOf(paragraph, isHeadline ? 60 : columns, isHeadline ? 0 : 2);
    for (const [number, [from, to]] of lines.entries()) {
      const isSpread = !isHeadline && next() < spread && number < lines.length - 1;
      for (let at = from; at < to; at++) {
        // A blank at the end or beginning of a line is not there in a PDF.
        if ((at === from || at === to - 1) && paragraph[at] === ' ') continue;
        place[at] = length;
        put(paragraph[at]);
        // Spacing out stretches the blanks that are meant, too.
        if (isSpread && paragraph[at] === ' ' && paragraph[at - 1] !== ' ' && at > from) put(' ');
        if (isSpread && at + 1 < to && spreads(paragraph[at], paragraph[at + 1])) put(' ');
      }
      if (number < lines.length - 1) put(number > 1 && next() < 0.01 ? '\n\n' : '\n');
    }
    return place;
  });
  return { clean, text: out.join(''), places };
}

/** Where a blank is put when a line is spaced out: not inside words and numbers, not before opening marks. */
function spreads(left: string, right: string): boolean {
  if (left === ' ' || right === ' ' || /[“‘（《「『【]/.test(right) || /[“‘（《「『【]/.test(left)) return false;
  if (/[，。、；：！？”’）》」』】]/.test(left)) return false;
  return !(/[\x21-\x7e]/.test(left) && /[\x21-\x7e]/.test(right)) && !/[\ud800-\udbff]/.test(left);
}

/** First and last place of each line. */
function linesOf(paragraph: string, columns: number, indent: number): [number, number][] {
  const lines: [number, number][] = [];
  let from = 0;
  let used = indent;
  const words = paragraph.match(/[\x21-\x7e]+|[\ud800-\udbff][\udc00-\udfff]|./gs) ?? [];
  let at = 0;
  for (const word of words) {
    const width = /^[\x21-\x7e]/.test(word) ? word.length / 2 : 1;
    const mayBegin = !/^[，。、；：！？”’）》」』】,.;:!?)\]%]/.test(word);
    if (used + width > columns && mayBegin && at > from) {
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
