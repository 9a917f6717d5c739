/** Law (node/thread-error.ts): an error that leaves a thread is what it was there. */
import { expect, it } from 'vitest';
import { HansouError } from '../../../src/errors.ts';
import { openError, packError } from '../../../src/node/thread-error.ts';

const send = (error: unknown) => openError(structuredClone(packError(error)));
/** As libraries make their errors: not by a class that extends Error. */
const odd = Object.assign(Object.create(Error.prototype) as Error, { message: 'odd', call() {} });

it.each([
  ['a name that looks like details', 'a: expected b, got c.pdf cannot be read', undefined],
  ['a cause', 'a cannot be read', new TypeError('why')],
  ['a cause of a library', 'a cannot be read', odd],
])('a HansouError with %s has its class, its parts and its cause', (_, what, cause) => {
  const error = new HansouError('BAD_FILE', what, { expected: 'b', got: 'c', hint: 'Do it.', cause });
  const sent = send(error) as HansouError;
  expect(sent).toBeInstanceOf(HansouError);
  const { code, message, expected, got, hint } = error;
  expect(sent).toMatchObject({ code, message, expected, got, hint });
  expect((sent.cause as Error | undefined)?.message).toBe(cause?.message);
});

it.each([
  [new RangeError('far'), 'far'],
  [odd, 'odd'],
  ['text', 'text'],
])('%o has its message', (error, message) => {
  expect(send(error)).toBeInstanceOf(Error);
  expect(send(error).message).toBe(message);
});
