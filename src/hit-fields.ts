/** What comes with a hit: the fields of its document, and its snippets. */

import { describeValue, HansouError } from './errors.ts';
import type { IndexReader } from './index/index-reader.ts';
import type { RankedDocuments } from './query/run/run-query.ts';
import type { SearchOptions } from './search-options.ts';
import { Needles } from './snippet/needles.ts';
import { type Snippet, SnippetMaker } from './snippet/snippet.ts';
import { requireNames } from './validate.ts';

/** Fields shorter than this on average (characters) are shown whole: headlines. */
const headlineSize = 60;

/** The documents of hits, by number and id, with the fields that were asked for. */
export function createDocumentPicker(
  reader: IndexReader,
  asked: boolean | readonly string[],
): (document: number, id: string) => object {
  if (asked === true) return document => reader.document(document);
  if (asked === false) return (_, id) => ({ id });
  const wrong = requireNames('documents', asked).find(name => !Object.hasOwn(reader.schema, name));
  if (wrong !== undefined) {
    throw new HansouError('UNKNOWN_FIELD', 'hits cannot come with this field', {
      expected: `fields of the index: ${Object.keys(reader.schema).join(', ')}`,
      got: describeValue(wrong),
      hint: 'Name other fields, or leave documents out for all of them.',
    });
  }
  return document => {
    const whole = reader.document(document);
    return Object.fromEntries(['id', ...asked].flatMap(name => (name in whole ? [[name, whole[name]]] : [])));
  };
}

/** Makes the snippets of hits, by number: headlines whole, of other texts the best stretches. */
export function createSnippetPicker(
  reader: IndexReader,
  { texts }: RankedDocuments,
  { snippet, fields: asked }: Pick<SearchOptions, 'snippet' | 'fields'>,
): (document: number) => Record<string, Snippet[]> {
  const maker = new SnippetMaker(Needles.fromTexts(texts, reader.documentCount), snippet || {});
  const fields = textFieldsOf(reader, asked).map(name => {
    const field = reader.text(name);
    return { name, field, isHeadline: field.averageSize <= headlineSize };
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

function textFieldsOf(reader: IndexReader, asked: readonly string[] | undefined): readonly string[] {
  const names = Object.keys(reader.schema).filter(name => reader.schema[name].type === 'text');
  const wrong = asked && requireNames('fields', asked).find(name => !names.includes(name));
  if (wrong !== undefined) {
    throw new HansouError('UNKNOWN_FIELD', 'there are no snippets of this field', {
      expected: `text fields: ${names.join(', ')}`,
      got: describeValue(wrong),
      hint: 'Leave fields out for all of them.',
    });
  }
  return asked ?? names;
}
