/** What comes with a hit: the fields of its document, and its snippets. */

import { describeValue, HansouError } from './errors.ts';
import type { IndexReader } from './index/index-reader.ts';
import type { RankedDocuments } from './query/run/run-query.ts';
import type { SearchOptions } from './search-options.ts';
import { Needles } from './snippet/needles.ts';
import { type Snippet, SnippetMaker } from './snippet/snippet.ts';
import { requireNames } from './validate.ts';

/** Fields shorter than this on average (characters) are shown whole: headlines. */
const maxHeadlineSize = 60;

/** The documents of hits, by number and id, with the fields that were asked for. */
export function createDocumentReader(
  reader: IndexReader,
  asked: boolean | readonly string[],
): (document: number, id: string) => object {
  if (asked === true) return document => reader.getDocument(document);
  if (asked === false) return (_, id) => ({ id });
  const wrong = requireNames('returnFields', asked).find(name => !Object.hasOwn(reader.schema, name));
  if (wrong !== undefined) {
    throw new HansouError('UNKNOWN_FIELD', 'hits cannot come with this field', {
      expected: `fields of the index: ${Object.keys(reader.schema).join(', ')}`,
      got: describeValue(wrong),
      hint: 'Name other fields, or leave returnFields out for all of them.',
    });
  }
  return document => {
    const whole = reader.getDocument(document);
    return Object.fromEntries(['id', ...asked].flatMap(name => (name in whole ? [[name, whole[name]]] : [])));
  };
}

/** Makes the snippets of hits, by number: headlines whole, of other texts the best stretches. */
export function createSnippetReader(
  reader: IndexReader,
  { texts }: RankedDocuments,
  { snippet, fields: searched }: Pick<SearchOptions, 'snippet' | 'fields'>,
): (document: number) => Record<string, Snippet[]> {
  const maker = new SnippetMaker(Needles.fromTexts(texts, reader.documentCount), snippet || {});
  const asked = snippet ? requireTextFields(reader, snippet.fields, 'snippet.fields') : undefined;
  const names = asked ?? searched ?? Object.keys(reader.schema).filter(name => reader.schema[name].type === 'text');
  const fields = names.map(name => {
    const field = reader.getTextReader(name);
    return { name, field, isHeadline: field.averageSize <= maxHeadlineSize };
  });
  return (document: number) => {
    const snippets: Record<string, Snippet[]> = {};
    for (const { name, field, isHeadline } of fields) {
      const made = isHeadline ? maker.highlightWhole(field, document) : maker.makeSnippets(field, document);
      if (made.length) snippets[name] = made;
    }
    return snippets;
  };
}

/**
 * The names of text fields that a caller gave in.
 * @throws HansouError UNKNOWN_FIELD when one is no text field of the index, BAD_ARGUMENT when they are no array of strings
 */
export function requireTextFields(
  reader: IndexReader,
  asked: readonly string[] | undefined,
  option = 'fields',
): readonly string[] | undefined {
  if (asked === undefined) return undefined;
  const names = Object.keys(reader.schema).filter(name => reader.schema[name].type === 'text');
  const wrong = requireNames(option, asked).find(name => !names.includes(name));
  if (wrong === undefined) return asked;
  throw new HansouError('UNKNOWN_FIELD', `${option} names a field that is not a text field of the index`, {
    expected: `some of ${names.join(', ')}`,
    got: describeValue(wrong),
    hint: `Leave ${option} out for all text fields.`,
  });
}
