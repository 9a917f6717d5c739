/**
 * Unpacks the browser that comes with `npm ci`, once for all tests, into a folder of its own: the package would take
 * whatever lies in the system's temporary folder. `CHROME_PATH` names another browser; elsewhere than on Linux there
 * is none, and the tests that need one are skipped by name.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of a Chromium; empty when there is none. */
    chromePath: string;
    /** Folders to look for its libraries in, as in LD_LIBRARY_PATH. */
    chromeLibraries: string;
  }
}

export default async function setup(project: TestProject): Promise<(() => void) | undefined> {
  const given = process.env['CHROME_PATH'];
  project.provide('chromeLibraries', process.env['LD_LIBRARY_PATH'] ?? '');
  project.provide('chromePath', given ?? '');
  if (given !== undefined || process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'hansou-chromium-'));
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    const path = await chromium.executablePath();
    project.provide('chromePath', path);
    // A bare system lacks libraries that the package carries too, for the one system that it is made for.
    if (/not found/.test(String(spawnSync('ldd', [path]).stdout))) {
      const { inflate } = await import('../../node_modules/@sparticuz/chromium/build/esm/lambdafs.js' as string);
      await inflate(join(import.meta.dirname, '../../node_modules/@sparticuz/chromium/bin/al2023.tar.br'));
      project.provide('chromeLibraries', join(folder, 'al2023/lib'));
    }
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
  return () => rmSync(folder, { recursive: true, force: true });
}
