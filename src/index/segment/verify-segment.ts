import { columnSectionKinds } from '../columns/value-columns.ts';
import { damageError, toSectionDamageError } from '../damage.ts';
import { SectionKind } from '../section-kinds.ts';
import type { Segment, SegmentText } from './segment.ts';
import { verifyColumn } from './verify-columns.ts';
import { verifyTerms } from './verify-terms.ts';
import { verifyLengths, verifyOffsetMaps, verifyTexts } from './verify-texts.ts';

/**
 * Checks every byte of a segment against its checksums, then that its structures keep their rules: so bytes whose checksums
 * are right are refused too when no writer wrote them. Takes time in proportion to the bytes.
 *
 * @throws HansouError CHECKSUM, or BAD_INDEX that names the section
 */
export function verifySegment(segment: Segment): void {
  const { container, meta } = segment;
  container.verify();
  const names = Object.keys(meta.fields);
  let kind: number = SectionKind.Meta;
  let part = 0;
  const at = (nextKind: number): void => {
    kind = nextKind;
  };
  try {
    verifyDirectory(segment);
    at(SectionKind.Ids);
    segment.ids.verify();
    for (; part < names.length; part++) {
      const text = segment.textFields[part];
      const column = segment.columns[part];
      if (text) verifyText(text, segment, part, at);
      if (!column) continue;
      at(container.directory.find(each => each.ordinal === part && each.kind >= SectionKind.Keywords)!.kind);
      verifyColumn(column, segment.documentCount);
    }
  } catch (error) {
    throw toSectionDamageError(error, kind, names[part]);
  }
}

/** A field is read in the order in which the others need it. */
function verifyText(text: SegmentText, { container }: Segment, part: number, at: (kind: number) => void): void {
  at(SectionKind.Texts);
  const units = verifyTexts(text.store);
  at(SectionKind.Lengths);
  verifyLengths(text.lengths);
  if (text.offsetMaps) {
    at(SectionKind.OffsetMaps);
    verifyOffsetMaps(text.offsetMaps, units);
  }
  verifyTerms(text, container, part, units, at);
}

/** The sections are those of the fields, in the order of the byte map, and no others. */
function verifyDirectory({ container, meta, textFields }: Segment): void {
  const { Meta, Ids, Postings, Terms, TermIndex, Lengths, Texts, OffsetMaps } = SectionKind;
  const expected = [`${Meta}/0`, `${Ids}/0`];
  Object.values(meta.fields).forEach(({ type }, part) => {
    const kinds =
      type === 'text'
        ? [Postings, Terms, TermIndex, Lengths, Texts, ...(textFields[part]?.offsetMaps ? [OffsetMaps] : [])]
        : [columnSectionKinds[type]];
    expected.push(...kinds.map(kind => `${kind}/${part}`));
  });
  const got = container.directory.map(({ kind, ordinal }) => `${kind}/${ordinal}`);
  if (got.join(' ') !== expected.join(' ')) throw damageError(`the sections ${expected.join(' ')}`, got.join(' '));
}
