/** The errors for files that cannot be found or read. */
import { HansouError } from '../../errors.ts';

/** The error for a name that stands for no file. */
export function notFoundError(name: string, expected: string, got: string, hint: string): HansouError {
  return new HansouError('IO', `${name} cannot be read`, { expected, got, hint });
}

/** The error for a file or folder that the operating system refuses to read. */
export function unreadableFileError(file: string, cause: unknown): HansouError {
  const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  if (isMissing) return notFoundError(file, 'a file', 'none, or a broken link', 'Check where it links to.');
  return new HansouError('IO', `${file} cannot be read`, {
    expected: 'a readable file or folder',
    got: cause instanceof Error ? cause.message : String(cause),
    hint: 'Check the name, and that you may read it.',
    cause,
  });
}
