/**
 * Assigns the headings of a page to its articles: this is where an article gets its headline.
 *
 * The headings of each slot between two articles are grouped, and each group is given to an article by the first rule that
 * decides: the words they share (`groupHeadings`), the font size (`assignBySize`), the position (`assignByPosition`). What
 * remains uncertain becomes a candidate, because a wrong headline is worse than none. Finally `assignLeftovers` gives the
 * only open heading of a slot to a neighbour that has no headline.
 */
import type { PageBounds } from './article-bounds.ts';
import { isHeadlineSize, isSameSize } from './font-sizes.ts';
import { blockText, groupHeadings, type HeadingBlock, type HeadingGroup } from './heading-groups.ts';
import type { Paragraph } from './paragraphs.ts';

/** The headings of an article: title and subtitles. */
interface Headline {
  /** In page order; not empty. */
  readonly blocks: readonly HeadingBlock[];
  /** 0 to 1. */
  readonly confidence: number;
}

/** A block that is or may be the headline of an article, with a confidence of 0 to 1. */
interface RatedBlock {
  readonly block: HeadingBlock;
  readonly confidence: number;
}

/** The headline of one article, or the blocks that may be it. */
export interface HeadlineAssignment {
  readonly headline: Headline | null;
  /** Most likely first; empty if there is a headline. */
  readonly candidates: readonly RatedBlock[];
}

/** Headings are compared with about this many UTF-16 units from the beginning of an article. */
const maxComparedUnits = 20000;
/** A neighbour gets a heading by position if it contains this share of its words, and this much more than the other neighbour. */
const minShareByPosition = 0.1;

/** The headline of each article, in the order of `bounds.articles`. */
export function assignHeadlines(paragraphs: readonly Paragraph[], bounds: PageBounds): HeadlineAssignment[] {
  const { articles, slots } = bounds;
  const texts = articles.map(article => {
    let text = '';
    for (const i of article.body) if (text.length < maxComparedUnits) text += `${paragraphs[i].text}\n`;
    return text;
  });
  const assigned: RatedBlock[][] = articles.map(() => []);
  const candidates: RatedBlock[][] = articles.map(() => []);
  const groupsBySlot = slots.map((_, slot) => groupHeadings(paragraphs, bounds, slot, texts));
  const standOver = headlinesStandOverArticles(groupsBySlot);
  for (const [slot, groups] of groupsBySlot.entries()) {
    if (standOver && slot < articles.length) assignBySize(groups, slot);
    for (const [i, group] of groups.entries())
      if (group.article < 0) assignByPosition(group, [groups[i + 1], groups[i - 1]], slot, articles.length);
    for (const { blocks, article, confidence, shares } of groups) {
      if (article >= 0) for (const block of blocks) assigned[article].push({ block, confidence });
      else
        for (const neighbour of [slot, slot - 1])
          if (neighbour >= 0 && neighbour < articles.length)
            candidates[neighbour].push({ block: blocks[0], confidence: candidateConfidence(shares.get(neighbour)) });
    }
  }
  const assignments = articles.map((_, article) => chooseHeadline(assigned[article], candidates[article]));
  assignLeftovers(assignments, candidates, slots.length, paragraphs);
  return assignments;
}

/** Whether most headlines of the page that words assign to a neighbour stand over their articles, not under them. */
function headlinesStandOverArticles(groupsBySlot: readonly (readonly HeadingGroup[])[]): boolean {
  let over = 0;
  let under = 0;
  for (const [slot, groups] of groupsBySlot.entries())
    for (const { article } of groups) {
      if (article === slot) over++;
      else if (article >= 0 && article === slot - 1) under++;
    }
  return under * 3 <= over;
}

/**
 * Assigns the largest heading over an article to it, if it is as large as a headline. Not if another heading is as large
 * (the two may belong to two articles), if another article contains more of its words, or if a heading of the slot is
 * assigned to another article.
 */
function assignBySize(groups: readonly HeadingGroup[], slot: number): void {
  const maxScale = groups.reduce((max, { fontScale }) => Math.max(max, fontScale), Number.NEGATIVE_INFINITY);
  const largest = groups.filter(({ fontScale }) => isHeadlineSize(fontScale) && isSameSize(fontScale, maxScale));
  if (largest.length !== 1 || largest[0].article >= 0) return;
  if (groups.some(({ article }) => article >= 0 && article !== slot)) return;
  const [group] = largest;
  const ownShare = group.shares.get(slot) ?? 0;
  for (const [article, share] of group.shares)
    if (article !== slot && share > Math.max(ownShare, minShareByPosition)) return;
  group.article = slot;
  group.confidence = 0.75 + ownShare / 5;
  group.isCertain = true;
}

/**
 * Assigns a heading that no article clearly matches by words. It goes with an adjacent heading whose article is certain, as
 * subtitles stand below their headline; else to the article directly before or after it that contains more of its words,
 * if it contains some.
 *
 * @param groupsAround the group after it in the slot and the one before it
 */
function assignByPosition(
  group: HeadingGroup,
  groupsAround: readonly (HeadingGroup | undefined)[],
  slot: number,
  articleCount: number,
): void {
  const shareOf = (article: number) => (article < 0 || article >= articleCount ? 0 : (group.shares.get(article) ?? 0));
  const better = shareOf(slot) >= shareOf(slot - 1) ? slot : slot - 1;
  const other = better === slot ? slot - 1 : slot;
  const adjacent = groupsAround.filter(one => one?.isCertain && areAdjacent(group, one)) as HeadingGroup[];
  const otherShare = Math.max(
    shareOf(other),
    ...adjacent.filter(({ article }) => article !== better).map(({ article }) => shareOf(article)),
  );
  const isBetterByWords = shareOf(better) >= minShareByPosition && shareOf(better) - otherShare >= minShareByPosition;
  const agreeing = adjacent.filter(({ article }) => !isBetterByWords || article === better);
  if (new Set(agreeing.map(({ article }) => article)).size === 1) {
    group.article = agreeing[0].article;
    group.confidence = agreeing[0].confidence * 0.8;
  } else if (isBetterByWords) {
    group.article = better;
    group.confidence = 0.5 + shareOf(better) / 2;
  }
}

/** Whether no other paragraph stands between two groups. */
function areAdjacent(one: HeadingGroup, other: HeadingGroup): boolean {
  const [first, second] = one.blocks[0].paragraphs[0] < other.blocks[0].paragraphs[0] ? [one, other] : [other, one];
  const last = first.blocks[first.blocks.length - 1].paragraphs;
  return last[last.length - 1] + 1 === second.blocks[0].paragraphs[0];
}

/** @param share the share of the heading's words that the article contains */
function candidateConfidence(share: number | undefined): number {
  return Math.min(0.5, 0.1 + (share ?? 0));
}

/** An article's headline is made of the assigned blocks of one slot: the slot with the most confident block. */
function chooseHeadline(assigned: readonly RatedBlock[], candidates: readonly RatedBlock[]): HeadlineAssignment {
  if (assigned.length === 0)
    return { headline: null, candidates: [...candidates].sort((a, b) => b.confidence - a.confidence) };
  const bySlot = new Map<number, { blocks: HeadingBlock[]; confidence: number }>();
  for (const { block, confidence } of assigned) {
    const headline = bySlot.get(block.slot);
    if (headline) {
      headline.blocks.push(block);
      headline.confidence = Math.max(headline.confidence, confidence);
    } else bySlot.set(block.slot, { blocks: [block], confidence });
  }
  let best: Headline | undefined;
  for (const headline of bySlot.values()) if (!best || headline.confidence > best.confidence) best = headline;
  return { headline: best!, candidates: [] };
}

/**
 * Where a slot has exactly one unassigned heading, gives it to the article after it if that one has no headline and the
 * article before has; else, at the end of the page, to the article before it if that has none.
 */
function assignLeftovers(
  assignments: HeadlineAssignment[],
  candidates: readonly (readonly RatedBlock[])[],
  slotCount: number,
  paragraphs: readonly Paragraph[],
): void {
  for (let slot = 0; slot < slotCount; slot++) {
    const after = assignments[slot];
    const before = assignments[slot - 1];
    const open = (candidates[slot] ?? candidates[slot - 1] ?? []).filter(({ block }) => block.slot === slot);
    if (open.length !== 1) continue;
    const [{ block, confidence }] = open;
    if (after && !after.headline && (!before || before.headline)) {
      assignments[slot] = { headline: { blocks: [block], confidence: 0.55 }, candidates: [] };
    } else if (before && !before.headline && !after && blockText(paragraphs, block).length >= 4 && confidence >= 0.15)
      assignments[slot - 1] = { headline: { blocks: [block], confidence: 0.5 }, candidates: [] };
  }
}
