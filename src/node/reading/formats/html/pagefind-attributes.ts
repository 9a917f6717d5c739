/** The attributes by which a site is prepared for Pagefind, with the meaning that Pagefind gives them. */
import { attribute, lineOf, type PageElement } from './page-tree.ts';

/** The part of a page that is indexed; a page without it is not, if any page of the site has it. */
export const pagefindBody = 'data-pagefind-body';

/** What the attributes of a page say. */
export interface PagefindValues {
  /** Metadata by name; the first value of a name counts, defaults last. */
  readonly meta: ReadonlyMap<string, string>;
  /** Values to filter by, by name. */
  readonly filters: ReadonlyMap<string, readonly string[]>;
  /** Values to sort by, by name. */
  readonly sorts: ReadonlyMap<string, string>;
}

/** Reads `data-pagefind-meta`, `-default-meta`, `-filter` and `-sort` of elements (those outside of `ignore="all"`). */
export function readPagefindValues(elements: readonly PageElement[]): PagefindValues {
  const meta = new Map<string, string>();
  const defaults = new Map<string, string>();
  const filters = new Map<string, string[]>();
  const sorts = new Map<string, string>();
  for (const element of elements) {
    for (const [name, value] of valuesOf(element, 'data-pagefind-meta')) if (!meta.has(name)) meta.set(name, value);
    for (const [name, value] of valuesOf(element, 'data-pagefind-default-meta'))
      if (!defaults.has(name)) defaults.set(name, value);
    for (const [name, value] of valuesOf(element, 'data-pagefind-sort')) if (!sorts.has(name)) sorts.set(name, value);
    for (const [name, value] of valuesOf(element, 'data-pagefind-filter')) {
      const values = filters.get(name) ?? [];
      if (!values.includes(value)) filters.set(name, [...values, value]);
    }
  }
  for (const [name, value] of defaults) if (!meta.has(name)) meta.set(name, value);
  return { meta, filters, sorts };
}

/**
 * The names and values in an attribute: `name` (the text of the element), `name[attribute]`, `name:value`, several with commas
 * between. A value after `:` extends to the end, so only the last name can have one.
 */
function valuesOf(element: PageElement, attributeName: string): (readonly [name: string, value: string])[] {
  const found: (readonly [string, string])[] = [];
  let rest = attribute(element, attributeName);
  while (rest !== undefined && rest.trim() !== '') {
    const part: RegExpExecArray | null = /^\s*([^,:[\]]+?)\s*(?:\[([^\]]*)\])?\s*(?::([\s\S]*)|,([\s\S]*)|$)/.exec(
      rest,
    );
    if (!part) break;
    const [, name, from, given, more] = part;
    const value = given ?? (from === undefined ? lineOf(element) : attribute(element, from));
    if (value !== undefined && value.trim() !== '') found.push([name, value.trim()]);
    rest = more;
  }
  return found;
}

/** Whether the text of an element is left out, and whether its metadata are too. */
export function pagefindIgnore(element: PageElement): 'text' | 'all' | undefined {
  const value = attribute(element, 'data-pagefind-ignore');
  if (value === undefined) return undefined;
  return value === 'all' ? 'all' : 'text';
}
