import { expect, it } from 'vitest';
import { createPageWeight } from '../../../src/node/page-weights.ts';
import { hansou } from '../../../src/plugins/vitepress.ts';

it('takes the longest beginning of an address that is named', () => {
  const weightOf = createPageWeight({ 'guide/': 2, 'guide/old': 0.5, '/api/': 0.25, 名字: 3 }, '/docs/');
  const cases = {
    '/docs/guide/start.html': 2,
    '/docs/guide/': 2,
    '/docs/guide': 2,
    '/docs/guidelines': 1,
    '/docs/guide/old/1': 0.5,
    '/docs/api/': 0.25,
    '/docs/名字/': 3,
    '/docs/': 1,
    'https://example.org/docs/api/index': 0.25,
  };
  expect(Object.fromEntries(Object.keys(cases).map(url => [url, weightOf({ url })]))).toEqual(cases);
});

it('gives pages of no beginning the weight of the empty one', () => {
  const weightOf = createPageWeight({ '': 0.5, 'guide/': 1 });
  expect([{ url: '/about' }, { url: '/guide/start' }, {}].map(weightOf)).toEqual([0.5, 1, 0.5]);
});

it.each([[{ 'guide/': 0 }], [{ 'guide/': '2' }], [[2]], ['guide/']])('refuses %j as an option of a plugin', weights => {
  expect(() => hansou({ weights } as never)).toThrow(/weights/);
});
