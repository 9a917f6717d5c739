/** A newspaper page to its articles. */

import { simplified } from '../text/repair/edges.ts';
import type { LineTable } from '../text/repair/line-table.ts';
import { writeLines } from '../text/repair/write-lines.ts';
import type { RepairedText } from '../text/repaired-text.ts';
import type { Span } from '../text/span.ts';
import { requireOptions, requireString } from '../validate.ts';
import type { Article, Author, Dateline, Jump, LineRange, PageFrame, PageOptions } from './article.ts';
import { findBounds, type Stretch } from './bounds.ts';
import { readAuthors, readDatelineAuthors } from './bylines.ts';
import { formatDay, type IssueDay, readDateWords } from './dates.ts';
import { blockPart, headlineParts } from './headline-parts.ts';
import { chooseHeadlines, type HeadingBlock, type HeadlineChoice } from './headlines.ts';
import { jumpOf } from './line-patterns.ts';
import { readFrame } from './page-frame.ts';
import { type PageLines, type Paragraph, readParagraphs } from './paragraphs.ts';
import { partOf, placeOf } from './parts.ts';

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
  const { issue, edition } = readFrame(paragraphs, options);
  const bounds = findBounds(paragraphs);
  const choices = chooseHeadlines(paragraphs, bounds);
  const builders = bounds.stretches.map((stretch, i) => new ArticleBuilder(lines, stretch, choices[i], issue));
  for (let slot = 0; slot < bounds.slots.length; slot++)
    for (const number of bounds.slots[slot]) place(paragraphs, number, builders[slot - 1], builders[slot]);
  return {
    articles: builders.map(builder => builder.build()),
    date: issue ? formatDay(issue) : null,
    edition,
    furniture: paragraphs.filter(({ kind }) => kind === 'furniture').map(partOf),
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
      (jumpOf(simplified(paragraph.text))?.direction === 'from' ? (behind ?? before) : (before ?? behind))?.take(
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
    private readonly stretch: Stretch,
    private readonly choice: HeadlineChoice,
    private readonly issue: IssueDay | undefined,
  ) {
    this.taken = [...stretch.within];
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
    const { title, subtitles } = headlineParts(this.page, this.headings);
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
        ...blockPart(this.page, block),
        confidence,
      })),
      subtitles,
      sections: this.stretch.sections.map(i => partOf(paragraphs[i])),
      authors: distinct(authors),
      date: datelines.find(({ date }) => date !== null)?.date ?? null,
      datelines,
      captions: taken.filter(({ kind }) => kind === 'caption').map(partOf),
      jumps: taken.filter(({ kind }) => kind === 'jump').map(jumpPart),
      body: this.body(),
      confidence: this.stretch.confidence,
    };
  }

  private body(): RepairedText {
    const { table, joints, paragraphs } = this.page;
    const lines: number[] = [];
    for (const i of this.stretch.body)
      for (let line = paragraphs[i].first; line <= paragraphs[i].last; line++) lines.push(line);
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
      first: paragraphs[run.first].first,
      last: paragraphs[run.last].last,
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
  return { ...partOf(paragraph), ...jumpOf(simplified(paragraph.text))! };
}

function authorsOf(repaired: RepairedText, named: ReturnType<typeof readAuthors>): Author[] {
  return named.map(({ name, role, start, end }) => ({ name, role, range: placeOf(repaired, start, end) }));
}

function datelineOf(report: Paragraph, issue: IssueDay | undefined): Dateline[] {
  const words = readDateWords(simplified(report.text), readDatelineAuthors(report.text).end, issue);
  if (!words) return [];
  return [
    {
      text: words.text,
      date: words.date,
      range: placeOf(report.repaired, words.start, words.start + words.text.length),
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
  for (const { kind, first, repaired, text } of body) {
    const stray = kind === 'report' ? /^(.)(?:本[报刊网台报社]|又讯|[（(])/.exec(simplified(text)) : null;
    if (!stray || /^[本又（(]/.test(text)) continue;
    starts ??= table.starts.slice();
    starts[first] = placeOf(repaired, 1, 2).start;
  }
  return starts ? { ...table, starts } : table;
}
