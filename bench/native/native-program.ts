/** Builds the program in Rust and runs its tasks. */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cacheDirectory } from '../measure/bundle.ts';
import { ChildFailed } from '../measure/run-child.ts';
import type { NativeAnswers, NativeTask } from './native-task.ts';

const packageFile = (name: string) => fileURLToPath(new URL(name, import.meta.url));
/** Where cargo writes: not into the project's tree, which other tools walk through. */
const targetDirectory = process.env['CARGO_TARGET_DIR'] ?? join(cacheDirectory, 'native');
const program = join(targetDirectory, 'release', `hansou-bench-native${process.platform === 'win32' ? '.exe' : ''}`);
/** A task that takes longer than this has failed. */
const taskTimeoutMs = 20 * 60_000;
/** Bytes of the longest answer. */
const maxAnswerBytes = 1 << 28;

/**
 * Builds the program, which takes some minutes the first time. A smoke run only takes one that was built before.
 * @returns why there is no program, or undefined
 */
export function buildNativeProgram(isSmoke: boolean, log: (line: string) => void): string | undefined {
  if (isSmoke) return existsSync(program) ? undefined : 'they are not built yet, and a smoke run builds nothing';
  if (spawnSync('cargo', ['--version'], { stdio: 'ignore' }).status !== 0)
    return 'cargo, which builds them, is missing';
  log('building the engines in Rust (the first time it takes some minutes)');
  const words = ['build', '--release', '--locked', '--quiet', '--manifest-path', packageFile('Cargo.toml')];
  const { status } = spawnSync('cargo', [...words, '--target-dir', targetDirectory], { stdio: ['ignore', 2, 2] });
  return status === 0 ? undefined : 'cargo failed to build them';
}

/**
 * Runs a task in a process of its own.
 * @param taskFile the path of a file with the task
 * @throws ChildFailed with the reason in one line
 */
export async function runNative<T extends NativeTask>(taskFile: string): Promise<NativeAnswers[T['kind']]> {
  const options = { timeout: taskTimeoutMs, maxBuffer: maxAnswerBytes };
  try {
    const { stdout } = await promisify(execFile)(program, [taskFile], options);
    return JSON.parse(stdout) as NativeAnswers[T['kind']];
  } catch (error) {
    const { stderr, message } = error as { readonly stderr?: string; readonly message: string };
    throw new ChildFailed((stderr || message).trim().split('\n')[0]);
  }
}

/** The versions of the engines, as cargo has locked them. */
export function readNativeVersions(): Record<string, string> {
  const lock = readFileSync(packageFile('Cargo.lock'), 'utf8');
  const versions: Record<string, string> = {};
  for (const name of ['tantivy', 'jieba-rs', 'charabia']) {
    // The newest: charabia has a jieba-rs of its own.
    const found = [...lock.matchAll(new RegExp(`name = "${name}"\nversion = "([^"]+)"`, 'g'))].map(match => match[1]);
    versions[name] = found.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1) ?? 'unknown';
  }
  return versions;
}
