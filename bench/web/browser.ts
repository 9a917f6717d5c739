/**
 * Where is the browser that measurements and tests use? The one that `npm ci` installs is unpacked into a new folder; the
 * package itself would reuse whatever it finds in the system's temporary folder. `CHROME_PATH` names another one. On systems
 * other than Linux there is none by default.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** A browser on this machine. */
export interface BrowserPlace {
  /** Path of a Chromium; empty when there is none. */
  readonly path: string;
  /** Folders with its libraries, in the format of LD_LIBRARY_PATH. */
  readonly libraries: string;
}

/** Finds the browser, and unpacks it if need be; `remove` deletes what was unpacked. */
export async function unpackBrowser(): Promise<BrowserPlace & { readonly remove: () => void }> {
  const given = process.env['CHROME_PATH'];
  const libraries = process.env['LD_LIBRARY_PATH'] ?? '';
  if (given !== undefined || process.platform !== 'linux' || process.arch !== 'x64')
    return { path: given ?? '', libraries, remove() {} };
  const folder = mkdtempSync(join(tmpdir(), 'hansou-chromium-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    const path = await packed.executablePath();
    // A minimal system lacks libraries; the package includes those of the system it was built for.
    if (!/not found/.test(String(spawnSync('ldd', [path]).stdout))) return { path, libraries, remove };
    const { inflate } = await import('../../node_modules/@sparticuz/chromium/build/esm/lambdafs.js' as string);
    await inflate(join(import.meta.dirname, '../../node_modules/@sparticuz/chromium/bin/al2023.tar.br'));
    return { path, libraries: join(folder, 'al2023/lib'), remove };
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

/** Starts the browser, with a new profile, and without what it asks the network for by itself. */
export function launchBrowser({ path, libraries }: BrowserPlace): Promise<Browser> {
  return chromium.launch({
    executablePath: path,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    env: { ...process.env, ...(libraries && { LD_LIBRARY_PATH: libraries }) } as Record<string, string>,
  });
}
