/** Creates, opens and merges the columns of all field types but text. */
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

/** Writes a column document by document. */
export interface ColumnWriter {
  add(value: unknown): void;
  finish(): Uint8Array;
}

/** The column of a field in one segment. */
export type SegmentColumn = KeywordColumnReader | NumberColumnReader | DateColumnReader | StoredValueReader;

/** The types of fields that are columns. */
type ColumnField = Exclude<Field['type'], 'text'>;

/** By field type: the kind of its section. */
export const columnSectionKinds: Readonly<Record<ColumnField, number>> = {
  keyword: SectionKind.Keywords,
  number: SectionKind.Numbers,
  date: SectionKind.Dates,
  stored: SectionKind.Stored,
};

/** Creates the writer of a column. @param existing the same column in other segments of the index, whose code it may use */
export function createColumnWriter(type: ColumnField, existing: readonly SegmentColumn[] = []): ColumnWriter {
  switch (type) {
    case 'keyword':
      return new KeywordColumnWriter() as ColumnWriter;
    case 'number':
      return new NumberColumnWriter() as ColumnWriter;
    case 'date':
      return new DateColumnWriter() as ColumnWriter;
    case 'stored': {
      const writer = new StoredValueWriter(TextStoreWriter.createForSegments(listStoredTexts(existing)));
      return { add: json => writer.addJson(json as string | undefined), finish: () => writer.finish() };
    }
  }
}

/** Opens the column of a field. @throws HansouError BAD_INDEX */
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

/** Merges the columns of several segments. @param liveDocuments by segment: the documents to keep, ascending */
export function mergeColumns(
  type: ColumnField,
  columns: readonly SegmentColumn[],
  liveDocuments: readonly Uint32Array[],
  sink: ByteSink,
): void {
  const appendAll = <R>(writer: { append(reader: R, documents: Uint32Array): void; finish(): Uint8Array }): void => {
    columns.forEach((column, i) => {
      writer.append(column as R, liveDocuments[i]);
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
    case 'stored':
      appendAll<StoredValueReader>(
        new StoredValueWriter(TextStoreWriter.createForMerge(listStoredTexts(columns), sink)),
      );
      break;
  }
}

function listStoredTexts(columns: readonly SegmentColumn[]): TextStoreReader[] {
  return columns.flatMap(column => (column instanceof StoredValueReader ? [column.texts] : []));
}
