/** Which headline belongs to which article: by the words they share, and by where it stands. */
import type { PageBounds } from './article-bounds.ts';
import { bigramOverlap } from './bigram-overlap.ts';
import { isHeadlineSize, isSameSize } from './font-sizes.ts';
import type { Paragraph } from './paragraphs.ts';

/** Headings that stand together: a headline, or the lines under it. */
export interface HeadingBlock {
  /** Numbers of its paragraphs, in a row. */
  readonly paragraphs: readonly number[];
  /** The slot it stands in: behind article `slot - 1`, before article `slot`. */
  readonly slot: number;
  /** Begins with ——: it belongs to the block before it. */
  readonly continuesPrevious: boolean;
}

export interface Headline {
  readonly blocks: readonly HeadingBlock[];
  readonly confidence: number;
}

export interface HeadlineAssignment {
  readonly headline: Headline | null;
  readonly candidates: readonly { readonly block: HeadingBlock; readonly confidence: number }[];
}

/** UTF-16 units of an article that its headline is compared with. */
const compared = 20000;

const leastNear = 0.28;
const leastFar = 0.5;
const lead = 0.12;
/** The least share, and the least more than the other neighbour's, that settles it for a neighbour. */
const leastBeside = 0.1;
/** What standing right before or behind an article counts, as a share of words. */
const nearness = 0.15;

export function assignHeadlines(paragraphs: readonly Paragraph[], bounds: PageBounds): HeadlineAssignment[] {
  const { articles: stretches, slots } = bounds;
  const texts = stretches.map(stretch => {
    let text = '';
    for (const i of stretch.body) if (text.length < compared) text += `${paragraphs[i].text}\n`;
    return text;
  });
  const owned: { block: HeadingBlock; confidence: number }[][] = stretches.map(() => []);
  const offered: { block: HeadingBlock; confidence: number }[][] = stretches.map(() => []);
  const unitsOfSlots = slots.map((_, slot) => unitsOf(paragraphs, bounds, slot, texts));
  const standOver = headlinesStandOver(unitsOfSlots);
  for (const [slot, units] of unitsOfSlots.entries()) {
    if (standOver && slot < stretches.length) claimBySize(units, slot);
    for (const [i, unit] of units.entries())
      if (unit.owner < 0) settleUnit(unit, units[i - 1], units[i + 1], slot, stretches.length);
    for (const { blocks, owner, confidence, shares } of units) {
      if (owner >= 0) owned[owner].push(...blocks.map(block => ({ block, confidence })));
      else
        for (const near of [slot, slot - 1])
          if (near >= 0 && near < stretches.length)
            offered[near].push({ block: blocks[0], confidence: confidenceOf(shares.get(near)) });
    }
  }
  const choices = stretches.map((_, article) => choose(owned[article], offered[article]));
  return settle(choices, offered, slots.length, paragraphs);
}

/** Whether the headlines of a page that are sure by their words stand over their articles, not under them. */
function headlinesStandOver(unitsOfSlots: readonly (readonly Unit[])[]): boolean {
  let over = 0;
  let under = 0;
  for (const [slot, units] of unitsOfSlots.entries())
    for (const { owner } of units) {
      if (owner === slot) over++;
      else if (owner >= 0 && owner === slot - 1) under++;
    }
  return under * 3 <= over;
}

/**
 * The one heading over an article that is set largest, and as large as a headline, is that article's, unless another one
 * has more of its words or has a line beside it: two of them may be the headlines of two.
 */
function claimBySize(units: readonly Unit[], slot: number): void {
  const largest = Math.max(...units.map(({ scale }) => scale));
  const large = units.filter(({ scale }) => isHeadlineSize(scale) && isSameSize(scale, largest));
  if (large.length !== 1 || large[0].owner >= 0) return;
  if (units.some(({ owner }) => owner >= 0 && owner !== slot)) return;
  const [unit] = large;
  const own = unit.shares.get(slot) ?? 0;
  for (const [article, share] of unit.shares) if (article !== slot && share > Math.max(own, leastBeside)) return;
  unit.owner = slot;
  unit.confidence = 0.75 + own / 5;
  unit.isSure = true;
}

/**
 * What no article claims clearly by its words goes to the article right before or behind it, when it has some of them and
 * the other one fewer; else with the headline beside it, as a headline stands over its subtitles.
 */
function settleUnit(
  unit: Unit,
  before: Unit | undefined,
  behind: Unit | undefined,
  slot: number,
  articles: number,
): void {
  const shareOf = (article: number) => (article < 0 || article >= articles ? 0 : (unit.shares.get(article) ?? 0));
  const near = shareOf(slot) >= shareOf(slot - 1) ? slot : slot - 1;
  const other = near === slot ? slot - 1 : slot;
  const neighbours = [behind, before].filter(one => one?.isSure && isBeside(unit, one)) as Unit[];
  const others = Math.max(
    shareOf(other),
    ...neighbours.filter(({ owner }) => owner !== near).map(({ owner }) => shareOf(owner)),
  );
  const isNear = shareOf(near) >= leastBeside && shareOf(near) - others >= leastBeside;
  const beside = neighbours.filter(({ owner }) => !isNear || owner === near);
  const owners = new Set(beside.map(({ owner }) => owner));
  if (owners.size === 1) {
    unit.owner = beside[0].owner;
    unit.confidence = beside[0].confidence * 0.8;
  } else if (isNear) {
    unit.owner = near;
    unit.confidence = 0.5 + shareOf(near) / 2;
  }
}

/** Nothing stands between the two units. */
function isBeside(one: Unit, other: Unit): boolean {
  const [first, second] = one.blocks[0].paragraphs[0] < other.blocks[0].paragraphs[0] ? [one, other] : [other, one];
  const last = first.blocks[first.blocks.length - 1].paragraphs;
  return last[last.length - 1] + 1 === second.blocks[0].paragraphs[0];
}

/** A headline block with the blocks tied to it, and the article that has its words. */
interface Unit {
  readonly blocks: readonly HeadingBlock[];
  readonly shares: ReadonlyMap<number, number>;
  /** The article, or -1. */
  owner: number;
  confidence: number;
  /** The words or the size say so, not the place. */
  isSure: boolean;
  /** The largest size in it, as a multiple of that of running text. */
  readonly scale: number;
}

function unitsOf(paragraphs: readonly Paragraph[], bounds: PageBounds, slot: number, texts: readonly string[]): Unit[] {
  const blocks = blocksOf(paragraphs, bounds.slots[slot], slot);
  const units: Unit[] = [];
  for (let at = 0; at < blocks.length; ) {
    let to = at + 1;
    while (to < blocks.length && blocks[to].continuesPrevious) to++;
    const unit = blocks.slice(at, to);
    const scale = Math.max(...unit.map(block => blockFontScale(paragraphs, block)));
    const shares = bigramOverlap(unit.map(block => textOf(paragraphs, block)).join('\n'), texts, slot);
    if (followsDirectly(paragraphs, bounds, slot, unit[unit.length - 1], to === blocks.length))
      units.push({ blocks: unit, shares, owner: slot, confidence: 0.9, isSure: false, scale });
    else units.push({ blocks: unit, shares, scale, ...bestOf(shares, slot) });
    at = to;
  }
  return units;
}

/** The article that shares most words, when it is clearly the first and shares enough. */
function bestOf(
  shares: ReadonlyMap<number, number>,
  slot: number,
): { owner: number; confidence: number; isSure: boolean } {
  let best = -1;
  let bestScore = 0;
  let second = 0;
  for (const [article, share] of shares) {
    const score = share + (article === slot || article === slot - 1 ? nearness : 0);
    if (score > bestScore) {
      second = bestScore;
      bestScore = score;
      best = article;
    } else if (score > second) second = score;
  }
  if (best < 0) return { owner: -1, confidence: 0, isSure: false };
  const share = shares.get(best)!;
  const isNear = best === slot || best === slot - 1;
  const isSure = share >= (isNear ? leastNear : leastFar) && bestScore - second >= lead;
  return {
    owner: isSure ? best : -1,
    confidence: Math.min(0.98, share * 0.6 + Math.min(0.4, bestScore - second)),
    isSure,
  };
}

function confidenceOf(share: number | undefined): number {
  return Math.min(0.5, 0.1 + (share ?? 0));
}

/** The blocks of one slot that stand together most surely are the headline; others are candidates no more. */
function choose(
  owned: readonly { block: HeadingBlock; confidence: number }[],
  offered: readonly { block: HeadingBlock; confidence: number }[],
): HeadlineAssignment {
  const sorted = [...offered].sort((a, b) => b.confidence - a.confidence);
  if (owned.length === 0) return { headline: null, candidates: sorted };
  const bySlot = new Map<number, { blocks: HeadingBlock[]; confidence: number }>();
  for (const { block, confidence } of owned) {
    const group = bySlot.get(block.slot);
    if (group) {
      group.blocks.push(block);
      group.confidence = Math.max(group.confidence, confidence);
    } else bySlot.set(block.slot, { blocks: [block], confidence });
  }
  let best: { blocks: HeadingBlock[]; confidence: number } | undefined;
  for (const group of bySlot.values()) if (!best || group.confidence > best.confidence) best = group;
  return { headline: best!, candidates: [] };
}

/** A heading that nobody claims goes to the article before or behind it, when the other one has its own. */
function settle(
  choices: HeadlineAssignment[],
  offered: { block: HeadingBlock; confidence: number }[][],
  slots: number,
  paragraphs: readonly Paragraph[],
): HeadlineAssignment[] {
  for (let slot = 0; slot < slots; slot++) {
    const behind = choices[slot];
    const before = choices[slot - 1];
    const open = (offered[slot] ?? offered[slot - 1] ?? []).filter(({ block }) => block.slot === slot);
    if (open.length !== 1) continue;
    const { block } = open[0];
    if (behind && !behind.headline && (!before || before.headline)) {
      choices[slot] = { headline: { blocks: [block], confidence: 0.55 }, candidates: [] };
    } else if (before && !before.headline && (!behind || behind.headline) && textOf(paragraphs, block).length >= 4) {
      const confidence = open[0].confidence;
      if (!behind && confidence >= 0.15)
        choices[slot - 1] = { headline: { blocks: [block], confidence: 0.5 }, candidates: [] };
    }
  }
  return choices;
}

function blocksOf(paragraphs: readonly Paragraph[], slot: readonly number[], number: number): HeadingBlock[] {
  const blocks: { paragraphs: number[]; slot: number; continuesPrevious: boolean }[] = [];
  for (const i of slot) {
    if (paragraphs[i].kind !== 'heading') continue;
    const last = blocks[blocks.length - 1];
    const isDash = /^[—-]{2}|^——/.test(paragraphs[i].text);
    const isBeside =
      last?.paragraphs[last.paragraphs.length - 1] === i - 1 &&
      paragraphs[i].emptyLinesBefore === 0 &&
      isSameSize(paragraphs[i - 1].fontScale, paragraphs[i].fontScale);
    if (isBeside && !isDash) last.paragraphs.push(i);
    else blocks.push({ paragraphs: [i], slot: number, continuesPrevious: isDash && last !== undefined });
  }
  return blocks;
}

/** The size of a block's font as a multiple of that of running text. */
export function blockFontScale(paragraphs: readonly Paragraph[], block: HeadingBlock): number {
  return paragraphs[block.paragraphs[0]].fontScale;
}

/** The words of a block in one line. */
function textOf(paragraphs: readonly Paragraph[], block: HeadingBlock): string {
  return block.paragraphs.map(i => paragraphs[i].text).join('');
}

/** Verse and tables share no words with their headline: it is the one right before them, a byline may be between. */
function followsDirectly(
  paragraphs: readonly Paragraph[],
  bounds: PageBounds,
  slot: number,
  block: HeadingBlock,
  isLast: boolean,
): boolean {
  if (!isLast || slot >= bounds.articles.length) return false;
  const first = bounds.articles[slot].body[0];
  const { kind } = paragraphs[first];
  if (kind !== 'verse' && kind !== 'table') return false;
  for (let i = block.paragraphs[block.paragraphs.length - 1] + 1; i < first; i++)
    if (paragraphs[i].kind !== 'byline') return false;
  return true;
}
