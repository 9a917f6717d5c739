/** The headings between two articles, grouped, and how many of their words each article near them contains. */
import type { PageBounds } from './article-bounds.ts';
import { bigramOverlap } from './bigram-overlap.ts';
import { isSameSize } from './font-sizes.ts';
import type { Paragraph } from './paragraphs.ts';

/** Consecutive headings of one font: a headline, or the subtitle lines below it. */
export interface HeadingBlock {
  /** Numbers of the paragraphs, consecutive. */
  readonly paragraphs: readonly number[];
  /** The slot of the block: after article `slot - 1`, before article `slot`. */
  readonly slot: number;
  /** Whether the block begins with —— and therefore belongs to the block before it. */
  readonly continuesPrevious: boolean;
}

/** A block with the blocks that continue it, and the article it is assigned to. */
export interface HeadingGroup {
  readonly blocks: readonly HeadingBlock[];
  /** By article: the share of the heading's words that the article contains (see `bigramOverlap`). */
  readonly shares: ReadonlyMap<number, number>;
  /** The largest font size in the group, as a multiple of the size of running text. */
  readonly fontScale: number;
  /** Index of the article that the heading is assigned to, or -1. */
  article: number;
  /** Confidence in `article`, 0 to 1. */
  confidence: number;
  /** Whether words or font size decided on `article`, not position alone. */
  isCertain: boolean;
}

/** Minimum share of words for one of the two articles next to the slot. */
const minShareOfNeighbour = 0.28;
/** Minimum share of words for an article farther away. */
const minShareOfDistant = 0.5;
/** Minimum lead over the second best article. */
const minLead = 0.12;
/** Bonus for the two articles next to the slot, added to their share of words. */
const neighbourBonus = 0.15;

/**
 * Groups the headings of one slot. A group that one article clearly matches by its words is assigned to it.
 * @param texts the bodies of all articles
 */
export function groupHeadings(
  paragraphs: readonly Paragraph[],
  bounds: PageBounds,
  slot: number,
  texts: readonly string[],
): HeadingGroup[] {
  const blocks = readBlocks(paragraphs, bounds.slots[slot], slot);
  const groups: HeadingGroup[] = [];
  for (let at = 0; at < blocks.length; ) {
    let to = at + 1;
    while (to < blocks.length && blocks[to].continuesPrevious) to++;
    const group = blocks.slice(at, to);
    const fontScale = group.reduce((max, block) => Math.max(max, blockFontScale(paragraphs, block)), 0);
    const shares = bigramOverlap(group.map(block => blockText(paragraphs, block)).join('\n'), texts, slot);
    const isLast = to === blocks.length;
    if (isLast && standsOverVerseOrTable(paragraphs, bounds, group[group.length - 1]))
      groups.push({ blocks: group, shares, fontScale, article: slot, confidence: 0.9, isCertain: false });
    else groups.push({ blocks: group, shares, fontScale, ...bestArticleByWords(shares, slot) });
    at = to;
  }
  return groups;
}

/** The article that contains most of the words, if it leads clearly and contains enough of them. */
function bestArticleByWords(
  shares: ReadonlyMap<number, number>,
  slot: number,
): Pick<HeadingGroup, 'article' | 'confidence' | 'isCertain'> {
  let best = -1;
  let bestScore = 0;
  let secondScore = 0;
  for (const [article, share] of shares) {
    const score = share + (article === slot || article === slot - 1 ? neighbourBonus : 0);
    if (score > bestScore) {
      secondScore = bestScore;
      bestScore = score;
      best = article;
    } else if (score > secondScore) secondScore = score;
  }
  if (best < 0) return { article: -1, confidence: 0, isCertain: false };
  const share = shares.get(best)!;
  const isNeighbour = best === slot || best === slot - 1;
  const isCertain =
    share >= (isNeighbour ? minShareOfNeighbour : minShareOfDistant) && bestScore - secondScore >= minLead;
  return {
    article: isCertain ? best : -1,
    confidence: Math.min(0.98, share * 0.6 + Math.min(0.4, bestScore - secondScore)),
    isCertain,
  };
}

function readBlocks(paragraphs: readonly Paragraph[], numbers: readonly number[], slot: number): HeadingBlock[] {
  const blocks: { paragraphs: number[]; slot: number; continuesPrevious: boolean }[] = [];
  for (const i of numbers) {
    if (paragraphs[i].kind !== 'heading') continue;
    const last = blocks[blocks.length - 1];
    const beginsWithDash = /^[—-]{2}|^——/.test(paragraphs[i].text);
    const isSameBlock =
      last?.paragraphs[last.paragraphs.length - 1] === i - 1 &&
      paragraphs[i].emptyLinesBefore === 0 &&
      isSameSize(paragraphs[i - 1].fontScale, paragraphs[i].fontScale);
    if (isSameBlock && !beginsWithDash) last.paragraphs.push(i);
    else blocks.push({ paragraphs: [i], slot, continuesPrevious: beginsWithDash && last !== undefined });
  }
  return blocks;
}

/**
 * Whether a block stands directly before an article of verse or a table, with at most bylines between: these share no
 * words with their headline.
 */
function standsOverVerseOrTable(paragraphs: readonly Paragraph[], bounds: PageBounds, block: HeadingBlock): boolean {
  if (block.slot >= bounds.articles.length) return false;
  const [first] = bounds.articles[block.slot].body;
  const { kind } = paragraphs[first];
  if (kind !== 'verse' && kind !== 'table') return false;
  for (let i = block.paragraphs[block.paragraphs.length - 1] + 1; i < first; i++)
    if (paragraphs[i].kind !== 'byline') return false;
  return true;
}

/** The font size of a block as a multiple of the size of running text. */
export function blockFontScale(paragraphs: readonly Paragraph[], block: HeadingBlock): number {
  return paragraphs[block.paragraphs[0]].fontScale;
}

/** The words of a block in one line. */
export function blockText(paragraphs: readonly Paragraph[], block: HeadingBlock): string {
  return block.paragraphs.map(i => paragraphs[i].text).join('');
}
