/** The versions that a report names. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Engine } from './engines/engine.ts';
import { projectFile } from './project-file.ts';

/** Reads the versions of Node, hansou and every installed peer. */
export function readInstalledVersions(engines: readonly Engine[]): Record<string, string> {
  const names = new Set(['@node-rs/jieba', 'nodejieba', 'jieba-wasm', 'segmentit', 'opencc-js', 'pinyin-pro']);
  for (const { info } of engines) if (info.package !== undefined) names.add(info.package);
  const versions: Record<string, string> = {
    hansou: readVersion(projectFile('package.json')) ?? 'unknown',
    Node: process.versions.node,
  };
  for (const name of names) {
    const version =
      readVersion(projectFile(`bench/node_modules/${name}/package.json`)) ??
      readVersion(projectFile(`node_modules/${name}/package.json`));
    if (version !== undefined) versions[name] = version;
  }
  return versions;
}

function readVersion(manifest: URL): string | undefined {
  if (!existsSync(fileURLToPath(manifest))) return undefined;
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version?: string }).version;
}
