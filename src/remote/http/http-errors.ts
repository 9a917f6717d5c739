/** The errors of an index that is read over HTTP. The codes tell a page what to say to its reader. */
import { HansouError } from '../../errors.ts';

/** The file at an address is another one than when it was opened. `RemoteIndex` then opens it anew, once for each call. */
export class ChangedFile extends Error {}

export function notFoundError(url: string, status: number): HansouError {
  return new HansouError('NOT_FOUND', 'there is no index at this address', {
    expected: `an index file at ${url}`,
    got: `HTTP status ${status}`,
    hint: 'Check the address, and that the file was uploaded with the page.',
  });
}

export function statusError(url: string, status: number): HansouError {
  return new HansouError('IO', 'the index cannot be read', {
    expected: `HTTP status 200 or 206 for ${url}`,
    got: `${status}`,
    hint: 'Check that the server may give this file to everyone, and try again.',
  });
}

/** No answer: the reader is offline, or the browser keeps the answer of another site from the page. */
export function unreachableError(url: string, isCrossOrigin: boolean, cause: unknown): HansouError {
  const got = cause instanceof Error ? cause.message : String(cause);
  if (globalThis.navigator?.onLine === false)
    return new HansouError('OFFLINE', 'the index cannot be read without a network', {
      expected: `a connection to read ${url}`,
      got,
      hint: 'Try again when there is a connection.',
      cause,
    });
  return new HansouError('UNREACHABLE', 'the index cannot be reached', {
    expected: `an answer for ${url}`,
    got,
    hint: isCrossOrigin
      ? 'The file is on another site: its server must send Access-Control-Allow-Origin, and allow the header Range.'
      : 'Check the connection and the address, and that the server runs.',
    cause,
  });
}

export function htmlError(url: string): HansouError {
  return new HansouError('NOT_FOUND', 'there is a web page in the place of the index', {
    expected: `an index file at ${url}`,
    got: 'HTML',
    hint: 'Check the address. Many servers answer with the home page or a login page where a file is missing.',
  });
}

export function truncatedError(url: string, expected: number, got: number): HansouError {
  return new HansouError('BAD_INDEX', 'the index is not complete', {
    expected: `${expected} bytes of ${url}`,
    got: `${got}`,
    hint: 'Upload the file again; a transfer was probably broken off.',
  });
}

/** The file changed while it was opened, or again after it had been opened anew for the same call. */
export function changedError(): HansouError {
  return new HansouError('FILE_CHANGED', 'the index changes while it is read', {
    expected: 'the same file from the first answer to the last',
    got: 'another one, twice',
    hint: 'Open it again when it has been uploaded. Behind several servers, all must have the same file with the same ETag.',
  });
}
