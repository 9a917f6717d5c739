import { expect, it, vi } from 'vitest';
import { HansouError } from '../../../src/errors.ts';
import { reportSkipped, warnWithoutPages } from '../../../src/plugins/report-search.ts';

it('prints names and messages out of files without control characters', async () => {
  const printed: string[] = [];
  using _warn = vi.spyOn(console, 'warn').mockImplementation((...values) => void printed.push(values.join(' ')));
  reportSkipped([{ file: 'a\u001b.md', code: 'BAD_FILE', message: 'a\u001b[31m.md cannot be read\u202e' }]);
  await warnWithoutPages('docs\u001b[2J', () => {
    throw new HansouError('BAD_FILE', 'no document', { expected: 'one', got: 'none', hint: 'Add one.' });
  });
  expect(printed).toEqual([
    'hansou: skipped: a [31m.md cannot be read ',
    'hansou: no page with text was found in docs [2J, so there is no search.',
  ]);
});
