/** What comes with a hit: the fields of its document, and its snippets. Called by `SearchIndex.search`. */
import { gatherMissing } from '../bytes/missing-bytes.ts';
import type { IndexReader } from '../index/index-reader.ts';
import { findSectionsField, readSections } from '../index/sections.ts';
import { toHeading, WholeQuery } from '../query/rank/headings.ts';
import type { RankedDocuments } from '../query/run/run-query.ts';
import type { SearchOptions } from '../search-options.ts';
import type { Hit } from '../search-result.ts';
import { Needles } from '../snippet/needles.ts';
import { type Snippet, type SnippetBuffers, SnippetMaker } from '../snippet/snippet.ts';
import type { DeferredText } from './deferred-text.ts';

/** Fields whose mean size is at most this many characters are shown whole: they are headlines. */
const maxHeadlineSize = 60;
/** Maximum number of sections shown for a hit. */
const maxSections = 3;

/**
 * Returns a function that reads the document of a hit, by its number and id. Long texts in memory are decoded when they are
 * looked at.
 * @param returnFields all fields (true), none (false), or the named ones
 * @returns takes the id '' if it is to be read
 */
export function createDocumentReader(
  reader: IndexReader,
  returnFields: boolean | readonly string[],
  deferred: DeferredText,
): (document: number, id: string) => object {
  if (returnFields === false) return (_, id) => ({ id });
  const options = { deferText: deferred.add, ...(returnFields !== true && { fields: returnFields }) };
  return (document, id) => reader.getDocument(document, options, id);
}

/** Returns a function that makes the snippets of a hit, by its number: headlines whole, of other fields the best passages; and its best sections. */
export function createSnippetReader(
  reader: IndexReader,
  ranked: RankedDocuments,
  { snippet, fields: searched }: Pick<SearchOptions, 'snippet' | 'fields'>,
  buffers: SnippetBuffers,
): (document: number) => Pick<Hit, 'snippets' | 'sections' | 'words'> {
  const sectionsField = findSectionsField(reader);
  const whole = new WholeQuery(sectionsField ? ranked.matched : { any: [] });
  const maker = new SnippetMaker(Needles.fromTexts(ranked, reader.documentCount, buffers), snippet || {}, buffers);
  const named = (snippet || undefined)?.fields ?? searched;
  const names = named ?? Object.keys(reader.schema).filter(name => reader.schema[name].type === 'text');
  const fields = names.map(name => {
    const field = reader.getTextReader(name);
    return { name, field, isHeadline: field.averageSize <= maxHeadlineSize };
  });
  return (document: number) => {
    const snippets: Record<string, Snippet[]> = {};
    maker.beginDocument();
    if (reader.loadsBytes)
      gatherMissing(fields.length, i => {
        fields[i].field.readText(document, buffers.original);
        fields[i].field.getOffsetMap(document);
      });
    for (const { name, field, isHeadline } of fields) {
      const made = isHeadline ? maker.highlightWhole(field, document) : maker.makeSnippets(field, document);
      if (made.length) snippets[name] = made;
    }
    const words = maker.foundWords;
    const sections = sectionsField
      ? maker.makeSectionSnippets(sectionsField.text, document, readSections(reader, sectionsField, document), {
          limit: maxSections,
          likeness: ({ title }) => whole.compare(toHeading(title)),
        })
      : [];
    return { snippets, words, ...(sections.length > 0 && { sections }) };
  };
}

/** Loads the bytes of all hits at once. @throws MissingBytes after all of them were read as far as possible */
export function gatherHits(
  documents: readonly number[],
  read: {
    readonly reader: IndexReader;
    readonly readDocument: (document: number, id: string) => object;
    readonly readSnippets: ((document: number) => object) | undefined;
  },
): void {
  const { reader, readDocument, readSnippets } = read;
  gatherMissing(3 * documents.length, i => {
    const document = documents[Math.floor(i / 3)];
    if (i % 3 === 0) reader.getId(document);
    else if (i % 3 === 1) readDocument(document, '');
    else readSnippets?.(document);
  });
}
