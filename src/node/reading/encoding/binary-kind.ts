/** Recognises binary files by their first bytes. */
const signatures: readonly (readonly [kind: string, firstBytes: readonly number[]])[] = [
  ['a PDF', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['a GIF image', [0x47, 0x49, 0x46, 0x38]],
  ['a TIFF image', [0x49, 0x49, 0x2a, 0x00]],
  ['a ZIP archive (or an office document)', [0x50, 0x4b, 0x03, 0x04]],
  ['an old office document', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a RAR archive', [0x52, 0x61, 0x72, 0x21]],
  ['a 7z archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['data compressed by gzip', [0x1f, 0x8b]],
  ['data compressed by bzip2', [0x42, 0x5a, 0x68]],
  ['data compressed by xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
];

/** The kind of a binary file, to be shown in an error; undefined if the first bytes are not those of a known kind. */
export function detectBinaryKind(bytes: Uint8Array): string | undefined {
  return signatures.find(([, firstBytes]) => firstBytes.every((byte, i) => bytes[i] === byte))?.[0];
}
