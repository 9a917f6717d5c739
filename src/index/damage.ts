import { HansouError } from '../errors.ts';
import { sectionName } from './section-kinds.ts';

/** The error of bytes that cannot be what was written. */
export function damageError(expected: string, got: string | number): HansouError {
  return new HansouError('BAD_INDEX', 'the bytes of this index are damaged', {
    expected,
    got: String(got),
    hint: 'Take the file from where it was built again, or build it anew; `verify` tells which section differs.',
  });
}

/** Reading damaged bytes may run over the end of what is there: that is damage like any other. */
export function toDamageError(error: unknown): unknown {
  return error instanceof RangeError ? damageError('places inside the file', error.message) : error;
}

/**
 * The same, and of damage tells in which section it was met.
 * @param field the name of the field that the section belongs to, if it is one's
 */
export function toSectionDamageError(error: unknown, kind: number, field: string | undefined): unknown {
  const cause = toDamageError(error);
  if (!(cause instanceof HansouError) || cause.code !== 'BAD_INDEX') return cause;
  const { expected, got, hint } = cause;
  const what = `the section "${sectionName(kind, field)}" of this index is damaged`;
  return new HansouError('BAD_INDEX', what, { expected, got, hint, cause });
}
