/** Which fields of an index does the element show, and as what? Entry point: `chooseShownFields`. */
import type { NamesOf, Schema } from '../index/schema.ts';

/** The fields that the element uses, by what they are to a reader. */
export interface ShownFields {
  /** The headline: the text field with the greatest weight, if there are several. */
  readonly title: string | undefined;
  /** The text of an article. */
  readonly body: string | undefined;
  /** The values in the line below the headline. */
  readonly about: readonly string[];
  /** Keyword fields whose values can be chosen. */
  readonly filters: readonly string[];
  /** The kinds of names that fields hold, by field. */
  readonly nameKinds: ReadonlyMap<string, NamesOf>;
  /** The date field by which hits can be sorted. */
  readonly sort: string | undefined;
  /** The fields that hits need. */
  readonly returned: readonly string[];
}

/** Fields that `hansou build` fills for the maker of an index, not for a reader. */
const internal = new Set(['file', 'path']);

/**
 * Chooses the fields to show.
 * @param about names of date, keyword or number fields; null for all date and keyword fields but `file`, `path` and names found
 *   in the texts, of which an article has dozens
 * @param filters names of keyword fields; null for all but `file` and `path`
 */
export function chooseShownFields(schema: Schema, about: string | null, filters: string | null): ShownFields {
  const names = Object.keys(schema);
  const texts = names.flatMap(name => {
    const field = schema[name];
    return field.type === 'text' ? [{ name, weight: field.weight }] : [];
  });
  const title = texts.length > 1 ? [...texts].sort((a, b) => b.weight - a.weight)[0].name : undefined;
  const body = texts.some(({ name }) => name === 'body')
    ? 'body'
    : texts.filter(({ name }) => name !== title).at(-1)?.name;
  const ofType = (type: string) => names.filter(name => schema[name].type === type && !internal.has(name));
  const named = (list: string) => list.split(/[\s,]+/).filter(name => names.includes(name));
  const nameKinds = new Map(
    names.flatMap(name => {
      const field = schema[name];
      return field.type === 'keyword' && field.namesOf ? [[name, field.namesOf] as const] : [];
    }),
  );
  const keywords = ofType('keyword').filter(name => !nameKinds.has(name));
  const shown = about === null ? [...ofType('date'), ...keywords] : named(about);
  const sort = ofType('date').at(0);
  return {
    title,
    body,
    about: shown,
    filters: filters === null ? ofType('keyword') : named(filters).filter(name => schema[name].type === 'keyword'),
    nameKinds,
    sort,
    returned: names.filter(name => name === 'url' || name === sort || shown.includes(name)),
  };
}

/** Lists the values of a field that a reader may see: no path of a file. */
export function listShownValues(value: unknown): string[] {
  const values = (Array.isArray(value) ? value : [value]) as unknown[];
  return values.flatMap(each => {
    if (typeof each !== 'string' && typeof each !== 'number') return [];
    const text = String(each);
    return text === '' || isPath(text) ? [] : [text];
  });
}

/** Whether a value looks like the path of a file: `news/2022/a1.txt`, `C:\page.html`. */
export function isPath(value: string): boolean {
  return /[/\\][^/\\]*\.[a-z][a-z\d]{0,7}(#.*)?$/i.test(value);
}
