/** The anchors that site generators give to headings. */
import GithubSlugger from 'github-slugger';
import type { SiteKind } from '../../site/site-kind.ts';

/** Gives each heading of a page its anchor; equal ones get numbers. */
export class Anchors {
  private readonly slugger = new GithubSlugger();
  private readonly seen = new Map<string, number>();

  constructor(private readonly kind: SiteKind) {}

  /** The anchor of the next heading, without `#`. @param given the id that the heading sets itself */
  next(title: string, given?: string): string {
    if (given !== undefined) return given;
    if (this.kind !== 'vitepress' && this.kind !== 'vuepress') return this.slugger.slug(title);
    const slug = slugOfVitePress(title);
    const count = this.seen.get(slug) ?? 0;
    this.seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  }
}

/** The rule of VitePress and VuePress (@mdit-vue/shared): Chinese punctuation stays, Latin marks become hyphens. */
function slugOfVitePress(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[\u0000-\u001f]/g, '')
    .replace(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'“”‘’<>,.?/]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-+|-+$/g, '')
    .replace(/^(\d)/, '_$1')
    .toLowerCase();
}
