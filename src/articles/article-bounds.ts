/** Finds where one article of a page ends and the next begins. */
import { isHeadlineSize } from './font-sizes.ts';
import type { Paragraph } from './paragraphs.ts';

/** The paragraphs of one article's body. All numbers are indexes of paragraphs on the page. */
export interface ArticleBounds {
  /** The paragraphs of the body, ascending. */
  readonly body: number[];
  /** Section headings inside the body. They are in `body` too. */
  readonly sections: number[];
  /** Captions, bylines and jump lines that stand inside the body without being part of it. */
  readonly inserts: number[];
  /** Confidence that an article begins here, 0 to 1. */
  readonly confidence: number;
}

/** All articles of a page and what stands between them. */
export interface PageBounds {
  readonly articles: readonly ArticleBounds[];
  /**
   * The paragraphs before the first body, between bodies, and after the last: `slots[i]` stands after article `i - 1` and
   * before article `i`, so there is one slot more than articles.
   */
  readonly slots: readonly (readonly number[])[];
}

/**
 * Divides the paragraphs of a page into articles. An article begins
 * - with the first words of a report (本报讯; but 又讯 continues the article before it),
 * - with running text after a jump line or a byline,
 * - with running text after two headings, after one as large as a headline, after the headline of a notice,
 * - with running text after one heading if the column width changes there.
 * Any other heading between paragraphs of one column is a section heading inside the article.
 */
export function findArticleBounds(paragraphs: readonly Paragraph[]): PageBounds {
  const articles: ArticleBounds[] = [];
  const slots: number[][] = [[]];
  let current: ArticleBounds | undefined;
  /** Paragraphs since the last one of the current body. */
  let pending: number[] = [];

  const begin = (at: number, confidence: number) => {
    if (current) slots.push(pending);
    else slots[0] = slots[0].concat(pending);
    pending = [];
    current = { body: [at], sections: [], inserts: [], confidence };
    articles.push(current);
  };
  const continueArticle = (at: number) => {
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
        if (current && isFurtherReport(paragraph) && !pending.some(i => paragraphs[i].kind === 'heading'))
          continueArticle(at);
        else begin(at, 0.95);
        break;
      case 'prose':
        if (!current) begin(at, 0.8);
        else if (beginsArticle(paragraphs, current, pending, at)) begin(at, 0.7);
        else continueArticle(at);
        break;
      case 'verse':
      case 'table': {
        const isSame =
          current !== undefined && paragraphs[current.body[current.body.length - 1]].kind === paragraph.kind;
        const hasHead = pending.some(i => paragraphs[i].kind === 'heading' || paragraphs[i].kind === 'byline');
        if (!current || (hasHead && !(isSame && pending.length === 0))) begin(at, 0.7);
        else continueArticle(at);
        break;
      }
      default:
        pending.push(at);
    }
  }
  if (current) slots.push(pending);
  else slots[0] = slots[0].concat(pending);
  return { articles, slots };
}

/** Whether a report begins with 又讯: another report of the same article. */
function isFurtherReport(paragraph: Paragraph): boolean {
  return /^.?又[讯訊]/.test(paragraph.text);
}

/** Whether a paragraph of running text begins a new article instead of continuing the current one. */
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
  if (headings.some(i => noticeHeadline.test(paragraphs[i].text))) return true;
  // A byline after a report that has named its own author belongs to a feature, which begins somewhere between the two.
  const hasFeature = paragraphs[current.body[0]].kind === 'report' && bylineFollows(paragraphs, at);
  if (headings.length === 0 && (!hasFeature || paragraphs[at].emptyLinesBefore === 0)) return false;
  const widthBefore = columnWidth(paragraphs, current.body.slice(-3));
  const widthAfter = columnWidth(paragraphs, firstLongProse(paragraphs, at));
  return (
    widthBefore > 0 &&
    widthAfter > 0 &&
    Math.abs(widthBefore - widthAfter) > Math.max(4, widthBefore * (headings.length > 0 ? 0.15 : 0.3))
  );
}

/** Headlines of notices, which are never section headings. */
const noticeHeadline = /(?:公告|公示|通知|启事|啟事|通告|声明|聲明|更正|讣告|訃告|征稿|征文)(?:[（(].{1,8}[）)])?$/;

/** Whether a separate byline stands before the next report or verse, without running text after it that it could head. */
function bylineFollows(paragraphs: readonly Paragraph[], at: number): boolean {
  for (let i = at; i < paragraphs.length && i < at + 40; i++) {
    const { kind } = paragraphs[i];
    if (kind === 'report' || kind === 'verse') return false;
    if (kind === 'byline') return paragraphs[i + 1]?.kind !== 'prose';
  }
  return false;
}

/** The largest width of those paragraphs that have more than one line; 0 if there is none. */
function columnWidth(paragraphs: readonly Paragraph[], numbers: readonly number[]): number {
  let width = 0;
  for (const i of numbers)
    if (paragraphs[i].lastLine > paragraphs[i].firstLine) width = Math.max(width, paragraphs[i].width);
  return width;
}

/** The first paragraph of more than one line among the next three of running text, as a list of at most one. */
function firstLongProse(paragraphs: readonly Paragraph[], at: number): number[] {
  for (let i = at; i < paragraphs.length && i < at + 3 && paragraphs[i].kind === 'prose'; i++)
    if (paragraphs[i].lastLine > paragraphs[i].firstLine) return [i];
  return [];
}
