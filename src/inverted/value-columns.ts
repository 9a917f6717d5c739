import type { ByteSink } from '../bytes/byte-sink.ts';
import type { Section } from '../bytes/container.ts';
import { DatesReader, DatesWriter } from './date-column.ts';
import { KeywordsReader, KeywordsWriter } from './keyword-column.ts';
import { NumbersReader, NumbersWriter } from './number-column.ts';
import type { Field } from './schema.ts';
import { SectionKind } from './section-kinds.ts';
import { StoredValuesReader, StoredValuesWriter } from './stored-values.ts';
import type { TextsReader } from './texts.ts';
import { TextsWriter } from './texts-writer.ts';

/** A field that is no text: how its values are written, read and taken over. */
export interface ColumnWriter {
  add(value: unknown): void;
  finish(): Uint8Array;
}

export type SegmentColumn = KeywordsReader | NumbersReader | DatesReader | StoredValuesReader;

type ColumnField = Exclude<Field['type'], 'text'>;

export const columnKinds: Readonly<Record<ColumnField, number>> = {
  keyword: SectionKind.Keywords,
  number: SectionKind.Numbers,
  date: SectionKind.Dates,
  stored: SectionKind.Stored,
};

/** @param beside the column in other segments of the index */
export function columnWriter(type: ColumnField, beside: readonly SegmentColumn[] = []): ColumnWriter {
  switch (type) {
    case 'keyword':
      return new KeywordsWriter() as ColumnWriter;
    case 'number':
      return new NumbersWriter() as ColumnWriter;
    case 'date':
      return new DatesWriter() as ColumnWriter;
    case 'stored':
      return new StoredValuesWriter(TextsWriter.beside(textsOf(beside)));
  }
}

/** @throws HansouError BAD_INDEX */
export function columnReader(type: ColumnField, section: Section, documentCount: number): SegmentColumn {
  switch (type) {
    case 'keyword':
      return new KeywordsReader(section, documentCount);
    case 'number':
      return new NumbersReader(section, documentCount);
    case 'date':
      return new DatesReader(section, documentCount);
    case 'stored':
      return new StoredValuesReader(section, documentCount);
  }
}

/** Writes a column of documents of several segments. */
export function mergeColumns(
  type: ColumnField,
  columns: readonly SegmentColumn[],
  kept: readonly Uint32Array[],
  sink: ByteSink,
): void {
  const take = <R>(writer: { append(reader: R, documents: Uint32Array): void; finish(): Uint8Array }): void => {
    columns.forEach((column, i) => {
      writer.append(column as R, kept[i]);
    });
    sink.write(writer.finish());
  };
  switch (type) {
    case 'keyword':
      take<KeywordsReader>(new KeywordsWriter());
      break;
    case 'number':
      take<NumbersReader>(new NumbersWriter());
      break;
    case 'date':
      take<DatesReader>(new DatesWriter());
      break;
    case 'stored':
      take<StoredValuesReader>(new StoredValuesWriter(TextsWriter.forMerge(textsOf(columns), sink)));
      break;
  }
}

function textsOf(columns: readonly SegmentColumn[]): TextsReader[] {
  return columns.flatMap(column => (column instanceof StoredValuesReader ? [column.texts] : []));
}
