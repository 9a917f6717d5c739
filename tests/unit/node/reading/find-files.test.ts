import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HansouError } from '../../../../src/errors.ts';
import { findFiles } from '../../../../src/node/reading/find-files.ts';
import { type LeftOut, LeftOutCounts } from '../../../../src/node/reading/left-out.ts';

let top = '';
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'hansou-find-')));
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

function write(...names: string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(top, name)), { recursive: true });
    writeFileSync(join(top, name), '新桥今天通车。');
  }
}

/** What is found below a folder, and what is left out as `kind name`. */
function find(...names: string[]): { found: string[]; leftOut: string[] } {
  const leftOut: string[] = [];
  const found = findFiles(
    names.map(name => join(top, name)),
    ({ file, kind }) => leftOut.push(`${kind} ${file.slice(top.length + 1)}`),
  );
  return {
    found: found.map(({ name, error }) => name.slice(top.length + 1) + (error ? ` ${error.code}` : '')),
    leftOut,
  };
}

describe('a folder', () => {
  it('is read without files about the project, hidden files and installed packages, which are named', () => {
    write('a.md', 'b/c.txt', 'README.md', 'README.zh-CN.md', 'LICENSE', 'LICENSE.txt', 'CHANGELOG.md', 'package.json');
    write('.git/x.md', '.hidden.md', 'node_modules/p/README.md', 'b/LICENSE', 'picture.png', 'b/letter.doc');
    expect(find('')).toEqual({
      found: ['a.md', 'b/c.txt'],
      leftOut: [
        'hidden file .git',
        'hidden file .hidden.md',
        'project file CHANGELOG.md',
        'project file LICENSE',
        'project file LICENSE.txt',
        'project file README.md',
        'project file README.zh-CN.md',
        'project file b/LICENSE',
        'other format b/letter.doc',
        'installed package node_modules',
        'project file package.json',
        'other format picture.png',
      ].sort((a, b) => (a.split(' ').at(-1)! < b.split(' ').at(-1)! ? -1 : 1)),
    });
  });

  it('is read whichever way its name is written', () => {
    write('a.md', 'b/c.txt', 'b/LICENSE');
    for (const name of [`${top}/`, `${top}/b/..`, `${top}/./`, `${top}//b//../`])
      expect(
        findFiles([name]).map(({ path }) => path),
        name,
      ).toEqual(['a.md', 'b/c.txt']);
  });

  it('is read with them when there is nothing else, and each is read when it is named', () => {
    write('README.md', 'LICENSE', 'sub/a.md');
    expect(find('README.md', 'LICENSE').found).toEqual(['README.md', 'LICENSE']);
    expect(find('', 'README.md').found).toEqual(['sub/a.md', 'README.md']);
    rmSync(join(top, 'sub'), { recursive: true });
    expect(find('')).toEqual({ found: ['README.md'], leftOut: ['project file LICENSE'] });
  });

  it('is read with the README.md of its sections, but not with those of projects in it', () => {
    write('a.md', 'guide/README.md', 'guide/b.md', 'guide/changelog.md', 'tool/README.md', 'tool/package.json');
    expect(find('').found).toEqual(['a.md', 'guide/README.md', 'guide/b.md', 'guide/changelog.md']);
  });

  it.each([
    ['.vuepress/config.js'],
    ['SUMMARY.md'],
    ['_sidebar.md'],
    ['book.toml'],
  ])('of a site with %s is read with its README.md', mark => {
    write('README.md', 'a.md', 'sub/README.md', mark);
    expect(find('').found).toEqual(['README.md', 'a.md', 'sub/README.md']);
    expect(find('sub').found).toEqual(['sub/README.md']);
  });

  it('does not take words that begin like the names of project files for them', () => {
    write('HISTORYofBridges.md', 'NOTICE-石桥.md', 'readmes.md', 'README-石桥村.md', 'TODOS.txt');
    expect(find('').leftOut).toEqual([]);
  });

  it('is not left through links; links inside it are followed once, and loops end', () => {
    write('in/a.md', 'in/deep/b.md', 'in/node_modules/docs/d.md', 'out/secret.md');
    symlinkSync(join(top, 'out'), join(top, 'in/0-out'));
    symlinkSync('../out/secret.md', join(top, 'in/0-secret.md'));
    symlinkSync('a.md', join(top, 'in/0-again.md'));
    symlinkSync('..', join(top, 'in/deep/up'));
    symlinkSync('node_modules/docs', join(top, 'in/docs'));
    symlinkSync('self.md', join(top, 'in/self.md'));
    symlinkSync('nowhere.md', join(top, 'in/broken.md'));
    symlinkSync('nowhere', join(top, 'in/broken'));
    expect(find('in')).toEqual({
      found: ['in/a.md', 'in/broken.md IO', 'in/deep/b.md', 'in/docs/d.md', 'in/self.md IO'],
      leftOut: [
        'outside link in/0-out',
        'outside link in/0-secret.md',
        'other format in/broken',
        'installed package in/node_modules',
      ],
    });
    // A link that is named is the folder that is named.
    expect(find('in/0-out').found).toEqual(['in/0-out/secret.md']);
  });

  it('beside one whose name it begins with is another folder', () => {
    write('doc/a.md', 'docs/b.md');
    symlinkSync(join(top, 'docs/b.md'), join(top, 'doc/b.md'));
    expect(find('doc')).toEqual({ found: ['doc/a.md'], leftOut: ['outside link doc/b.md'] });
  });

  it.skipIf(process.platform === 'win32')('has its pipes and sockets named, and not opened', async () => {
    write('a.txt');
    spawnSync('mkfifo', [join(top, 'pipe.txt')]);
    const server = createServer().listen(join(top, 'socket.txt'));
    await new Promise(resolve => server.once('listening', resolve));
    symlinkSync('/dev/null', join(top, 'null.txt'));
    try {
      const specials = ['special file pipe.txt', 'special file socket.txt'];
      expect(find('')).toEqual({ found: ['a.txt'], leftOut: ['outside link null.txt', ...specials] });
      expect(find('*.txt')).toEqual({ found: ['a.txt'], leftOut: ['special file null.txt'] });
      expect(() => find('socket.txt')).toThrow(/got a socket/);
    } finally {
      server.close();
    }
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'has what may not be read named with an error',
    () => {
      write('a.md', 'closed/b.md');
      chmodSync(join(top, 'closed'), 0);
      try {
        expect(find('').found).toEqual(['a.md', 'closed IO']);
      } finally {
        chmodSync(join(top, 'closed'), 0o700);
      }
    },
  );

  it('without any known file is an error', () => {
    write('LICENSE', 'a.png');
    expect(() => find('')).toThrow(HansouError);
  });
});

it('finds nothing in node_modules by a glob that does not name it', () => {
  write('a.md', 'node_modules/p/b.md', 'sub/node_modules/q/c.md');
  expect(find('**/*.md')).toEqual({
    found: ['a.md'],
    leftOut: ['installed package node_modules', 'installed package sub/node_modules'],
  });
  expect(find('node_modules/**/*.md').found).toEqual(['node_modules/p/b.md']);
});

it('names one file of each other format', () => {
  const counts = new LeftOutCounts();
  for (const file of ['a.png', 'b.png', 'c.doc', 'd']) counts.add({ file, kind: 'other format' } satisfies LeftOut);
  expect(counts.byKind()['other format']).toMatchObject({ files: 4, examples: ['a.png', 'c.doc', 'd'] });
});
