/** Which index of a cluster is written to: the one behind the name, until another takes its place (`remapCluster`). */
import { HansouError } from '../../errors.ts';
import type { Schema } from '../../index/schema.ts';
import type { ClusterConnection } from '../transport/answers.ts';
import { pause } from '../transport/fetch-request.ts';
import { checkMeta, findIndex } from './index-versions.ts';

/** How long a writer waits for the index that takes the place, in ms: longer than the last documents are copied. */
const maxWaitMs = 120_000;
const pauseMs = 200;

/**
 * The index that is written to. Documents go to the index itself, not to the name before it: else terms of one analysis would
 * get among those of another in the moment in which the name changes hands.
 */
export class WriteTarget {
  constructor(
    private readonly connection: ClusterConnection,
    private readonly alias: string,
    private current: string,
    private readonly schema: Schema,
    private readonly analysis: string,
  ) {}

  /** The index that stands behind the name, as far as is known. */
  get name(): string {
    return this.current;
  }

  /**
   * Runs a call that writes; again when another index has taken the place meanwhile.
   * @throws HansouError what the call throws; ANALYSIS_MISMATCH or SCHEMA_MISMATCH when the index now has another analysis or
   *   other fields
   */
  async write<T>(call: (index: string) => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    for (;;) {
      const index = this.current;
      try {
        return await call(index);
      } catch (error) {
        const mayHaveMoved = error instanceof HansouError && (error.code === 'READ_ONLY' || error.code === 'NOT_FOUND');
        if (!mayHaveMoved || !(await this.follow(index, signal))) throw error;
      }
    }
  }

  /** Waits while an index is being replaced. @returns whether another one is behind the name */
  private async follow(index: string, signal: AbortSignal | undefined): Promise<boolean> {
    const end = performance.now() + maxWaitMs;
    for (;;) {
      const found = await findIndex(this.connection, this.alias);
      if (!found) return false;
      if (found.name !== index) {
        checkMeta(this.alias, found.meta, this.schema, this.analysis);
        this.current = found.name;
        return true;
      }
      if (found.meta?.replacedBy === undefined || performance.now() > end) return false;
      await pause(pauseMs, signal);
    }
  }
}
