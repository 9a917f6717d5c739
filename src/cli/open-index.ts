/** Opens an index for a command: files or web addresses. */
import { existsSync } from 'node:fs';
import { HansouError } from '../errors.ts';
import { openFile } from '../node/open-file.ts';
import { maxIndexBytes, readBody } from '../remote/http/answer-body.ts';
import { openIndex, type SearchIndex } from '../search-index.ts';

/**
 * Opens an index. Files are read only as far as needed, however large they are; an address is downloaded whole, and its bytes are
 * checked.
 * @param location paths or http(s) addresses; several, joined by commas, are opened as one index
 * @throws HansouError IO, BAD_INDEX, CHECKSUM; of several SCHEMA_MISMATCH, ANALYSIS_MISMATCH
 */
export async function openIndexAt(location: string): Promise<SearchIndex> {
  const locations = existsSync(location) ? [location] : location.split(isAddress(location) ? /,(?=https?:\/\/)/ : ',');
  if (!isAddress(location)) return openFile(locations);
  const index = openIndex(await Promise.all(locations.map(download)));
  index.verify('checksums');
  return index;
}

function isAddress(location: string): boolean {
  return /^https?:\/\//.test(location);
}

async function download(address: string): Promise<Uint8Array> {
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`status ${response.status} from the server`);
    return await readBody(response, maxIndexBytes);
  } catch (cause) {
    throw new HansouError('IO', `${address} cannot be read`, {
      expected: 'an index file',
      got: cause instanceof Error ? cause.message : String(cause),
      hint: 'Check the address, or build an index with hansou build.',
      cause,
    });
  }
}
