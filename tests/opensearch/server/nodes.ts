/**
 * Starts nodes of the real OpenSearch on loopback, each in a process of its own, out of its parts at Maven Central, which are
 * fetched once. Needs Java 17 with its compiler, and Maven; OPENSEARCH=3.9.0 takes another version (3.x needs Java 21).
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Wire } from './wire.ts';

const recipe = fileURLToPath(new URL('.', import.meta.url));
const version = process.env['OPENSEARCH'] ?? '2.19.6';
const log4j = version.startsWith('2.') ? '2.25.4' : '2.25.5';
const parts = join(recipe, '../../../node_modules/.cache/hansou-opensearch', version);
const java = process.env['JAVA_HOME'] ? join(process.env['JAVA_HOME'], 'bin/java') : 'java';
/** Of the recipe: parts that another one made are made again. */
const recipeHash = createHash('sha256')
  .update(readFileSync(join(recipe, 'OneNode.java')))
  .update(readFileSync(join(recipe, 'pom.xml')))
  .digest('hex');
const complete = join(parts, `complete-${recipeHash.slice(0, 16)}`);
/** On a machine that has much else to do, a node takes minutes to start. */
const startMs = 300_000;

/** Nodes that were started. */
export interface Nodes {
  readonly addresses: readonly string[];
  /** Kills a node as a failing machine does. */
  kill(node: number): Promise<void>;
  /** Stops a node from doing anything, though it stays connected. */
  pause(node: number): void;
  resume(node: number): void;
  start(node: number): void;
  /** Lets nothing through to a node from the others, as a network that is cut; what it sends them still arrives. */
  cut(node: number): void;
  mend(node: number): void;
  /** Waits until all shards have their copies. @returns the ms it took */
  waitForGreen(nodes?: number): Promise<number>;
  /** Ends all nodes and deletes their data. */
  stop(): Promise<void>;
}

/** Fetches the parts of a node, if they are not there. @returns why they cannot be; undefined when they are there */
export function fetchParts(): string | undefined {
  const isThere = existsSync(complete);
  for (const tool of isThere ? [java] : [java, `${java}c`, 'mvn'])
    try {
      execFileSync(tool, ['-version'], { stdio: 'ignore' });
    } catch {
      return `${tool} is not there`;
    }
  if (isThere) return undefined;
  rmSync(parts, { recursive: true, force: true });
  mkdirSync(join(parts, 'classes'), { recursive: true });
  cpSync(join(recipe, 'pom.xml'), join(parts, 'pom.xml'));
  try {
    const options = [
      `-Dos=${version}`,
      `-Dlog4j=${log4j}`,
      '-DincludeScope=runtime',
      `-DoutputDirectory=${join(parts, 'lib')}`,
    ];
    execFileSync('mvn', ['-q', '-B', '-f', join(parts, 'pom.xml'), 'dependency:copy-dependencies', ...options], {
      stdio: 'pipe',
      timeout: 300_000,
    });
    const classes = join(parts, 'classes');
    execFileSync(`${java}c`, ['-d', classes, '-cp', join(parts, 'lib/*'), join(recipe, 'OneNode.java')], {
      stdio: 'pipe',
    });
  } catch (error) {
    return `the parts of OpenSearch ${version} cannot be fetched: ${String(error).split('\n')[0]}`;
  }
  writeFileSync(complete, '');
  return undefined;
}

/** Starts nodes and waits until they are one cluster. */
export async function startNodes(count: number): Promise<Nodes> {
  const home = mkdtempSync(join(tmpdir(), 'hansou-opensearch-'));
  const ports = await findFreePorts(2 * count);
  const wires = await Promise.all(Array.from({ length: count }, (_, i) => Wire.open(ports[2 * i + 1])));
  const pairs = wires.map(({ port }, i) => `${ports[2 * i]},${ports[2 * i + 1]},${port}`);
  const children = new Map<number, ChildProcess>();
  const logOf = (node: number) => join(home, `n${node}.log`);
  const start = (node: number) => {
    const log = openSync(logOf(node), 'a');
    const options = [
      ...['-Xms400m', '-Xmx400m', '-XX:+UseSerialGC', '-Dfile.encoding=UTF-8', '-Djava.awt.headless=true'],
      ...['-Djna.nosys=true', '-Dlog4j2.disable.jmx=true', '-Dlog4j.shutdownHookEnabled=false'],
      ...['-Dio.netty.noUnsafe=true', '-Dio.netty.noKeySetOptimization=true'],
      ...['-Dio.netty.recycler.maxCapacityPerThread=0', '-Djava.locale.providers=CLDR'],
      `-Dlog4j2.configurationFile=${join(recipe, 'log4j2.xml')}`,
    ];
    const classPath = `${join(parts, 'classes')}:${join(parts, 'lib/*')}`;
    const folder = join(home, `n${node}`);
    mkdirSync(folder, { recursive: true });
    const child = spawn(java, [...options, '-cp', classPath, 'OneNode', folder, String(node), ...pairs], {
      cwd: folder,
      stdio: ['ignore', log, log],
    });
    children.set(node, child);
  };
  const end = async (node: number) => {
    const child = children.get(node);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise(resolve => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  };
  const endAll = () => {
    for (const child of children.values()) child.kill('SIGKILL');
  };
  process.once('exit', endAll);
  const addresses = pairs.map(pair => `http://127.0.0.1:${pair.split(',')[0]}`);
  const nodes: Nodes = {
    addresses,
    kill: end,
    pause: node => void children.get(node)?.kill('SIGSTOP'),
    resume: node => void children.get(node)?.kill('SIGCONT'),
    start,
    cut: node => wires[node - 1].cut(),
    mend: node => wires[node - 1].mend(),
    async waitForGreen(wanted = count) {
      const began = performance.now();
      while (performance.now() - began < startMs) {
        for (const address of addresses)
          try {
            const path = `/_cluster/health?wait_for_nodes=${wanted}&wait_for_status=green&timeout=2s`;
            const answer = await fetch(address + path, { signal: AbortSignal.timeout(4000) });
            if (answer.ok) return performance.now() - began;
          } catch {
            // Not there yet.
          }
        await new Promise(resolve => setTimeout(resolve, 500));
      }
      const logs = Array.from({ length: count }, (_, i) => readFileSync(logOf(i + 1), 'utf8').slice(-1500));
      throw new Error(`OpenSearch is not green after ${startMs} ms:\n${logs.join('\n')}`);
    },
    async stop() {
      process.off('exit', endAll);
      await Promise.all([...children.keys()].map(end));
      for (const wire of wires) wire.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  for (let node = 1; node <= count; node++) start(node);
  try {
    await nodes.waitForGreen();
  } catch (error) {
    await nodes.stop();
    throw error;
  }
  return nodes;
}

async function findFreePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map(server => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
  return ports;
}
