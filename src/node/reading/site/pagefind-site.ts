/** Whether a site is prepared for Pagefind. */
import { createReadStream } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type InputFile, standardInput } from '../find-files.ts';
import { type FileFormat, formatFromExtension } from '../format.ts';

const attribute = 'data-pagefind-body';

/**
 * Whether any web page among the files has an element with `data-pagefind-body`: then pages without one are not indexed, as
 * with Pagefind. Reads pages until it finds one; of compressed pages only those up to a megabyte.
 */
export async function hasPagefindBody(files: readonly InputFile[], format: FileFormat | undefined): Promise<boolean> {
  for (const { name, error } of files)
    if (!error && name !== standardInput && (format ?? formatFromExtension(name)) === 'html' && (await contains(name)))
      return true;
  return false;
}

async function contains(file: string): Promise<boolean> {
  try {
    if (file.endsWith('.gz'))
      return gunzipSync(await readStart(file), { maxOutputLength: 2 ** 26 }).includes(attribute);
    let end = '';
    for await (const chunk of createReadStream(file, { encoding: 'latin1', highWaterMark: 0x40000 })) {
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
  for await (const chunk of createReadStream(file, { end: 2 ** 20 - 1 })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
