import { describe, expect, it } from 'vitest';
import { Analyzer } from '../../../src/analysis/analyzer.ts';
import { text } from '../../../src/index.ts';
import { DocumentEncoder } from '../../../src/opensearch/documents/cluster-document.ts';
import { LocalCutter, writeDocuments } from '../../../src/opensearch/documents/document-writer.ts';
import { WriteTarget } from '../../../src/opensearch/documents/write-target.ts';
import { ClusterConnection } from '../../../src/opensearch/transport/answers.ts';

const schema = { body: text() };

/** A cluster that answers the first request after so many have arrived, or a second. */
function createCluster(arrivals: number) {
  const held = new Map<string, string>();
  let underWay = 0;
  let most = 0;
  let requests = 0;
  let answerFirst = () => {};
  const firstMayBeAnswered = new Promise<void>(resolve => {
    answerFirst = resolve;
  });
  const connection = new ClusterConnection(async (_, __, body = '') => {
    most = Math.max(most, ++underWay);
    if (++requests === arrivals) answerFirst();
    if (requests === 1) await Promise.race([firstMayBeAnswered, new Promise(resolve => setTimeout(resolve, 1000))]);
    const lines = body.trimEnd().split('\n');
    const items = [];
    for (let i = 0; i < lines.length; i += 2) {
      held.set(JSON.parse(lines[i]).index._id, JSON.parse(lines[i + 1]).doc.body);
      items.push({ index: { status: 201 } });
    }
    underWay--;
    return { status: 200, body: { items } };
  });
  const encoder = new DocumentEncoder(schema, new Analyzer());
  const write = (documents: Iterable<unknown>) =>
    writeDocuments(connection, new WriteTarget(connection, 'a', 'a-1', schema, ''), encoder, documents, {
      cutter: new LocalCutter(encoder),
      onlyChanged: false,
      signal: undefined,
      onProgress: undefined,
    });
  return { held, write, mostUnderWay: () => most };
}

const documents = (from: number, to: number, body: string) =>
  Array.from({ length: to - from }, (_, i) => ({ id: `${from + i}`, body }));

describe('writeDocuments', () => {
  it('has several requests under way', async () => {
    const { held, write, mostUnderWay } = createCluster(3);
    expect(await write(documents(0, 1700, '石桥'))).toEqual({ written: 1700, unchanged: 0 });
    expect(held.size).toBe(1700);
    expect(mostUnderWay()).toBeGreaterThan(1);
  });

  it('leaves the last of documents with the same id, though requests end in any order', async () => {
    const { held, write } = createCluster(3);
    await write([...documents(0, 500, '先'), ...documents(500, 1000, '石桥'), ...documents(0, 500, '后')]);
    expect([...held].filter(([id]) => Number(id) < 500).every(([, body]) => body === '后')).toBe(true);
  });

  it('is rejected with what a request threw, and sends nothing more', async () => {
    const { write, held } = createCluster(1);
    function* failing() {
      yield* documents(0, 500, '石桥');
      throw new Error('the source ended');
    }
    await expect(write(failing())).rejects.toThrow('the source ended');
    expect(held.size).toBe(500);
  });
});
