import { expect, it } from 'vitest';
import { bundleElement } from '../../../bench/demo/element-script.ts';
import { lateParts, listImports } from '../../../tsup.late-code.ts';

it('the late parts take what they share with the script that is loaded first from the same build of it', async () => {
  const { script, parts } = await bundleElement();
  const keyIn = (code: string) =>
    new Set(Array.from(code.matchAll(/[`'"](hansou [0-9a-f]{8})[`'"]/g), ([, key]) => key));
  const [key, ...others] = keyIn(script);
  expect(others).toEqual([]);
  for (const part of lateParts) expect(keyIn(parts[`element.${part}.js`]), part).toEqual(new Set([key]));
});

it('lists the values that a file imports by their names', () => {
  const content = `import { a, type B, c as d } from './one.ts';
import type { E } from './two.ts';
import { f } from 'node:fs';
export { g } from './three.ts';
export const places = ['./four.ts'];`;
  expect([...listImports('/x/file.ts', content)]).toEqual([
    ['/x/one.ts', ['a', 'c']],
    ['/x/three.ts', ['g']],
  ]);
});

it.each([
  "import * as all from './one.ts';",
  "import one from './one.ts';",
  "import one, { two } from './one.ts';",
  "import './one.ts';",
  "export * from './one.ts';",
  "const one = await import('./one.ts');",
])('refuses %s, of which the names are not known', statement => {
  expect(() => listImports('/x/file.ts', statement)).toThrow('must name what it imports');
});
