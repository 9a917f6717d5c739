/** Starts one node for all tests that need a cluster. */
import type { TestProject } from 'vitest/node';
import { fetchParts, startNodes } from './nodes.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of a node; or why there is none. */
    cluster: { readonly address: string; readonly missing: string };
  }
}

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const missing = fetchParts();
  if (missing !== undefined) {
    project.provide('cluster', { address: '', missing });
    return undefined;
  }
  const nodes = await startNodes(1);
  project.provide('cluster', { address: nodes.addresses[0], missing: '' });
  return () => nodes.stop();
}
