/** Merges segments into one, from their bytes and the table of readings: no text is analyzed again. */
import type { ByteSink } from '../../bytes/byte-sink.ts';
import { type ContainerOutput, ContainerWriter } from '../../bytes/container-writer.ts';
import { MemoryOutput } from '../../bytes/memory-output.ts';
import { loadReadings } from '../../lexicon/readings/word-readings.ts';
import { IdWriter } from '../columns/ids.ts';
import { TextLengthWriter } from '../columns/text-lengths.ts';
import { signBytes, TextSignWriter } from '../columns/text-signs.ts';
import { columnSectionKinds, mergeColumns } from '../columns/value-columns.ts';
import { toDamageError } from '../damage.ts';
import { PinyinWords } from '../pinyin/pinyin-words.ts';
import { writePinyin } from '../pinyin/pinyin-writer.ts';
import { hasTextField } from '../schema.ts';
import { indexFormat, SectionKind } from '../section-kinds.ts';
import { DocumentStoreWriter } from '../store/document-store-writer.ts';
import type { TextEncoding } from '../store/encoding/text-encoding.ts';
import { OffsetMapWriter } from '../store/offset-maps.ts';
import { mergeTerms } from '../termdict/merge-terms.ts';
import { type TermDictionaryBytes, TermDictionaryWriter } from '../termdict/term-dictionary-writer.ts';
import { type EarlierFiles, writeEarlierFiles } from './earlier-files.ts';
import { MergeOrder, type MergeRun } from './merge-order.ts';
import { SegmentTail } from './opening.ts';
import type { Segment, SegmentText } from './segment.ts';
import { commonSectionCount } from './segment-builder.ts';
import { writeSegmentMeta } from './segment-meta.ts';
import { textSectionCount } from './text-field-builder.ts';

/** A segment to merge, and the documents that are kept. */
export interface MergeSource {
  readonly segment: Segment;
  /** Numbers of the documents to keep, ascending. */
  readonly liveDocuments: Uint32Array;
}

/** Writes the postings of a text field that was merged before, and returns its term dictionary. */
type DictionaryWriter = (postings: ByteSink) => TermDictionaryBytes;

/** What of the merged segment does not come from the segments. */
export interface MergeOptions {
  /** The order of all kept documents; by default those of each source follow those of the previous one. */
  readonly runs?: readonly MergeRun[] | undefined;
  /** The encoding of documents, if it is already known. */
  readonly encoding?: TextEncoding | undefined;
  /** For segments without terms. */
  readonly mergedTerms?: MergedTerms;
  /** Fingerprint of the analysis that the segment names; by default that of the first segment. */
  readonly analysis?: string;
  /** What the segment keeps for the program that builds it. */
  readonly attachment?: Uint8Array | undefined;
  /** The files that the segment continues. */
  readonly earlier?: EarlierFiles | undefined;
}

/** The terms of all text fields, merged before from elsewhere than the segments. */
export interface MergedTerms {
  /** By field: writes the term dictionary. */
  readonly dictionaryWriters: readonly (DictionaryWriter | undefined)[];
  /** The words of all these dictionaries. */
  readonly words: PinyinWords;
}

/** A text field of segments to merge. */
interface TextFieldSources {
  /** By source. */
  readonly texts: readonly { readonly text: SegmentText; readonly liveDocuments: Uint32Array }[];
  readonly order: MergeOrder;
  readonly fieldOrdinal: number;
}

/**
 * Merges segments into one in memory.
 * @throws HansouError BAD_INDEX when a segment is damaged
 */
export function mergeSegments(
  sources: readonly MergeSource[],
  options: Pick<MergeOptions, 'encoding' | 'analysis'>,
): Uint8Array {
  const output = new MemoryOutput(sources.reduce((sum, { segment }) => sum + segment.byteSize, 0));
  try {
    mergeInto(sources, output, options);
  } catch (error) {
    throw toDamageError(error);
  }
  return output.finish();
}

/**
 * Merges segments with the same fields and analysis into `output`. Large sections (documents, ids, postings, offset
 * maps) are streamed; the term dictionary is held in memory until its postings are written.
 *
 * Law: the merged segment answers as one built from the kept documents in their order. But for the code of texts, its
 * bytes are those of that one.
 *
 * @param sources at least one
 */
export function mergeInto(
  sources: readonly MergeSource[],
  output: ContainerOutput,
  { runs, encoding, mergedTerms, analysis = sources[0].segment.meta.analysis, attachment, earlier }: MergeOptions = {},
): void {
  const { fields } = sources[0].segment.meta;
  const types = Object.values(fields);
  const hasOffsetMaps = types.map((_, fieldOrdinal) => sources.some(source => keepsOffsetMaps(source, fieldOrdinal)));
  const hasSigns = types.map((_, fieldOrdinal) => keepSigns(sources, fieldOrdinal));
  const sectionCount = types.reduce(
    (sum, { type }, fieldOrdinal) =>
      sum +
      (type === 'text'
        ? textSectionCount + (hasSigns[fieldOrdinal] ? 1 : 0) + (hasOffsetMaps[fieldOrdinal] ? 1 : 0)
        : type === 'stored'
          ? 0
          : 1),
    commonSectionCount + (hasTextField(fields) ? 1 : 0) + (attachment ? 1 : 0) + (earlier ? 1 : 0),
  );
  const writer = new ContainerWriter(indexFormat, sectionCount, output);
  const tail = new SegmentTail();
  const documentCount = countDocuments(sources);
  const order = new MergeOrder(
    sources.map(({ liveDocuments }) => liveDocuments),
    runs,
  );
  const words = mergedTerms?.words ?? new PinyinWords();
  writer.writeSection(SectionKind.Meta, 0, writeSegmentMeta({ documentCount, analysis, fields }));
  mergeDocuments(sources, order, encoding, writer, tail);
  mergeIds(sources, order, writer);
  types.forEach(({ type }, fieldOrdinal) => {
    if (type === 'text') {
      const texts = sources.map(({ segment, liveDocuments }) => ({
        text: segment.textFields[fieldOrdinal]!,
        liveDocuments,
      }));
      const field = { texts, order, fieldOrdinal };
      const writeDictionary = mergedTerms?.dictionaryWriters[fieldOrdinal];
      mergeTermsAndLengths(
        field,
        writer,
        tail,
        writeDictionary ?? (postings => mergeDictionaries(field, postings, words)),
      );
      if (hasSigns[fieldOrdinal]) mergeSigns(field, writer);
      if (hasOffsetMaps[fieldOrdinal]) mergeOffsetMaps(field, writer);
      return;
    }
    if (type === 'stored') return;
    const sink = writer.beginSection(columnSectionKinds[type], fieldOrdinal);
    mergeColumns(
      type,
      order.runs.map(({ source }) => sources[source].segment.columns[fieldOrdinal]!),
      order.runs.map(({ documents }) => documents),
      sink,
    );
    writer.endSection();
  });
  if (hasTextField(fields)) writer.writeSection(SectionKind.Pinyin, 0, writePinyin(words, loadReadings()));
  if (attachment) writer.writeSection(SectionKind.Attachment, 0, attachment);
  if (earlier) writer.writeSection(SectionKind.Earlier, 0, writeEarlierFiles(earlier));
  tail.finish(writer);
}

function countDocuments(sources: readonly { readonly liveDocuments: Uint32Array }[]): number {
  return sources.reduce((sum, { liveDocuments }) => sum + liveDocuments.length, 0);
}

function mergeIds(sources: readonly MergeSource[], { runs }: MergeOrder, writer: ContainerWriter): void {
  const sink = writer.beginSection(SectionKind.Ids, 0);
  const ids = new IdWriter(sink);
  for (const { source, documents } of runs) ids.append(sources[source].segment.ids, documents);
  sink.write(ids.finish());
  writer.endSection();
}

function mergeDocuments(
  sources: readonly MergeSource[],
  { runs }: MergeOrder,
  encoding: TextEncoding | undefined,
  writer: ContainerWriter,
  tail: SegmentTail,
): void {
  const sink = writer.beginSection(SectionKind.Documents, 0);
  const readers = sources.map(({ segment }) => segment.documents);
  const store = encoding
    ? new DocumentStoreWriter(readers[0].partCount, { encoding, sink })
    : DocumentStoreWriter.createForMerge(readers, sink);
  for (const { source, documents } of runs) store.append(readers[source], documents);
  tail.addDocuments(store.finishTo(sink));
  writer.endSection();
}

function mergeTermsAndLengths(
  { texts, order, fieldOrdinal }: TextFieldSources,
  writer: ContainerWriter,
  tail: SegmentTail,
  writeDictionary: DictionaryWriter,
): void {
  const postings = writer.beginSection(SectionKind.Postings, fieldOrdinal);
  const { terms, termIndex } = writeDictionary(postings);
  writer.endSection();
  terms.writeTo(writer.beginSection(SectionKind.Terms, fieldOrdinal));
  writer.endSection();
  tail.add(SectionKind.TermIndex, fieldOrdinal, termIndex);
  const lengths = new TextLengthWriter();
  for (const { source, documents } of order.runs) lengths.append(texts[source].text.lengths, documents);
  tail.add(SectionKind.Lengths, fieldOrdinal, lengths.finish());
}

function mergeDictionaries(
  { texts, order }: TextFieldSources,
  postings: ByteSink,
  words: PinyinWords,
): TermDictionaryBytes {
  words.beginField();
  const dictionary = new TermDictionaryWriter(countDocuments(texts), postings, words);
  const sources = texts.map(({ text, liveDocuments }, source) => ({
    terms: text.termReader,
    liveDocuments,
    numbers: order.numbersOf(source),
  }));
  mergeTerms(sources, dictionary);
  return dictionary.finish();
}

/** Whether texts that are kept are long enough for signs, and all of these have them: those of a file from before had none. */
function keepSigns(sources: readonly MergeSource[], fieldOrdinal: number): boolean {
  const withLongTexts = sources.flatMap(({ segment, liveDocuments }) => {
    const text = segment.textFields[fieldOrdinal];
    return text && liveDocuments.some(document => signBytes(text.lengths.codes[document]) > 0) ? [text] : [];
  });
  return withLongTexts.length > 0 && withLongTexts.every(({ signs }) => signs !== undefined);
}

function mergeSigns({ texts, order, fieldOrdinal }: TextFieldSources, writer: ContainerWriter): void {
  const signs = new TextSignWriter();
  for (const { source, documents } of order.runs) {
    const { text } = texts[source];
    signs.append(text.signs, text.lengths, documents);
  }
  writer.writeSection(SectionKind.Signs, fieldOrdinal, signs.finish());
}

/** Whether a document that is kept has an offset map. */
function keepsOffsetMaps({ segment, liveDocuments }: MergeSource, fieldOrdinal: number): boolean {
  const maps = segment.textFields[fieldOrdinal]?.offsetMaps;
  return maps !== undefined && liveDocuments.some(document => maps.offsetMap(document) !== undefined);
}

function mergeOffsetMaps({ texts, order, fieldOrdinal }: TextFieldSources, writer: ContainerWriter): void {
  const sink = writer.beginSection(SectionKind.OffsetMaps, fieldOrdinal);
  const maps = new OffsetMapWriter(sink);
  for (const { source, documents } of order.runs) {
    const { offsetMaps } = texts[source].text;
    if (offsetMaps) maps.append(offsetMaps, documents);
    else for (let i = 0; i < documents.length; i++) maps.add(undefined);
  }
  sink.write(maps.finish());
  writer.endSection();
}
