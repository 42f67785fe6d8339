import type { Institution } from '../../schemas/institution.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { longestRetrySeconds } from '../../schemas/workflow.ts';
import { inChargeOf } from '../domain/placement/site-of.ts';
import type { MailingEnvironment } from '../environment.ts';
import type { Store } from '../store/store.ts';
import { type Outbox, openOutbox } from './outbox.ts';
import { postman } from './postman.ts';

/** The outbox as the institution signs it. @param holder who claims: a placement, or a request. */
export const openMailroom = (
  env: MailingEnvironment,
  store: Store,
  institution: Institution,
  holder: string,
  { now, retry = 0 }: { now: IsoInstant; retry?: number },
): Outbox =>
  openOutbox({
    mails: store.mails,
    letters: store.letters,
    addresses: store.addresses,
    hand: postman({ configurationSet: env.CONFIGURATION_SET, from: env.MAIL_FROM }),
    from: { name: institution.senderName, address: env.MAIL_FROM },
    replyTo: institution.contactEmail,
    people: institution.sites.flatMap(inChargeOf),
    holder,
    now,
    nowAtLatest: new Date(Date.parse(now) + retry * longestRetrySeconds * 1000).toISOString(),
  });

/** A placement claims as itself, not as one of its executions, so that a restart recognises its own claims. */
export const holderOf = ({
  campaignId,
  studentNumber,
}: {
  campaignId: string;
  studentNumber: string;
}): string => `${campaignId}.${studentNumber}`;
