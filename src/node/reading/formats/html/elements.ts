/** The elements of HTML by what they mean for the text. */

const setOf = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** Elements whose content is not text. */
export const scriptElements = setOf('script style noscript iframe object embed svg math canvas audio video map');
/** Elements that say how characters are read. */
export const rubyElements = setOf('rt rp rtc');
/** Elements around the text of a page. */
export const navigationElements = setOf('nav aside dialog menu select button textarea datalist');
/** Elements that are part of the text inside a main element, but not directly in the body. */
export const frameElements = setOf('header footer');
/** Elements whose text is on lines of its own. */
export const blockElements = setOf(
  'address article blockquote body br caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 ' +
    'h6 header hr legend li main ol p pre section summary table tbody td tfoot th thead tr ul',
);
