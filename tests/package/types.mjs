// Checks with attw that every entry point of the packed package gives its types to whoever imports it. Run by
// `npm run packaging` after `npm run build`, which packing would otherwise do again.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, runTool } from './projects.mjs';

/** Scripts of the page, which nobody imports. */
const scripts = ['global', 'late', 'rare', 'views', 'files', 'forms', 'tables'].map(name => `element.${name}.js`);

const folder = mkdtempSync(join(tmpdir(), 'hansou-types-'));
try {
  const packed = await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], process.cwd());
  assert.equal(packed.code, 0, packed.out);
  const tarball = join(folder, readdirSync(folder)[0]);
  const ignored = ['--exclude-entrypoints', ...scripts, '--ignore-rules', 'cjs-resolves-to-esm'];
  console.log(
    await runTool(process.cwd(), '@arethetypeswrong/cli/dist/index.js', [tarball, '--profile', 'node16', ...ignored]),
  );
} finally {
  rmSync(folder, { recursive: true });
}
