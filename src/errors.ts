/** The one error class of the library, and its codes. */

/** The code of an error. A code never changes its meaning; new codes may be added. */
export type ErrorCode =
  | 'ANALYSIS_MISMATCH' // documents added with another lexicon or segmenter than the index was made with
  | 'BAD_ANSWER' // an answer of a cluster that is not JSON, or cut short
  | 'BAD_ARGUMENT' // an unknown option, or an option or argument with an invalid value
  | 'BAD_DATE' // not a calendar date written YYYY[-MM[-DD]]
  | 'BAD_DICTIONARY' // a line of a user dictionary that cannot be read
  | 'BAD_DOCUMENT' // a document or one of its values of the wrong kind
  | 'BAD_FILE' // an input file that cannot be read as text
  | 'BAD_INDEX' // bytes that are not an index, or are damaged
  | 'BAD_LEXICON' // bytes that are not a compiled lexicon, or are damaged
  | 'BAD_QUERY' // an invalid query as data, or an invalid filter
  | 'BUSY' // a cluster that has more to do than it can
  | 'CHECKSUM' // bytes that differ from what was written
  | 'CLUSTER' // another error of a cluster
  | 'DUPLICATE_ID' // an id that the index contains already
  | 'EMPTY_ID' // a document without an id
  | 'FILE_CHANGED' // a remote file that changed more than once while it was read, or a local one that was written into
  | 'FORBIDDEN' // an account without the right, on a cluster
  | 'FORMAT_VERSION' // a file of another format version
  | 'IO' // a file or network operation failed
  | 'NOT_FOUND' // no index at an address: HTTP status 404, or a web page in its place
  | 'OFFLINE' // no network
  | 'READ_ONLY' // an index of a cluster that is closed or blocked, or a full disk
  | 'SCHEMA_MISMATCH' // files that are opened together but have different fields
  | 'TIMEOUT' // no answer of a cluster in time
  | 'TOO_COSTLY' // what a cluster could only answer by reading too much
  | 'UNKNOWN_FIELD' // a field that the index does not have
  | 'UNREACHABLE' // no answer from a server, or one that the browser keeps from the page
  | 'USAGE'; // wrong arguments on the command line

/** The details of an error: what was expected, what was found instead, and what to do. */
export interface ErrorDetails {
  /** What was expected: a noun, without a full stop. */
  readonly expected: string;
  /** What was found instead, in at most some 60 characters. */
  readonly got: string;
  /** What the caller can do about it. */
  readonly hint: string;
  /** The error that caused this one. */
  readonly cause?: unknown;
}

/** What an index has is listed no further: a file may have names of a megabyte. */
const maxExpected = 1000;

/** The error that hansou throws. `code` is stable; the message is one line: what is wrong, expected, got, what to do. */
export class HansouError extends Error {
  /** What kind of error it is; never changes its meaning. */
  readonly code: ErrorCode;
  /** What was expected: a noun, without a full stop. */
  readonly expected: string;
  /** What was found instead, in at most some 60 characters. */
  readonly got: string;
  /** What the caller can do about it: a sentence. */
  readonly hint: string;

  constructor(code: ErrorCode, what: string, details: ErrorDetails) {
    const { got, hint, cause } = details;
    const expected = details.expected.slice(0, maxExpected);
    super(`${what}: expected ${expected}, got ${got}. ${hint}`, cause === undefined ? undefined : { cause });
    this.name = 'HansouError';
    this.code = code;
    this.expected = expected;
    this.got = got;
    this.hint = hint;
  }
}

/** Describes a value for an error message: quoted, on one line, at most 60 characters. */
export function describeValue(value: unknown): string {
  let text: string;
  if (typeof value === 'string') text = JSON.stringify(value.slice(0, 61)).replace(unseen, escapeUnit);
  else if (typeof value === 'function') text = 'a function';
  else if (typeof value === 'object' && value !== null)
    text = Array.isArray(value) ? `an array of ${value.length}` : describeObject(value);
  else text = String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** What JSON leaves as it is, and a terminal obeys or a reader does not see: control codes, marks of direction, blanks without width. */
const unseen = /[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Describes an object by its class, if that says more: `a Promise`, `a Date`. */
function describeObject(value: object): string {
  const kind = Object.prototype.toString.call(value).slice('[object '.length, -1);
  if (kind === 'Object') return 'an object';
  return /^[A-Za-z][A-Za-z0-9]*$/.test(kind) ? `${/^[AEIOU]/.test(kind) ? 'an' : 'a'} ${kind}` : 'an object';
}
