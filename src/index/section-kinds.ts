import type { ContainerFormat } from '../bytes/container.ts';

/** An index file, and each of its segments. A change of any structure's grammar is a new version. */
export const indexFormat: ContainerFormat = {
  magic: 'HSOU',
  version: 1,
  name: 'index',
  errorCode: 'BAD_INDEX',
  hint: 'Build the index again with this version of hansou, or take the file from where it was built.',
};

/** The kinds of sections. Those of a field carry its number in the schema as their part. */
export const SectionKind = {
  /** What the segment is: segment-meta.ts */
  Meta: 1,
  Ids: 2,
  Terms: 10,
  TermIndex: 11,
  Postings: 12,
  Lengths: 13,
  Texts: 14,
  /** Absent when no text of the field was repaired. */
  OffsetMaps: 15,
  Keywords: 20,
  Numbers: 21,
  Dates: 22,
  Stored: 23,
} as const;

/** What `inspect` calls them. */
export const sectionNames: Readonly<Record<number, string>> = {
  [SectionKind.Meta]: 'meta',
  [SectionKind.Ids]: 'ids',
  [SectionKind.Terms]: 'terms',
  [SectionKind.TermIndex]: 'term index',
  [SectionKind.Postings]: 'postings',
  [SectionKind.Lengths]: 'lengths',
  [SectionKind.Texts]: 'texts',
  [SectionKind.OffsetMaps]: 'offset maps',
  [SectionKind.Keywords]: 'keywords',
  [SectionKind.Numbers]: 'numbers',
  [SectionKind.Dates]: 'dates',
  [SectionKind.Stored]: 'stored values',
};

/** The name of a section, with its field's for those of a field. */
export function sectionName(kind: number, field: string | undefined): string {
  const name = sectionNames[kind] ?? `${kind}`;
  return kind >= SectionKind.Terms && field !== undefined ? `${field}: ${name}` : name;
}
