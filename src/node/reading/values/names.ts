/** Reads the names of authors and tags as files give them. */

/** The names in a string (separated by commas, semicolons, 、 or /) or in an array; undefined for anything else and for none. */
export function parseNames(value: unknown): string[] | undefined {
  const list = typeof value === 'string' ? value.split(/[、,，;；/]/) : value;
  if (!Array.isArray(list) || !list.every(each => typeof each === 'string')) return undefined;
  const names = list.map(name => name.trim()).filter(name => name !== '');
  return names.length > 0 ? names : undefined;
}
