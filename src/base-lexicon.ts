/**
 * The entry point `hansou/lexicon`: the compiled base lexicon, with about 350,000 words of jieba's dictionary and its model
 * for unknown words.
 *
 * @module hansou/lexicon
 */
import { describeValue, HansouError } from './errors.ts';
import { Lexicon } from './lexicon/lexicon.ts';
import { resolveAddress } from './page-address.ts';
import { openNames } from './segment/names/open-names.ts';
import { checkOneOf, checkOptions, type OptionRules } from './validate.ts';

/**
 * Returns the URL of the base lexicon, compressed with gzip: a file in Node, an asset for bundlers, an address in a page. It
 * is needed for building an index, not for searching.
 * @throws HansouError IO in a script that does not know its own URL, such as a bundle in an old format
 */
export function baseLexiconUrl(): URL {
  // Bundlers for pages look for exactly this expression, and put the address of the asset in its place.
  return assetUrl(() => new URL('../dict/base.lexicon.gz', import.meta.url));
}

/** Returns the URL of a file of this package. */
function assetUrl(getUrl: () => URL): URL {
  try {
    return getUrl();
  } catch (cause) {
    throw new HansouError('IO', 'the base lexicon cannot be found', {
      expected: 'a module that knows its URL',
      got: 'a script without import.meta.url',
      hint: 'Copy dict/base.lexicon.gz of the package to where the script can load it, and pass its URL: baseLexicon(url).',
      cause,
    });
  }
}

/** Which names a lexicon finds that it does not contain. */
const nameLevels = ['none', 'persons', 'all'] as const;

/** Options of `baseLexicon`. */
export interface BaseLexiconOptions {
  /**
   * Which names are found that the lexicon does not contain, and cut as one token: `persons` (王小明, 罗伯特·戴蒙德, 李某某), by
   * counts of some 50 KB; `all` also places and organisations, by a model of some 500 KB, which cuts far slower; `none`.
   * An index remembers which: add to it with the same.
   */
  readonly names?: (typeof nameLevels)[number];
}

const lexiconRules: OptionRules<BaseLexiconOptions> = {
  owner: 'baseLexicon',
  checks: { names: checkOneOf(...nameLevels) },
  example: "{ names: 'persons' }",
};

/** The files beside the base lexicon by which names are found. */
const nameFiles = { none: [], persons: ['names.tables.gz'], all: ['names.tables.gz', 'names.model.gz'] } as const;

/** The lexicons of `baseLexiconUrl`, loaded at most once: a lexicon never changes, so it can be shared. */
const shared = new Map<string, Promise<Lexicon>>();

/**
 * Loads the base lexicon, from its file in Node and over the network in a page. It is loaded once and shared.
 * @param from another URL of the same bytes, compressed or not, for a page relative to it; the files of names are read beside it
 * @throws HansouError BAD_ARGUMENT; IO when a file cannot be read; BAD_LEXICON or FORMAT_VERSION when the bytes are something else
 */
export async function baseLexicon(from?: string | URL, options: BaseLexiconOptions = {}): Promise<Lexicon> {
  checkOptions(lexiconRules, options, undefined);
  const { names = 'none' } = options;
  if (from !== undefined) {
    const name = 'the URL of the lexicon';
    const url = resolveAddress(from, { name, hint: 'Pass a URL or nothing.', base: baseLexiconUrl });
    return loadWithNames(loadBase(url), url, names);
  }
  return share(names, async () => {
    // Before anything is loaded: where it fails, nothing is left that nobody waits for.
    const url = baseLexiconUrl();
    return loadWithNames(
      share('base', () => loadBase(url)),
      url,
      names,
    );
  });
}

/** Loads what has this key at most once, unless it fails. */
function share(key: string, load: () => Promise<Lexicon>): Promise<Lexicon> {
  let lexicon = shared.get(key);
  if (lexicon === undefined) {
    lexicon = load().catch(error => {
      shared.delete(key);
      throw error;
    });
    shared.set(key, lexicon);
  }
  return lexicon;
}

async function loadBase(url: URL): Promise<Lexicon> {
  return Lexicon.fromBytes(
    await loadBytes(url, 'Serve dict/base.lexicon.gz of the package, and pass its URL: baseLexicon(url).'),
  );
}

async function loadWithNames(base: Promise<Lexicon>, url: URL, names: keyof typeof nameFiles): Promise<Lexicon> {
  const files = nameFiles[names].map(file => {
    const hint = `Serve dict/${file} of the package beside the lexicon, or pass { names: 'none' }.`;
    return loadBytes(new URL(file, url), hint);
  });
  // Waited for together: one that fails while another is waited for would be a rejection that nobody handles.
  const [lexicon, bytes] = await Promise.all([base, Promise.all(files)]);
  return files.length === 0 ? lexicon : lexicon.withNames(openNames(bytes));
}

/** Reads a file and unpacks it. */
async function loadBytes(url: URL, hint: string): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = await (url.protocol === 'file:' ? readFileBytes(url) : fetchBytes(url));
    if (isPage(bytes)) bytes = (await fetchFromVite(url)) ?? bytes;
  } catch (cause) {
    throw unreadable(url, describeValue(cause instanceof Error ? cause.message : cause), hint, cause);
  }
  if (isPage(bytes)) throw unreadable(url, 'a web page', hint);
  return bytes;
}

function unreadable(url: URL, got: string, hint: string, cause?: unknown): HansouError {
  const expected = `its file at ${url.href}`;
  return new HansouError('IO', 'the base lexicon cannot be read', { expected, got, hint, cause });
}

/** Servers of single-page apps answer with their page where they have nothing. */
function isPage(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, 32))
    .trimStart()
    .startsWith('<');
}

/**
 * Loads a file of the package from Vite's development server. Vite 5 to 7 move a module into node_modules/.vite and leave its
 * files behind: they are in their package; or in a workspace where Vite itself finds the package, or, as Vite 5 does not, beside
 * Vite, whose place its client names. @returns undefined from any other server
 */
async function fetchFromVite(url: URL): Promise<Uint8Array | undefined> {
  const [, base, file] = /^(.*\/)node_modules\/[^/]+\/dict\/([^/]+)$/.exec(url.pathname) ?? [];
  if (base === undefined) return undefined;
  const places = [
    async () => `${base}node_modules/hansou/dict/${file}`,
    async () => {
      const id = new URL(`${base}@id/hansou/dict/${file}?import&url`, url).href;
      return ((await import(/* webpackIgnore: true */ /* @vite-ignore */ id)) as { default: string }).default;
    },
    async () => {
      const client = await (await fetch(new URL(`${base}@vite/client`, url))).text();
      const [, folder] = /"([^"]*\/@fs\/[^"]*?\/node_modules\/)/.exec(client) ?? [];
      return `${folder ?? base}hansou/dict/${file}`;
    },
  ];
  for (const place of places) {
    const bytes = await place()
      .then(path => fetchBytes(new URL(path, url)))
      .catch(() => undefined);
    if (bytes && !isPage(bytes)) return bytes;
  }
  return undefined;
}

async function fetchBytes(url: URL): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`status ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  // When the server declares the compression, fetch has decompressed the bytes already.
  if (!isGzip(bytes)) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function readFileBytes(url: URL): Promise<Uint8Array> {
  // Module names in variables: bundlers for pages do not try to resolve them.
  const [fs, zlib] = ['node:fs/promises', 'node:zlib'];
  const { readFile } = (await import(
    /* webpackIgnore: true */ /* @vite-ignore */ fs
  )) as typeof import('node:fs/promises');
  const { gunzipSync } = (await import(
    /* webpackIgnore: true */ /* @vite-ignore */ zlib
  )) as typeof import('node:zlib');
  const bytes = await readFile(url);
  return isGzip(bytes) ? gunzipSync(bytes) : bytes;
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
