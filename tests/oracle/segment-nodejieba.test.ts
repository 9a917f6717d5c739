import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { baseLexicon } from '../../src/base-lexicon.ts';
import { createSegmenter } from '../../src/segment/dictionary-segmenter.ts';
import { fold } from '../../src/text/folding.ts';

const corpus = new URL('../../../shared/data/crud-20k.jsonl.gz', import.meta.url);
const paper = new URL('../../bench/paper/', import.meta.url);

const nodejieba = (() => {
  try {
    const module = createRequire(import.meta.url)('nodejieba') as {
      load(): boolean;
      cut(text: string, hmm: boolean): string[];
    };
    module.load();
    return module;
  } catch {
    return undefined;
  }
})();

/** Cuts all Han runs of the texts with both and returns the ones that differ, and those of them that folding does not explain. */
async function compareCuts(texts: readonly string[]) {
  const segmenter = createSegmenter({ lexicon: await baseLexicon() });
  let runs = 0;
  const different: string[] = [];
  const unexplained: string[] = [];
  for (const text of texts)
    for (const [run] of text.matchAll(/\p{Script=Han}+/gu)) {
      runs++;
      const ours = segmenter.cut(run).join('|');
      const theirs = nodejieba!.cut(run, true).join('|');
      if (ours === theirs) continue;
      different.push(`${ours} ≠ ${theirs}`);
      if (fold(run) === run) unexplained.push(`${ours} ≠ ${theirs}`);
    }
  return { runs, different, unexplained };
}

describe.skipIf(!nodejieba)('the segmenter cuts single Han runs like nodejieba with its model on', () => {
  it('in at least 99.9 % of the runs of the sample newspaper', async () => {
    const texts = readdirSync(paper)
      .filter(name => name.endsWith('.txt'))
      .map(name => readFileSync(new URL(name, paper), 'utf8'));
    const { runs, different } = await compareCuts(texts);
    expect(runs).toBeGreaterThan(2000);
    expect(different.length / runs, different.slice(0, 5).join('\n')).toBeLessThanOrEqual(0.001);
  });

  it.skipIf(!existsSync(corpus))(`in at least 99.9 % of the runs of news articles (${corpus.pathname})`, async () => {
    const texts = gunzipSync(readFileSync(corpus))
      .toString()
      .split('\n')
      .slice(0, 1000)
      .map(line => (JSON.parse(line) as { text: string }).text);
    const { runs, different, unexplained } = await compareCuts(texts);
    expect(runs).toBeGreaterThan(50_000);
    expect(different.length / runs, different.slice(0, 5).join('\n')).toBeLessThanOrEqual(0.001);
    expect(unexplained.length / runs, unexplained.slice(0, 5).join('\n')).toBeLessThanOrEqual(0.0001);
  });
});
