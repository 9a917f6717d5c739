/** The addresses that the configuration of Hugo sets for pages. */
import { join } from 'node:path';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { readSmallFile } from '../../files/regular-file.ts';

/** Maximum size of a configuration in bytes; larger ones are not read. */
const maxConfigBytes = 1 << 18;
const extensions = ['toml', 'yaml', 'yml', 'json'];
/** Where the configuration stands: in one file, or divided. */
const names = ['hugo', 'config', 'config/_default/hugo', 'config/_default/config'];

type Values = Readonly<Record<string, unknown>>;

/**
 * The pattern of the addresses of regular pages in a section (`/:year/:month/:slug/`), with `.html` at its end where the site has
 * ugly addresses; undefined if pages have the addresses of their paths.
 * @param folder that of the site
 * @param section the first folder of the page below `content`; '' for none
 */
export function findHugoPermalink(folder: string, section: string): string | undefined {
  const config = readFirst(folder, names);
  const divided = readFirst(folder, ['config/_default/permalinks']);
  const permalinks = divided ?? asValues(findValue(config, 'permalinks'));
  // Newer sites have patterns for pages and for sections.
  const pages = asValues(findValue(permalinks, 'page')) ?? permalinks;
  const pattern = findValue(pages, section);
  const uglyUrls = findValue(config, 'uglyurls');
  const isUgly = uglyUrls === true || findValue(asValues(uglyUrls), section) === true;
  const given = typeof pattern === 'string' && pattern.trim() !== '' ? pattern.trim() : undefined;
  if (!isUgly) return given;
  return `${(given ?? '/:sections/:slugorcontentbasename').replace(/\/$/, '')}.html`;
}

function readFirst(folder: string, names: readonly string[]): Values | undefined {
  for (const name of names)
    for (const extension of extensions) {
      const values = readValues(join(folder, `${name}.${extension}`), extension);
      if (values) return values;
    }
  return undefined;
}

function readValues(path: string, extension: string): Values | undefined {
  try {
    const text = readSmallFile(path, maxConfigBytes)?.toString();
    if (text === undefined) return undefined;
    return asValues(extension === 'toml' ? parseToml(text) : parseYaml(text, { logLevel: 'error' }));
  } catch {
    // There is none, or Hugo would not read it either.
    return undefined;
  }
}

/** A value by its key, whose letters may be large or small. */
function findValue(values: Values | undefined, key: string): unknown {
  return Object.entries(values ?? {}).find(([each]) => each.toLowerCase() === key.toLowerCase())?.[1];
}

function asValues(value: unknown): Values | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : undefined;
}
