/** A newspaper page to its articles. */

import { simplified } from '../text/repair/edges.ts';
import type { LineTable } from '../text/repair/line-table.ts';
import { writeLines } from '../text/repair/write-lines.ts';
import type { RepairedText } from '../text/repaired-text.ts';
import type { Span } from '../text/span.ts';
import { requireOptions, requireString } from '../validate.ts';
import type { Article, Author, Dateline, Jump, LineRange, PageFrame, PageOptions } from './article.ts';
import { type ArticleBounds, findArticleBounds } from './article-bounds.ts';
import { paragraphToPart, sourceRange } from './article-parts.ts';
import { assignHeadlines, type HeadingBlock, type HeadlineAssignment } from './assign-headlines.ts';
import { readAuthors, readDatelineAuthors } from './bylines.ts';
import { findDatePhrase, formatDay, type IssueDay } from './dates.ts';
import { parseJump } from './line-patterns.ts';
import { readPageFrame } from './page-frame.ts';
import { type PageLines, type Paragraph, readParagraphs } from './paragraphs.ts';
import { blockToPart, splitHeadline } from './split-headline.ts';

/** A page read: its articles in the order of their bodies, and what the page says about itself. */
export interface ParsedPage extends PageFrame {
  readonly articles: readonly Article[];
}

/**
 * The articles of a newspaper page, in the order in which their bodies stand.
 *
 * @param page the text of the page, as it comes out of the PDF
 */
export function parsePage(page: string, options: PageOptions = {}): Article[] {
  return [...readPage(page, options).articles];
}

/** The articles of a page together with its day, edition and the lines that belong to no article. */
export function readPage(page: string, options: PageOptions = {}): ParsedPage {
  const lines = readParagraphs(requireString(page, 'a page'), requireOptions(options).lineSizes);
  const { paragraphs } = lines;
  const { issue, edition } = readPageFrame(paragraphs, options);
  const bounds = findArticleBounds(paragraphs);
  const choices = assignHeadlines(paragraphs, bounds);
  const builders = bounds.articles.map((stretch, i) => new ArticleBuilder(lines, stretch, choices[i], issue));
  for (let slot = 0; slot < bounds.slots.length; slot++)
    for (const number of bounds.slots[slot]) place(paragraphs, number, builders[slot - 1], builders[slot]);
  return {
    articles: builders.map(builder => builder.build()),
    date: issue ? formatDay(issue) : null,
    edition,
    furniture: paragraphs.filter(({ kind }) => kind === 'furniture').map(paragraphToPart),
  };
}

/** Gives what stands between two bodies, but for headlines, to one of them. */
function place(
  paragraphs: readonly Paragraph[],
  number: number,
  before: ArticleBuilder | undefined,
  behind: ArticleBuilder | undefined,
): void {
  const paragraph = paragraphs[number];
  switch (paragraph.kind) {
    case 'byline': {
      // A byline stands with its headline: right behind it, or where the body has just ended.
      const isUnderTitle = behind?.hasHeading(number - 1);
      (isUnderTitle || !before || before.hasAuthors() ? (behind ?? before) : before)?.take(number);
      break;
    }
    case 'jump':
      (parseJump(simplified(paragraph.text))?.direction === 'from' ? (behind ?? before) : (before ?? behind))?.take(
        number,
      );
      break;
    case 'caption':
      (behind?.hasHeading(number - 1) ? behind : (before ?? behind))?.take(number);
      break;
  }
}

class ArticleBuilder {
  private readonly taken: number[];
  private readonly headings: HeadingBlock[];

  constructor(
    private readonly page: PageLines,
    private readonly stretch: ArticleBounds,
    private readonly choice: HeadlineAssignment,
    private readonly issue: IssueDay | undefined,
  ) {
    this.taken = [...stretch.inserts];
    this.headings = choice.headline ? [...choice.headline.blocks] : [];
  }

  take(paragraph: number): void {
    this.taken.push(paragraph);
  }

  hasHeading(paragraph: number): boolean {
    return this.headings.some(block => block.paragraphs.includes(paragraph));
  }

  /** Whether the report's first words, or a byline taken already, name who wrote. */
  hasAuthors(): boolean {
    const { paragraphs } = this.page;
    if (this.taken.some(i => paragraphs[i].kind === 'byline')) return true;
    const first = paragraphs[this.stretch.body[0]];
    return first.kind === 'report' && readDatelineAuthors(first.text).authors.length > 0;
  }

  build(): Article {
    const { paragraphs } = this.page;
    const taken = this.taken.sort((a, b) => a - b).map(i => paragraphs[i]);
    const { title, subtitles } = splitHeadline(this.page, this.headings);
    const reports = this.stretch.body.map(i => paragraphs[i]).filter(({ kind }) => kind === 'report');
    const datelines = reports.flatMap(report => datelineOf(report, this.issue));
    const authors = [
      ...reports.flatMap(report => authorsOf(report.repaired, readDatelineAuthors(report.text).authors)),
      ...taken
        .filter(({ kind }) => kind === 'byline')
        .flatMap(({ repaired, text }) => authorsOf(repaired, readAuthors(text))),
    ];
    const { main, elsewhere } = this.places();
    return {
      range: rangeOf(this.page.table, main),
      lines: linesOf(this.page.table, main),
      elsewhere: elsewhere.map(place => ({
        range: rangeOf(this.page.table, place),
        lines: linesOf(this.page.table, place),
      })),
      title: title?.text ?? null,
      titleRange: title?.range ?? null,
      titleConfidence: this.choice.headline?.confidence ?? 0,
      candidates: this.choice.candidates.map(({ block, confidence }) => ({
        ...blockToPart(this.page, block),
        confidence,
      })),
      subtitles,
      sections: this.stretch.sections.map(i => paragraphToPart(paragraphs[i])),
      authors: distinct(authors),
      date: datelines.find(({ date }) => date !== null)?.date ?? null,
      datelines,
      captions: taken.filter(({ kind }) => kind === 'caption').map(paragraphToPart),
      jumps: taken.filter(({ kind }) => kind === 'jump').map(jumpPart),
      body: this.body(),
      confidence: this.stretch.confidence,
    };
  }

  private body(): RepairedText {
    const { table, joins: joints, paragraphs } = this.page;
    const lines: number[] = [];
    for (const i of this.stretch.body)
      for (let line = paragraphs[i].firstLine; line <= paragraphs[i].lastLine; line++) lines.push(line);
    return writeLines(
      withoutStrays(
        table,
        this.stretch.body.map(i => paragraphs[i]),
      ),
      joints,
      lines,
    );
  }

  /** The body with all that stands next to it, and what stands elsewhere: first and last paragraphs. */
  private places(): { main: Place; elsewhere: Place[] } {
    const { paragraphs } = this.page;
    const numbers = [
      ...new Set([...this.stretch.body, ...this.taken, ...this.headings.flatMap(block => block.paragraphs)]),
    ].sort((a, b) => a - b);
    const runs: { first: number; last: number }[] = [];
    for (const i of numbers) {
      const run = runs[runs.length - 1];
      if (run && (run.last === i - 1 || paragraphs.slice(run.last + 1, i).every(({ kind }) => kind === 'furniture')))
        run.last = i;
      else runs.push({ first: i, last: i });
    }
    const toLines = (run: { first: number; last: number }): Place => ({
      first: paragraphs[run.first].firstLine,
      last: paragraphs[run.last].lastLine,
    });
    const start = this.stretch.body[0];
    const main = runs.find(run => run.first <= start && start <= run.last)!;
    const end = this.stretch.body[this.stretch.body.length - 1];
    if (end > main.last) main.last = end;
    return {
      main: toLines(main),
      elsewhere: runs.filter(run => run !== main && (run.last < main.first || run.first > main.last)).map(toLines),
    };
  }
}

/** First and last line in the table. */
interface Place {
  readonly first: number;
  readonly last: number;
}

function rangeOf(table: LineTable, place: Place): Span {
  return { start: table.starts[place.first], end: table.ends[place.last] };
}

function linesOf(table: LineTable, place: Place): LineRange {
  return { first: table.numbers[place.first], last: table.numbers[place.last] };
}

function jumpPart(paragraph: Paragraph): Jump {
  return { ...paragraphToPart(paragraph), ...parseJump(simplified(paragraph.text))! };
}

function authorsOf(repaired: RepairedText, named: ReturnType<typeof readAuthors>): Author[] {
  return named.map(({ name, role, start, end }) => ({ name, role, range: sourceRange(repaired, start, end) }));
}

function datelineOf(report: Paragraph, issue: IssueDay | undefined): Dateline[] {
  const words = findDatePhrase(simplified(report.text), readDatelineAuthors(report.text).end, issue);
  if (!words) return [];
  return [
    {
      text: words.text,
      date: words.date,
      range: sourceRange(report.repaired, words.start, words.start + words.text.length),
    },
  ];
}

function distinct(authors: readonly Author[]): Author[] {
  const seen = new Set<string>();
  return authors.filter(({ name }) => !seen.has(name) && seen.add(name));
}

/** The table with the stray characters before 本报讯 left out. */
function withoutStrays(table: LineTable, body: readonly Paragraph[]): LineTable {
  let starts: Int32Array | undefined;
  for (const { kind, firstLine: first, repaired, text } of body) {
    const stray = kind === 'report' ? /^(.)(?:本[报刊网台报社]|又讯|[（(])/.exec(simplified(text)) : null;
    if (!stray || /^[本又（(]/.test(text)) continue;
    starts ??= table.starts.slice();
    starts[first] = sourceRange(repaired, 1, 2).start;
  }
  return starts ? { ...table, starts } : table;
}
