/** The addresses that the configuration of Hexo or Jekyll sets for posts. */
import { readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';

/** Maximum size of a configuration in bytes; larger ones are not read. */
const maxConfigBytes = 1 << 18;

/** @param config the path of the `_config.yml` of a site of Hexo or Jekyll */
export function readPermalink(config: string): string | undefined {
  try {
    const bytes = readFileSync(config);
    const values: unknown =
      bytes.length > maxConfigBytes ? undefined : parseYaml(bytes.toString(), { logLevel: 'error' });
    const permalink = (values as { readonly permalink?: unknown } | null | undefined)?.permalink;
    return typeof permalink === 'string' && permalink.trim() !== '' ? permalink.trim() : undefined;
  } catch {
    // Its generator would not read it either.
    return undefined;
  }
}
