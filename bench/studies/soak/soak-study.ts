/** The study `soak`: does one process stay right and small for a long time, and is its file whole whenever it is killed? */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { Random } from '../../random.ts';
import type { PartReport, Row } from '../../report/report.ts';
import { killWhileSaving } from './kill-child.ts';
import { findFault, Soak } from './soak.ts';

const seed = 10;
const maxDocuments = 3000;
const stepsPerSave = 2000;
/** Rows of the table of memory. */
const samples = 10;
/** Processes that are killed for each minute of the soak. */
const killsPerMinute = 4;

/** @param log is told of the memory at each sample */
export async function soakStudy(minutes: number, log: (line: string) => void): Promise<PartReport> {
  const folder = mkdtempSync(join(tmpdir(), 'hansou-soak-'));
  try {
    const path = join(folder, 'soak.hansou');
    const soak = new Soak(seed, maxDocuments, await baseLexicon());
    const rows: Row[] = [];
    const started = performance.now();
    for (let sample = 1; sample <= samples; sample++) {
      while (performance.now() - started < (sample / samples) * minutes * 60_000) {
        for (let i = 0; i < stepsPerSave; i++) soak.step();
        soak.save(path);
        const fault = findFault(path, soak.model);
        if (fault !== undefined) throw new Error(`after ${soak.counts.steps} steps the file is wrong: ${fault}`);
      }
      globalThis.gc?.();
      const { heapUsed, rss, arrayBuffers } = process.memoryUsage();
      log(`${soak.counts.steps} steps, ${Math.round(rss / 2 ** 20)} MB`);
      rows.push({
        name: `${((sample / samples) * minutes).toFixed(1)} min`,
        cells: [
          soak.counts.steps,
          soak.counts.searches,
          soak.counts.saves,
          heapUsed / 1e6,
          arrayBuffers / 1e6,
          rss / 1e6,
        ].map(value => ({ value })),
      });
    }
    const random = new Random(seed);
    const kills = Math.max(2, Math.round(minutes * killsPerMinute));
    for (let i = 0; i < kills; i++)
      await killWhileSaving(join(folder, `killed-${i}.hansou`), seed + i, 600, random.below(1500));
    return {
      name: 'soak',
      title: 'A long life',
      about: [
        `One process adds, updates, removes and searches for ${minutes} minutes, keeps some ${maxDocuments} documents, and saves after every ${stepsPerSave} changes; each quoted search, document and saved file is compared with a map of the documents. Then ${kills} processes are killed while they change and save an index: each left the file that it saved last, or the one that it was saving, whole.`,
      ],
      tables: [
        {
          title: 'Memory of a process that changes an index',
          rowHeading: 'after',
          columns: [
            { title: 'changes', digits: 0 },
            { title: 'compared searches', digits: 0 },
            { title: 'saves', digits: 0 },
            { title: 'heap', unit: 'MB' },
            { title: 'array buffers', unit: 'MB' },
            { title: 'resident', unit: 'MB' },
          ],
          rows,
        },
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
