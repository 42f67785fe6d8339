import { addressStore } from './addresses.ts';
import { arrivalStore } from './arrivals.ts';
import { attentionStore } from './attention.ts';
import { campaignStore } from './campaigns.ts';
import { dueStore } from './due.ts';
import { formStore } from './forms.ts';
import { guideStore } from './guides.ts';
import { importStore } from './imports.ts';
import { institutionStore } from './institutions.ts';
import { letterStore } from './letters.ts';
import { lineStore } from './lines.ts';
import { linkStore, studentLinkStore } from './links.ts';
import { mailChoiceStore } from './mail-choices.ts';
import { mailStore } from './mails.ts';
import { meetingLinkStore, meetingStore } from './meetings.ts';
import { noteStore } from './notes.ts';
import { placementStore } from './placements.ts';
import { progressStore } from './progress.ts';
import { proposalStore } from './proposals.ts';
import { quotaStore } from './quotas.ts';
import { reportStore } from './reports.ts';
import { scanStore } from './scans.ts';
import { keyFor } from './secret.ts';
import { sessionStore } from './sessions.ts';
import { siteReminderStore } from './site-reminders.ts';
import { studentAddressStore } from './student-addresses.ts';
import { Table } from './table.ts';
import { wordingStore } from './wordings.ts';
import { workStore } from './works.ts';

/** All that is kept. Opens connections of its own: functions use `keptStore`. */
export const openStore = (tableName: string) => {
  const table = new Table(tableName);
  return {
    institutions: institutionStore(table),
    wordings: wordingStore(table),
    forms: formStore(table),
    guides: guideStore(table),
    campaigns: campaignStore(table),
    placements: placementStore(table),
    lines: lineStore(table),
    attention: attentionStore(table),
    progress: progressStore(table),
    reports: reportStore(table),
    scans: scanStore(table),
    proposals: proposalStore(table),
    studentAddresses: studentAddressStore(table),
    mails: mailStore(table),
    letters: letterStore(table),
    addresses: addressStore(table),
    arrivals: arrivalStore(table),
    mailChoices: mailChoiceStore(table),
    meetings: meetingStore(table),
    notes: noteStore(table),
    imports: importStore(table),
    due: dueStore(table),
    works: workStore(table),
    siteReminders: siteReminderStore(table),
    sessions: sessionStore(table),
    /** Links need their key, which only the functions that may read the secret have. */
    links: async (secretArn: string) => linkStore(table, await keyFor(secretArn, 'tutor-links')),
    meetingLinks: async (secretArn: string) =>
      meetingLinkStore(table, await keyFor(secretArn, 'meeting-links')),
    studentLinks: async (secretArn: string) =>
      studentLinkStore(table, await keyFor(secretArn, 'student-links')),
    quotas: async (secretArn: string) => quotaStore(table, await keyFor(secretArn, 'quotas')),
  };
};
export type Store = ReturnType<typeof openStore>;

const kept = new Map<string, Store>();

/** The store that a function's instance keeps between its invocations, with its connections. */
export const keptStore = (tableName: string): Store => {
  const store = kept.get(tableName) ?? openStore(tableName);
  kept.set(tableName, store);
  return store;
};
