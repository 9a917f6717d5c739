/** Kills a process that saves an index again and again, and looks at what it left. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Lexicon } from '../../../src/index.ts';
import { projectFile } from '../../project-file.ts';
import { findFault, Soak } from './soak.ts';

/**
 * @param afterMs how long after its first save the process is killed; `half`: when it has written half of its third file
 * @returns the number of steps in the file that it left
 * @throws Error when the process ended before it was killed; when the file is not whole, or is another than the last saved one or the one that was being saved
 */
export async function killWhileSaving(
  path: string,
  seed: number,
  maxDocuments: number,
  afterMs: number | 'half',
): Promise<number> {
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      fileURLToPath(projectFile('bench/studies/soak/soak-child.ts')),
      path,
      `${seed}`,
      `${maxDocuments}`,
      ...(afterMs === 'half' ? ['waits'] : []),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  let isTimed = false;
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (isTimed || !said.includes(afterMs === 'half' ? 'half' : 'saved')) return;
    isTimed = true;
    setTimeout(() => child.kill('SIGKILL'), afterMs === 'half' ? 0 : afterMs);
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (signal !== 'SIGKILL') throw new Error(`the process was not killed: it ended with ${signal ?? code}`);
  const saved = Number(/saved (\d+)\n(?!.*saved \d+\n)/s.exec(said)?.[1]);
  const saving = Number(/saving (\d+)\n(?!.*saving \d+\n)/s.exec(said)?.[1]);
  const faults: (string | undefined)[] = [];
  const model = new Soak(seed, maxDocuments, Lexicon.fromEntries([]), true);
  while (model.counts.steps < saved) model.step();
  for (const steps of [saved, saving]) {
    while (model.counts.steps < steps) model.step();
    const fault = findFault(path, model.model);
    if (fault === undefined) return steps;
    faults.push(fault);
  }
  throw new Error(`the file is neither that of step ${saved} nor of ${saving}: ${faults.join('; ')}`);
}
