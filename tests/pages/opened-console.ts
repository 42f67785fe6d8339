import { type AuditTrail, openAuditTrail } from '../../functions/store/audit-trail.ts';
import { openStore, type Store } from '../../functions/store/store.ts';
import { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import { startHome } from '../../infra/local/home.ts';
import type { SampleAccount } from '../../infra/local/sample/sample-accounts.ts';
import { awsEnvironment } from '../../infra/local/services/lambda-runner.ts';
import type { StudentOfYear } from '../../schemas/link.ts';
import { studentLink } from './student-link.ts';

export type ConsoleHome = {
  url: string;
  store: Store;
  tableName: string;
  audit: AuditTrail;
  /** What the provider knows of people: changed here, it has changed there. */
  accounts: SampleAccount[];
  /** Somebody in front of the console, signed in with a sample account. */
  signIn: (account: string) => Promise<PageVisitor>;
  moveTo: (instant: string) => Promise<void>;
  /** The path of a tutor's link, from the mail that « Recevoir un nouveau lien » sends. */
  linkOf: (tutorEmail: string) => Promise<string>;
  /** The path of a student's link, made as their mails make it. */
  studentLinkOf: (student: StudentOfYear) => Promise<string>;
  executions: () => Promise<{ name: string; status: string }[]>;
  close: () => Promise<void>;
};

/**
 * A home without campaigns, on a Monday morning three weeks before the samples' stage.
 * @param data folder that keeps what happens, the functions' logs among it
 */
export const openConsoleHome = async (assembly: string, data?: string): Promise<ConsoleHome> => {
  const home = await startHome({
    port: 0,
    at: '2026-09-14T07:00:00Z',
    frozen: true,
    empty: true,
    assembly,
    data,
  });
  Object.assign(process.env, awsEnvironment(home.awsEndpoint));
  const [table, audit] = home.tables;
  if (!table || !audit) throw new Error('the template lacks a table');
  return {
    url: home.url,
    store: openStore(table),
    tableName: table,
    audit: openAuditTrail(audit),
    accounts: home.accounts,
    signIn: async (account) => {
      const visitor = new PageVisitor();
      await visitor.visit(`${home.url}/console`);
      await visitor.press(account);
      return visitor;
    },
    moveTo: async (to) => {
      await fetch(`${home.url}/_local/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ to }),
      });
    },
    linkOf: async (email) => {
      await fetch(`${home.url}/lien`, { method: 'POST', body: new URLSearchParams({ email }) });
      // The mail leaves once the page has answered.
      await home.clock.advanceTo(home.clock.now());
      const mails: { to: string[] | string; text: string }[] = await (
        await fetch(`${home.url}/_local/mail`)
      ).json();
      const mine = mails.filter(({ to }) => [to].flat().some((address) => address.includes(email)));
      const link = mine.map(({ text }) => text.match(/\/r\/[\w-]+/)?.[0]).findLast(Boolean);
      if (!link) throw new Error('no link was mailed');
      return link;
    },
    studentLinkOf: (student) => studentLink(home, assembly, student),
    executions: async () => (await fetch(`${home.url}/_local/executions`)).json(),
    close: () => home.close(),
  };
};
