/** What the configuration of VitePress and Docusaurus says of addresses, as far as its text tells: it is a program, which is not run. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readSmallFile } from '../../files/regular-file.ts';

/** The settings of a site for addresses; what its configuration does not say in plain text is missing. */
export interface SiteConfig {
  /** Whether addresses leave `.html` out (VitePress). */
  readonly cleanUrls?: boolean;
  /** The folder of the pages below the one of the site, with `/` at its end (VitePress). */
  readonly sourceFolder?: string;
  /** Whether addresses end with `/` (Docusaurus). */
  readonly trailingSlash?: boolean;
  /** What stands in the place of `docs` in addresses, without `/` at its ends (Docusaurus). */
  readonly docsPath?: string;
}

/** Maximum size of a configuration in bytes, and number of files that are read of one. */
const maxConfigBytes = 1 << 18;
const maxConfigFiles = 20;

const program = /\.[cm]?[jt]s$/;
const comment = /\/\*[\s\S]*?\*\/|(?<=^|[\s,;{[(])\/\/.*$/gm;
const docsPath =
  /\bdocs\s*:\s*\{(?:(?!\b(?:blog|pages|theme)\s*:)[\s\S]){0,4000}?\brouteBasePath\s*:\s*(["'`])([^"'`$]*)\1/;

/** Reads the settings of a site. @param folder that of the site @param kind its generator (site-kind.ts) */
export function readSiteConfig(folder: string, kind: string): SiteConfig {
  if (kind === 'vitepress') {
    const text = readTexts(join(folder, '.vitepress'), /^config\./) + readTexts(join(folder, '.vitepress/config'), /^/);
    const source = findText(text, 'srcDir')?.replace(/^(?:\.?\/)+|\/+$/g, '');
    const cleanUrls = findBoolean(text, 'cleanUrls');
    return {
      ...(cleanUrls !== undefined && { cleanUrls }),
      ...(source && source !== '.' && { sourceFolder: `${source}/` }),
    };
  }
  if (kind === 'docusaurus') {
    const text = readTexts(folder, /^docusaurus\.config\./);
    const trailingSlash = findBoolean(text, 'trailingSlash');
    const path = docsPath.exec(text)?.[2].replace(/^\/+|\/+$/g, '');
    return { ...(trailingSlash !== undefined && { trailingSlash }), ...(path !== undefined && { docsPath: path }) };
  }
  return {};
}

/** The programs in a folder whose names begin so, without comments. */
function readTexts(folder: string, name: RegExp): string {
  try {
    const files = readdirSync(folder, { withFileTypes: true }).filter(each => each.isFile() && program.test(each.name));
    return files
      .filter(each => name.test(each.name))
      .slice(0, maxConfigFiles)
      .map(each => {
        const bytes = readSmallFile(join(folder, each.name), maxConfigBytes);
        return bytes ? `${bytes.toString().replace(comment, '')}\n` : '';
      })
      .join('');
  } catch {
    // There is none that can be read.
    return '';
  }
}

function findBoolean(text: string, key: string): boolean | undefined {
  const value = new RegExp(`\\b${key}["']?\\s*:\\s*(true|false)\\b`).exec(text)?.[1];
  return value === undefined ? undefined : value === 'true';
}

function findText(text: string, key: string): string | undefined {
  return new RegExp(`\\b${key}["']?\\s*:\\s*(["'\`])([^"'\`$]*)\\1`).exec(text)?.[2];
}
