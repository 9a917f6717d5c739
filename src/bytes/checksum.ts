const prime1 = 0x9e3779b1;
const prime2 = 0x85ebca77;
const prime3 = 0xc2b2ae3d;
const prime4 = 0x27d4eb2f;
const prime5 = 0x165667b1;

/**
 * XXH32 (Collet, the xxHash specification) of bytes, with seed 0. It is fast in JavaScript (four multiplications for 16
 * bytes), and since each round is a bijection of its four bytes, it finds every change inside four aligned bytes for
 * sure, others but for one in 2^32.
 */
export function checksum(bytes: Uint8Array): number {
  const { length } = bytes;
  const data = new DataView(bytes.buffer, bytes.byteOffset, length);
  let at = 0;
  let hash: number;
  if (length >= 16) {
    let a = (prime1 + prime2) | 0;
    let b = prime2 | 0;
    let c = 0;
    let d = -prime1 | 0;
    for (const last = length - 16; at <= last; at += 16) {
      a = round(a, data.getInt32(at, true));
      b = round(b, data.getInt32(at + 4, true));
      c = round(c, data.getInt32(at + 8, true));
      d = round(d, data.getInt32(at + 12, true));
    }
    hash = (rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18)) | 0;
  } else hash = prime5;
  hash = (hash + length) | 0;
  for (; at + 4 <= length; at += 4)
    hash = Math.imul(rotate((hash + Math.imul(data.getInt32(at, true), prime3)) | 0, 17), prime4);
  for (; at < length; at++) hash = Math.imul(rotate((hash + Math.imul(bytes[at], prime5)) | 0, 11), prime1);
  hash = Math.imul(hash ^ (hash >>> 15), prime2);
  hash = Math.imul(hash ^ (hash >>> 13), prime3);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function round(accumulator: number, input: number): number {
  return Math.imul(rotate((accumulator + Math.imul(input, prime2)) | 0, 13), prime1);
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
