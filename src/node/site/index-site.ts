/**
 * Builds the index of the web pages in a folder, as they are found on a site. Entry point: `indexSite`, called by `addSearch`
 * and by the plugins of site generators.
 */
import { relative, sep } from 'node:path';
import { type IndexFilesReport, type IndexFilesRequest, indexFiles } from '../index-files.ts';
import { createPageWeight, type PageWeights } from '../page-weights.ts';
import type { FileDocument } from '../reading/document.ts';
import type { FormatOptions } from '../reading/reader.ts';

/** How the pages of a site are read. */
type SiteReadingOptions = Pick<FormatOptions, 'root' | 'ignore' | 'baseUrl' | 'cleanUrls' | 'encoding'>;

/** Which pages are indexed, and where to. */
export interface IndexSiteRequest
  extends SiteReadingOptions,
    Pick<IndexFilesRequest, 'lexicon' | 'maxFileBytes' | 'onSkip' | 'onRead' | 'onProgress' | 'signal'> {
  /** The folder with the pages. */
  readonly folder: string;
  /** The path of the index file. */
  readonly output: string;
  /** Which pages are indexed (default all). @param path below the folder, with `/`; `realPath` with all links resolved */
  readonly only?: (path: string, realPath: string) => boolean;
  /** How much pages count, by the beginnings of their addresses. */
  readonly weights?: PageWeights;
  /** Changes the document of a page. */
  readonly change?: (document: FileDocument) => FileDocument;
}

/**
 * Builds the index. `404.html` is not read. The index does not say where on this machine the pages lie.
 * @throws HansouError IO; BAD_FILE when no page has a text
 */
export function indexSite(request: IndexSiteRequest): Promise<IndexFilesReport> {
  const { folder, output, lexicon, maxFileBytes, onSkip, onRead, onProgress, signal, ...rest } = request;
  const { only = () => true, change = document => document, weights, ...reading } = rest;
  return indexFiles({
    output,
    names: [folder],
    options: { ...reading, only: ({ path, realPath }) => isPage(path) && only(path, realPath) },
    lexicon,
    // The other files of a site are no texts.
    counts: ({ file }) => isPage(file),
    change: document => change(asOnSite(document, folder, reading.baseUrl)),
    weightOf: weights && createPageWeight(weights, reading.baseUrl),
    ...(maxFileBytes !== undefined && { maxFileBytes }),
    ...(onSkip && { onSkip }),
    ...(onRead && { onRead }),
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  });
}

/** Whether a file of a site is a page that a reader may look for. @param path below the folder of the site, with `/` */
function isPage(path: string): boolean {
  return /\.(?:html?|xhtml)$/i.test(path) && !/(?:^|\/)404\.html?$/i.test(path);
}

/**
 * A document with the name of its file below the folder of the site, and its address on the site, whichever name the site
 * has where it is published (`<link rel=canonical>`).
 */
function asOnSite(document: FileDocument, folder: string, baseUrl = '/'): FileDocument {
  const file = relative(folder, document.file).split(sep).join('/');
  const { url } = document;
  const isAbsolute = (address: string) => /^https?:\/\//i.test(address);
  if (url === undefined || !isAbsolute(url) || isAbsolute(baseUrl) || !URL.canParse(url))
    return { ...document, id: file, file };
  const { pathname, search } = new URL(url);
  return { ...document, id: file, file, url: decodeHan(pathname) + search };
}

/** Han characters of an address stay legible, as in addresses made of paths. */
export function decodeHan(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
