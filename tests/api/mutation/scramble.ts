/** What a caller may do to the objects that it gave to hansou, or was given. */

/** Changes everything that can be reached from a value and is not frozen. */
export function scramble(value: unknown, seen = new Set<unknown>()): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (ArrayBuffer.isView(value)) {
    new Uint8Array(value.buffer, value.byteOffset, value.byteLength).fill(7);
    return;
  }
  for (const name of Reflect.ownKeys(value)) {
    const { writable, value: inner } = Reflect.getOwnPropertyDescriptor(value, name)!;
    scramble(inner, seen);
    if (!writable || name === 'length') continue;
    Reflect.set(value, name, typeof inner === 'number' ? inner + 1e6 : 'changed');
  }
  if (!Object.isFrozen(value)) Reflect.set(value, 'added', 'changed');
}
