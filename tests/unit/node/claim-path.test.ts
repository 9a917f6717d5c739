import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { claimPath } from '../../../src/node/files/claim-path.ts';

vi.mock('node:fs', { spy: true });
const folder = fs.mkdtempSync(join(tmpdir(), 'hansou-claim-'));
const at = (name: string) => join(folder, name);
afterAll(() => fs.rmSync(folder, { recursive: true }));
beforeEach(() => {
  vi.mocked(fs.linkSync).mockReset();
  for (const name of fs.readdirSync(folder)) fs.rmSync(at(name));
  fs.writeFileSync(at('finished'), 'new');
});

describe.each([true, false])('on a disk with hard links: %s, a claim', hasLinks => {
  beforeEach(() => {
    if (!hasLinks)
      vi.mocked(fs.linkSync).mockImplementation(() => {
        throw Object.assign(new Error('EPERM: operation not permitted'), { code: 'EPERM' });
      });
  });

  it('of a free path puts the file there', () => {
    expect(claimPath(at('finished'), at('taken'))).toBe(true);
    expect(fs.readFileSync(at('taken'), 'utf8')).toBe('new');
  });

  it('of a path that is taken leaves what is there', () => {
    fs.writeFileSync(at('taken'), 'old');
    expect(claimPath(at('finished'), at('taken'))).toBe(false);
    expect(fs.readFileSync(at('taken'), 'utf8')).toBe('old');
    expect(fs.readFileSync(at('finished'), 'utf8')).toBe('new');
  });

  it('of a path in no folder is an error', () => {
    expect(() => claimPath(at('finished'), at('none/taken'))).toThrow('ENOENT');
  });
});
