/** How much the pages of a site count in its search, by their addresses. */

/** By the beginning of an address below that of the site, such as `guide/`: what the scores of its pages are multiplied by. */
export type PageWeights = Readonly<Record<string, number>>;

/**
 * Creates a function that gives the weight of a page: that of the longest beginning of its address that is named, 1 if none is.
 * @param baseUrl the address of the site: `/`, `/docs/` or with a host
 */
export function createPageWeight(weights: PageWeights, baseUrl = '/'): (page: { readonly url?: string }) => number {
  const base = pathOf(baseUrl).replace(/\/*$/, '/');
  const beginnings = Object.keys(weights).sort((a, b) => b.length - a.length);
  return ({ url = '' }) => {
    const path = pathOf(url);
    const below = path.startsWith(base) ? path.slice(base.length) : path.replace(/^\//, '');
    // A page without a slash at its end is the page of the folder too.
    const found = beginnings.find(beginning => `${below}/`.startsWith(beginning.replace(/^\//, '')));
    return found === undefined ? 1 : weights[found];
  };
}

/** An address without its host. */
function pathOf(address: string): string {
  return address.replace(/^[a-z]+:\/\/[^/]*/i, '');
}
