/**
 * Unpacks the browser that `npm ci` installs, once for all tests, into a new folder; the package itself would reuse
 * whatever it finds in the system's temporary folder. `CHROME_PATH` selects another browser. On systems other than Linux
 * there is none by default, and the tests that need one are reported as skipped.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of a Chromium; empty when there is none. */
    chromePath: string;
    /** Folders with its libraries, in the format of LD_LIBRARY_PATH. */
    chromeLibraries: string;
  }
}

/** Provides the paths; returns a function that deletes the folder. */
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
    // A minimal system lacks libraries; the package includes those of the system it was built for.
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
