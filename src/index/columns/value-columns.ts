/** Creates, opens and merges the columns of fields that are filtered and sorted by. */
import type { ByteSink } from '../../bytes/byte-sink.ts';
import type { Section } from '../../bytes/section.ts';
import type { Field } from '../schema.ts';
import { SectionKind } from '../section-kinds.ts';
import { DateColumnReader, DateColumnWriter } from './date-column.ts';
import { KeywordColumnReader, KeywordColumnWriter } from './keyword-column.ts';
import { NumberColumnReader, NumberColumnWriter } from './number-column.ts';
import type { StoredValueReader } from './stored-values.ts';

/** Writes a column document by document. */
export interface ColumnWriter {
  add(value: unknown): void;
  finish(): Uint8Array;
}

/** The values of a field in one segment: a column, or stored values. */
export type SegmentColumn = OwnColumn | StoredValueReader;

/** A column, which is a section of its own. */
type OwnColumn = KeywordColumnReader | NumberColumnReader | DateColumnReader;

/** The types of fields that are columns. */
export type ColumnField = Exclude<Field['type'], 'text' | 'stored'>;

/** By field type: the kind of its section. */
export const columnSectionKinds: Readonly<Record<ColumnField, number>> = {
  keyword: SectionKind.Keywords,
  number: SectionKind.Numbers,
  date: SectionKind.Dates,
};

/** Creates the writer of a column. */
export function createColumnWriter(type: ColumnField): ColumnWriter {
  switch (type) {
    case 'keyword':
      return new KeywordColumnWriter() as ColumnWriter;
    case 'number':
      return new NumberColumnWriter() as ColumnWriter;
    case 'date':
      return new DateColumnWriter() as ColumnWriter;
  }
}

/** Opens the column of a field. @throws HansouError BAD_INDEX */
export function openColumn(type: ColumnField, section: Section, documentCount: number): OwnColumn {
  switch (type) {
    case 'keyword':
      return new KeywordColumnReader(section, documentCount);
    case 'number':
      return new NumberColumnReader(section, documentCount);
    case 'date':
      return new DateColumnReader(section, documentCount);
  }
}

/** Merges columns. @param documents for each column: those that come next, ascending; a column may occur more than once */
export function mergeColumns(
  type: ColumnField,
  columns: readonly SegmentColumn[],
  documents: readonly Uint32Array[],
  sink: ByteSink,
): void {
  const appendAll = <R>(writer: { append(reader: R, documents: Uint32Array): void; finish(): Uint8Array }): void => {
    columns.forEach((column, i) => {
      writer.append(column as R, documents[i]);
    });
    sink.write(writer.finish());
  };
  switch (type) {
    case 'keyword':
      appendAll<KeywordColumnReader>(new KeywordColumnWriter());
      break;
    case 'number':
      appendAll<NumberColumnReader>(new NumberColumnWriter());
      break;
    case 'date':
      appendAll<DateColumnReader>(new DateColumnWriter());
      break;
  }
}
