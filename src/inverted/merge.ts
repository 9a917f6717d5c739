import { ByteWriter } from '../bytes/byte-writer.ts';
import { type SectionBytes, writeContainer } from '../bytes/container.ts';
import { IdsWriter } from './ids.ts';
import { LengthsWriter } from './lengths.ts';
import { OffsetMapsWriter } from './offset-maps.ts';
import { indexFormat, SectionKind } from './section-kinds.ts';
import type { Segment } from './segment.ts';
import { writeMeta } from './segment-meta.ts';
import { mergeTerms } from './terms-merge.ts';
import { TextsWriter } from './texts.ts';
import { columnKinds, mergeColumns } from './value-columns.ts';

/** A segment and which of its documents stay. */
export interface MergeSource {
  readonly segment: Segment;
  /** Numbers of the documents to keep, rising. */
  readonly kept: Uint32Array;
}

/**
 * Makes one segment of several that have the same fields and analysis, from their bytes alone.
 *
 * Law: the merged segment answers as one that was built of the kept documents in their order.
 */
export function mergeSegments(sources: readonly MergeSource[]): Uint8Array {
  const { analysis, fields } = sources[0].segment.meta;
  const documents = sources.reduce((sum, { kept }) => sum + kept.length, 0);
  const ids = new IdsWriter();
  for (const { segment, kept } of sources) ids.append(segment.ids, kept);
  const sections: SectionBytes[] = [
    { kind: SectionKind.Meta, part: 0, bytes: writeMeta({ documents, analysis, fields }) },
    { kind: SectionKind.Ids, part: 0, bytes: ids.finish() },
  ];
  Object.values(fields).forEach((field, part) => {
    if (field.type === 'text') sections.push(...mergeText(sources, part, documents));
    else {
      const columns = sources.map(({ segment }) => segment.columns[part]!);
      const kept = sources.map(source => source.kept);
      sections.push({ kind: columnKinds[field.type], part, bytes: mergeColumns(field.type, columns, kept) });
    }
  });
  return writeContainer(indexFormat, sections);
}

function mergeText(sources: readonly MergeSource[], part: number, documents: number): SectionBytes[] {
  const fields = sources.map(({ segment, kept }) => ({ text: segment.texts[part]!, kept }));
  const postings = new ByteWriter(1 << 16);
  const { terms, termIndex } = mergeTerms(
    fields.map(({ text, kept }) => ({ terms: text.terms, kept })),
    documents,
    postings,
  );
  const lengths = new LengthsWriter();
  const texts = TextsWriter.forMerge(fields.map(({ text }) => text.texts));
  const maps = new OffsetMapsWriter();
  let hasMaps = false;
  for (const { text, kept } of fields) {
    lengths.append(text.lengths, kept);
    texts.append(text.texts, kept);
    if (text.maps) for (const document of kept) hasMaps ||= text.maps.offsetMap(document) !== undefined;
  }
  if (hasMaps)
    for (const { text, kept } of fields) {
      if (text.maps) maps.append(text.maps, kept);
      else for (let i = 0; i < kept.length; i++) maps.add(undefined);
    }
  return [
    { kind: SectionKind.Terms, part, bytes: terms },
    { kind: SectionKind.TermIndex, part, bytes: termIndex },
    { kind: SectionKind.Postings, part, bytes: postings.finish() },
    { kind: SectionKind.Lengths, part, bytes: lengths.finish() },
    { kind: SectionKind.Texts, part, bytes: texts.finish() },
    ...(hasMaps ? [{ kind: SectionKind.OffsetMaps, part, bytes: maps.finish() }] : []),
  ];
}
