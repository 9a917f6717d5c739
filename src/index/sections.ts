/**
 * The sections of documents: which field has them (`stored({ sectionsOf })`), and what it has for a document. Used by the
 * ranking, which compares headings with the query, and by hits, which show sections.
 */
import type { IndexReader, TextReader } from './index-reader.ts';

/** A section of a text: its heading, and where the heading starts. */
export interface Section {
  readonly title: string;
  /** The fragment of the URL that leads to it, without `#`; '' when there is none. */
  readonly anchor: string;
  /** Where the heading starts in the text, in UTF-16 units. */
  readonly start: number;
}

/** The field of an index that has the sections of a text field. */
export interface SectionsField {
  readonly name: string;
  readonly text: TextReader;
}

/** The first field with sections of a text field; undefined if there is none. */
export function findSectionsField(index: IndexReader): SectionsField | undefined {
  const { schema } = index;
  for (const [name, field] of Object.entries(schema)) {
    const of = field.type === 'stored' ? field.sectionsOf : undefined;
    if (of !== undefined && Object.hasOwn(schema, of) && schema[of].type === 'text')
      return { name, text: index.getTextReader(of) };
  }
  return undefined;
}

/** The sections of a document. A stored value that is no list of sections has none. */
export function readSections(index: IndexReader, { name }: SectionsField, document: number): Section[] {
  const stored = index.getColumnReader(name).getValue(document);
  return Array.isArray(stored) ? stored.filter(isSection) : [];
}

function isSection(value: unknown): value is Section {
  const { title, anchor, start } = (value ?? {}) as Partial<Section>;
  return typeof title === 'string' && typeof anchor === 'string' && Number.isInteger(start) && (start as number) >= 0;
}
