/** The format of an index file and the kinds of its sections. */
import type { ContainerFormat } from '../bytes/container.ts';

/** The format of an index file and of each segment. A change of any structure's grammar needs a new version. */
export const indexFormat: ContainerFormat = {
  magic: 'HSOU',
  version: 6,
  name: 'index',
  errorCode: 'BAD_INDEX',
  hint: 'Build the index again with this version of hansou, or copy the file again from where it was built.',
};

/** The kinds of sections. The ordinal of a field's section is the ordinal of the field in the schema. */
export const SectionKind = {
  /** Number of documents, analysis and fields of the segment (segment-meta.ts). */
  Meta: 1,
  Ids: 2,
  /** The words of all text fields by their pinyin; absent if there are none. */
  Pinyin: 3,
  /** Copies of what opening reads (segment/opening.ts). */
  Opening: 4,
  /** Bytes of the program that built the index, kept as they are; absent if it gave none. Merging drops them. */
  Attachment: 5,
  /** What the file replaces of files before it (segment/earlier-files.ts); absent if it continues none. */
  Earlier: 6,
  /** What a hit shows of each document (store/document-store-reader.ts). */
  Documents: 7,
  /** Where the record of each document begins. */
  DocumentStarts: 8,
  /** The code of the texts of all documents; empty if they are not compressed. */
  TextCode: 9,
  Terms: 10,
  TermIndex: 11,
  Postings: 12,
  Lengths: 13,
  /** Pairs of signs in the texts (columns/text-signs.ts); absent if all texts of the field are short. */
  Signs: 14,
  /** Absent if no text of the field was repaired. */
  OffsetMaps: 15,
  Keywords: 20,
  Numbers: 21,
  Dates: 22,
} as const;

/**
 * The names of sections in error texts and in `describe()`.
 * @internal exported for tests
 */
export const sectionNames: Readonly<Record<number, string>> = {
  [SectionKind.Meta]: 'meta',
  [SectionKind.Ids]: 'ids',
  [SectionKind.Pinyin]: 'pinyin',
  [SectionKind.Opening]: 'opening',
  [SectionKind.Attachment]: 'attachment',
  [SectionKind.Earlier]: 'earlier files',
  [SectionKind.Documents]: 'documents',
  [SectionKind.DocumentStarts]: 'document starts',
  [SectionKind.TextCode]: 'text code',
  [SectionKind.Terms]: 'terms',
  [SectionKind.TermIndex]: 'term index',
  [SectionKind.Postings]: 'postings',
  [SectionKind.Lengths]: 'lengths',
  [SectionKind.Signs]: 'signs',
  [SectionKind.OffsetMaps]: 'offset maps',
  [SectionKind.Keywords]: 'keywords',
  [SectionKind.Numbers]: 'numbers',
  [SectionKind.Dates]: 'dates',
};

/** The name of a section; that of a field's section includes the name of the field. */
export function sectionName(kind: number, field: string | undefined): string {
  const name = sectionNames[kind] ?? `${kind}`;
  return kind >= SectionKind.Terms && field !== undefined ? `${field}: ${name}` : name;
}
