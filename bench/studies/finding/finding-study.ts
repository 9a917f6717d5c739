/** The study `finding`: whether what a reader types finds the text that he means, on small cases of many kinds. */
import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { text } from '../../../src/fields.ts';
import type { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { createIndex, openIndex } from '../../../src/search-index.ts';
import { readLines } from '../../corpus/lines.ts';
import { projectFile } from '../../project-file.ts';
import type { PartReport } from '../../report/report.ts';
import { Skips } from '../../skips.ts';

/** A text among other texts, and whether a query finds it. */
export interface FindingCase {
  /** The kind of thing that is tried. */
  readonly group: string;
  readonly text: string;
  readonly query: string;
  /** Whether the text must be the first hit; otherwise it must be no hit. */
  readonly found: boolean;
}

/** The texts around the text of each case. */
const otherTexts = [
  '县里的花鼓戏剧团到各村演出',
  '秋收以后农民忙着晒谷子',
  '他把旧自行车送到修理铺',
  '中学生参加了作文比赛',
  '河堤加固工程提前完工',
  '早市上的鱼虾又多又新鲜',
  '邮局门口排起了长队',
  '老人们在树下喝茶聊天',
  '消防员演示如何使用灭火器',
  '果园里的桃花开得正好',
];

/** Asks each case of a file (`--cases`) and counts by group how many are answered as they should be. */
export async function findingStudy(casesFile: string | undefined): Promise<PartReport> {
  const path = casesFile ?? fileURLToPath(projectFile('../shared/cases/finding.jsonl'));
  const skips = new Skips();
  const cases = await readCases(path, skips);
  const lexicon = await baseLexicon();
  const groups = new Map<string, { right: number; all: number }>();
  const failures: string[] = [];
  for (const each of cases) {
    const counts = groups.get(each.group) ?? { right: 0, all: 0 };
    groups.set(each.group, counts);
    counts.all++;
    if (isAnswered(each, lexicon)) counts.right++;
    else failures.push(`${each.query} ${each.found ? 'does not find' : 'finds'} ${each.text}`);
  }
  const sum = (key: 'right' | 'all') => [...groups.values()].reduce((total, counts) => total + counts[key], 0);
  return {
    name: 'finding',
    title: 'Whether a reader finds what he means',
    about: [
      `Each case is a query and a text. The text stands in an index with ${otherTexts.length} other short texts, which is read from its bytes; it must be the first hit, or, where the query means something else, no hit.`,
    ],
    material: `${cases.length} cases of ${basename(path)}.`,
    tables: cases.length
      ? [
          {
            title: 'Cases answered as they should be',
            rowHeading: 'kind',
            columns: [
              { title: 'right', digits: 0 },
              { title: 'all', digits: 0 },
            ],
            rows: [...groups, ['in all', { right: sum('right'), all: sum('all') }] as const].map(
              ([name, { right, all }]) => ({ name, cells: [{ value: right }, { value: all }] }),
            ),
          },
        ]
      : [],
    notes: [...skips.takeNotes(), ...failures],
  };
}

/** Reads cases as JSON lines. A file that is missing and lines that are no cases are skipped and recorded. */
async function readCases(path: string, skips: Skips): Promise<FindingCase[]> {
  if (!existsSync(path)) {
    skips.add('file of cases is missing (--cases), skipped', resolve(path));
    return [];
  }
  const cases: FindingCase[] = [];
  let line = 0;
  for await (const json of readLines(path)) {
    line++;
    const read = parseCase(json);
    if (read) cases.push(read);
    else skips.add('line is not a case, skipped', `line ${line} of ${basename(path)}`);
  }
  return cases;
}

function parseCase(json: string): FindingCase | undefined {
  try {
    const { group, text, query, found } = JSON.parse(json) as Partial<FindingCase>;
    return typeof group === 'string' &&
      typeof text === 'string' &&
      typeof query === 'string' &&
      typeof found === 'boolean'
      ? { group, text, query, found }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a case is answered as it should be. */
export function isAnswered({ text: body, query, found }: FindingCase, lexicon: Lexicon): boolean {
  const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() }, lexicon });
  index.addAll([...otherTexts, body].map((text, i) => ({ id: `${i}`, title: '', body: text })));
  const { hits } = openIndex(index.toBytes()).search(query, { snippet: false });
  const wanted = `${otherTexts.length}`;
  return found ? hits[0]?.id === wanted : !hits.some(({ id }) => id === wanted);
}
