import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));

export interface PeerPackage {
  readonly name: string;
  readonly version: string;
}

/** The peers, from bench/package.json. */
export function peerPackages(): PeerPackage[] {
  const { dependencies } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return Object.entries(dependencies).map(([name, version]) => ({ name, version }));
}

export function hasPeers(): boolean {
  return existsSync(`${folder}node_modules/.package-lock.json`);
}

/**
 * Installs the peers into bench/node_modules, on first use only: some compile for a minute, so the project itself does
 * without them. When one fails the others stay, and the bench names it as missing.
 */
export function installPeers(): void {
  if (hasPeers()) return;
  console.error('Installing the peers into bench/node_modules, once (about two minutes) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // Its own words go to standard error: standard output belongs to the report.
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  console.error('Some peers did not install; trying without running their install scripts …');
  spawnSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
}
