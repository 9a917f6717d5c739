/** The worker of a page's search boxes: the same script as theirs, run a second time. So there is no other file to serve. */
import { serveIndexes } from '../../worker/serve-indexes.ts';
import { scriptAddress } from '../part-address.ts';

/** By its name, the script knows that it runs as the worker. */
const workerName = 'hansou';

let worker: Worker | undefined;
let isUsable = true;

/** Serves indexes, if the script runs as the worker. */
export function serveAsWorker(): void {
  const scope = globalThis as { WorkerGlobalScope?: unknown; name?: string };
  if (scope.WorkerGlobalScope !== undefined && scope.name === workerName) serveIndexes();
}

/**
 * The worker, started by the first call. Undefined where there can be none: the script is a module of a bundler, comes from
 * another site, or the page's policy forbids it.
 */
export function startWorker(): Worker | undefined {
  if (!isUsable || scriptAddress === undefined || typeof Worker === 'undefined') return undefined;
  try {
    worker ??= new Worker(trust(scriptAddress), { name: workerName });
    return worker;
  } catch {
    giveUpWorker();
    return undefined;
  }
}

/** Notes that the worker does not work: the page's thread searches from now on. */
export function giveUpWorker(): void {
  isUsable = false;
  worker?.terminate();
  worker = undefined;
}

/** The part of Trusted Types that is used. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ): {
    createScriptURL(address: string): string;
  };
}

/** Says that the script's own address may be run, where a policy asks for that. */
function trust(address: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  return trustedTypes?.createPolicy(workerName, { createScriptURL: own => own }).createScriptURL(address) ?? address;
}
