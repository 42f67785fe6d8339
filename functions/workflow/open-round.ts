import type { StartedPlacement } from '../../schemas/placement.ts';
import type { IsoDate, IsoInstant } from '../../schemas/time.ts';
import { type WaitingRound, waitingRoundTask } from '../../schemas/workflow.ts';
import { roundOpened } from '../domain/placement-life.ts';
import { nominalDays } from '../domain/timetable.ts';
import { type MailingEnvironment, mailingEnvironment } from '../environment.ts';
import { dayKey, siteDayKey } from '../mail/mail-keys.ts';
import { holderOf, openMailroom } from '../mail/mailroom.ts';
import type { Outgoing } from '../mail/outbox.ts';
import { escalation } from '../mail/templates/escalation.ts';
import { reminder } from '../mail/templates/reminder.ts';
import { request } from '../mail/templates/request.ts';
import { campaignUrl, tutorDoor } from '../mail/tutor-door.ts';
import { keptStore, type Store } from '../store/store.ts';
import { missingAtSite, placementsOfMail, readStage, type Stage, stillMissing } from './stage.ts';
import { task } from './task.ts';

type Round = { occasion: WaitingRound; nominal: IsoDate; now: IsoInstant };

/**
 * The report is missing and its time has come: asks the tutor for it, reminds, or escalates. When the report came in
 * meanwhile, nothing leaves about it; but an earlier attempt of this task may have claimed a mail that is about others too,
 * whose own executions rely on that claim.
 */
export const handler = task(
  mailingEnvironment,
  waitingRoundTask,
  async ({ occasion, nominal, now, ...key }, env) => {
    const store = keptStore(env.TABLE_NAME);
    const stage = await readStage(store, key);
    const { status } = await store.reports.find(key);
    const round = { occasion, nominal, now };
    if (status === 'closed' || (status === 'sent' && (await missing(store, stage, round)).length === 0))
      return;

    const outgoing =
      occasion === 'escalation'
        ? toStaff(env, store, stage, round)
        : [toTutor(env, store, stage, { ...round, occasion })];
    await openMailroom(env, store, stage.institution, holderOf(key), now).deliverAll(
      status === 'sent' ? outgoing.map(({ placement, ...aboutOthers }) => aboutOthers) : outgoing,
    );
    if (status === 'draft')
      await store.placements.change(key, (current) => roundOpened(current, occasion, now));
  },
);

/** Whose reports the round's mail is about. */
const missing = async (
  store: Store,
  stage: Stage,
  { occasion, nominal }: Round,
): Promise<StartedPlacement[]> =>
  occasion === 'escalation'
    ? missingAtSite(store, stage, occasion, nominal)
    : stillMissing(store, await placementsOfMail(store, stage, occasion, nominal));

const toTutor = (
  env: MailingEnvironment,
  store: Store,
  stage: Stage,
  { occasion, nominal, now }: Round & { occasion: Exclude<WaitingRound, 'escalation'> },
): Outgoing => {
  const { institution, campaign, placement, site } = stage;
  return {
    campaignId: campaign.campaignId,
    recipient: placement.tutor.email,
    // The third reminder is the delegate's cue, a few days before the escalation (domain/stages.md).
    cc: occasion === 'reminder3' ? [site.delegate.email] : [],
    occasion,
    mailKey: dayKey(occasion, nominal),
    placement,
    compose: async () => {
      const ofTheDay = await placementsOfMail(store, stage, occasion, nominal);
      const placements = await stillMissing(store, ofTheDay);
      const link = await tutorDoor(env, store, stage, [placement, ...ofTheDay], now);
      const { dueDate } = nominalDays(placement, campaign);
      const facts = { institution, campaign, placements, dueDate, now, link };
      return {
        ...(occasion === 'request' ? request(facts) : reminder({ ...facts, round: occasion })),
        placements,
      };
    },
  };
};

/** One mail a day to each person in charge of the site, naming every tutor whose report is missing by then. */
const toStaff = (
  env: MailingEnvironment,
  store: Store,
  stage: Stage,
  { nominal, now }: Round,
): Outgoing[] => {
  const { institution, campaign, placement, site } = stage;
  return [site.delegate, ...site.registrars].map((recipient) => ({
    campaignId: campaign.campaignId,
    recipient: recipient.email,
    occasion: 'escalation',
    mailKey: siteDayKey('escalation', site.siteId, nominal),
    placement,
    compose: async () => {
      const consoleUrl = campaignUrl(env, campaign);
      const late = await missingAtSite(store, stage, 'escalation', nominal);
      const reports = await Promise.all(
        late.map(async (one) => ({
          placement: one,
          dueDate: nominalDays(one, campaign).dueDate,
          mails: (await store.mails.toRecipient(campaign.campaignId, one.tutor.email)).filter(
            ({ studentNumbers }) => studentNumbers.includes(one.studentNumber),
          ),
          draftSavedAt: (await store.reports.find(one)).savedAt,
        })),
      );
      return {
        ...escalation({ institution, campaign, site, recipient, reports, now, consoleUrl }),
        placements: late,
      };
    },
  }));
};
