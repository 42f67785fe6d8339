import { campaignStore } from './campaigns.ts';
import { importStore } from './imports.ts';
import { institutionStore } from './institutions.ts';
import { linkStore } from './links.ts';
import { mailStore } from './mails.ts';
import { placementStore } from './placements.ts';
import { reportStore } from './reports.ts';
import { keyFor } from './secret.ts';
import { Table } from './table.ts';

/** All that is kept, by table name. Cheap: nothing is read until asked. */
export const openStore = (tableName: string) => {
  const table = new Table(tableName);
  return {
    institutions: institutionStore(table),
    campaigns: campaignStore(table),
    placements: placementStore(table),
    reports: reportStore(table),
    mails: mailStore(table),
    imports: importStore(table),
    /** Links need their key, which only the functions that may read the secret have. */
    links: async (secretArn: string) => linkStore(table, await keyFor(secretArn, 'tutor-links')),
  };
};
export type Store = ReturnType<typeof openStore>;
