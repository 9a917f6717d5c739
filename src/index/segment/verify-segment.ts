/** Verifies all bytes of a segment. */
import { columnSectionKinds } from '../columns/value-columns.ts';
import { damageError, toSectionDamageError } from '../damage.ts';
import { hasTextField } from '../schema.ts';
import { SectionKind } from '../section-kinds.ts';
import { findOpening, readOpening, tailKinds } from './opening.ts';
import type { Segment, SegmentText } from './segment.ts';
import { verifyColumn } from './verify-columns.ts';
import { verifyTerms } from './verify-terms.ts';
import { verifyLengths, verifyOffsetMaps, verifySigns, verifyTexts } from './verify-texts.ts';

/**
 * Checks every byte of a segment against its checksums, then the rules of all structures, so that bytes with valid
 * checksums that no writer produced are rejected too. Takes time linear in the bytes.
 *
 * @throws HansouError CHECKSUM, or BAD_INDEX that names the section
 */
export function verifySegment(segment: Segment): void {
  const { container, meta } = segment;
  container.verify();
  const names = Object.keys(meta.fields);
  let kind: number = SectionKind.Meta;
  let fieldOrdinal = 0;
  const enterSection = (nextKind: number): void => {
    kind = nextKind;
  };
  try {
    verifyDirectory(segment);
    enterSection(SectionKind.Documents);
    verifyTexts(segment.recordIds);
    enterSection(SectionKind.Ids);
    segment.ids.verify();
    verifyRecordIds(segment);
    enterSection(SectionKind.Pinyin);
    segment.pinyin?.verify();
    for (; fieldOrdinal < names.length; fieldOrdinal++) {
      const text = segment.textFields[fieldOrdinal];
      const column = segment.columns[fieldOrdinal];
      if (text) verifyText(text, segment, fieldOrdinal, enterSection);
      if (!column) continue;
      const { type } = meta.fields[names[fieldOrdinal]];
      enterSection(type === 'text' || type === 'stored' ? SectionKind.Documents : columnSectionKinds[type]);
      verifyColumn(column, segment.documentCount);
    }
    enterSection(SectionKind.Earlier);
    segment.earlier?.listIds();
    enterSection(SectionKind.Opening);
    verifyOpening(segment);
  } catch (error) {
    throw toSectionDamageError(error, kind, names[fieldOrdinal]);
  }
}

/** Verifies a text field: first its texts, whose lengths the other checks need. */
function verifyText(
  text: SegmentText,
  { container }: Segment,
  fieldOrdinal: number,
  enterSection: (kind: number) => void,
): void {
  enterSection(SectionKind.Documents);
  const textUnits = verifyTexts(text.store);
  enterSection(SectionKind.Lengths);
  verifyLengths(text.lengths);
  if (text.signs) {
    enterSection(SectionKind.Signs);
    verifySigns(text.signs, text.lengths, text.store);
  }
  if (text.offsetMaps) {
    enterSection(SectionKind.OffsetMaps);
    verifyOffsetMaps(text.offsetMaps, textUnits);
  }
  verifyTerms(text, container, fieldOrdinal, textUnits, enterSection);
}

/** A document has one id. */
function verifyRecordIds({ ids, recordIds, documentCount }: Segment): void {
  for (let document = 0; document < documentCount; document++)
    if (recordIds.text(document) !== ids.idOf(document))
      throw damageError(`the id ${recordIds.text(document)}`, ids.idOf(document));
}

/** The copies in the opening are what stands in the file. */
function verifyOpening({ container }: Segment): void {
  const opening = container.getSection(SectionKind.Opening).bytes();
  if (!findOpening(opening)) throw damageError('an opening with its checksum', 'another checksum');
  for (const { start, bytes } of readOpening(opening)) {
    const end = start + bytes.length;
    if (end > container.source.size) throw damageError(`a part inside ${container.source.size} bytes`, end);
    const window = container.source.window(start, end);
    for (let i = 0; i < bytes.length; i++)
      if (window.bytes[start + i - window.origin] !== bytes[i]) throw damageError('a copy of the file', start + i);
  }
}

/** The directory lists exactly the sections of the fields, in the order of the byte map. */
function verifyDirectory({ container, meta, textFields }: Segment): void {
  const {
    TextCode,
    Meta,
    Documents,
    Ids,
    Pinyin,
    Opening,
    Attachment,
    Earlier,
    Postings,
    Terms,
    DocumentStarts,
    Signs,
    OffsetMaps,
  } = SectionKind;
  const expected = [`${Meta}/0`, `${Documents}/0`, `${Ids}/0`];
  Object.values(meta.fields).forEach(({ type }, fieldOrdinal) => {
    const kinds =
      type === 'text'
        ? [
            Postings,
            Terms,
            ...(textFields[fieldOrdinal]?.signs ? [Signs] : []),
            ...(textFields[fieldOrdinal]?.offsetMaps ? [OffsetMaps] : []),
          ]
        : type === 'stored'
          ? []
          : [columnSectionKinds[type]];
    expected.push(...kinds.map(kind => `${kind}/${fieldOrdinal}`));
  });
  if (hasTextField(meta.fields)) expected.push(`${Pinyin}/0`);
  for (const kind of [Attachment, Earlier]) if (container.findSection(kind)) expected.push(`${kind}/0`);
  const tail = tailKinds.flatMap(kind =>
    kind === TextCode || kind === DocumentStarts
      ? [`${kind}/0`]
      : textFields.flatMap((text, fieldOrdinal) => (text ? [`${kind}/${fieldOrdinal}`] : [])),
  );
  // Those at the end stand in an order that depends on their sizes.
  const tailStart = expected.length;
  expected.push(...tail.sort(), `${Opening}/0`);
  const got = container.directory.map(({ kind, ordinal }) => `${kind}/${ordinal}`);
  got.splice(tailStart, tail.length, ...got.slice(tailStart, tailStart + tail.length).sort());
  if (got.join(' ') !== expected.join(' ')) throw damageError(`the sections ${expected.join(' ')}`, got.join(' '));
}
