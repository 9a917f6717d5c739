/**
 * A number with what it counts: `1 document`, `20,000 documents`.
 * @param value a whole number from 0 on
 * @param noun in the singular; its plural takes an s
 */
export function counted(value: number, noun: string): string {
  // The rules of languages that `toLocaleString` loads take longer than a search.
  const digits = `${value}`.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${digits} ${noun}${value === 1 ? '' : 's'}`;
}
