/** The addresses that the configuration of Hexo or Jekyll sets for posts. */
import { parse as parseYaml } from 'yaml';
import { readSmallFile } from '../../files/regular-file.ts';

/** Maximum size of a configuration in bytes; larger ones are not read. */
const maxConfigBytes = 1 << 18;

/** @param config the path of the `_config.yml` of a site of Hexo or Jekyll */
export function readPermalink(config: string): string | undefined {
  try {
    const bytes = readSmallFile(config, maxConfigBytes);
    const values: unknown = bytes && parseYaml(bytes.toString(), { logLevel: 'error' });
    const permalink = (values as { readonly permalink?: unknown } | null | undefined)?.permalink;
    return typeof permalink === 'string' && permalink.trim() !== '' ? permalink.trim() : undefined;
  } catch {
    // Its generator would not read it either.
    return undefined;
  }
}
