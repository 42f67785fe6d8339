import { type Institution, institution, type Site } from '../../schemas/institution.ts';
import { storedShape } from './shapes.ts';
import type { Table } from './table.ts';
import { institutionKey } from './table-keys.ts';

export const institutionShape = storedShape('institution', institution);

export const institutionStore = (table: Table) => ({
  /** @throws when nobody has loaded an institution yet: nothing works without one. */
  async get(): Promise<Institution> {
    const item = await table.get(institutionKey());
    if (!item) throw new Error('no institution is loaded: run infra/load-institution.ts');
    return institutionShape.read(item);
  },

  async put(content: Institution): Promise<void> {
    await table.put({ ...institutionShape.write(content), ...institutionKey() }, {});
  },
});

/** @throws when the institution no longer has that site, which only a hand-made change of content can bring about. */
export const siteOf = (content: Institution, siteId: string): Site => {
  const found = content.sites.find((site) => site.siteId === siteId);
  if (!found) throw new Error(`the institution has no site ${siteId}`);
  return found;
};
