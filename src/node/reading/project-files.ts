/** Which files of a folder speak of the project or hold the site together, and are no text to be searched. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { LeftOutKind } from './left-out.ts';

/** What may follow the name of a file about a project: a language and extensions (`README.zh-CN.md`). */
const languageAndExtension = '(?:[-_.][A-Za-z]{2}(?:[-_][A-Za-z]{2,4})?)?(?:\\.\\w+)*$';
/** Files about rights and people, in any folder; in capitals, as is the custom. */
const rights = new RegExp(
  `^(?:LICEN[CS]ES?|COPYING|NOTICE|PATENTS|AUTHORS|CONTRIBUTORS|MAINTAINERS|CODE_OF_CONDUCT)${languageAndExtension}`,
);
/** Files about a project: pages elsewhere, but not in the folder that was named or beside a project's own files. */
const about = new RegExp(
  `^(?:readme|README|Readme|CHANGELOG|CHANGES|HISTORY|CONTRIBUTING|SECURITY|SUPPORT|GOVERNANCE|ROADMAP|TODO)${languageAndExtension}`,
);
/** Settings of programs and lists for machines, in any folder. */
const settings =
  /^(?:(?:package|package-lock|npm-shrinkwrap|composer|lerna|turbo|nx|vercel|now|renovate|biome|deno|bower|manifest|_category_|book|search_?index)\.json|[jt]sconfig(?:\..+)?\.json|(?:robots|humans|ads|security|requirements(?:-.+)?|CMakeLists|llms(?:-full)?)\.txt|(?:sitemap.*|browserconfig|pom|opensearch)\.xml)(?:\.gz)?$/;
/** The menus of docsify and GitBook. */
const menus = /^(?:_sidebar|_navbar|_coverpage|_footer|SUMMARY)\.md$/;

/** What a folder has whose README and CHANGELOG speak of a project. */
const projectMarks = ['package.json', 'pyproject.toml', 'Cargo.toml', 'go.mod', 'pom.xml', 'composer.json', '.git'];
/** What a folder has in and below which README.md is a page of the site. */
const readmePageMarks = ['.vuepress', '.docsify', '_sidebar.md', 'SUMMARY.md', 'book.toml', 'book.json'];
/** Maximum number of folders above a file that are looked at. */
const maxLevels = 12;

/**
 * Why a file of a folder is left out; undefined if it is read. README, CHANGELOG and the like are pages except in the folder
 * that was named and in folders with a project's files; in sites whose generator makes pages of README.md they are pages
 * there too.
 *
 * @param folder the folder of the file
 * @param root the folder that was named
 */
export function projectFileKind(name: string, folder: string, root: string): LeftOutKind | undefined {
  // A web page was made to be read.
  if (/\.(?:html?|xhtml)(?:\.gz)?$/i.test(name)) return undefined;
  if (rights.test(name) || settings.test(name)) return 'project file';
  if (menus.test(name)) return 'navigation';
  if (!about.test(name)) return undefined;
  if (/^readme\.md$/i.test(name) && makesPagesOfReadme(folder)) return undefined;
  const isAtTop = resolve(folder) === resolve(root);
  return isAtTop || projectMarks.some(mark => existsSync(join(folder, mark))) ? 'project file' : undefined;
}

function makesPagesOfReadme(folder: string): boolean {
  let path = resolve(folder);
  for (let level = 0; level < maxLevels; level++) {
    if (readmePageMarks.some(mark => existsSync(join(path, mark)))) return true;
    // What stands above a project is not part of it.
    if (projectMarks.some(mark => existsSync(join(path, mark)))) return false;
    const parent = dirname(path);
    if (parent === path) return false;
    path = parent;
  }
  return false;
}
