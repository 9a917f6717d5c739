import { expect, it } from 'vitest';
import { bundleElement } from '../../../bench/demo/element-script.ts';
import { listImports } from '../../../tsup.late-code.ts';

it('the script that is loaded first has every module that its late part takes from it', async () => {
  const { script, parts } = await bundleElement();
  const taken = [...parts['element.late.js'].matchAll(/Symbol\.for\([`'"]hansou core[`'"]\)\][[.](?:[`'"])([^`'"]+)/g)];
  expect(taken.length).toBeGreaterThan(20);
  for (const [, path] of taken) expect(script, path).toMatch(new RegExp(`[\`'"]${path.replaceAll('.', '\\.')}[\`'"]:`));
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
