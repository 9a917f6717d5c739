import { HansouError } from '../errors.ts';

/** The error of bytes that cannot be what was written. */
export function damaged(expected: string, got: string | number): HansouError {
  return new HansouError('BAD_INDEX', 'the bytes of this index are damaged', {
    expected,
    got: String(got),
    todo: 'Take the file from where it was built again, or build it anew; `verify` tells which section differs.',
  });
}
