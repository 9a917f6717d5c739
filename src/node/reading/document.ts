import { date, keyword, stored, text } from '../../fields.ts';
import type { RepairedText } from '../../text/repaired-text.ts';

/** The fields of an index over what reading gives. */
export const documentFields = {
  title: text({ weight: 3 }),
  subtitle: text({ weight: 2 }),
  body: text(),
  caption: text(),
  author: keyword(),
  date: date(),
  edition: keyword(),
  file: keyword(),
  lines: stored(),
  url: stored(),
  more: stored(),
} as const;

/** An article out of a file, whatever its format: it can be added to an index with `documentFields`. */
export interface FileDocument {
  /** `<file>#<n>` for pages and PDF, the file's name for a file that is one article, what stands there for JSONL. */
  readonly id: string;
  readonly title?: string | RepairedText;
  readonly subtitle?: string | RepairedText;
  /**
   * What spans of the repaired text map to is the decoded text of the file (of a PDF: of its page, as it was laid out); of an
   * article that goes on elsewhere, the texts of its pages with form feeds between.
   */
  readonly body?: string | RepairedText;
  /** What stands under pictures, one a line. */
  readonly caption?: string | RepairedText;
  readonly author?: readonly string[];
  /** `YYYY[-MM[-DD]]`: when the paper came out, by the file's name, or what the article says. */
  readonly date?: string;
  /** Which page of the paper (`A1`), by the file's name. */
  readonly edition?: string;
  /** The file's name, with `/` between folders. */
  readonly file: string;
  /** First and last line in the file (of a PDF: in the text of its page), from 1, where that makes sense. */
  readonly lines?: readonly [first: number, last: number];
  /** Where the article stands on the web; hits in a page become links. */
  readonly url?: string;
  /** What else stood there under other keys (JSONL, front matter); of a PDF the number of its `page`;
   * where an article `continues`. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** A file, or one article of it, that was left out. */
export interface SkippedInput {
  readonly file: string;
  /** From 1; missing when it is the whole file. */
  readonly line?: number;
  /** Of the error. */
  readonly code: string;
  /** What was expected, what was got, what to do. */
  readonly message: string;
}
