import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlacementFacts } from '../../../schemas/placement.ts';
import type { Execution, HomeClient, ReadMail } from './home-client.ts';

/** What became of one campaign. */
export type CampaignCounts = {
  placements: number;
  mailsByOccasion: Record<string, number>;
  reportsReceived: number;
  distributed: number;
  unreturned: number;
  escalated: number;
  duplicates: number;
};
export type Summary = CampaignCounts & { meter: unknown; wallSeconds: number };

/** What each mail must be the only one of: to a tutor one per occasion of the stage, else one per outbox key. */
const identity = ({ to, tags }: ReadMail): string => `${to.join(',')} ${tags.campaign} ${tags.mail}`;

/** How often somebody got what they had already got. */
export const countDuplicates = (mails: ReadMail[]): number =>
  mails.length - new Set(mails.map(identity)).size;

/**
 * What the mailbox proves of each report: its PDF at the student's; those in charge find it in the console, told by a morning's mail.
 * Counted from the mails themselves, not from what the system says of itself.
 */
const countDistributed = (mails: ReadMail[], placements: PlacementFacts[]): number => {
  const withPdf = mails.filter(
    ({ tags, attachments }) =>
      tags.occasion === 'distribution' &&
      attachments.some(({ contentType }) => contentType === 'application/pdf'),
  );
  const recipientsOf = Map.groupBy(withPdf, ({ tags }) => tags.mail?.split('_')[1] ?? '');
  return placements.filter(({ studentNumber, student }) => {
    const recipients = (recipientsOf.get(studentNumber) ?? []).flatMap(({ to }) => to);
    return recipients.includes(student.email);
  }).length;
};

const countEscalated = (mails: ReadMail[], placements: PlacementFacts[]): number => {
  const texts = mails
    .filter(({ tags }) => tags.occasion === 'escalation')
    .map(({ text }) => text.replaceAll(/\s+/g, ' '));
  return placements.filter(({ student, tutor }) =>
    texts.some(
      (text) => text.includes(tutor.email) && text.includes(`${student.firstName} ${student.lastName}`),
    ),
  ).length;
};

/** @param executions of the campaign’s stages */
export const countCampaign = (
  executions: readonly Execution[],
  mails: ReadMail[],
  placements: PlacementFacts[],
): CampaignCounts => {
  const endedAt = (state: string) =>
    new Set(
      executions
        .filter((execution) => execution.status === 'SUCCEEDED' && execution.state === state)
        .map(({ name }) => name.replace(/-r\d+$/, '')),
    ).size;
  return {
    placements: placements.length,
    mailsByOccasion: Object.fromEntries(
      [...Map.groupBy(mails, ({ tags }) => tags.occasion ?? 'none')].map(([occasion, all]) => [
        occasion,
        all.length,
      ]),
    ),
    // A receipt goes to the tutor once a report is in: one for each, whatever became of the other mails.
    reportsReceived: new Set(
      mails.filter(({ tags }) => tags.occasion === 'receipt').map(({ tags }) => tags.mail),
    ).size,
    distributed: countDistributed(mails, placements),
    unreturned: endedAt('Unreturned'),
    escalated: countEscalated(mails, placements),
    duplicates: countDuplicates(mails),
  };
};

export const summarize = async (
  home: HomeClient,
  mails: ReadMail[],
  placements: PlacementFacts[],
  wallSeconds: number,
): Promise<Summary> => ({
  ...countCampaign(await home.executions(), mails, placements),
  meter: await home.meter(),
  wallSeconds,
});

/** Leaves each report's PDF, as the student got it, where a person can open it. */
export const keepPdfs = async (home: HomeClient, mails: ReadMail[], folder: string): Promise<number> => {
  mkdirSync(folder, { recursive: true });
  const toStudents = Map.groupBy(
    mails.filter(({ tags }) => tags.occasion === 'receipt'),
    ({ tags }) => tags.mail ?? '',
  );
  for (const [key, [mail]] of toStudents) {
    const pdf = mail?.attachments.find(({ contentType }) => contentType === 'application/pdf');
    if (pdf)
      writeFileSync(
        join(folder, `${key.replace('receipt_', 'compte-rendu-')}.pdf`),
        await home.download(pdf.href),
      );
  }
  return toStudents.size;
};
