/** Opens ZIP archives, and the documents that are ZIP archives inside (DOCX, EPUB). */
import type { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { HansouError } from '../../../../errors.ts';
import { decodeText } from '../../encoding/encoding.ts';
import { FileInput } from '../../file-input.ts';
import { unpackChunks } from '../../input.ts';

/** Maximum size of an archive in bytes. */
const maxArchiveBytes = 512 * 2 ** 20;
/** Maximum number of members. */
const maxMembers = 200_000;
/** Bytes before the name and the data of a member. */
const headBytes = 30;

/**
 * Opens the members of an archive, in its order: files only.
 *
 * Law: no byte of the archive is unpacked for two members, so what comes out is at most what deflate makes of its size.
 * @param onComment called with what is said about the archive and its members
 * @throws HansouError BAD_FILE when it is not a ZIP archive, or its members lie over each other
 */
export async function openMembers(
  archive: FileInput,
  onComment: (comment: string) => void = () => {},
): Promise<FileInput[]> {
  const zip = await openZip(archive);
  const noteComment = (comment: Uint8Array) => comment.length > 0 && onComment(decodeName(comment));
  noteComment(zip.comment as unknown as Uint8Array);
  const members: FileInput[] = [];
  const places: { readonly start: number; readonly end: number }[] = [];
  await new Promise<void>((resolve, reject) => {
    zip.on('error', cause => reject(badZipError(archive.file, cause)));
    zip.on('end', resolve);
    zip.on('entry', (entry: Entry) => {
      const name = nameOf(entry);
      noteComment(entry.fileCommentRaw);
      const start = entry.relativeOffsetOfLocalHeader;
      places.push({ start, end: start + headBytes + entry.compressedSize });
      if (!name.endsWith('/'))
        members.push(
          new FileInput(
            `${archive.file}/${name}`,
            `${archive.path}/${name}`,
            () => unpackChunks(`${archive.file}/${name}`, chunksOf(archive.file, zip, entry)),
            archive.decoding,
          ),
        );
      if (members.length > maxMembers) reject(badZipError(archive.file, `more than ${maxMembers} files`));
      else zip.readEntry();
    });
    zip.readEntry();
  });
  places.sort((a, b) => a.start - b.start);
  if (places.some(({ start }, i) => i > 0 && start < places[i - 1].end))
    throw badZipError(archive.file, 'members that lie over each other');
  return members;
}

async function openZip(archive: FileInput): Promise<ZipFile> {
  const bytes = await archive.bytes(maxArchiveBytes);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return new Promise((resolve, reject) =>
    yauzl.fromBuffer(buffer, { lazyEntries: true, decodeStrings: false }, (cause, zip) =>
      zip ? resolve(zip) : reject(badZipError(archive.file, cause)),
    ),
  );
}

/** The unpacked bytes of a member. @throws HansouError BAD_FILE when they are damaged or encrypted */
async function* chunksOf(file: string, zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  try {
    const stream = await new Promise<Readable>((resolve, reject) =>
      zip.openReadStream(entry, {}, (cause, opened) => (opened ? resolve(opened) : reject(cause))),
    );
    for await (const chunk of stream) if (chunk.length > 0) yield chunk as Buffer;
  } catch (cause) {
    throw badZipError(`${file}/${nameOf(entry)}`, cause);
  }
}

function badZipError(file: string, cause: unknown): HansouError {
  return new HansouError('BAD_FILE', `${file} cannot be unpacked`, {
    expected: 'a ZIP archive without a password',
    got: cause instanceof Error ? cause.message : String(cause),
    hint: 'Pack the files again, or unpack them first.',
    cause,
  });
}

/** A name or comment in UTF-8 if it is valid, else in the encoding that it looks like (GBK on Windows). */
function decodeName(bytes: Uint8Array): string {
  try {
    return decodeText(bytes, { file: 'a name' }).text;
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}

function nameOf(entry: Entry): string {
  // A name must not lead out of the archive, and some archives have backslashes.
  return decodeName(entry.fileNameRaw)
    .replaceAll('\\', '/')
    .split('/')
    .filter(part => part !== '..' && part !== '.')
    .join('/');
}
