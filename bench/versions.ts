import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { projectFile } from './measure/project-file.ts';
import type { SubjectInfo } from './subjects/subject.ts';

/** Versions of Node, hansou and every peer that is there, as they lie on the disk. */
export function installedVersions(subjects: readonly { readonly info: SubjectInfo }[]): Record<string, string> {
  const names = new Set(['@node-rs/jieba', 'nodejieba', 'jieba-wasm', 'segmentit', 'opencc-js', 'pinyin-pro']);
  for (const { info } of subjects) if (info.package !== undefined) names.add(info.package);
  const versions: Record<string, string> = {
    hansou: versionIn(projectFile('package.json')) ?? 'unknown',
    Node: process.versions.node,
  };
  for (const name of names) {
    const version =
      versionIn(projectFile(`bench/node_modules/${name}/package.json`)) ??
      versionIn(projectFile(`node_modules/${name}/package.json`));
    if (version !== undefined) versions[name] = version;
  }
  return versions;
}

function versionIn(manifest: URL): string | undefined {
  if (!existsSync(fileURLToPath(manifest))) return undefined;
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version?: string }).version;
}
