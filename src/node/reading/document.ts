/** The shape of a document that was read from a file, and the index fields for it. */
import { date, keyword, stored, text } from '../../fields.ts';
import type { RepairedText } from '../../text/repaired-text.ts';

/** The fields of an index of `FileDocument`s. */
export const documentFields = {
  title: text({ weight: 3 }),
  subtitle: text({ weight: 2 }),
  headings: text({ weight: 2 }),
  body: text(),
  caption: text(),
  author: keyword({ searchable: true }),
  tags: keyword({ searchable: true }),
  source: keyword({ searchable: true }),
  filters: keyword(),
  date: date(),
  edition: keyword(),
  file: keyword(),
  lines: stored(),
  url: stored(),
  sections: stored({ sectionsOf: 'body' }),
  more: stored(),
} as const;

/** The same, with the names in the texts: for filters, facets and `person:…` in a query. */
export const namedDocumentFields = {
  ...documentFields,
  person: keyword({ namesOf: 'persons' }),
  place: keyword({ namesOf: 'places' }),
  organisation: keyword({ namesOf: 'organisations' }),
} as const;

/** A section of a document: a heading in its body and the text below it, up to the next heading. */
export interface DocumentSection {
  /** The heading. */
  readonly title: string;
  /** The fragment of the URL that leads to it, without `#`; '' when there is none. */
  readonly anchor: string;
  /** Where the heading starts in `body` (after repair), in UTF-16 units. Ascending from section to section. */
  readonly start: number;
}

/** A document read from a file of any format. It can be added to an index with `documentFields`. */
export interface FileDocument {
  /** `<file>#<n>` for an article of a page or PDF, the file name for a file with one document, the given id in JSONL. */
  readonly id: string;
  /** The headline. */
  readonly title?: string | RepairedText;
  /** Subtitles, one a line. */
  readonly subtitle?: string | RepairedText;
  /**
   * The text. The source of a repaired text is the decoded text of the file; of a PDF, the laid-out text of the page; of an
   * article with continuations, the texts of all its pages with form feeds between them.
   */
  readonly body?: string | RepairedText;
  /** The headings of the sections, one a line. They also stand in `body`. */
  readonly headings?: string;
  /** Picture captions, one a line. */
  readonly caption?: string | RepairedText;
  /** The names of the authors. */
  readonly author?: readonly string[];
  /** Tags, categories and keywords. */
  readonly tags?: readonly string[];
  /** Values to filter by with their names, `name:value`, of a site prepared for Pagefind. */
  readonly filters?: readonly string[];
  /** Who published the document first (来源). */
  readonly source?: readonly string[];
  /** `YYYY[-MM[-DD]]`: the day of the issue from the file name or the running head, else the date of the document itself. */
  readonly date?: string;
  /** The page of the newspaper (`A1`), from the file name or the running head. */
  readonly edition?: string;
  /** The name of the file, with `/` between folders. */
  readonly file: string;
  /** First and last line in the file (of a PDF: in the text of its page), from 1; only where this makes sense. */
  readonly lines?: readonly [first: number, last: number];
  /** The address of the document on the web; search hits in a page become links to it. */
  readonly url?: string;
  /** The sections of the body, in order. The text before the first one belongs to none. */
  readonly sections?: readonly DocumentSection[];
  /**
   * Everything else: values under unknown keys (JSONL, front matter), the number of the PDF `page`, and for an article with
   * continuations the list `continues`.
   */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** A file or a document in it that was skipped. */
export interface SkippedInput {
  /** The name of the file. */
  readonly file: string;
  /** The line in the file, from 1; missing if the whole file was skipped. */
  readonly line?: number;
  /** The code of the error. */
  readonly code: string;
  /** The message of the error. */
  readonly message: string;
}
