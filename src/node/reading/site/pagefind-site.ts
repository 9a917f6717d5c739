/** Whether a site is prepared for Pagefind. */
import { createReadStream } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { openRegularFile } from '../../files/regular-file.ts';
import { type InputFile, standardInput } from '../find-files.ts';
import { type FileFormat, formatFromExtension } from '../format.ts';

const attribute = 'data-pagefind-body';

/**
 * Whether any web page among the files has an element with `data-pagefind-body`: then pages without one are not indexed, as
 * with Pagefind. Reads pages until it finds one; of compressed pages only those up to a megabyte.
 */
export async function hasPagefindBody(files: readonly InputFile[], format: FileFormat | undefined): Promise<boolean> {
  for (const { name, error, isPipe } of files) {
    // What can be read only once is left to its reader.
    const isLeft = error !== undefined || isPipe || name === standardInput;
    if (!isLeft && (format ?? formatFromExtension(name)) === 'html' && (await contains(name))) return true;
  }
  return false;
}

async function contains(file: string): Promise<boolean> {
  try {
    if (file.endsWith('.gz'))
      return gunzipSync(await readStart(file), { maxOutputLength: 2 ** 26 }).includes(attribute);
    let end = '';
    const options = { fd: openRegularFile(file).file, encoding: 'latin1', highWaterMark: 0x40000 } as const;
    for await (const chunk of createReadStream('', options)) {
      const text = end + (chunk as string);
      // A name of an attribute, not a mention in the text.
      if (/<[^<>]*\sdata-pagefind-body[\s=>/]/.test(text)) return true;
      end = text.slice(-4096);
    }
  } catch {
    // The file is reported when it is read.
  }
  return false;
}

async function readStart(file: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const options = { fd: openRegularFile(file).file, start: 0, end: 2 ** 20 - 1 };
  for await (const chunk of createReadStream('', options)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
