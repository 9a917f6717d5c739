/** Errors on their way out of a thread: structured clone does not keep their class. */
import { type ErrorCode, HansouError } from '../errors.ts';

/** An error as a message. */
export interface ThreadError {
  /** The parts of a HansouError. */
  readonly hansouError?: {
    readonly code: ErrorCode;
    readonly what: string;
    readonly expected: string;
    readonly got: string;
    readonly hint: string;
  };
  /** Any other error, or what caused a HansouError. */
  readonly error: Error | undefined;
}

/** Law: `openError(packError(e))` is a HansouError with the parts of `e` if that is one, and has the message of `e` and its cause. */
export function packError(error: unknown): ThreadError {
  if (!(error instanceof HansouError)) return { error: copyError(error) };
  const { code, message, expected, got, hint, cause } = error;
  const what = message.slice(0, -`: expected ${expected}, got ${got}. ${hint}`.length);
  return { hansouError: { code, what, expected, got, hint }, error: cause === undefined ? cause : copyError(cause) };
}

/** An error that can be sent: what libraries throw is often none, or has parts that cannot be copied. */
function copyError(error: unknown): Error {
  const { message = String(error), stack } = error instanceof Error ? error : {};
  return Object.assign(new Error(message), stack && { stack });
}

/** What `packError` was given, as far as it can be sent. */
export function openError({ hansouError, error }: ThreadError): Error {
  return hansouError ? new HansouError(hansouError.code, hansouError.what, { ...hansouError, cause: error }) : error!;
}
