/**
 * Adds a search to a built site: writes `hansou/` into its folder, with the index, the script of the search box, and a page
 * that is ready to use.
 *
 * Entry point: `addSearch`, called by `hansou site` and by the plugins of site generators.
 */
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { HansouError } from '../../errors.ts';
import { AtomicFile } from '../files/atomic-file.ts';
import { readSmallFile } from '../files/regular-file.ts';
import type { IndexFilesReport } from '../index-files.ts';
import { openFile } from '../open-file.ts';
import { elementPartNames, findElementScript } from './element-script.ts';
import { type IndexSiteRequest, indexSite } from './index-site.ts';
import { isSearchPage, pageStyle, renderSearchPage } from './search-page.ts';

/** The name of the folder that is written into a site. */
const searchFolder = 'hansou';
/** Maximum size, in bytes, of a page that was written here. */
const maxPageBytes = 1 << 20;

/** Which site, and how its pages are read. */
export interface AddSearchRequest extends Omit<IndexSiteRequest, 'output'> {
  /** The title of the search page (default 搜索). */
  readonly title?: string;
  /** The name of the index, without its extension (default `site`). */
  readonly name?: string;
}

/** What was written. */
export interface AddedSearch extends IndexFilesReport {
  /** Path of the index file. */
  readonly index: string;
  readonly documents: number;
  readonly words: number;
  /** Size of the index file. */
  readonly bytes: number;
  /** Address of the search page, of the script and of the index, as pages of the site name them. */
  readonly addresses: SearchAddresses;
}

/** The addresses of what a search needs, as pages of the site name them. */
interface SearchAddresses {
  readonly page: string;
  readonly script: string;
  readonly index: string;
}

/**
 * Reads the HTML pages of the site and writes `hansou/` into it. The pages themselves stay as they are.
 *
 * Law: what is in `hansou/` is not read, so a second run writes the same bytes. The index does not say where on this machine
 * the site lies.
 *
 * @throws HansouError IO when the folder cannot be read, or has a folder `hansou` of its own; BAD_FILE when no page has a
 *   text
 */
export async function addSearch(request: AddSearchRequest): Promise<AddedSearch> {
  const { title = '搜索', name = 'site', only = () => true, ...indexing } = request;
  const { folder, baseUrl } = indexing;
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw noSiteError(folder, 'no such folder');
  const target = join(folder, searchFolder);
  refuseForeignFolder(target);
  const script = findElementScript();
  const scripts = [
    ['search.js', readFileSync(script)] as const,
    ...elementPartNames.map(name => [name, readFileSync(join(dirname(script), name))] as const),
  ];
  const isNew = mkdirSync(target, { recursive: true }) !== undefined;
  const index = join(target, `${name}.hansou`);
  const below = `${realpathSync(target)}${sep}`;
  const isOutside = (path: string, realPath: string) => !realPath.startsWith(below) && only(path, realPath);
  const report = await indexSite({ ...indexing, output: index, only: isOutside }).catch(error => {
    if (isNew) rmSync(target, { recursive: true, force: true });
    throw error;
  });
  for (const [name, content] of scripts) writeFile(join(target, name), content);
  writeFile(join(target, 'page.css'), pageStyle);
  writeFile(join(target, 'index.html'), renderSearchPage({ title, source: `${name}.hansou` }));
  const file = openFile(index);
  const { documents, words, bytes } = file.describe();
  file.close();
  return { ...report, index, documents, words, bytes, addresses: searchAddresses(baseUrl, name) };
}

/** The addresses of the files of a search. @param baseUrl the address of the site's folder */
function searchAddresses(baseUrl: string | undefined, name: string): SearchAddresses {
  const page = `${(baseUrl ?? '/').replace(/\/*$/, '/')}${searchFolder}/`;
  return { page, script: `${page}search.js`, index: `${page}${name}.hansou` };
}

/** @throws HansouError IO if there is a folder of this name that hansou did not write */
function refuseForeignFolder(target: string): void {
  if (!existsSync(target)) return;
  const page = join(target, 'index.html');
  if (statSync(target).isDirectory() && (!existsSync(page) || isOwnPage(page))) return;
  throw new HansouError('IO', `${target} was not written`, {
    expected: `a site without a folder ${searchFolder} of its own`,
    got: 'pages of the site in it',
    hint: 'Rename that folder, or build an index in another place with hansou build.',
  });
}

function isOwnPage(path: string): boolean {
  try {
    return isSearchPage(readSmallFile(path, maxPageBytes)?.toString() ?? '');
  } catch {
    // A pipe or a folder, or it may not be read.
    return false;
  }
}

function noSiteError(folder: string, got: string): HansouError {
  return new HansouError('IO', `${folder} cannot be read`, {
    expected: 'the folder of a built site, with its HTML pages',
    got,
    hint: 'Build the site first, and name the folder that is uploaded: dist, public, build, _site.',
  });
}

/** Writes a file, whole or not at all. @throws HansouError IO */
function writeFile(path: string, content: string | Uint8Array): void {
  const file = new AtomicFile(path);
  try {
    file.write(typeof content === 'string' ? new TextEncoder().encode(content) : content);
    file.commit();
  } finally {
    file.discard();
  }
}
