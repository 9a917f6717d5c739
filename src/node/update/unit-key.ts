/** Hashes what decides the documents of files: their content, their names, and how they are read. */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { openRegularFile, readSmallFile } from '../files/regular-file.ts';
import type { ReadingUnit, ReadOptions, Site } from '../reading/read-documents.ts';

/** Files up to this size in bytes are read at once: streams take much longer than most files. */
const maxBytesAtOnce = 2 ** 20;
/** Bytes of a key: two files with one key are as good as impossible. */
const keyBytes = 16;

/**
 * The key of a unit: the same for the same content under the same names. Undefined if it has none: standard input, a pipe,
 * a file that cannot be read.
 */
export async function computeUnitKey({ files }: ReadingUnit, site: Site): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for (const { name, path, error } of files) {
      if (error) return undefined;
      const whole = readSmallFile(name, maxBytesAtOnce);
      const permalink = await site.kinds.findPermalink(name);
      hash.update(JSON.stringify([name, path, site.kinds.find(name), permalink ?? null]));
      if (whole) hash.update(whole);
      else {
        const options = { fd: openRegularFile(name).file, highWaterMark: 2 ** 18 };
        for await (const chunk of createReadStream('', options)) hash.update(chunk as Buffer);
      }
    }
  } catch {
    // The file is reported when it is read.
    return undefined;
  }
  return finish(hash);
}

/**
 * The key of everything else that decides documents: the options, and the version of the readers.
 * @param version of hansou
 */
export function computeSettingsKey(options: ReadOptions, site: Site, version: string): string {
  const { format, drafts, code, encoding, fields, strict, root, ignore, baseUrl, cleanUrls } = options;
  const settings = [format, drafts, code, encoding, strict, root, ignore, baseUrl, cleanUrls].map(each => each ?? null);
  const fieldList = Object.entries(fields ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([version, settings, fieldList, site.needsPagefindBody]);
  return finish(createHash('sha256').update(text));
}

function finish(hash: Hash): string {
  return hash.digest().subarray(0, keyBytes).toString('base64url');
}
