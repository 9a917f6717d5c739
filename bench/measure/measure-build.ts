/** The task `build`: how long building an index takes, how large it is, and how much memory it needs. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readDocumentsFile } from '../corpus/documents-file.ts';
import { findEngine } from '../engines/index.ts';
import { loadTokenizerFor } from '../segmenters/jieba.ts';
import { TimedTokenizer } from '../segmenters/shared-tokenizer.ts';
import { measureMemory, peakResidentMemory } from './memory.ts';
import type { BuildAnswer, BuildTask } from './task.ts';

/** Builds an index and measures it. */
export async function measureBuild(task: BuildTask): Promise<BuildAnswer> {
  const engine = findEngine(task.engine);
  const documents = await readDocumentsFile(task.documents, task.count);
  const tokenizer = new TimedTokenizer(await loadTokenizerFor(engine.info));
  await engine.prepare?.();
  const memoryBefore = measureMemory().resident;
  const processorStart = process.cpuUsage();
  const start = performance.now();
  if (!task.onAllCores) await engine.build(documents, task.directory, tokenizer);
  else if (engine.buildOnAllCores) await engine.buildOnAllCores(documents, task.directory, task.threads);
  else throw new Error(`${task.engine} cannot build on all cores`);
  const milliseconds = performance.now() - start;
  const processorTime = process.cpuUsage(processorStart);
  const peakMemory = peakResidentMemory();
  const segmentMilliseconds = engine.timeSegmenting ? engine.timeSegmenting(documents) : tokenizer.milliseconds;
  const files = listFiles(task.directory);
  return {
    milliseconds,
    processorMilliseconds: (processorTime.user + processorTime.system) / 1000,
    ...(segmentMilliseconds > 0 && { segmentMilliseconds }),
    bytes: files.reduce((sum, file) => sum + statSync(file).size, 0),
    ...(task.withGzip && { gzippedBytes: files.reduce((sum, file) => sum + gzippedSize(file), 0) }),
    peakMemory,
    memoryBefore,
  };
}

function listFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath ?? entry.path, entry.name));
}

function gzippedSize(file: string): number {
  return gzipSync(readFileSync(file)).length;
}
