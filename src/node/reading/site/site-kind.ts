/** Recognises which generator makes a site of a folder of Markdown. */
import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { readSiteConfig, type SiteConfig } from './site-config.ts';

/** A site generator, by which addresses and anchors are made; `plain` if none was recognised. */
export type SiteKind = 'vitepress' | 'vuepress' | 'docusaurus' | 'hexo' | 'hugo' | 'jekyll' | 'plain';

/** Files and folders by which a generator is recognised, in a folder above its pages. */
const markers: readonly (readonly [name: string, kind: SiteKind])[] = [
  ['.vitepress', 'vitepress'],
  ['.vuepress', 'vuepress'],
  ['docusaurus.config.js', 'docusaurus'],
  ['docusaurus.config.ts', 'docusaurus'],
  ['docusaurus.config.mjs', 'docusaurus'],
  ['docusaurus.config.cjs', 'docusaurus'],
  ['docusaurus.config.mts', 'docusaurus'],
  ['hugo.toml', 'hugo'],
  ['hugo.yaml', 'hugo'],
  ['hugo.yml', 'hugo'],
  ['hugo.json', 'hugo'],
  ['config/_default', 'hugo'],
  ['archetypes', 'hugo'],
  ['scaffolds', 'hexo'],
  ['Gemfile', 'jekyll'],
  ['_layouts', 'jekyll'],
  ['_posts', 'jekyll'],
];

/** Maximum number of folders above a page that are looked at. */
const maxLevels = 12;

/** Finds the kind of site for files; the answer for each folder is kept. */
export class SiteKinds {
  private readonly kinds = new Map<string, SiteKind>();
  private readonly permalinks = new Map<string, string | undefined>();
  private readonly sites = new Map<string, string>();
  private readonly configs = new Map<string, SiteConfig>();

  /** @param file the path of a page */
  find(file: string): SiteKind {
    return this.findFolder(resolve(dirname(file)), maxLevels);
  }

  /**
   * The pattern of the addresses of posts that the `_config.yml` of a site of Hexo or Jekyll sets
   * (`permalink: :year/:title/`), or the configuration of Hugo for the section of the page; undefined if it sets none. The
   * libraries that read configurations are loaded where there is one.
   */
  async findPermalink(file: string): Promise<string | undefined> {
    const kind = this.find(file);
    if (kind === 'hugo') return this.findHugoPermalink(resolve(file));
    if (kind !== 'hexo' && kind !== 'jekyll') return undefined;
    let folder = resolve(dirname(file));
    for (let level = 0; level <= maxLevels; level++, folder = dirname(folder)) {
      if (this.permalinks.has(folder)) return this.permalinks.get(folder);
      const config = join(folder, '_config.yml');
      if (!existsSync(config)) continue;
      const { readPermalink } = await import('./post-permalink.ts');
      const permalink = readPermalink(config);
      this.permalinks.set(folder, permalink);
      return permalink;
    }
    return undefined;
  }

  private async findHugoPermalink(file: string): Promise<string | undefined> {
    const site = this.findSite(dirname(file));
    const folders = relative(site, dirname(file)).split(sep);
    const section = folders[folders[0] === 'content' ? 1 : 0] ?? '';
    const key = `${site}\n${section}`;
    if (!this.permalinks.has(key)) {
      const { findHugoPermalink } = await import('./hugo-config.ts');
      this.permalinks.set(key, findHugoPermalink(site, section));
    }
    return this.permalinks.get(key);
  }

  /**
   * The path of a page below its site, when the site lies in the folder that was named; else the path below that folder.
   * @param file the path of the page
   * @param path the same below the folder that was named, with `/`
   */
  findPath(file: string, path: string): string {
    if (this.find(file) === 'plain') return path;
    const below = relative(this.findSite(resolve(dirname(file))), resolve(file))
      .split(sep)
      .join('/');
    if (path !== below && !path.endsWith(`/${below}`)) return path;
    const { sourceFolder = '' } = this.findConfig(file);
    return below.startsWith(sourceFolder) ? below.slice(sourceFolder.length) : below;
  }

  /** What the configuration of the site of a page says of addresses. */
  findConfig(file: string): SiteConfig {
    const kind = this.find(file);
    if (kind === 'plain') return {};
    const site = this.findSite(resolve(dirname(file)));
    let config = this.configs.get(site);
    if (!config) this.configs.set(site, (config = readSiteConfig(site, kind)));
    return config;
  }

  /** The folder of a site that was recognised: the one with its marker. */
  private findSite(start: string): string {
    const known = this.sites.get(start);
    if (known !== undefined) return known;
    let folder = start;
    for (let level = 0; level < maxLevels && !markers.some(([name]) => existsSync(join(folder, name))); level++)
      folder = dirname(folder);
    this.sites.set(start, folder);
    return folder;
  }

  private findFolder(folder: string, levels: number): SiteKind {
    const known = this.kinds.get(folder);
    if (known !== undefined) return known;
    const marker = markers.find(([name]) => existsSync(join(folder, name)));
    const parent = dirname(folder);
    const kind = marker ? marker[1] : levels === 0 || parent === folder ? 'plain' : this.findFolder(parent, levels - 1);
    // Posts of Hexo stand in source/_posts, those of Jekyll in _posts.
    const isHexo = basename(folder) === 'source' || existsSync(join(parent, 'scaffolds'));
    const found = kind === 'jekyll' && marker?.[0] === '_posts' && isHexo ? 'hexo' : kind;
    this.kinds.set(folder, found);
    return found;
  }
}
