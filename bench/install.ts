/** Installs the peers that hansou is compared with, from bench/package.json. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));

/**
 * Installs the peers into bench/node_modules on first use: some of them compile for a minute, so they are no dependencies
 * of the project. When one fails to install the others remain, and the report names it as missing.
 */
export function installPeers(): void {
  if (existsSync(`${folder}node_modules/.package-lock.json`)) return;
  console.error('Installing the peers into bench/node_modules (only once, about two minutes) …');
  if (runNpm('ci')) return;
  // A registry may lack a platform package that the lock file names, or a package may not compile on this machine.
  console.error('npm ci failed; trying npm install …');
  if (runNpm('install')) return;
  console.error('Some peers failed to install; trying without their install scripts …');
  runNpm('install', '--ignore-scripts');
}

/** @returns whether npm succeeded */
function runNpm(...words: string[]): boolean {
  // The output of npm goes to standard error, because standard output belongs to the report.
  const { status } = spawnSync('npm', [...words, '--no-audit', '--no-fund', '--no-save'], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  return status === 0;
}
