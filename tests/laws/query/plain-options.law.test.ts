import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkSearchOptions, checkSuggestOptions } from '../../../src/options/option-rules.ts';
import { arePlainSearchOptions, arePlainSuggestOptions } from '../../../src/options/plain-options.ts';
import { fields } from '../test-index.ts';

const anyValue = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    true,
    false,
    -1,
    0,
    0.5,
    1,
    10,
    1001,
    1.5,
    Number.NaN,
    2 ** 32,
    'body',
    'x',
    'author',
    'any',
  ),
  fc.constantFrom(
    [],
    ['body'],
    ['author', 'x'],
    ['id'],
    [1],
    {},
    { author: 3 },
    { body: 3 },
    { author: -1 },
    { author: undefined },
  ),
);
const names = [
  'match',
  'limit',
  'offset',
  'minRelevance',
  'snippet',
  'returnFields',
  'facets',
  'filter',
  'limt',
  'fields',
];
const anyCall = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...names), anyValue, { maxKeys: 3 }),
    fc.constantFrom('own', 'inherited', 'hidden'),
  )
  .map(([options, kind]): object => {
    if (kind === 'inherited') return Object.create(options);
    if (kind === 'own') return options;
    const hidden = {};
    for (const [name, value] of Object.entries(options)) Object.defineProperty(hidden, name, { value });
    return hidden;
  });

it.each([
  ['search', arePlainSearchOptions, checkSearchOptions],
  ['suggest', arePlainSuggestOptions, checkSuggestOptions],
] as const)('plain options of %s are valid by the rules for all', (_, arePlain, check) => {
  let plain = 0;
  fc.assert(
    fc.property(anyCall, options => {
      if (!arePlain(options, fields)) return;
      plain++;
      expect(() => check(options, fields)).not.toThrow();
    }),
    { numRuns: 5000 },
  );
  expect(plain).toBeGreaterThan(100);
});
