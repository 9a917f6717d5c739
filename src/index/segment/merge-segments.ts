import type { ByteSink } from '../../bytes/byte-sink.ts';
import { type ContainerOutput, ContainerWriter } from '../../bytes/container-writer.ts';
import { MemoryOutput } from '../../bytes/memory-output.ts';
import { IdWriter } from '../columns/ids.ts';
import { TextLengthWriter } from '../columns/text-lengths.ts';
import { columnSectionKinds, mergeColumns } from '../columns/value-columns.ts';
import { toDamageError } from '../damage.ts';
import { indexFormat, SectionKind } from '../section-kinds.ts';
import { OffsetMapWriter } from '../store/offset-maps.ts';
import type { TextEncoding } from '../store/text-encoding.ts';
import { TextStoreWriter } from '../store/text-store-writer.ts';
import { mergeTerms } from '../termdict/merge-terms.ts';
import { type TermDictionaryBytes, TermDictionaryWriter } from '../termdict/term-dictionary-writer.ts';
import type { Segment, SegmentText } from './segment.ts';
import { writeSegmentMeta } from './segment-meta.ts';

/** A segment and which of its documents stay. */
export interface MergeSource {
  readonly segment: Segment;
  /** Numbers of the documents to keep, rising. */
  readonly liveDocuments: Uint32Array;
}

/** Meta and ids, which are no field's. */
const commonSectionCount = 2;
const textSectionCount = 5;

/** `mergeInto` memory. @throws HansouError BAD_INDEX when a segment is damaged */
export function mergeSegments(
  sources: readonly MergeSource[],
  forms: readonly (TextEncoding | undefined)[] = [],
): Uint8Array {
  const output = new MemoryOutput(sources.reduce((sum, { segment }) => sum + segment.byteSize, 0));
  try {
    mergeInto(sources, output, forms);
  } catch (error) {
    throw toDamageError(error);
  }
  return output.finish();
}

/**
 * Makes one segment of several that have the same fields and analysis, from their bytes alone. What is large (ids,
 * postings, texts, stored values, maps) goes out as it comes; the dictionary is held until its postings are written.
 *
 * Law: the merged segment answers as one that was built of the kept documents in their order.
 *
 * @param sources at least one
 * @param forms by part: what texts are to be written in, if that is known
 * @param dictionaries by part: gives the terms and writes their postings, where the segments have none themselves
 */
export function mergeInto(
  sources: readonly MergeSource[],
  output: ContainerOutput,
  forms: readonly (TextEncoding | undefined)[] = [],
  dictionaries: readonly (((postings: ByteSink) => TermDictionaryBytes) | undefined)[] = [],
): void {
  const { analysis, fields } = sources[0].segment.meta;
  const documentCount = sources.reduce((sum, { liveDocuments: documents }) => sum + documents.length, 0);
  const types = Object.values(fields);
  const withMaps = types.map((_, part) => sources.some(source => keepsOffsetMaps(source, part)));
  const sections = types.reduce(
    (sum, { type }, part) => sum + (type === 'text' ? textSectionCount + (withMaps[part] ? 1 : 0) : 1),
    commonSectionCount,
  );
  const writer = new ContainerWriter(indexFormat, sections, output);
  writer.writeSection(SectionKind.Meta, 0, writeSegmentMeta({ documentCount, analysis, fields }));
  const sink = writer.beginSection(SectionKind.Ids, 0);
  const ids = new IdWriter(sink);
  for (const { segment, liveDocuments: documents } of sources) ids.append(segment.ids, documents);
  sink.write(ids.finish());
  writer.endSection();
  types.forEach(({ type }, part) => {
    if (type === 'text') {
      mergeText(sources, part, documentCount, writer, forms[part], dictionaries[part]);
      if (withMaps[part]) mergeOffsetMaps(sources, part, writer);
      return;
    }
    const columnSink = writer.beginSection(columnSectionKinds[type], part);
    mergeColumns(
      type,
      sources.map(({ segment }) => segment.columns[part]!),
      sources.map(({ liveDocuments: documents }) => documents),
      columnSink,
    );
    writer.endSection();
  });
  writer.finish();
}

function mergeText(
  sources: readonly MergeSource[],
  part: number,
  documents: number,
  writer: ContainerWriter,
  form: TextEncoding | undefined,
  writeTerms: ((postings: ByteSink) => TermDictionaryBytes) | undefined,
): void {
  const fields = sources.map(({ segment, liveDocuments: kept }) => ({ text: segment.textFields[part]!, kept }));
  const postings = writer.beginSection(SectionKind.Postings, part);
  const { terms, termIndex } = writeTerms ? writeTerms(postings) : mergeDictionaries(fields, documents, postings);
  writer.endSection();
  terms.writeTo(writer.beginSection(SectionKind.Terms, part));
  writer.endSection();
  writer.writeSection(SectionKind.TermIndex, part, termIndex);
  const lengths = new TextLengthWriter();
  for (const { text, kept } of fields) lengths.append(text.lengths, kept);
  writer.writeSection(SectionKind.Lengths, part, lengths.finish());
  const sink = writer.beginSection(SectionKind.Texts, part);
  const readers = fields.map(({ text }) => text.store);
  const texts = form ? new TextStoreWriter(form, sink) : TextStoreWriter.createForMerge(readers, sink);
  for (const { text, kept } of fields) texts.append(text.store, kept);
  sink.write(texts.finish());
  writer.endSection();
}

function mergeDictionaries(
  fields: readonly { text: SegmentText; kept: Uint32Array }[],
  documents: number,
  postings: ByteSink,
): TermDictionaryBytes {
  const dictionary = new TermDictionaryWriter(documents, postings);
  mergeTerms(
    fields.map(({ text, kept }) => ({ terms: text.termReader, liveDocuments: kept })),
    dictionary,
  );
  return dictionary.finish();
}

/** Whether a document that stays has an offset map. */
function keepsOffsetMaps({ segment, liveDocuments: kept }: MergeSource, part: number): boolean {
  const maps = segment.textFields[part]?.offsetMaps;
  return maps !== undefined && kept.some(document => maps.offsetMap(document) !== undefined);
}

function mergeOffsetMaps(sources: readonly MergeSource[], part: number, writer: ContainerWriter): void {
  const sink = writer.beginSection(SectionKind.OffsetMaps, part);
  const maps = new OffsetMapWriter(sink);
  for (const { segment, liveDocuments: kept } of sources) {
    const own = segment.textFields[part]!.offsetMaps;
    if (own) maps.append(own, kept);
    else for (let i = 0; i < kept.length; i++) maps.add(undefined);
  }
  sink.write(maps.finish());
  writer.endSection();
}
