import type { Campaign } from '../../../schemas/campaign.ts';
import { mailKind } from '../../../schemas/mail-kind.ts';
import { type Placement, type PlacementLine, studentNumber } from '../../../schemas/placement.ts';
import { seesSite } from '../../../schemas/staff.ts';
import type { WordingTexts } from '../../../schemas/wording.ts';
import { sendTrialMail } from '../../actions/send-trial-mail.ts';
import { scheduledLaunchOf } from '../../domain/placement/campaign-life.ts';
import { mayAdminister, mayManage } from '../../domain/rights.ts';
import { dateTime } from '../../domain/wording/french-dates.ts';
import { mailHeadings, mailNames } from '../../domain/wording/mail-names.ts';
import { listed, studentName, tutorName } from '../../domain/wording/people.ts';
import { unwrapped } from '../../mail/letter-text.ts';
import { type TrialMail, trialMails } from '../../mail/trial-mails.ts';
import { textsOf } from '../../store/wordings.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { fieldId } from '../components/error-summary.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldValue } from '../request.ts';
import { html, letterAlone, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { NoTrial } from './no-trial.tsx';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { campaignTrail, visibleSites, visitedCampaign } from './visited-campaign.ts';
import { campaignPath } from './wording.ts';
import { wordingPath } from './wordings-page.tsx';

const onlyForManagers = 'Seules l’administration et la scolarité relisent les courriels d’une campagne.';

/** So many are offered by name; others by their number. */
const mostOffered = 200;

type Readable = { campaign: Campaign; answer?: never } | { answer: PageResponse; campaign?: never };

/** The campaign of the address, for who may read its mails; or the page that says why not. */
const readable = async (visit: Visit): Promise<Readable> => {
  const campaign = await visitedCampaign(visit);
  if (!campaign) return { answer: nothingHerePage('Cette campagne') };
  return mayManage(visit.staff)
    ? { campaign }
    : { answer: notAllowedPage(onlyForManagers, campaignPath(campaign)) };
};

/** The placement of that number, where the person sees it. */
export const placementOf = async (
  { staff, store }: Visit,
  { campaignId }: Campaign,
  text: string,
): Promise<Placement | undefined> => {
  const number = studentNumber.safeParse(text);
  const found = number.success
    ? await store.placements.find({ campaignId, studentNumber: number.data })
    : undefined;
  return found && seesSite(staff, found.siteId) ? found : undefined;
};

export const linesOf = async (visit: Visit, campaign: Campaign): Promise<PlacementLine[]> => {
  const { campaignId } = campaign;
  const wanted = { campaignId, siteIds: visibleSites(visit, campaign), now: visit.request.now };
  return (await visit.store.lines.page(wanted, { most: mostOffered })).lines;
};

/** Of a campaign that is to be launched, as if that were done when it is to be; of another, as if now. */
export const mailsOf = async (
  visit: Visit,
  campaign: Campaign,
  placement: Placement,
): Promise<TrialMail[]> => {
  const { institution, store, request, staff, env } = visit;
  const all = await store.placements.ofTutor(campaign.campaignId, placement.tutor.email);
  return trialMails({
    ...{ institution, campaign, placement, publicUrl: env.PUBLIC_URL },
    form: await store.forms.ofVersion(institution, campaign.formVersion),
    others: all.filter(
      (one) =>
        one.studentNumber !== placement.studentNumber &&
        one.status !== 'cancelled' &&
        seesSite(staff, one.siteId),
    ),
    now: scheduledLaunchOf(campaign)?.at ?? request.now,
  });
};

/** Every mail of the campaign, as one placement's people would read it. Changes nothing. */
export const showMails = async (visit: Visit): Promise<PageResponse> => {
  const { campaign, answer } = await readable(visit);
  if (answer) return answer;
  const lines = await linesOf(visit, campaign);
  const number = visit.request.query.get('affectation') || usualOf(lines);
  return page(visit, { campaign, lines, placement: await placementOf(visit, campaign, number) });
};

/** Sends one of them to who reads it, as a trial. */
export const submitTrialMail = async (visit: Visit): Promise<PageResponse> => {
  const { campaign, answer } = await readable(visit);
  if (answer) return answer;
  const { acting, env, request } = visit;
  const placement = await placementOf(visit, campaign, fieldValue(request.form, 'affectation'));
  const kind = mailKind.safeParse(fieldValue(request.form, 'courriel'));
  if (!placement || !kind.success) return nothingHerePage('Ce courriel');
  const outcome = await sendTrialMail(
    env,
    acting,
    { kind: kind.data, about: { campaign, placement } },
    request.requestId,
  );
  switch (outcome.kind) {
    case 'asked': {
      const query = new URLSearchParams({ affectation: placement.studentNumber, essai: kind.data });
      return redirect(`${campaignPath(campaign)}/courriels?${query}`);
    }
    case 'refused':
      return notAllowedPage(onlyForManagers, campaignPath(campaign));
    default:
      return page(visit, { campaign, lines: await linesOf(visit, campaign), placement }, outcome.kind);
  }
};

/** One with its layout, alone on its page: nothing in it runs, and nothing is fetched. */
export const showTrialLayout = async (visit: Visit): Promise<PageResponse> => {
  const { campaign, answer } = await readable(visit);
  if (answer) return answer;
  const { query, params } = visit.request;
  const number = query.get('affectation') || usualOf(await linesOf(visit, campaign));
  const placement = await placementOf(visit, campaign, number);
  const mails = placement ? await mailsOf(visit, campaign, placement) : [];
  const mail = mails.find(({ kind }) => kind === params.kind);
  if (!mail) return nothingHerePage('Ce courriel');
  const wording = await visit.store.wordings.asOf(visit.request.now)(mail.kind);
  return letterAlone(mail.compose(wording).html);
};

/** Of an address that names nobody. */
export const usualOf = (lines: readonly PlacementLine[]): string =>
  lines.find(({ status }) => status !== 'cancelled')?.studentNumber ?? '';

type Shown = { campaign: Campaign; lines: PlacementLine[]; placement: Placement | undefined };

const page = async (
  visit: Visit,
  { campaign, lines, placement }: Shown,
  problem?: 'noAddress' | 'enough',
): Promise<PageResponse> => {
  const { request, staff } = visit;
  const mails = placement ? await mailsOf(visit, campaign, placement) : [];
  const { data: tried } = mailKind.safeParse(request.query.get('essai'));
  const sent = tried && mailNames[tried].name;
  const wordings = await visit.store.wordings.all();
  return html(
    <ConsolePage
      visit={visit}
      title="Les courriels de la campagne"
      here="Courriels"
      trail={campaignTrail(visit, campaign)}
      wide={false}
    >
      <h1>Les courriels de la campagne</h1>
      <p class="lead">
        Tous les courriels qui peuvent partir, avec les noms, les dates et l’école d’une affectation ; le
        compte-rendu et la réunion sont des exemples. Les lire n’envoie rien.
      </p>
      {problem && <NoTrial why={problem} />}
      {!problem && sent !== undefined && (
        <Notice tone="success" title={`« ${sent} » part à ${staff.email ?? 'votre adresse'}`}>
          <p>Son objet commence par « [Essai] », et ses liens n’ouvrent aucun compte-rendu.</p>
        </Notice>
      )}
      <ChoosePlacement campaign={campaign} lines={lines} placement={placement} />
      {placement ? (
        mailHeadings.map(([heading, kinds]) => (
          <section key={heading}>
            <h2>{heading}</h2>
            {mails
              .filter(({ kind }) => kinds.includes(kind))
              .map((mail) => (
                <OneMail
                  key={mail.kind}
                  visit={visit}
                  campaign={campaign}
                  placement={placement}
                  mail={mail}
                  wording={textsOf(wordings.get(mail.kind))}
                />
              ))}
          </section>
        ))
      ) : (
        <p>
          {lines.length === 0
            ? 'Importez d’abord des affectations : les courriels se lisent avec leurs noms.'
            : 'Aucune affectation n’a ce numéro dans vos sites.'}
        </p>
      )}
    </ConsolePage>,
    { status: problem === 'enough' ? 429 : problem ? 409 : 200 },
  );
};

const ChoosePlacement = ({ campaign, lines, placement }: Shown) =>
  lines.length === 0 ? null : (
    <form method="get" action={`${campaignPath(campaign)}/courriels`} class="card">
      <div class="field">
        <label for={fieldId('affectation')}>Avec les données de</label>
        <select id={fieldId('affectation')} name="affectation">
          {placement && !lines.some(({ studentNumber }) => studentNumber === placement.studentNumber) && (
            <option value={placement.studentNumber} selected>
              {studentName(placement)}, chez {tutorName(placement)}
            </option>
          )}
          {lines.map((line) => (
            <option
              key={line.studentNumber}
              value={line.studentNumber}
              selected={line.studentNumber === placement?.studentNumber}
            >
              {studentName(line)}, chez {tutorName(line)}
            </option>
          ))}
        </select>
      </div>
      <p class="actions">
        <button class="secondary" type="submit">
          Lire avec ces données
        </button>
      </p>
    </form>
  );

type OneMailProps = {
  visit: Visit;
  campaign: Campaign;
  placement: Placement;
  mail: TrialMail;
  wording: WordingTexts | undefined;
};

const OneMail = ({ visit, campaign, placement, mail, wording }: OneMailProps) => {
  const { kind, name, recipient, at } = mail;
  const label = mailNames[kind].name;
  const { subject, text, attachments } = mail.compose(wording);
  const path = `${campaignPath(campaign)}/courriels`;
  const query = new URLSearchParams({ affectation: placement.studentNumber });
  const files = attachments.filter(({ contentId }) => contentId === undefined);
  return (
    <details>
      <summary>
        {label}, à {name}
        {at !== undefined && <span class="muted"> – {dateTime(at)}</span>}
      </summary>
      <p>
        <strong>{subject}</strong>
        <br />
        <span class="muted">
          À {recipient}
          {files.length > 0 && `, avec ${listed(files.map(({ filename }) => filename))}`}
        </span>
      </p>
      <pre class="mail">{unwrapped(text).trim()}</pre>
      <form method="post" action={path} class="actions">
        <CsrfInput token={visit.csrf} />
        <input type="hidden" name="affectation" value={placement.studentNumber} />
        <input type="hidden" name="courriel" value={kind} />
        <button class="secondary" type="submit">
          M’envoyer un essai<span class="visually-hidden"> : {label}</span>
        </button>
        <a href={`${path}/${kind}/mise-en-page?${query}`}>
          Le voir avec sa mise en page<span class="visually-hidden"> : {label}</span>
        </a>
        {mayAdminister(visit.staff) && (
          <a href={wordingPath(kind)}>
            Modifier son texte<span class="visually-hidden"> : {label}</span>
          </a>
        )}
      </form>
    </details>
  );
};
