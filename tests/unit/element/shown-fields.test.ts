import { describe, expect, it } from 'vitest';
import { chooseShownFields } from '../../../src/element/shown-fields.ts';
import { date, keyword, stored, text } from '../../../src/fields.ts';

describe('the fields that the search box shows', () => {
  const schema = {
    title: text({ weight: 3 }),
    body: text(),
    author: keyword(),
    file: keyword(),
    who: keyword({ namesOf: 'persons' }),
    place: keyword({ namesOf: 'places', searchable: true }),
    date: date(),
    url: stored(),
  } as const;

  it('offers names found in the texts as filters, but does not list them below a title', () => {
    const shown = chooseShownFields(schema, null, null);
    expect(shown.filters).toEqual(['author', 'who', 'place']);
    expect(shown.about).toEqual(['date', 'author']);
    expect(shown.returned).toEqual(['author', 'date', 'url']);
    expect(shown.nameKinds).toEqual(new Map(Object.entries({ who: 'persons', place: 'places' })));
  });

  it('lists them where they are named', () => {
    const shown = chooseShownFields(schema, 'who', '');
    expect(shown.filters).toEqual([]);
    expect(shown.about).toEqual(['who']);
    expect(shown.returned).toEqual(['who', 'date', 'url']);
  });
});
