/** What a host of the repository reads: forms for reports, and the checks it runs. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => parse(readFileSync(root + path, 'utf8'));
const { scripts, engines } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  scripts: Record<string, string>;
  engines: { node: string };
};

interface Step {
  readonly run?: string;
}
interface Job {
  readonly strategy: { readonly matrix: { readonly node?: number[]; readonly os?: string[] } };
  readonly steps: readonly Step[];
}
const jobs = Object.values((read('.github/workflows/check.yml') as { jobs: Record<string, Job> }).jobs);

it('every check runs on each supported version of Node, beginning with the lowest', () => {
  const whole = jobs.find(({ steps }) => steps.some(({ run }) => run === '.ci/run'))!;
  expect(`>=${whole.strategy.matrix.node![0]}`).toBe(engines.node);
  expect(whole.strategy.matrix.node!.length).toBeGreaterThan(2);
});

it('the workflow runs only scripts that exist', () => {
  const commands = jobs.flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  const names = commands.flatMap(command => /^npm run (\S+)/.exec(command)?.[1] ?? []);
  expect(names.length).toBeGreaterThan(3);
  expect(names.filter(name => !Object.hasOwn(scripts, name))).toEqual([]);
});

it('the forms ask for something, with a name and ids that occur once', () => {
  const forms = readdirSync(`${root}.github/ISSUE_TEMPLATE`).filter(name => name !== 'config.yml');
  expect(forms.length).toBeGreaterThan(2);
  for (const name of forms) {
    const form = read(`.github/ISSUE_TEMPLATE/${name}`) as {
      name: string;
      description: string;
      body: { type: string; id?: string; attributes: { label?: string } }[];
    };
    expect(form.name && form.description, name).toBeTruthy();
    const asked = form.body.filter(({ type }) => type !== 'markdown');
    expect(new Set(asked.map(({ id }) => id)).size, name).toBe(asked.length);
    for (const { id, attributes } of asked) expect(id && attributes.label, name).toBeTruthy();
  }
});
