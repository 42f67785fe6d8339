import type { Campaign, LaunchedCampaign } from '../../../schemas/campaign.ts';
import type { Placement } from '../../../schemas/placement.ts';
import type { HandMail } from '../../../schemas/work.ts';
import type { SelectionLook } from '../../actions/ask-selection.ts';
import { handMailToRead, type WhyNoMail } from '../../actions/hand-mails.ts';
import type { MailToCome } from '../../actions/letters-of-start.ts';
import { studentName, tutorName } from '../../domain/wording/people.ts';
import type { Visit } from './visit.ts';
import { whyNotWords } from './why-not-wording.ts';
import { counted, stagePath } from './wording.ts';

/** Names that are shown of each part; the others are counted. */
const mostNamed = 50;
/** Mails that can be read before a selection is confirmed: the others say the same of others. */
export const mostRead = 5;

type Props = { campaign: Campaign; look: SelectionLook };

/** Whom it is done to. */
export const Possible = ({ campaign, look: { possible, isPart } }: Props) => (
  <details>
    <summary>
      {counted(possible.length, 'affectation')}
      {isPart && ' parmi les premières de la liste ; le reste suit'}
    </summary>
    <ul>
      {possible.slice(0, mostNamed).map((one) => (
        <li key={one.studentNumber}>
          <a href={stagePath({ ...campaign, ...one })}>{studentName(one)}</a>, {tutorName(one)}
        </li>
      ))}
      {possible.length > mostNamed && <li>et {counted(possible.length - mostNamed, 'autre')}</li>}
    </ul>
  </details>
);

/** Whom it is not done to, and why. @param except what nobody would expect it of */
export const NotPossible = ({
  campaign,
  look: { not },
  except = [],
}: Props & { except?: readonly WhyNoMail[] }) => {
  const told = not.filter(({ why }) => !except.includes(why));
  if (told.length === 0) return null;
  return (
    <section aria-labelledby="laissees">
      <h2 id="laissees">
        {counted(
          told.length,
          'affectation est laissée telle quelle',
          'affectations sont laissées telles quelles',
        )}
      </h2>
      <ul>
        {told.slice(0, mostNamed).map(({ one, why }) => (
          <li key={one.studentNumber}>
            <a href={stagePath({ ...campaign, ...one })}>{studentName(one)}</a> : {whyNotWords[why]}
          </li>
        ))}
        {told.length > mostNamed && <li>et {counted(told.length - mostNamed, 'autre')}</li>}
      </ul>
    </section>
  );
};

/** Of the first of a selection, as their placements are. */
export const firstOf = async (
  { store }: Visit,
  { campaignId }: Campaign,
  { possible }: SelectionLook,
): Promise<Placement[]> => {
  // Two of one tutor are one mail: a few more are looked at.
  const first = possible.slice(0, 2 * mostRead);
  const found = await Promise.all(
    first.map(({ studentNumber }) => store.placements.find({ campaignId, studentNumber })),
  );
  return found.filter((one) => one !== undefined);
};

/** The first mails that would leave by hand. */
export const handMailsToRead = async (
  visit: Visit,
  campaign: LaunchedCampaign,
  mail: HandMail,
  look: SelectionLook,
  sees: (placement: Placement) => boolean,
): Promise<MailToCome[]> => {
  const { store, institution, request, env } = visit;
  const one = { store, institution, campaign, now: request.now, askedAt: request.now };
  const placements = await firstOf(visit, campaign, look);
  const read = await Promise.all(
    placements.map((placement) => handMailToRead(one, mail, placement, env.PUBLIC_URL, sees)),
  );
  return distinct(read.flatMap((each) => (each.kind === 'possible' ? [each.mail] : [])));
};

/** One of a recipient and a subject, and no more than can be read. */
export const distinct = (mails: readonly MailToCome[]): MailToCome[] =>
  [...new Map(mails.map((mail) => [`${mail.recipient} ${mail.content.subject}`, mail])).values()].slice(
    0,
    mostRead,
  );
