/** Short versions of the study `soak` (bench/studies/soak): `npm run study -- soak` runs for half an hour. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { killWhileSaving } from '../../../bench/studies/soak/kill-child.ts';
import { findFault, Soak } from '../../../bench/studies/soak/soak.ts';
import { Lexicon } from '../../../src/lexicon/lexicon.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-soak-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lexicon = Lexicon.fromEntries([{ word: '石桥' }, { word: '新路' }]);

it('an index that is changed 1,500 times, searched and saved answers as its model does', () => {
  const path = join(folder, 'soak.hansou');
  const soak = new Soak(3, 150, lexicon);
  for (let round = 0; round < 10; round++) {
    for (let i = 0; i < 150; i++) soak.step();
    soak.save(path);
    expect(findFault(path, soak.model)).toBeUndefined();
  }
  expect(soak.counts).toMatchObject({ steps: 1500, saves: 10 });
  expect(Math.min(soak.counts.updated, soak.counts.removed, soak.counts.searches)).toBeGreaterThan(150);
  expect(readdirSync(folder)).toEqual(['soak.hansou']);
});

it('the same steps make the same model with and without an index', () => {
  const both = [new Soak(5, 50, lexicon), new Soak(5, 50, lexicon, true)];
  for (const soak of both) for (let i = 0; i < 500; i++) soak.step();
  expect([...both[0].model]).toEqual([...both[1].model]);
});

it('a saved file that lacks a document, holds another one or is cut is found out', () => {
  const path = join(folder, 'soak.hansou');
  const soak = new Soak(4, 50, lexicon);
  for (let i = 0; i < 300; i++) soak.step();
  soak.save(path);
  const [id, document] = [...soak.model][0];
  expect(findFault(path, new Map([...soak.model].slice(1)))).toContain('documents instead of');
  expect(findFault(path, new Map([...soak.model, [id, { ...document, page: -1 }]]))).toContain('is another one');
  const bytes = readFileSync(path);
  truncateSync(path, bytes.length - 1);
  expect(() => findFault(path, soak.model)).toThrow();
  bytes[bytes.length >> 1] ^= 1;
  writeFileSync(path, bytes);
  expect(() => findFault(path, soak.model)).toThrow();
});

it('a process that is killed leaves the file that it saved last, or the one that it was saving', async () => {
  for (const [i, moment] of (['half', 0, 60] as const).entries())
    expect(await killWhileSaving(join(folder, `killed-${i}.hansou`), 20 + i, 100, moment)).toBeGreaterThan(0);
}, 180_000);
