import { create, insert, insertMultiple, remove, save } from '@orama/orama';
import { describe, expect, it } from 'vitest';
import { fromOrama } from '../../../src/adapters/orama.ts';
import { keyword, number, stored, text } from '../../../src/fields.ts';

const fields = { title: text(), tags: keyword(), page: number(), open: keyword(), rest: stored() };

async function saveDatabase() {
  const schema = {
    title: 'string',
    tags: 'string[]',
    page: 'number',
    open: 'boolean',
    meta: { author: 'string' },
  } as const;
  const db = create({ schema });
  await insertMultiple(db, [
    { id: '7', title: '石桥村新桥通车', tags: ['交通'], page: 3, open: true, meta: { author: '何田' } },
    { id: 'gone', title: '要删去的' },
  ]);
  const given = await insert(db, { title: '苇塘村鱼塘清淤' });
  await remove(db, 'gone');
  return { saved: save(db), given };
}

describe('moving from Orama', () => {
  it('takes all documents that are not removed, with the ids that Orama gave to those without one', async () => {
    const { saved, given } = await saveDatabase();
    for (const file of [saved, JSON.stringify(saved)]) {
      const index = fromOrama(file, { fields, rest: 'rest' });
      expect([...index.documents()]).toEqual([
        { id: '7', title: '石桥村新桥通车', tags: ['交通'], page: 3, open: 'true', rest: { meta: { author: '何田' } } },
        { id: given, title: '苇塘村鱼塘清淤' },
      ]);
      expect(index.search('鱼塘').hits[0].id).toBe(given);
    }
  });

  it('says what is no file of Orama', async () => {
    const { saved } = await saveDatabase();
    for (const wrong of [
      undefined,
      3,
      '{}',
      '[]',
      { docs: {} },
      { ...(saved as object), docs: null },
      Promise.resolve(saved),
    ])
      expect(() => fromOrama(wrong, { fields })).toThrow('as save(db) gives it');
    expect(() => fromOrama('{', { fields })).toThrow('the export of Orama cannot be read');
    expect(() =>
      fromOrama(
        { docs: { docs: { 1: { title: '石桥' } } }, internalDocumentIDStore: { internalIdToId: [] } },
        { fields },
      ),
    ).toThrow('a document has no id');
  });
});
