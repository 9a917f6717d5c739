/**
 * The contract between a file and the reader of its format: what a reader is given, and what it gives back.
 *
 * Law of reading: every Han character of a file that was read stands in a text or keyword field of some document, or in a
 * part that the reader leaves out by name (`leaveOut`). Each reader has a property test for it
 * (tests/laws/reading/reading.law.test.ts).
 */
import type { HansouError } from '../../errors.ts';
import type { FileDocument } from './document.ts';
import type { FileInput } from './file-input.ts';
import type { FieldMapping } from './formats/records/record-keys.ts';
import type { LeftOutKind } from './left-out.ts';
import type { SiteConfig } from './site/site-config.ts';
import type { SiteKind } from './site/site-kind.ts';

/** How files are read. Each format uses the options that concern it. */
export interface FormatOptions {
  /** Whether drafts and unpublished pages are read (default false). */
  readonly drafts?: boolean;
  /** Whether code blocks are part of the text (default true). */
  readonly code?: boolean;
  /** The encoding of all files; by default each one's is detected. */
  readonly encoding?: string;
  /** Under which keys the fields stand in JSON, JSONL, CSV and XML, for keys without a common name. */
  readonly fields?: FieldMapping;
  /**
   * Whether a file is refused that has bytes not valid in its encoding, or front matter that is not valid (default false: the
   * bytes are replaced and counted, and the keys of the front matter that can be read are taken).
   */
  readonly strict?: boolean;
  /** The elements of HTML that hold the text, as a CSS selector; by default they are found. */
  readonly root?: string;
  /** Elements of HTML to leave out, as a CSS selector. */
  readonly ignore?: string;
  /** The address of the folder that was named: `https://example.org/docs/` or `/docs/` (default `/`). */
  readonly baseUrl?: string;
  /** Whether addresses leave `.html` out (default what the configuration of VitePress says, else false). */
  readonly cleanUrls?: boolean;
}

/** What a reader may use besides its file. */
export interface ReaderContext {
  readonly options: FormatOptions;
  /** The generator of the site that a page belongs to. @param file the path of the page */
  siteKind(file: string): SiteKind;
  /** The path of a page on its site. @param path its path below the folder that was named */
  sitePath(file: string, path: string): string;
  /** The pattern of the addresses of posts that the site of a page sets. @param file the path of the page */
  postPermalink(file: string): Promise<string | undefined>;
  /** What the configuration of the site of a page says of addresses. @param file the path of the page */
  siteConfig(file: string): SiteConfig;
  /** Whether pages without `data-pagefind-body` are left out, because another page of the site has it. */
  readonly needsPagefindBody: boolean;
  /** Ends what takes long. */
  readonly signal?: AbortSignal | undefined;
  /** Reads a file inside this one (a member of an archive) by the format of its name; reports it if it has none. */
  readMember(member: FileInput): AsyncIterable<FileDocument>;
  /** Reports a part of the file that stands in no document. */
  leaveOut(kind: LeftOutKind, text: string): void;
  /** Reports a line or document that cannot be read; the reader goes on. Throws the error if the caller wants to stop there. */
  skip(error: HansouError, line?: number): void;
}

/** Reads the documents of one file. @throws HansouError BAD_FILE if the file cannot be read or contains no document */
export type FormatReader = (input: FileInput, context: ReaderContext) => AsyncIterable<FileDocument>;
