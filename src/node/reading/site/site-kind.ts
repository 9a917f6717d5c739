/** Recognises which generator makes a site of a folder of Markdown. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** A site generator, by which addresses and anchors are made; `plain` if none was recognised. */
export type SiteKind = 'vitepress' | 'vuepress' | 'docusaurus' | 'hexo' | 'hugo' | 'jekyll' | 'plain';

/** Files and folders by which a generator is recognised, in a folder above its pages. */
const markers: readonly (readonly [name: string, kind: SiteKind])[] = [
  ['.vitepress', 'vitepress'],
  ['.vuepress', 'vuepress'],
  ['docusaurus.config.js', 'docusaurus'],
  ['docusaurus.config.ts', 'docusaurus'],
  ['hugo.toml', 'hugo'],
  ['hugo.yaml', 'hugo'],
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

  /** @param file the path of a page */
  find(file: string): SiteKind {
    return this.findFolder(resolve(dirname(file)), maxLevels);
  }

  private findFolder(folder: string, levels: number): SiteKind {
    const known = this.kinds.get(folder);
    if (known !== undefined) return known;
    const marker = markers.find(([name]) => existsSync(join(folder, name)));
    const parent = dirname(folder);
    const kind = marker ? marker[1] : levels === 0 || parent === folder ? 'plain' : this.findFolder(parent, levels - 1);
    // Posts of Hexo stand in source/_posts, those of Jekyll in _posts.
    const found =
      kind === 'jekyll' && marker?.[0] === '_posts' && existsSync(join(parent, 'scaffolds')) ? 'hexo' : kind;
    this.kinds.set(folder, found);
    return found;
  }
}
