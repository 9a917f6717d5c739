/** Files that are no text, by how they begin. */
const beginnings: readonly (readonly [string, readonly number[]])[] = [
  ['a PDF', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['a GIF image', [0x47, 0x49, 0x46, 0x38]],
  ['a TIFF image', [0x49, 0x49, 0x2a, 0x00]],
  ['a ZIP archive (or a document of an office program)', [0x50, 0x4b, 0x03, 0x04]],
  ['a document of an old office program', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a RAR archive', [0x52, 0x61, 0x72, 0x21]],
  ['a 7z archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['data compressed by gzip', [0x1f, 0x8b]],
  ['data compressed by bzip2', [0x42, 0x5a, 0x68]],
  ['data compressed by xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
];

/** What kind of binary file this is; undefined when it does not begin as one that is known. */
export function detectBinaryKind(bytes: Uint8Array): string | undefined {
  return beginnings.find(([, beginning]) => beginning.every((byte, i) => bytes[i] === byte))?.[0];
}
