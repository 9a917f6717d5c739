/**
 * The entry point `hansou/lexicon`: the compiled base lexicon, with about 350,000 words of jieba's dictionary and its model
 * for unknown words.
 */
import { describeValue, HansouError } from './errors.ts';
import { Lexicon } from './lexicon/lexicon.ts';

/**
 * The URL of the base lexicon, compressed with gzip: a file in Node, an asset for bundlers, an address in a page. It is
 * needed for building an index, not for searching.
 */
export const baseLexiconUrl: URL = new URL('../dict/base.lexicon.gz', import.meta.url);

/** The lexicon of `baseLexiconUrl`, loaded at most once: a lexicon never changes, so it can be shared. */
let shared: Promise<Lexicon> | undefined;

/**
 * Loads the base lexicon, from its file in Node and over the network in a page. It is loaded once and shared.
 * @param from another URL of the same bytes, compressed or not
 * @throws HansouError IO when it cannot be read; BAD_LEXICON or FORMAT_VERSION when the bytes are something else
 */
export function baseLexicon(from?: string | URL): Promise<Lexicon> {
  if (from !== undefined) return load(new URL(from, baseLexiconUrl));
  shared ??= load(baseLexiconUrl).catch(error => {
    shared = undefined;
    throw error;
  });
  return shared;
}

async function load(url: URL): Promise<Lexicon> {
  let bytes: Uint8Array;
  try {
    bytes = await (url.protocol === 'file:' ? readFileBytes(url) : fetchBytes(url));
  } catch (cause) {
    throw new HansouError('IO', 'the base lexicon cannot be read', {
      expected: `a compiled lexicon at ${url.href}`,
      got: describeValue(cause instanceof Error ? cause.message : cause),
      hint: 'Serve dict/base.lexicon.gz of the package, and pass its URL: baseLexicon(url).',
      cause,
    });
  }
  return Lexicon.fromBytes(bytes);
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
