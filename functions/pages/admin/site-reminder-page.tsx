import type { Campaign, LaunchedCampaign } from '../../../schemas/campaign.ts';
import { seesSite } from '../../../schemas/staff.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { lookAtSelection, type SelectionLook } from '../../actions/ask-selection.ts';
import {
  remindSite,
  type SiteReminderStanding,
  siteReminderStanding,
  siteReminderTask,
} from '../../actions/remind-site.ts';
import { isSendingTime } from '../../domain/placement/mail-wave.ts';
import { mayRemind } from '../../domain/rights.ts';
import { momentAsOf } from '../../domain/wording/french-dates.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { MailsToRead } from './mails-to-read.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import { handMailsToRead, NotPossible, Possible } from './selection-look.tsx';
import type { Visit } from './visit.ts';
import { campaignTrail, visitedCampaign } from './visited-campaign.ts';
import { campaignPath, hoursResume, siteName } from './wording.ts';

/** How the reminder to a site stands for this person. */
type Reminding = {
  visit: Visit;
  campaign: LaunchedCampaign;
  siteId: string;
  standing: SiteReminderStanding;
  look: SelectionLook;
};

export const siteReminderPath = (campaign: Pick<Campaign, 'campaignId'>, siteId: string): string =>
  `${campaignPath(campaign)}/rappel/${siteId}`;

const reminding = async (visit: Visit): Promise<Reminding | undefined> => {
  const campaign = await visitedCampaign(visit);
  const { siteId = '' } = visit.request.params;
  if (campaign?.status !== 'launched' || !campaign.siteIds.includes(siteId)) return undefined;
  if (!mayRemind(visit.staff, siteId)) return undefined;
  const { acting, institution, request } = visit;
  const { now } = request;
  const wanted = { campaignId: campaign.campaignId, siteIds: [siteId], group: 'missing', now } as const;
  const all = { wanted, total: undefined };
  return {
    ...{ visit, campaign, siteId },
    standing: await siteReminderStanding(acting, campaign, siteId),
    look: await lookAtSelection(acting, institution, campaign, all, siteReminderTask),
  };
};

/** Says whose tutors are reminded, and shows the mail. Changes nothing. */
export const showSiteReminder = async (visit: Visit): Promise<PageResponse> => {
  const one = await reminding(visit);
  return one ? html(await siteReminder(one)) : nothingHerePage('Ce site');
};

export const submitSiteReminder = async (visit: Visit): Promise<PageResponse> => {
  const one = await reminding(visit);
  if (!one) return nothingHerePage('Ce site');
  const { campaign, siteId, look } = one;
  const { institution, request } = visit;
  if (!isSendingTime(request.now, institution) || look.possible.length === 0)
    return html(await siteReminder(one), { status: 409 });
  const outcome = await remindSite(visit.env, visit.acting, campaign, siteId, look.possible.length);
  switch (outcome.kind) {
    case 'refused':
      return nothingHerePage('Ce site');
    case 'sent':
      return html(await siteReminder({ ...one, standing: outcome }), { status: 409 });
    case 'asked':
      return redirect(`${campaignPath(campaign)}?travail=${outcome.work.workId}`);
  }
};

const siteReminder = async ({ visit, campaign, siteId, standing, look }: Reminding) => {
  const { institution, request, staff } = visit;
  const name = siteName(institution, siteId);
  const isOpen = isSendingTime(request.now, institution);
  const isPossible = standing.kind === 'possible' && isOpen && look.possible.length > 0;
  const mails = isPossible
    ? await handMailsToRead(visit, campaign, 'reminder', look, (placement) =>
        seesSite(staff, placement.siteId),
      )
    : [];
  return (
    <ConsolePage
      visit={visit}
      title={`Rappel aux tuteurs : ${name}`}
      here="Rappel"
      trail={campaignTrail(visit, campaign)}
      wide={false}
    >
      <h1>
        Rappeler tous les tuteurs du site{'\u00a0: '}
        {name}
      </h1>
      <p class="lead">
        {leadOf(standing, look, request.now, isOpen ? undefined : hoursResume(request.now, institution))}
      </p>
      {isPossible && (
        <form method="post" action={siteReminderPath(campaign, siteId)} class="card">
          <CsrfInput token={visit.csrf} />
          <Possible campaign={campaign} look={look} />
          <NotPossible campaign={campaign} look={look} except={['notLaunched', 'notAnnounced', 'notAsked']} />
          <MailsToRead mails={mails} now={request.now} nobody="Personne." />
          <p class="actions">
            <button type="submit">Envoyer ces rappels</button>
            <a href={campaignPath(campaign)}>Ne rien envoyer</a>
          </p>
        </form>
      )}
      {!isPossible && (
        <p class="actions">
          <a class="button" href={campaignPath(campaign)}>
            Revenir à la campagne
          </a>
        </p>
      )}
    </ConsolePage>
  );
};

const leadOf = (
  standing: SiteReminderStanding,
  { possible }: SelectionLook,
  now: IsoInstant,
  closed: string | undefined,
): string => {
  if (standing.kind === 'sent')
    return `Un rappel est déjà parti ${momentAsOf(standing.at, now)}, demandé par ${standing.by}. Un autre sera possible 24 heures après.`;
  if (possible.length === 0) return 'Aucun compte-rendu demandé ne manque à ce site : personne à rappeler.';
  if (closed !== undefined) return `Rien ne part à cette heure. ${closed}`;
  return 'Chaque tuteur dont un compte-rendu est demandé et manque reçoit un courriel, quel que soit le nombre de ses stagiaires. Une fois par 24 heures au plus ; les relances prévues gardent leurs distances.';
};
