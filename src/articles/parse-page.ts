/**
 * Parses a newspaper page: which articles are on it, and from which lines does each get its headline, authors and captions?
 *
 * Entry points: `parsePage`, `readPage`; `parsePages` (parse-pages.ts) parses the pages of one issue together. Called by users
 * and by `node/reading/formats/pages/pages.ts`. The steps:
 * 1. `readParagraphs` (paragraphs.ts) joins lines into paragraphs and classifies them by shape and words.
 * 2. `findArticleBounds` (article-bounds.ts) divides them into article bodies and the slots between these.
 * 3. `assignHeadlines` (assign-headlines.ts) gives the headings in the slots to articles.
 * 4. `assignToNeighbour` gives bylines, captions and jump lines in the slots to articles.
 * 5. `ArticleBuilder` puts each article together.
 */
import { simplifyDateline } from '../text/repair/line-start-and-end.ts';
import type { LineTable } from '../text/repair/line-table.ts';
import { writeLines } from '../text/repair/write-lines.ts';
import type { RepairedText } from '../text/repaired-text.ts';
import type { Span } from '../text/span.ts';
import { requireString } from '../validate.ts';
import {
  type Article,
  type Author,
  checkPageOptions,
  type Dateline,
  type Jump,
  type LineRange,
  type PageFrame,
  type PageOptions,
} from './article.ts';
import { type ArticleBounds, findArticleBounds } from './article-bounds.ts';
import { paragraphToPart, sourceRange } from './article-parts.ts';
import { assignHeadlines, type HeadlineAssignment } from './assign-headlines.ts';
import { readAuthors, readDatelineAuthors } from './bylines.ts';
import { findDatePhrase, formatDay, type IssueDay } from './dates.ts';
import type { HeadingBlock } from './heading-groups.ts';
import { parseJump } from './line-patterns.ts';
import { readPageFrame } from './page-frame.ts';
import { type PageLines, type Paragraph, readParagraphs } from './paragraphs.ts';
import { blockToPart, splitHeadline } from './split-headline.ts';

/** A parsed page: its articles, and what the page says about itself. */
export interface ParsedPage extends PageFrame {
  /** In the order of their bodies on the page. */
  readonly articles: readonly Article[];
}

/**
 * Finds the articles of a newspaper page, in the order of their bodies.
 *
 * Law: the source of each body is the page; bodies are in page order and do not overlap; each part has its range on the page
 * and consists of the characters there; an article with a title has no candidates.
 *
 * @param page the text of the page, line by line, as extracted from the PDF
 */
export function parsePage(page: string, options: PageOptions = {}): Article[] {
  return [...readPage(page, options).articles];
}

/** Like `parsePage`, with the day and edition of the page and the lines that belong to no article. */
export function readPage(page: string, options: PageOptions = {}): ParsedPage {
  const lines = readParagraphs(requireString(page, 'a page'), checkPageOptions(options).lineSizes);
  const { paragraphs } = lines;
  const { issue, edition } = readPageFrame(paragraphs, options);
  const bounds = findArticleBounds(paragraphs);
  const headlines = assignHeadlines(paragraphs, bounds);
  const builders = bounds.articles.map((article, i) => new ArticleBuilder(lines, article, headlines[i], issue));
  for (let slot = 0; slot < bounds.slots.length; slot++)
    for (const number of bounds.slots[slot]) assignToNeighbour(paragraphs, number, builders[slot - 1], builders[slot]);
  return {
    articles: builders.map(builder => builder.build()),
    date: issue ? formatDay(issue) : null,
    edition,
    furniture: paragraphs.filter(({ kind }) => kind === 'furniture').map(paragraphToPart),
  };
}

/** Assigns a byline, caption or jump line between two bodies to the article before or after it. */
function assignToNeighbour(
  paragraphs: readonly Paragraph[],
  number: number,
  before: ArticleBuilder | undefined,
  after: ArticleBuilder | undefined,
): void {
  const paragraph = paragraphs[number];
  switch (paragraph.kind) {
    case 'byline': {
      // A byline stands directly below a headline or at the end of a body.
      const isBelowHeading = after?.hasHeading(number - 1);
      (isBelowHeading || !before || before.hasAuthors() ? (after ?? before) : before)?.addPart(number);
      break;
    }
    case 'jump':
      (parseJump(simplifyDateline(paragraph.text))?.direction === 'from'
        ? (after ?? before)
        : (before ?? after)
      )?.addPart(number);
      break;
    case 'caption':
      (after?.hasHeading(number - 1) ? after : (before ?? after))?.addPart(number);
      break;
  }
}

/** Puts one article together from its body, its headings and the bylines, captions and jump lines given to it. */
class ArticleBuilder {
  /** Numbers of the paragraphs with bylines, captions and jump lines. */
  private readonly parts: number[];
  private readonly headings: HeadingBlock[];

  constructor(
    private readonly page: PageLines,
    private readonly bounds: ArticleBounds,
    private readonly assignment: HeadlineAssignment,
    private readonly issue: IssueDay | undefined,
  ) {
    this.parts = [...bounds.inserts];
    this.headings = assignment.headline ? [...assignment.headline.blocks] : [];
  }

  addPart(paragraph: number): void {
    this.parts.push(paragraph);
  }

  hasHeading(paragraph: number): boolean {
    return this.headings.some(block => block.paragraphs.includes(paragraph));
  }

  /** Whether the first words of the report or a byline added so far name an author. */
  hasAuthors(): boolean {
    const { paragraphs } = this.page;
    if (this.parts.some(i => paragraphs[i].kind === 'byline')) return true;
    const first = paragraphs[this.bounds.body[0]];
    return first.kind === 'report' && readDatelineAuthors(first.text).authors.length > 0;
  }

  build(): Article {
    const { paragraphs } = this.page;
    const parts = this.parts.sort((a, b) => a - b).map(i => paragraphs[i]);
    const { title, subtitles } = splitHeadline(this.page, this.headings);
    const reports = this.bounds.body.map(i => paragraphs[i]).filter(({ kind }) => kind === 'report');
    const datelines = reports.flatMap(report => readDateline(report, this.issue));
    const authors = [
      ...reports.flatMap(report => toAuthors(report.repaired, readDatelineAuthors(report.text).authors)),
      ...parts
        .filter(({ kind }) => kind === 'byline')
        .flatMap(({ repaired, text }) => toAuthors(repaired, readAuthors(text))),
    ];
    const { main, elsewhere } = this.lineRuns();
    return {
      range: rangeOfRun(this.page.table, main),
      lines: linesOfRun(this.page.table, main),
      elsewhere: elsewhere.map(run => ({
        range: rangeOfRun(this.page.table, run),
        lines: linesOfRun(this.page.table, run),
      })),
      title: title?.text ?? null,
      titleRange: title?.range ?? null,
      titleConfidence: this.assignment.headline?.confidence ?? 0,
      candidates: this.assignment.candidates.map(({ block, confidence }) => ({
        ...blockToPart(this.page, block),
        confidence,
      })),
      subtitles,
      sections: this.bounds.sections.map(i => paragraphToPart(paragraphs[i])),
      authors: distinctAuthors(authors),
      date: datelines.find(({ date }) => date !== null)?.date ?? null,
      datelines,
      captions: parts.filter(({ kind }) => kind === 'caption').map(paragraphToPart),
      jumps: parts.filter(({ kind }) => kind === 'jump').map(toJump),
      body: this.body(),
      confidence: this.bounds.confidence,
    };
  }

  private body(): RepairedText {
    const { table, joins, paragraphs } = this.page;
    const body = this.bounds.body.map(i => paragraphs[i]);
    const lines: number[] = [];
    for (const { firstLine, lastLine } of body) for (let line = firstLine; line <= lastLine; line++) lines.push(line);
    return writeLines(withoutStrayCharacters(table, body), joins, lines);
  }

  /** The lines of the body with all parts next to it, and the lines of parts that stand apart. */
  private lineRuns(): { main: LineRun; elsewhere: LineRun[] } {
    const { paragraphs } = this.page;
    const numbers = [
      ...new Set([...this.bounds.body, ...this.parts, ...this.headings.flatMap(block => block.paragraphs)]),
    ].sort((a, b) => a - b);
    const runs: { first: number; last: number }[] = [];
    for (const i of numbers) {
      const run = runs[runs.length - 1];
      if (run && (run.last === i - 1 || paragraphs.slice(run.last + 1, i).every(({ kind }) => kind === 'furniture')))
        run.last = i;
      else runs.push({ first: i, last: i });
    }
    const toLines = (run: { first: number; last: number }): LineRun => ({
      first: paragraphs[run.first].firstLine,
      last: paragraphs[run.last].lastLine,
    });
    const start = this.bounds.body[0];
    const main = runs.find(run => run.first <= start && start <= run.last)!;
    const end = this.bounds.body[this.bounds.body.length - 1];
    if (end > main.last) main.last = end;
    return {
      main: toLines(main),
      elsewhere: runs.filter(run => run !== main && (run.last < main.first || run.first > main.last)).map(toLines),
    };
  }
}

/** Consecutive lines: indexes of the first and the last in the line table. */
interface LineRun {
  readonly first: number;
  readonly last: number;
}

function rangeOfRun(table: LineTable, run: LineRun): Span {
  return { start: table.starts[run.first], end: table.ends[run.last] };
}

function linesOfRun(table: LineTable, run: LineRun): LineRange {
  return { first: table.lineNumbers[run.first], last: table.lineNumbers[run.last] };
}

function toJump(paragraph: Paragraph): Jump {
  return { ...paragraphToPart(paragraph), ...parseJump(simplifyDateline(paragraph.text))! };
}

function toAuthors(repaired: RepairedText, named: ReturnType<typeof readAuthors>): Author[] {
  return named.map(({ name, role, start, end }) => ({ name, role, range: sourceRange(repaired, start, end) }));
}

/** The dateline of a report as a list of at most one. */
function readDateline(report: Paragraph, issue: IssueDay | undefined): Dateline[] {
  const words = findDatePhrase(simplifyDateline(report.text), readDatelineAuthors(report.text).end, issue);
  if (!words) return [];
  return [
    {
      text: words.text,
      date: words.date,
      range: sourceRange(report.repaired, words.start, words.start + words.text.length),
    },
  ];
}

/** Keeps the first author of each name. */
function distinctAuthors(authors: readonly Author[]): Author[] {
  const seen = new Set<string>();
  return authors.filter(({ name }) => !seen.has(name) && seen.add(name));
}

/** The table without the stray characters that stand before 本报讯. */
function withoutStrayCharacters(table: LineTable, body: readonly Paragraph[]): LineTable {
  let starts: Int32Array | undefined;
  for (const { kind, firstLine, repaired, text } of body) {
    const stray = kind === 'report' ? /^(.)(?:本[报刊网台报社]|又讯|[（(])/.exec(simplifyDateline(text)) : null;
    if (!stray || /^[本又（(]/.test(text)) continue;
    starts ??= table.starts.slice();
    starts[firstLine] = sourceRange(repaired, 1, 2).start;
  }
  return starts ? { ...table, starts } : table;
}
