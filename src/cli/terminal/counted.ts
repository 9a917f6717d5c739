/** A number with what it counts: `1 document`, `20,000 documents`. @param noun in the singular; its plural takes an s */
export function counted(value: number, noun: string): string {
  return `${value.toLocaleString('en')} ${noun}${value === 1 ? '' : 's'}`;
}
