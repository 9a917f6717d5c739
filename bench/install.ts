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
  if (npm('ci')) return;
  // A registry may lack a platform’s package that the lock names, or one may not compile here.
  console.error('npm ci did not pass; trying npm install …');
  if (npm('install')) return;
  console.error('Some peers did not install; trying without running their install scripts …');
  npm('install', '--ignore-scripts');
}

/** @returns whether it passed */
function npm(...words: string[]): boolean {
  // Its own words go to standard error: standard output belongs to the report.
  const { status } = spawnSync('npm', [...words, '--no-audit', '--no-fund', '--no-save'], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  return status === 0;
}
