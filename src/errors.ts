/**
 * The stable codes of every error that leaves the library. A code never changes its meaning; new ones may be added.
 */
export type ErrorCode =
  | 'ANALYSIS_MISMATCH' // documents added to an index that another analysis made
  | 'BAD_ARGUMENT' // an option or argument of the wrong kind
  | 'BAD_DATE' // a date that is not YYYY[-MM[-DD]]
  | 'BAD_DICTIONARY' // a line of a user dictionary that cannot be read
  | 'BAD_DOCUMENT' // a document or one of its values of the wrong kind
  | 'BAD_FILE' // an input file that cannot be read as text
  | 'BAD_INDEX' // bytes that are no index, or a damaged one
  | 'BAD_LEXICON' // bytes that are no compiled lexicon, or a damaged one
  | 'BAD_QUERY' // a query as data of the wrong shape
  | 'CHECKSUM' // bytes differ from what was written
  | 'DUPLICATE_ID' // an id that the index holds already
  | 'EMPTY_ID' // a document without id
  | 'FORMAT_VERSION' // a file of another format version
  | 'IO' // the file system or the network said no
  | 'UNKNOWN_FIELD' // a field that the index does not have
  | 'USAGE'; // wrong words on the command line

/** What every error tells: what was expected, what was got instead, and what to do about it. */
export interface ErrorDetails {
  readonly expected: string;
  readonly got: string;
  /** What the reader of the message can do. */
  readonly hint: string;
  /** Where it came from, when another error is the reason. */
  readonly cause?: unknown;
}

/** The one error class of hansou. `code` is stable; the message is one line: what, expected, got, what to do. */
export class HansouError extends Error {
  readonly code: ErrorCode;
  readonly expected: string;
  readonly got: string;
  readonly hint: string;

  constructor(code: ErrorCode, what: string, details: ErrorDetails) {
    const { expected, got, hint, cause } = details;
    super(`${what}: expected ${expected}, got ${got}. ${hint}`, cause === undefined ? undefined : { cause });
    this.name = 'HansouError';
    this.code = code;
    this.expected = expected;
    this.got = got;
    this.hint = hint;
  }
}

/** Shows a value in an error message: quoted, on one line, at most 60 characters. */
export function describeValue(value: unknown): string {
  let text: string;
  if (typeof value === 'string') text = JSON.stringify(value.slice(0, 61));
  else if (typeof value === 'function') text = 'a function';
  else if (typeof value === 'object' && value !== null)
    text = Array.isArray(value) ? `an array of ${value.length}` : 'an object';
  else text = String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
