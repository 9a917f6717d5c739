import type { RepairedText } from '../text/repaired-text.ts';
import type { Span } from '../text/span.ts';

/** A piece of an article: its words as a reader would read them, and where they stand on the page. */
export interface ArticlePart {
  /** Repaired text. */
  readonly text: string;
  /** UTF-16 units of the page, from the first to the last unit of the part. */
  readonly range: Span;
}

export interface Author {
  readonly name: string;
  /** 记者, 通讯员, 特约记者, 摄, 文/图 … as the page says it, in simplified characters; '' where it says nothing. */
  readonly role: string;
  readonly range: Span;
}

export interface Dateline extends ArticlePart {
  /** YYYY-MM-DD, or null where the words name no day (近日) or no year is known. */
  readonly date: string | null;
}

/** A line that may be the headline. */
export interface HeadlineCandidate extends ArticlePart {
  /** 0 to 1. */
  readonly confidence: number;
}

/** The first and the last line of something, counted from 1. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** A reference to the page where an article goes on or comes from: （下转第3版）, （上接A1版）. */
export interface Jump extends ArticlePart {
  readonly direction: 'to' | 'from';
  /** The page as it is named: '3', 'A1'. */
  readonly page: string;
}

/** One article of a page. A value: nothing in it changes. */
export interface Article {
  /** UTF-16 units of the page: the body with what stands right before and behind it. */
  readonly range: Span;
  readonly lines: LineRange;
  /** Parts of the article that stand elsewhere on the page, such as a headline behind the next article. */
  readonly elsewhere: readonly { readonly range: Span; readonly lines: LineRange }[];
  /** The headline, or null where the page has none or it is not sure which line it is. */
  readonly title: string | null;
  readonly titleRange: Span | null;
  /** How sure the headline is, 0 to 1; 0 where there is none. */
  readonly titleConfidence: number;
  /** Lines that may be the headline where `title` is null, the likeliest first. */
  readonly candidates: readonly HeadlineCandidate[];
  readonly subtitles: readonly ArticlePart[];
  /** Headings inside the body. They stand in `body` too. */
  readonly sections: readonly ArticlePart[];
  readonly authors: readonly Author[];
  /** The day of the first dateline that names one: YYYY-MM-DD, or null. */
  readonly date: string | null;
  /** What the reports say about when: 9月8日, 近日. */
  readonly datelines: readonly Dateline[];
  readonly captions: readonly ArticlePart[];
  readonly jumps: readonly Jump[];
  /** The text without headline, subtitles, separate bylines and captions. Its source is the page. */
  readonly body: RepairedText;
  /** How sure it is that this is one article with these bounds, 0 to 1. */
  readonly confidence: number;
}

/** What the page says about itself, and lines that belong to no article. */
export interface PageFrame {
  /** The day of the issue, YYYY-MM-DD, from the options or the running head; null when neither says it. */
  readonly date: string | null;
  /** The name of the page or column as the running head gives it: 'A2', '综合'; '' when it does not. */
  readonly edition: string;
  /** Running heads, page numbers, editors' lines. */
  readonly furniture: readonly ArticlePart[];
}

/** What the reader of a page may know beforehand. */
export interface PageOptions {
  /** The day of the issue, YYYY-MM-DD: gives the year of 9月8日. */
  readonly date?: string;
  /** A file name that may hold the day and the edition: 2022-09-11-A1.txt. */
  readonly name?: string;
  /**
   * The size of the font of each line, in any unit; 0 where it is not known. `lineSizes[0]` is that of line 1, as `lines` of
   * an article counts. A line clearly larger than the text around it is a headline, whatever its words.
   */
  readonly lineSizes?: readonly number[];
}
