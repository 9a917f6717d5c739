/** Errors for damaged index files. Every reader of a section checks what it reads, and throws these. */
import { HansouError } from '../errors.ts';
import { sectionName } from './section-kinds.ts';

/** The error for bytes that no writer can have written. */
export function damageError(expected: string, got: string | number): HansouError {
  return new HansouError('BAD_INDEX', 'the bytes of this index are damaged', {
    expected,
    got: String(got),
    hint: 'Copy the file again from where it was built, or build it again; `verify` names the section that differs.',
  });
}

/** Turns a RangeError into a damage error: readers of damaged bytes may read beyond the end of the file. */
export function toDamageError(error: unknown): unknown {
  return error instanceof RangeError ? damageError('offsets inside the file', error.message) : error;
}

/**
 * `toDamageError`; a damage error also names the section that was being read.
 * @param field the name of the field that the section belongs to, if any
 */
export function toSectionDamageError(error: unknown, kind: number, field: string | undefined): unknown {
  const cause = toDamageError(error);
  if (!(cause instanceof HansouError) || cause.code !== 'BAD_INDEX') return cause;
  const { expected, got, hint } = cause;
  const message = `the section "${sectionName(kind, field)}" of this index is damaged`;
  return new HansouError('BAD_INDEX', message, { expected, got, hint, cause });
}
