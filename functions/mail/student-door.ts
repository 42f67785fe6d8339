import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { Institution } from '../../schemas/institution.ts';
import type { StartedPlacement } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { linkExpiry } from '../domain/placement/link-expiry.ts';
import type { MailingEnvironment } from '../environment.ts';
import type { Store } from '../store/store.ts';

/** The address of a student's stages of the year, as a mail about one of them carries it. */
export const studentDoor = async (
  env: MailingEnvironment,
  store: Store,
  { institution, campaign }: { institution: Institution; campaign: LaunchedCampaign },
  placement: StartedPlacement,
  now: IsoInstant,
): Promise<string> => {
  const links = await store.studentLinks(env.SECRET_ARN);
  const { studentNumber, student } = placement;
  const owner = { year: campaign.year, studentNumber, studentEmail: student.email };
  const expiry = linkExpiry(campaign, [placement], institution, now);
  return `${env.PUBLIC_URL}/e/${await links.tokenFor(owner, now, expiry)}`;
};
