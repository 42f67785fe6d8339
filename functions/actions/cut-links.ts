import type { StudentLink, TutorLink } from '../../schemas/link.ts';
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
  { campaignId, tutorEmail }: Pick<TutorLink, 'campaignId' | 'tutorEmail'>,
  by: string,
  now: IsoInstant,
): Promise<void> => {
  await (await store.links(SECRET_ARN)).cut({ campaignId, tutorEmail }, now);
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

/** A tutor takes their own links back, this one too; a new one goes to the address on file, and nowhere else. */
export const cutOwnLinks = async (
  env: { SECRET_ARN: string; MAIL_LINK_ARN: string },
  store: Store,
  link: TutorLink,
  { now, requestId }: { now: IsoInstant; requestId: string },
): Promise<void> => {
  await cut(env, store, link, 'le tuteur', now);
  await askForAnother(env, link.tutorEmail, { now, requestId });
};

/** The same of a student, whose links are no matter of their tutor's. */
export const cutOwnStudentLinks = async (
  env: { SECRET_ARN: string; MAIL_LINK_ARN: string },
  store: Pick<Store, 'studentLinks'>,
  link: StudentLink,
  { now, requestId }: { now: IsoInstant; requestId: string },
): Promise<void> => {
  await (await store.studentLinks(env.SECRET_ARN)).cut(link, now);
  await askForAnother(env, link.studentEmail, { now, requestId });
};

const askForAnother = async (
  env: { MAIL_LINK_ARN: string },
  email: string,
  { now, requestId }: { now: IsoInstant; requestId: string },
): Promise<void> => {
  try {
    await askForLink(env.MAIL_LINK_ARN, { email, now, requestId });
  } catch (error) {
    // The links are cut, which is what was asked; a new one can be asked for.
    logger.error('a new link could not be handed over', { requestId, ...failure(error) });
  }
};
