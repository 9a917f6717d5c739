/** Which text fields are the title and the body of an index's documents? */
import type { IndexReader, TextReader } from '../../index/index-reader.ts';

/** The text field with the highest weight, unless it is the body; undefined if there is only one text field. */
export function findTitleField(index: IndexReader): TextReader | undefined {
  const texts = Object.entries(index.schema).flatMap(([name, field]) =>
    field.type === 'text' ? [{ reader: index.getTextReader(name), weight: field.weight }] : [],
  );
  if (texts.length < 2) return undefined;
  const title = texts.reduce((best, each) => (each.weight > best.weight ? each : best)).reader;
  return title === findBodyField(index) ? undefined : title;
}

/** The text field with the most text per document. */
export function findBodyField(index: IndexReader): TextReader | undefined {
  let body: TextReader | undefined;
  for (const [name, field] of Object.entries(index.schema)) {
    if (field.type !== 'text') continue;
    const reader = index.getTextReader(name);
    if (!body || reader.averageSize > body.averageSize) body = reader;
  }
  return body;
}
