/** Runs tasks in child processes. */
import { fork } from 'node:child_process';
import type { Answers, Task } from './task.ts';

/** A child process did not answer. The message is the reason. */
export class ChildFailed extends Error {}

/** A child that takes longer than this is killed and reported as failed. */
const childTimeoutMs = 20 * 60_000;

/**
 * Runs a task in a process of its own.
 * @param script the path of the bundled child, in plain JavaScript
 * @throws ChildFailed with the reason in one line
 */
export function runInChild<T extends Task>(script: string, task: T): Promise<Answers[T['kind']]> {
  return new Promise((resolve, reject) => {
    const child = fork(script, [], {
      execArgv: ['--expose-gc', '--max-old-space-size=8192'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    let errorOutput = '';
    child.stderr?.on('data', (data: Buffer) => {
      errorOutput = (errorOutput + data.toString()).slice(-2000);
    });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new ChildFailed(`stopped after ${childTimeoutMs / 60_000} minutes`));
    }, childTimeoutMs);
    child.once('message', (message: { answer: Answers[T['kind']] } | { error: string }) => {
      clearTimeout(timer);
      if ('error' in message) reject(new ChildFailed(message.error));
      else resolve(message.answer);
    });
    child.once('error', error => {
      clearTimeout(timer);
      reject(new ChildFailed(error.message));
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      const errorLine =
        errorOutput
          .trim()
          .split('\n')
          .find(line => /error|fatal/i.test(line)) ?? '';
      reject(
        new ChildFailed(
          `its process exited with ${signal ?? code}${errorLine ? `: ${errorLine.trim().slice(0, 160)}` : ''}`,
        ),
      );
    });
    child.send(task);
  });
}
