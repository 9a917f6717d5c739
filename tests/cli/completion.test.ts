import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { hansou } from './streams.ts';

const shells = ['bash', 'zsh'].map(shell => ({ shell, isThere: spawnSync(shell, ['-c', 'exit 0']).status === 0 }));
const note = (isThere: boolean) => (isThere ? '' : ' (skipped: there is no such shell)');

describe('hansou completion', () => {
  const { isThere } = shells[0];
  it.skipIf(!isThere)(`completes commands and options in bash${note(isThere)}`, async () => {
    const { out } = await hansou(['completion', 'bash']);
    const complete = (...words: string[]) => {
      const script = `${out}COMP_WORDS=(hansou "$@"); COMP_CWORD=$#; _hansou; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return String(spawnSync('bash', ['-c', script, 'bash', ...words]).stdout)
        .trim()
        .split('\n');
    };
    expect(complete('s')).toEqual(['site', 'serve', 'search', 'segment']);
    expect(complete('build', '--dic')).toEqual(['--dict']);
    expect(complete('search', 'site.hansou', '--')).toEqual(
      expect.arrayContaining(['--limit', '--offset', '--json', '--help']),
    );
    expect(complete('unknown', '--')).toEqual(['']);
    expect(complete('build', 'papers/')).toEqual(['']);
  });

  it.each(shells)('prints a script that $shell reads', async ({ shell, isThere }) => {
    const { out, code } = await hansou(['completion', shell]);
    expect(code).toBe(0);
    expect(out).toMatch(/build\) .*--dict.*--help/);
    if (isThere) expect(spawnSync(shell, ['-n'], { input: out }).status).toBe(0);
  });

  it('names only options that the commands take', async () => {
    const { out } = await hansou(['completion', 'bash']);
    for (const [, command, words] of out.matchAll(/^ +([a-z]+)\) words='(.*)' ;;$/gm))
      for (const option of words.split(' ')) {
        const { err } = await hansou([command, option]);
        expect(err, `${command} ${option}`).not.toContain('Unknown option');
      }
  });

  it('refuses other shells', async () => {
    for (const args of [[], ['fish'], ['bash', 'zsh'], ['toString']]) {
      const { code, err } = await hansou(['completion', ...args]);
      expect(code).toBe(2);
      expect(err).toContain('hansou completion bash|zsh');
    }
  });
});
