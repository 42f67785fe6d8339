import type { LinkToCut, StudentLink, TutorLink } from '../../schemas/link.ts';
import type { PlacementKey } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { linksCut } from '../domain/placement/placement-life.ts';
import { mayManage } from '../domain/rights.ts';
import { failure, logger } from '../observability/logger.ts';
import type { Store } from '../store/store.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';
import { askForLink } from './ask-for-link.ts';

/** Cuts every link that a tutor was mailed for a campaign, and writes it into the history of each of their stages. */
const cut = async (
  { SECRET_ARN }: { SECRET_ARN: string },
  store: Store,
  { campaignId, tutorEmail, hash }: Pick<TutorLink, 'campaignId' | 'tutorEmail'> & { hash?: string },
  by: string,
  now: IsoInstant,
): Promise<void> => {
  await (await store.links(SECRET_ARN)).cut({ campaignId, tutorEmail }, now, hash);
  for (const placement of await store.placements.ofTutor(campaignId, tutorEmail))
    await store.placements.change(placement, (current) => linksCut(current, by, now));
};

/** Takes back what a tutor's mails open. The next mail carries a new link. */
export const cutLinksOfTutor = async (
  env: { SECRET_ARN: string },
  acting: Acting,
  { campaignId, studentNumber, tutor }: PlacementKey & { tutor: { email: string } },
): Promise<{ kind: 'cut' } | Refused> => {
  const { staff, store, now } = acting;
  if (!mayManage(staff)) return refuse(acting, 'linksCut', { campaignId, studentNumber });
  await audited(acting, 'linksCut', { campaignId, studentNumber });
  await cut(env, store, { campaignId, tutorEmail: tutor.email }, staff.name, now);
  return { kind: 'cut' };
};

/** Whether a new link is on its way: where it could not be handed over, the old ones are cut all the same. */
export type OwnLinksCut = { isNewAsked: boolean };

/**
 * A tutor takes their own links back, this one too; a new one goes to the address on file, and nowhere else. It is asked for first, and
 * whoever mails it cuts the old ones as well: where the page dies in between, nobody is left with a dead link and no mail. What dies
 * behind that leaves a stage's history without the line.
 */
export const cutOwnLinks = async (
  env: { SECRET_ARN: string; MAIL_LINK_ARN: string },
  store: Store,
  link: TutorLink,
  asked: { now: IsoInstant; requestId: string },
): Promise<OwnLinksCut> => {
  const { campaignId, tutorEmail, hash } = link;
  const isNewAsked = await askForAnother(env, tutorEmail, { of: { campaignId, tutorEmail }, hash }, asked);
  await cut(env, store, link, 'le tuteur', asked.now);
  return { isNewAsked };
};

/** The same of a student, whose links are no matter of their tutor's. */
export const cutOwnStudentLinks = async (
  env: { SECRET_ARN: string; MAIL_LINK_ARN: string },
  store: Pick<Store, 'studentLinks'>,
  { year, studentNumber, studentEmail, hash }: StudentLink,
  asked: { now: IsoInstant; requestId: string },
): Promise<OwnLinksCut> => {
  const of = { year, studentNumber, studentEmail };
  const isNewAsked = await askForAnother(env, studentEmail, { of, hash }, asked);
  await (await store.studentLinks(env.SECRET_ARN)).cut(of, asked.now, hash);
  return { isNewAsked };
};

/** Before a new link is mailed: the old one is dead, whatever became of the page that asked for both. */
export const cutBeforeMailing = async (
  { SECRET_ARN }: { SECRET_ARN: string },
  store: Pick<Store, 'links' | 'studentLinks'>,
  { of, hash }: LinkToCut,
  now: IsoInstant,
): Promise<void> => {
  if ('tutorEmail' in of) await (await store.links(SECRET_ARN)).cut(of, now, hash);
  else await (await store.studentLinks(SECRET_ARN)).cut(of, now, hash);
};

/** @returns whether it was taken */
const askForAnother = async (
  env: { MAIL_LINK_ARN: string },
  email: string,
  toCut: LinkToCut,
  { now, requestId }: { now: IsoInstant; requestId: string },
): Promise<boolean> => {
  try {
    await askForLink(env.MAIL_LINK_ARN, { email, now, requestId, cut: toCut });
    return true;
  } catch (error) {
    // The links are cut, which is what was asked; the page says that a new one is to be asked for.
    logger.error('a new link could not be handed over', { requestId, ...failure(error) });
    return false;
  }
};
