/** The public types of a parsed newspaper page: articles, their parts, and what the page says about itself; and its options. */
import type { RepairedText } from '../text/repaired-text.ts';
import type { Span } from '../text/span.ts';
import { checkOptions, checkString, invalid, type OptionRules } from '../validate.ts';

/** A part of an article, such as a subtitle or a caption: its text and its place on the page. */
export interface ArticlePart {
  /** The text with broken lines joined and stray blanks removed. */
  readonly text: string;
  /** From the first to the last character of the part on the page, in UTF-16 units. */
  readonly range: Span;
}

/** A person named as the author of an article, a photo or both. */
export interface Author {
  /** The name as printed. */
  readonly name: string;
  /** The role as printed, in simplified characters: 记者, 通讯员, 特约记者, 摄, 文/图 …; '' if the page gives none. */
  readonly role: string;
  /** Where the name stands on the page, in UTF-16 units. */
  readonly range: Span;
}

/** The words of a report that say when it happened (9月8日, 近日). */
export interface Dateline extends ArticlePart {
  /** The day as YYYY-MM-DD; null if the words name no particular day (近日) or the year is unknown. */
  readonly date: string | null;
}

/** A line that may be the headline of an article. */
export interface HeadlineCandidate extends ArticlePart {
  /** Confidence that it is the headline, 0 to 1. */
  readonly confidence: number;
}

/** A range of lines of the page, both ends included. */
export interface LineRange {
  /** Number of the first line, from 1. */
  readonly first: number;
  /** Number of the last line, from 1. */
  readonly last: number;
}

/** A jump line: the article continues on another page, （下转第3版）, or comes from one, （上接A1版）. */
export interface Jump extends ArticlePart {
  /** 'to' if the article continues on that page, 'from' if it comes from there. */
  readonly direction: 'to' | 'from';
  /** The other page as the line names it, in digits: '3', 'A1'. */
  readonly page: string;
}

/** One article of a page. Immutable. */
export interface Article {
  /** The body together with the headline, bylines and captions next to it, in UTF-16 units of the page. */
  readonly range: Span;
  /** The lines of `range`. */
  readonly lines: LineRange;
  /** Parts that stand apart from `range`, such as a headline printed after the next article. */
  readonly elsewhere: readonly {
    /** In UTF-16 units of the page. */
    readonly range: Span;
    /** The lines of `range`. */
    readonly lines: LineRange;
  }[];
  /** The headline; null if the page has none for this article, or if it is uncertain which line it is. */
  readonly title: string | null;
  /** Where the headline stands, in UTF-16 units of the page; null exactly when `title` is null. */
  readonly titleRange: Span | null;
  /** Confidence in the headline, 0 to 1; 0 if there is none. */
  readonly titleConfidence: number;
  /** Lines that may be the headline, most likely first. Empty unless `title` is null. */
  readonly candidates: readonly HeadlineCandidate[];
  /** Lines above and below the headline that belong to it. */
  readonly subtitles: readonly ArticlePart[];
  /** Section headings inside the body. They are also part of `body`. */
  readonly sections: readonly ArticlePart[];
  /** Authors from bylines and from the first words of reports, each name once. */
  readonly authors: readonly Author[];
  /** The day of the first dateline that names one, as YYYY-MM-DD; null if none does. */
  readonly date: string | null;
  /** One for each report in the article that says when it happened. */
  readonly datelines: readonly Dateline[];
  /** Picture captions and photo credits. */
  readonly captions: readonly ArticlePart[];
  /** Jump lines to and from other pages. */
  readonly jumps: readonly Jump[];
  /** The text without headline, subtitles, separate bylines and captions. Its source is the text of the page. */
  readonly body: RepairedText;
  /** Confidence that this is exactly one article with these bounds, 0 to 1. */
  readonly confidence: number;
}

/** What a page says about itself, and the lines that belong to no article. */
export interface PageFrame {
  /** The day of the issue as YYYY-MM-DD, from the options, the running head or the file name; null if unknown. */
  readonly date: string | null;
  /** The number of the page from the running head or the file name: 'A2', '3'; '' if unknown. */
  readonly edition: string;
  /** Running heads, page numbers and editors' lines. */
  readonly furniture: readonly ArticlePart[];
}

/** What the caller knows about a page beforehand. */
export interface PageOptions {
  /** The day of the issue as YYYY-MM-DD; it supplies the year of dates such as 9月8日. */
  readonly date?: string;
  /** The file name, which may contain the day and the edition: 2022-09-11-A1.txt. */
  readonly name?: string;
  /**
   * The font size of each line, in any unit; 0 if unknown. `lineSizes[0]` belongs to line 1 (see `LineRange`). A line that
   * is clearly larger than the running text is a headline, whatever its words.
   */
  readonly lineSizes?: readonly number[];
}

const pageRules: OptionRules<PageOptions> = {
  owner: 'parsePage',
  checks: {
    date: checkString,
    name: checkString,
    lineSizes: (name, value) => {
      if (Array.isArray(value) && Array.from(value).every(size => typeof size === 'number')) return;
      throw invalid(name, 'an array with a size for each line, 0 if unknown', value);
    },
  },
  example: "{ date: '2022-09-11' }",
};

/** Checks the options of `parsePage`. @throws HansouError BAD_ARGUMENT */
export function checkPageOptions(options: PageOptions): PageOptions {
  checkOptions(pageRules, options, undefined);
  return options;
}
