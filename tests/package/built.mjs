// Uses the built package as its users do: with import and with require, with values of one entry point passed to another,
// for a large build on threads, and from the command line. Run by `npm run packaging` after `npm run build`.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { buildSync } from 'esbuild';
import { createIndex, HansouError, openIndex, repairText, text } from 'hansou';
import 'hansou/element';
import { baseLexicon } from 'hansou/lexicon';
import { addWords } from 'hansou/names';
import { documentFields, IndexBuilder, openFile, readDocuments } from 'hansou/node';
import { openRemote } from 'hansou/remote';

for (const name of ['index.js', 'index.cjs', 'cli.js', 'element.global.js'])
  assert.match(readFileSync(join('dist', name), 'utf8'), /\/\*! hansou .*THIRD_PARTY_NOTICES/, name);
for (const name of readdirSync('dist').filter(each => each.endsWith('.cjs'))) {
  const helpers = /[\w$]_(?:async)?(?:optionalChain|OptionalChain|nullishCoalesce|NullishCoalesce)\w*/;
  assert.doesNotMatch(readFileSync(join('dist', name), 'utf8'), helpers, `${name} calls what it does not define`);
}
// Node takes longer to find and link many files than to read few.
const loaded = new Set(['index.js']);
for (const name of loaded)
  for (const [, other] of readFileSync(join('dist', name), 'utf8').matchAll(/(?:from|import)\s*"\.\/([\w.-]+)"/g))
    loaded.add(other);
assert.ok(loaded.size > 1 && loaded.size <= 10, `hansou loads ${[...loaded].join(' ')}`);
const require = createRequire(import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'hansou-built-'));
try {
  const lexicon = await baseLexicon();
  const required = require('hansou');
  const requiredLexicon = await require('hansou/lexicon').baseLexicon();
  const segmenter = required.createSegmenter({ lexicon: requiredLexicon });
  assert.deepEqual(segmenter.cut('石桥村的新桥今天通车'), ['石桥', '村', '的', '新桥', '今天', '通车']);
  assert.equal(typeof require('hansou/nodejieba').createNodejiebaSegmenter, 'function');

  // The copies for import and for require accept each other's lexicons, repaired texts and indexes.
  const mixed = required.createIndex({ fields: { body: required.text() }, lexicon });
  mixed.add({ id: '1', body: repairText('石桥村的新\n桥今 天 通 车。') });
  assert.equal(mixed.search('"新桥今天通车"').total, 1);
  assert.equal(addWords(mixed, [{ word: '石桥村' }], { lexicon: requiredLexicon }).documents, 1);
  assert.throws(() => createIndex({ fields: {}, lexicon }), HansouError);
  // Names of classes stand in traces of errors, and where a value is printed.
  for (const copy of [await import('hansou'), require('hansou')])
    for (const name of ['HansouError', 'Lexicon', 'OffsetMap', 'RepairedText', 'SearchIndex'])
      assert.equal(copy[name].name, name);

  const index = createIndex({ fields: documentFields, lexicon });
  for await (const document of readDocuments(['bench/paper'], { onSkip: assert.fail })) index.add(document);
  assert.ok(index.size > 60);
  assert.equal(openIndex(index.toBytes()).search('顾怀章').total, index.search('顾怀章').total);

  const bytes = index.toBytes();
  const remote = await openRemote({ size: bytes.length, read: async (start, end) => bytes.slice(start, end) });
  assert.deepEqual(await remote.search('顾怀章'), openIndex(bytes).search('顾怀章'));

  for (const [Builder, words] of [
    [IndexBuilder, lexicon],
    [require('hansou/node').IndexBuilder, requiredLexicon],
  ]) {
    const output = join(folder, 'large.hansou');
    const builder = new Builder({ fields: { body: text() }, lexicon: words, output, threads: 2 });
    for (let i = 0; i < 90; i++) await builder.add({ id: String(i), body: `石桥村的新桥今天通车${i}。`.repeat(5000) });
    await builder.finish();
    const file = openFile(output);
    assert.equal(file.search('"通车59"').hits[0]?.id, '59');
    file.close();
  }

  const output = join(folder, 'paper.hansou');
  const run = (...words) => execFileSync(process.execPath, ['dist/cli.js', ...words], { encoding: 'utf8' });
  run('build', 'bench/paper', '-o', output, '--dict', 'dict/yunting.txt');
  assert.equal(
    JSON.parse(run('search', output, '顾怀章', '--json')).total,
    openIndex(readFileSync(output)).search('顾怀章').total,
  );
  console.log('The built package works: import, require, threads, command line.');
  testLexiconElsewhere();
  console.log('hansou/lexicon loads in scripts and workers that do not know their URL.');
  testSbom();
  console.log('The list of what is installed is complete, and all licences are permissive.');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Follows the dependencies of the manifest through the list of what is installed. */
function testSbom() {
  const { components, dependencies, metadata } = JSON.parse(readFileSync('dist/sbom.cdx.json', 'utf8'));
  const { name, version, dependencies: direct } = JSON.parse(readFileSync('package.json', 'utf8'));
  assert.deepEqual([metadata.component.name, metadata.component.version], [name, version]);
  const byRef = new Map(dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const reached = new Set();
  const visit = ref => {
    assert.ok(byRef.has(ref), `${ref} is in the list`);
    if (!reached.has(ref)) reached.add(ref);
    else return;
    for (const each of byRef.get(ref)) visit(each);
  };
  visit(metadata.component['bom-ref']);
  assert.deepEqual([...reached].sort(), [...byRef.keys()].sort());
  const names = new Set(components.map(each => each.name));
  for (const each of Object.keys(direct)) assert.ok(names.has(each), `${each} is in the list`);
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  for (const ref of reached) {
    const [, of, at] = /^(.+)@([^@|]+)/.exec(ref);
    const installed = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${of}`));
    assert.ok(of === name || installed.some(([, each]) => each.version === at), `${ref} is in the lock`);
  }
  for (const { name, licenses = [] } of components) {
    const [licence = 'none'] = licenses.map(({ license, expression }) => expression ?? license.id);
    assert.match(licence, /^(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|CC0-1\.0)$/, name);
  }
}

/** Bundles `hansou/lexicon` in each format for a script without a URL: loading does nothing, asking says what to do. */
function testLexiconElsewhere() {
  for (const name of ['lexicon.js', 'lexicon.cjs'])
    for (const format of ['iife', 'cjs']) {
      const { outputFiles } = buildSync({
        stdin: { contents: `export * from './dist/${name}'`, resolveDir: '.' },
        bundle: true,
        write: false,
        platform: 'neutral',
        external: ['node:*', 'fs', 'zlib', 'url'],
        mainFields: ['module', 'main'],
        logLevel: 'error',
        globalName: 'lexicon',
        format,
      });
      const context = createContext({ module: { exports: {} }, exports: {}, TextDecoder, TextEncoder, URL });
      runInContext(outputFiles[0].text, context);
      const { baseLexiconUrl } = context.lexicon ?? context.module.exports;
      assert.throws(() => baseLexiconUrl(), { code: 'IO', hint: /pass its URL: baseLexicon\(url\)/ });
    }
}
