/** What comes with a hit: the fields of its document, and its snippets. Called by `SearchIndex.search`. */
import { gatherMissing } from './bytes/missing-bytes.ts';
import type { DeferredText } from './deferred-text.ts';
import type { IndexReader } from './index/index-reader.ts';
import type { RankedDocuments } from './query/run/run-query.ts';
import type { SearchOptions } from './search-options.ts';
import type { Hit, SectionHit } from './search-result.ts';
import { Needles } from './snippet/needles.ts';
import { type Section, type Snippet, SnippetMaker } from './snippet/snippet.ts';
import { UnitBuffer } from './text/unit-buffer.ts';

/** Fields whose mean size is at most this many characters are shown whole: they are headlines. */
const maxHeadlineSize = 60;
/** Maximum number of sections shown for a hit. */
const maxSections = 3;

/**
 * Returns a function that reads the document of a hit, by its number and id. Long texts in memory are decoded when they are
 * looked at.
 * @param returnFields all fields (true), none (false), or the named ones
 */
export function createDocumentReader(
  reader: IndexReader,
  returnFields: boolean | readonly string[],
  deferred: DeferredText,
): (document: number, id: string) => object {
  if (returnFields === false) return (_, id) => ({ id });
  const options = { deferText: deferred.add, ...(returnFields !== true && { fields: returnFields }) };
  return document => reader.getDocument(document, options);
}

/** Returns a function that makes the snippets of a hit, by its number: headlines whole, of other fields the best passages; and its best sections. */
export function createSnippetReader(
  reader: IndexReader,
  { texts }: RankedDocuments,
  { snippet, fields: searched }: Pick<SearchOptions, 'snippet' | 'fields'>,
): (document: number) => Pick<Hit, 'snippets' | 'sections'> {
  const sectionField = Object.keys(reader.schema).find(name => sectionsOf(reader, name) !== undefined);
  const maker = new SnippetMaker(Needles.fromTexts(texts, reader.documentCount), snippet || {});
  const named = (snippet || undefined)?.fields ?? searched;
  const names = named ?? Object.keys(reader.schema).filter(name => reader.schema[name].type === 'text');
  const fields = names.map(name => {
    const field = reader.getTextReader(name);
    return { name, field, isHeadline: field.averageSize <= maxHeadlineSize };
  });
  const text = new UnitBuffer();
  return (document: number) => {
    const snippets: Record<string, Snippet[]> = {};
    if (reader.loadsBytes)
      gatherMissing(fields.length, i => {
        fields[i].field.readText(document, text);
        fields[i].field.getOffsetMap(document);
      });
    for (const { name, field, isHeadline } of fields) {
      const made = isHeadline ? maker.highlightWhole(field, document) : maker.makeSnippets(field, document);
      if (made.length) snippets[name] = made;
    }
    const sections = sectionField === undefined ? [] : findSections(reader, maker, document, sectionField);
    return { snippets, ...(sections.length > 0 && { sections }) };
  };
}

/** The text field whose sections a field has. */
function sectionsOf({ schema }: IndexReader, name: string): string | undefined {
  const field = schema[name];
  const of = field.type === 'stored' ? field.sectionsOf : undefined;
  return of !== undefined && Object.hasOwn(schema, of) && schema[of].type === 'text' ? of : undefined;
}

/** The best sections of a document. A stored value that is no list of sections has none. */
function findSections(reader: IndexReader, maker: SnippetMaker, document: number, name: string): SectionHit[] {
  const stored = reader.getDocument(document, { fields: [name] })[name];
  const sections = Array.isArray(stored) ? stored.filter(isSection) : [];
  if (sections.length === 0) return [];
  const field = reader.getTextReader(sectionsOf(reader, name)!);
  return maker
    .makeSectionSnippets(field, document, sections, maxSections)
    .map(({ section: { title, anchor }, snippet }) => ({ title, anchor, snippet }));
}

function isSection(value: unknown): value is Section {
  const { title, anchor, start } = (value ?? {}) as Partial<Section>;
  return typeof title === 'string' && typeof anchor === 'string' && Number.isInteger(start) && (start as number) >= 0;
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
