/** Checks of what callers gave in: what is right comes back, what is wrong is told with what to do. */
import { describeValue, HansouError } from './errors.ts';

/**
 * A text that a caller gave in.
 * @param what says what it is
 * @throws HansouError BAD_ARGUMENT when it is no string
 */
export function requireString(text: unknown, what: string): string {
  if (typeof text === 'string') return text;
  throw new HansouError('BAD_ARGUMENT', `this cannot be ${what}`, {
    expected: 'a string',
    got: describeValue(text),
    hint: 'Give a string.',
  });
}

/**
 * Options that a caller gave in.
 * @throws HansouError BAD_ARGUMENT when they are no object
 */
export function requireOptions<T>(options: T): T {
  if (typeof options === 'object' && options !== null) return options;
  throw new HansouError('BAD_ARGUMENT', 'these cannot be options', {
    expected: 'an object',
    got: describeValue(options),
    hint: 'Leave options out for their defaults.',
  });
}

/**
 * Several things that a caller gave in.
 * @throws HansouError BAD_ARGUMENT when they cannot be gone through, or are one string
 */
export function requireIterable<T>(things: Iterable<T>, what: string): Iterable<T> {
  const isList = typeof things === 'object' && things !== null && typeof things[Symbol.iterator] === 'function';
  if (isList) return things;
  throw new HansouError('BAD_ARGUMENT', `these cannot be ${what}`, {
    expected: 'an array or another iterable',
    got: describeValue(things),
    hint: `Give an array of ${what}.`,
  });
}

/**
 * Names of fields that a caller gave in.
 * @throws HansouError BAD_ARGUMENT when they are no array of strings
 */
export function requireNames(option: string, names: readonly string[]): readonly string[] {
  if (Array.isArray(names) && names.every(name => typeof name === 'string')) return names;
  throw new HansouError('BAD_ARGUMENT', `${option} cannot be this`, {
    expected: 'an array of names of fields',
    got: describeValue(names),
    hint: `Write ${option}: ['title'], or leave ${option} out for all of them.`,
  });
}

/**
 * The bytes of an index that a caller gave in, in whatever kind of view.
 * @throws HansouError BAD_ARGUMENT when they are none
 */
export function requireBytes(bytes: ArrayBufferLike | Uint8Array): Uint8Array {
  if (bytes instanceof Uint8Array) return bytes;
  if (ArrayBuffer.isView(bytes)) {
    const view = bytes as ArrayBufferView;
    return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  }
  if (/^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(bytes))) return new Uint8Array(bytes);
  throw new HansouError('BAD_ARGUMENT', 'an index cannot be opened from this', {
    expected: 'its bytes, as a Uint8Array or an ArrayBuffer',
    got: describeValue(bytes),
    hint: 'Give await response.arrayBuffer() in a page, readFileSync(path) in Node; openFile of hansou/node takes a path.',
  });
}

/**
 * A count that a caller gave in.
 * @throws HansouError BAD_ARGUMENT when it is no whole number from 0
 */
export function requireCount(value: number, name: string): number {
  if (Number.isInteger(value) && value >= 0 && value <= 0xffffffff) return value;
  throw new HansouError('BAD_ARGUMENT', `${name} cannot be this`, {
    expected: 'a whole number from 0',
    got: describeValue(value),
    hint: `Leave ${name} out for its default.`,
  });
}
