import type { ByteSink } from '../../bytes/byte-sink.ts';
import type { Section } from '../../bytes/section.ts';
import type { Field } from '../schema.ts';
import { SectionKind } from '../section-kinds.ts';
import type { TextStoreReader } from '../store/text-store-reader.ts';
import { TextStoreWriter } from '../store/text-store-writer.ts';
import { DateColumnReader, DateColumnWriter } from './date-column.ts';
import { KeywordColumnReader, KeywordColumnWriter } from './keyword-column.ts';
import { NumberColumnReader, NumberColumnWriter } from './number-column.ts';
import { StoredValueReader, StoredValueWriter } from './stored-values.ts';

/** A field that is no text: how its values are written, read and taken over. */
export interface ColumnWriter {
  add(value: unknown): void;
  finish(): Uint8Array;
}

export type SegmentColumn = KeywordColumnReader | NumberColumnReader | DateColumnReader | StoredValueReader;

type ColumnField = Exclude<Field['type'], 'text'>;

export const columnSectionKinds: Readonly<Record<ColumnField, number>> = {
  keyword: SectionKind.Keywords,
  number: SectionKind.Numbers,
  date: SectionKind.Dates,
  stored: SectionKind.Stored,
};

/** @param beside the column in other segments of the index */
export function createColumnWriter(type: ColumnField, beside: readonly SegmentColumn[] = []): ColumnWriter {
  switch (type) {
    case 'keyword':
      return new KeywordColumnWriter() as ColumnWriter;
    case 'number':
      return new NumberColumnWriter() as ColumnWriter;
    case 'date':
      return new DateColumnWriter() as ColumnWriter;
    case 'stored': {
      const writer = new StoredValueWriter(TextStoreWriter.createForSegments(listStoredTexts(beside)));
      return { add: json => writer.addJson(json as string | undefined), finish: () => writer.finish() };
    }
  }
}

/** @throws HansouError BAD_INDEX */
export function openColumn(type: ColumnField, section: Section, documentCount: number): SegmentColumn {
  switch (type) {
    case 'keyword':
      return new KeywordColumnReader(section, documentCount);
    case 'number':
      return new NumberColumnReader(section, documentCount);
    case 'date':
      return new DateColumnReader(section, documentCount);
    case 'stored':
      return new StoredValueReader(section, documentCount);
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
      take<KeywordColumnReader>(new KeywordColumnWriter());
      break;
    case 'number':
      take<NumberColumnReader>(new NumberColumnWriter());
      break;
    case 'date':
      take<DateColumnReader>(new DateColumnWriter());
      break;
    case 'stored':
      take<StoredValueReader>(new StoredValueWriter(TextStoreWriter.createForMerge(listStoredTexts(columns), sink)));
      break;
  }
}

function listStoredTexts(columns: readonly SegmentColumn[]): TextStoreReader[] {
  return columns.flatMap(column => (column instanceof StoredValueReader ? [column.texts] : []));
}
