/** Conversion between strings and arrays of UTF-16 units, in which the hot code reads text. */

/** The UTF-16 units of a string. */
export function unitsFromString(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
  return units;
}

/** The UTF-16 units of some characters of one unit each, as a set. */
export function createUnitSet(characters: string): ReadonlySet<number> {
  return new Set(unitsFromString(characters));
}

/** Up to this number of units, calls with four of them each are faster than one with an array. */
const maxShortUnits = 12;
/** Minimum number of units for which a buffer of Node is faster than `fromCharCode`, and for which a `TextDecoder` is. */
const minBufferUnits = 32;
const minDecoderUnits = 48;
/** Maximum number of units passed to one call of `fromCharCode`: more arguments would overflow the stack. */
const maxUnitsPerCall = 8192;
let decoder: TextDecoder | undefined;

/** What makes a string by copying its units, whatever they are; in Node only. A decoder takes four times as long for a text. */
const { Buffer: NodeBuffer } = globalThis as {
  readonly Buffer?: {
    from(bytes: ArrayBufferLike, start: number, size: number): { toString(encoding: string): string };
  };
};

/** Makes a string of `units[start … end)`. Lone surrogates are kept. */
export function stringFromUnits(units: Uint16Array, start: number, end: number): string {
  const length = end - start;
  if (length <= maxShortUnits) return shortStringFromUnits(units, start, end);
  if (NodeBuffer && length >= minBufferUnits)
    return NodeBuffer.from(units.buffer, units.byteOffset + 2 * start, 2 * length).toString('utf16le');
  if (length <= maxUnitsPerCall) return longStringFromUnits(units, start, end);
  const parts: string[] = [];
  for (let at = start; at < end; at += maxUnitsPerCall)
    parts.push(longStringFromUnits(units, at, Math.min(end, at + maxUnitsPerCall)));
  return parts.join('');
}

function shortStringFromUnits(units: Uint16Array, start: number, end: number): string {
  let text = '';
  let at = start;
  for (; at + 3 < end; at += 4) text += String.fromCharCode(units[at], units[at + 1], units[at + 2], units[at + 3]);
  for (; at < end; at++) text += String.fromCharCode(units[at]);
  return text;
}

function longStringFromUnits(units: Uint16Array, start: number, end: number): string {
  const range = units.subarray(start, end);
  // A decoder replaces lone surrogates, and in browsers it cannot read shared memory.
  if (end - start < minDecoderUnits || hasSurrogate(units, start, end) || !(units.buffer instanceof ArrayBuffer))
    return String.fromCharCode.apply(null, range as unknown as number[]);
  decoder ??= new TextDecoder('utf-16le', { ignoreBOM: true });
  return decoder.decode(range);
}

function hasSurrogate(units: Uint16Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if ((units[at] & 0xf800) === 0xd800) return true;
  return false;
}
