/** Where one article ends and the next begins. */
import { isHeadlineSize } from './font-sizes.ts';
import type { Paragraph } from './paragraphs.ts';

/** An article in the making: the paragraphs of its body, and what stands between this body and the one before. */
export interface ArticleBounds {
  /** Numbers of the paragraphs of the body, rising. */
  readonly body: number[];
  /** Numbers of section headings inside the body; they are in `body` too. */
  readonly sections: number[];
  /** Captions, bylines and jumps inside the body. */
  readonly inserts: number[];
  /** How sure it is that an article begins here, 0 to 1. */
  readonly confidence: number;
}

export interface PageBounds {
  readonly articles: readonly ArticleBounds[];
  /** What stands before the first body, between bodies, and behind the last one: one list more than stretches. */
  readonly slots: readonly (readonly number[])[];
}

/**
 * Parts the paragraphs of a page into articles. An article begins with a report's first words (又讯 goes on with the
 * one before), behind a page jump or a byline, and with running text behind headlines: two of them, or one where the column
 * changes its width; one that is set as large as a headline always does. Another single heading between paragraphs of one column is a section of the article.
 */
export function findArticleBounds(paragraphs: readonly Paragraph[]): PageBounds {
  const stretches: ArticleBounds[] = [];
  const slots: number[][] = [[]];
  let current: ArticleBounds | undefined;
  /** What came since the last paragraph of the body. */
  let pending: number[] = [];

  const begin = (at: number, confidence: number) => {
    if (current) slots.push(pending);
    else slots[0].push(...pending);
    pending = [];
    current = { body: [at], sections: [], inserts: [], confidence };
    stretches.push(current);
  };
  const goOn = (at: number) => {
    for (const between of pending) {
      if (paragraphs[between].kind === 'heading') {
        current!.sections.push(between);
        current!.body.push(between);
      } else if (paragraphs[between].kind !== 'furniture') current!.inserts.push(between);
    }
    pending = [];
    current!.body.push(at);
  };

  for (let at = 0; at < paragraphs.length; at++) {
    const paragraph = paragraphs[at];
    switch (paragraph.kind) {
      case 'report':
        if (current && isFurther(paragraph) && !pending.some(i => paragraphs[i].kind === 'heading')) goOn(at);
        else begin(at, 0.95);
        break;
      case 'prose':
        if (!current) begin(at, 0.8);
        else if (beginsArticle(paragraphs, current, pending, at)) begin(at, 0.7);
        else goOn(at);
        break;
      case 'verse':
      case 'table': {
        const isSame =
          current !== undefined && paragraphs[current.body[current.body.length - 1]].kind === paragraph.kind;
        const hasHead = pending.some(i => paragraphs[i].kind === 'heading' || paragraphs[i].kind === 'byline');
        if (!current || (hasHead && !(isSame && pending.length === 0))) begin(at, 0.7);
        else goOn(at);
        break;
      }
      default:
        pending.push(at);
    }
  }
  if (current) slots.push(pending);
  else slots[0].push(...pending);
  return { articles: stretches, slots };
}

function isFurther(paragraph: Paragraph): boolean {
  return /^.?又[讯訊]/.test(paragraph.text);
}

/** Whether a paragraph of running text opens an article of its own rather than going on with the one before. */
function beginsArticle(
  paragraphs: readonly Paragraph[],
  current: ArticleBounds,
  pending: readonly number[],
  at: number,
): boolean {
  const kinds = pending.map(i => paragraphs[i].kind);
  if (kinds.includes('byline') || kinds.includes('jump')) return true;
  const last = paragraphs[current.body[current.body.length - 1]];
  if (last.kind === 'table') return kinds.includes('heading');
  if (last.kind === 'verse' && current.body.every(i => paragraphs[i].kind === 'verse'))
    return kinds.includes('heading') || paragraphs[at].lastLine > paragraphs[at].firstLine;
  const headings = pending.filter(i => paragraphs[i].kind === 'heading');
  if (headings.some(i => isHeadlineSize(paragraphs[i].fontScale))) return true;
  const blocks = headings.filter((i, n) => n === 0 || paragraphs[i].emptyLinesBefore > 0 || headings[n - 1] !== i - 1);
  if (blocks.length > 1 || headings.length > 2) return true;
  if (headings.some(i => notice.test(paragraphs[i].text))) return true;
  // A byline behind a report that has named its own belongs to a feature, which begins somewhere between.
  const hasFeature = paragraphs[current.body[0]].kind === 'report' && bylineFollows(paragraphs, at);
  if (headings.length === 0 && (!hasFeature || paragraphs[at].emptyLinesBefore === 0)) return false;
  const before = columnOf(paragraphs, current.body.slice(-3));
  const behind = columnOf(paragraphs, proseFrom(paragraphs, at));
  return (
    before > 0 && behind > 0 && Math.abs(before - behind) > Math.max(4, before * (headings.length > 0 ? 0.15 : 0.3))
  );
}

/** Headlines of notices: they never head a section. */
const notice = /(?:公告|公示|通知|启事|啟事|通告|声明|聲明|更正|讣告|訃告|征稿|征文)(?:[（(].{1,8}[）)])?$/;

/** Whether a byline of its own stands between here and the next report, and nothing that it could head. */
function bylineFollows(paragraphs: readonly Paragraph[], at: number): boolean {
  for (let i = at; i < paragraphs.length && i < at + 40; i++) {
    const { kind } = paragraphs[i];
    if (kind === 'report' || kind === 'verse') return false;
    if (kind === 'byline') return paragraphs[i + 1]?.kind !== 'prose';
  }
  return false;
}

/** The widest line of paragraphs that have more than one; 0 when there is none. */
function columnOf(paragraphs: readonly Paragraph[], numbers: readonly number[]): number {
  let columns = 0;
  for (const i of numbers)
    if (paragraphs[i].lastLine > paragraphs[i].firstLine) columns = Math.max(columns, paragraphs[i].width);
  return columns;
}

/** The first of the paragraphs from here on that has more than one line. */
function proseFrom(paragraphs: readonly Paragraph[], at: number): number[] {
  for (let i = at; i < paragraphs.length && i < at + 3 && paragraphs[i].kind === 'prose'; i++)
    if (paragraphs[i].lastLine > paragraphs[i].firstLine) return [i];
  return [];
}
