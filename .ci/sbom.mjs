// Writes dist/sbom.cdx.json, the list of what is installed with the package, in the format CycloneDX. Run by `npm run build`.
// It is published beside the package, not in it. npm makes it from the lock. It leaves out packages that development needs too, so it is given a lock without these.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
for (const each of [manifest, lock.packages['']]) {
  delete each.devDependencies;
  delete each.peerDependencies;
  delete each.peerDependenciesMeta;
}
for (const [path, { dev, devOptional, peer }] of Object.entries(lock.packages))
  if (dev || devOptional || peer) delete lock.packages[path];

const temporary = mkdtempSync(join(tmpdir(), 'hansou-sbom-'));
try {
  // npm calls the package what its folder is called.
  const folder = join(temporary, manifest.name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  const args = ['sbom', '--package-lock-only', '--sbom-format=cyclonedx', '--sbom-type=library'];
  const printed = execFileSync('npm', args, { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' });
  const sbom = JSON.parse(printed);
  // The same source gives the same bytes.
  delete sbom.serialNumber;
  delete sbom.metadata.timestamp;
  delete sbom.metadata.tools;
  writeFileSync('dist/sbom.cdx.json', `${JSON.stringify(sbom)}\n`);
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
