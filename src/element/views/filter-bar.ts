/** By what can hits be narrowed down and ordered? Values of keyword fields with their counts, and the order by date. */
import type { FacetValue } from '../../query/run/facets/facets.ts';
import type { Answer, Question } from '../answer.ts';
import type { Labels } from '../labels.ts';
import { isPath, type ShownFields } from '../shown-fields.ts';
import { createButton, createPart } from './dom.ts';

/** Values of a field that are shown before a reader asks for more. */
const maxShown = 5;

/** Called with what is chosen now. */
type OnChoose = (change: Pick<Question, 'chosen' | 'order'>) => void;

/** Creates the bar; undefined when there is nothing to choose. Fields with a single value have no chips, hits without dates no order. */
export function createFilterBar(
  { question, values, result }: Answer,
  fields: ShownFields,
  labels: Labels,
  onChoose: OnChoose,
): HTMLElement | undefined {
  const { chosen, order } = question;
  const groups: HTMLElement[] = fields.filters.flatMap(field => {
    const offered = listOffered(values.get(field) ?? [], chosen.get(field));
    if (offered.length < 2 && !chosen.has(field)) return [];
    const chips = offered.map(({ value, count }) => {
      const toggle = () => onChoose({ order, chosen: toggleValue(chosen, field, value) });
      const name = createPart('span', 'value', value);
      name.dir = 'auto';
      const chip = createButton('chip', toggle, name, ' ', createPart('span', 'count', String(count)));
      chip.ariaPressed = String(chosen.get(field)?.has(value) ?? false);
      chip.dataset['value'] = `${field}:${value}`;
      return chip;
    });
    const kind = fields.nameKinds.get(field);
    const otherwise = kind ? labels.names[kind] : field;
    const name = Object.hasOwn(labels.fields, field) ? labels.fields[field] : otherwise;
    const group = createPart('div', 'filter', createPart('span', 'filter-name', name), ...chips.slice(0, maxShown));
    if (chips.length > maxShown) {
      const others = chips.slice(maxShown);
      const all = createButton('chip others', () => all.replaceWith(...others), labels.otherValues(others.length));
      // A chosen value stays in sight.
      if (others.some(({ ariaPressed }) => ariaPressed === 'true')) group.append(...others);
      else group.append(all);
    }
    group.role = 'group';
    group.ariaLabel = name;
    return [group];
  });
  const { sort } = fields;
  const hasDates = sort !== undefined && result.hits.some(({ document }) => document[sort]);
  if (order || (hasDates && result.total > 1)) {
    const select = createPart('select', 'sort');
    select.ariaLabel = labels.sort;
    select.dataset['value'] = 'sort';
    for (const value of ['', 'desc', 'asc'] as const) select.append(new Option(labels.orders[value], value));
    select.value = order ?? '';
    select.addEventListener('change', () =>
      onChoose({ chosen, order: (select.value || undefined) as Question['order'] }),
    );
    groups.push(select);
  }
  return groups.length > 0 ? createPart('div', 'filters', ...groups) : undefined;
}

/** The values that may be chosen; a chosen one that nothing has any more stays, so that it can be given up. */
function listOffered(found: readonly FacetValue[], chosen: ReadonlySet<string> = new Set()): FacetValue[] {
  const missing = [...chosen].filter(value => !found.some(each => each.value === value));
  return [...missing.map(value => ({ value, count: 0 })), ...found].filter(({ value }) => value && !isPath(value));
}

function toggleValue(chosen: Question['chosen'], field: string, value: string): Question['chosen'] {
  const changed = new Map(chosen);
  const values = new Set(chosen.get(field));
  if (!values.delete(value)) values.add(value);
  if (values.size > 0) changed.set(field, values);
  else changed.delete(field);
  return changed;
}
