import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { TimedCutter } from '../segmenters/cutter.ts';
import { wordsFor } from '../segmenters/jieba.ts';
import { subjectNamed } from '../subjects/index.ts';
import { readDocuments } from './documents-file.ts';
import { memoryNow, peakResident } from './memory.ts';
import type { BuildAnswer, BuildTask } from './task.ts';

export async function build(task: BuildTask): Promise<BuildAnswer> {
  const subject = subjectNamed(task.subject);
  const documents = await readDocuments(task.documents, task.count);
  const words = new TimedCutter(await wordsFor(subject.info));
  await subject.prepare?.();
  const before = memoryNow().resident;
  const start = performance.now();
  if (!task.onAllCores) await subject.build(documents, task.directory, words);
  else if (subject.buildOnAllCores) await subject.buildOnAllCores(documents, task.directory);
  else throw new Error(`${task.subject} has no way to build on all cores`);
  const milliseconds = performance.now() - start;
  const peak = peakResident();
  const segment = subject.segmentOnly ? subject.segmentOnly(documents) : words.milliseconds;
  const files = filesIn(task.directory);
  return {
    build: milliseconds,
    ...(segment > 0 && { segment }),
    saved: files.reduce((sum, file) => sum + statSync(file).size, 0),
    ...(task.withGzip && { gzipped: files.reduce((sum, file) => sum + gzippedSize(file), 0) }),
    files: files.length,
    peak,
    before,
  };
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath ?? entry.path, entry.name));
}

function gzippedSize(file: string): number {
  return gzipSync(readFileSync(file)).length;
}
