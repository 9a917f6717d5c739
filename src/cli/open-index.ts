/** Opens an index for a command: a file or a web address. */
import { HansouError } from '../errors.ts';
import { openFile } from '../node/open-file.ts';
import { openIndex, type SearchIndex } from '../search-index.ts';

/**
 * Opens an index. A file is read only as far as needed, however large it is; an address is downloaded whole.
 * @param location a path or an http(s) address
 * @throws HansouError IO, BAD_INDEX
 */
export async function openIndexAt(location: string): Promise<SearchIndex> {
  if (!/^https?:\/\//.test(location)) return openFile(location);
  try {
    const response = await fetch(location);
    if (!response.ok) throw new Error(`status ${response.status} from the server`);
    return openIndex(await response.arrayBuffer());
  } catch (cause) {
    if (cause instanceof HansouError) throw cause;
    throw new HansouError('IO', `${location} cannot be read`, {
      expected: 'an index file',
      got: cause instanceof Error ? cause.message : String(cause),
      hint: 'Check the address, or build an index with hansou build.',
      cause,
    });
  }
}
