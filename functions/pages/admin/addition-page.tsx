import type { ComponentChildren } from 'preact';
import type { Campaign } from '../../../schemas/campaign.ts';
import type { PlacementFacts } from '../../../schemas/placement.ts';
import { seesSite } from '../../../schemas/staff.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import {
  type AdditionEffect,
  addPlacement,
  checkedAddition,
  effectOfAddition,
} from '../../actions/add-placement.ts';
import { type Cells, correctionParts } from '../../domain/import/correction-cells.ts';
import type { ImportCheck } from '../../domain/import/import-check.ts';
import type { ImportColumn } from '../../domain/import/import-columns.ts';
import { launchesOf } from '../../domain/placement/campaign-life.ts';
import { occasionMeanings } from '../../domain/placement/occasion-meanings.ts';
import { mayManage } from '../../domain/rights.ts';
import { momentAsOf, parisDay, periodsLabel } from '../../domain/wording/french-dates.ts';
import { studentName, tutorName } from '../../domain/wording/people.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { ErrorSummary, titleOf } from '../components/error-summary.tsx';
import { Facts } from '../components/facts.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldValue } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { MailsToRead } from './mails-to-read.tsx';
import { labelOf, PlacementField } from './placement-fields.tsx';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import { refusedAct } from './refused-act.ts';
import type { Visit } from './visit.ts';
import { campaignTrail, visitedCampaign } from './visited-campaign.ts';
import { placementPath } from './visited-placement.ts';
import { campaignPath, counted, siteName } from './wording.ts';

const onlyManagersAdd = 'Seules l’administration et la scolarité ajoutent une affectation.';
export const additionTitle = 'Ajouter une affectation';

export const additionPath = (campaign: Campaign): string => `${campaignPath(campaign)}/ajout`;

/** What the form asks for, part by part. */
const parts: readonly { legend: string; columns: readonly ImportColumn[] }[] = [
  { legend: 'Étudiant·e', columns: ['etudiant_numero', ...correctionParts.student] },
  { legend: 'Tuteur ou tutrice', columns: correctionParts.tutor },
  { legend: 'Stage', columns: correctionParts.stage },
];
const columns = parts.flatMap((part) => part.columns);

type Adding = { visit: Visit; campaign: Campaign; typed: Partial<Cells> };

const addingOf = async (visit: Visit): Promise<Omit<Adding, 'typed'> | PageResponse> => {
  const campaign = await visitedCampaign(visit);
  if (!campaign) return nothingHerePage('Cette campagne');
  if (!mayManage(visit.staff))
    return refusedAct(
      visit,
      'placementAdded',
      campaign,
      notAllowedPage(onlyManagersAdd, campaignPath(campaign)),
    );
  return { visit, campaign };
};

/** The form, with the campaign's usual dates. */
export const showAddition = async (visit: Visit): Promise<PageResponse> => {
  const adding = await addingOf(visit);
  if (!('campaign' in adding)) return adding;
  const { siteIds, periods } = adding.campaign;
  const [first, second] = periods;
  const site = siteIds.find((siteId) => seesSite(visit.staff, siteId));
  const typed = {
    ...(site !== undefined && { site: siteName(visit.institution, site) }),
    ...{ debut: first?.from ?? '', fin: first?.to ?? '' },
    ...{ debut_2: second?.from ?? '', fin_2: second?.to ?? '' },
  };
  return html(<AdditionForm {...adding} typed={typed} />);
};

/** The form leads to who will be written to; only the last step writes. */
export const submitAddition = async (visit: Visit): Promise<PageResponse> => {
  const started = await addingOf(visit);
  if (!('campaign' in started)) return started;
  const { form } = visit.request;
  const typed: Partial<Cells> = Object.fromEntries(
    columns.map((column) => [column, fieldValue(form, column).trim()]),
  );
  const adding = { ...started, typed };
  const { campaign } = adding;
  const step = fieldValue(form, 'step');
  if (step === 'modifier') return html(<AdditionForm {...adding} />);

  const checked = await checkedAddition(visit.acting, visit.institution, campaign, typed);
  if (checked.kind === 'exists') return existing(adding, checked.placement.studentNumber);
  const { check, facts } = checked;
  if (!facts) return html(<AdditionForm {...adding} problems={problemsOf(check)} />, { status: 422 });

  const preview = async (more: { isOvertaken?: boolean; isUnconfirmed?: boolean }, status: number) => {
    const { acting, institution, env } = visit;
    const effect = await effectOfAddition(acting, institution, campaign, facts, env.PUBLIC_URL);
    return html(<Preview {...adding} {...{ check, facts, effect }} {...more} />, { status });
  };
  if (step !== 'ajouter') return preview({}, 200);
  if (check.otherDates.length > 0 && fieldValue(form, 'dates') !== 'oui')
    return preview({ isUnconfirmed: true }, 422);
  const seenLaunches = Number(fieldValue(form, 'launches'));
  const outcome = await addPlacement(visit.env, visit.acting, campaign, facts, seenLaunches);
  const path = placementPath({ campaign, placement: facts });
  switch (outcome.kind) {
    case 'refused':
      return notAllowedPage(onlyManagersAdd, campaignPath(campaign));
    case 'overtaken':
      return preview({ isOvertaken: true }, 409);
    case 'exists':
      return existing(adding, facts.studentNumber);
    case 'asked':
      return redirect(`${campaignPath(campaign)}?ajout=encours`);
    case 'added':
      return redirect(`${path}?ajout=${campaign.status === 'launched' ? 'demarre' : 'pret'}`);
  }
};

const problemsOf = ({ problems, elsewhere }: ImportCheck) => [
  ...problems.map(({ column, message }) => ({ field: column, message })),
  ...(elsewhere > 0 && problems.length === 0
    ? [{ field: 'site', message: 'Ce site n’est pas l’un des vôtres : demandez à l’administration.' }]
    : []),
];

/** Leads to the one that the campaign has, where it is the person's to see. */
const existing = async (adding: Adding, studentNumber: string): Promise<PageResponse> => {
  const { visit, campaign, typed } = adding;
  const { campaignId } = campaign;
  const placement = await visit.store.placements.find({ campaignId, studentNumber });
  if (!placement || !seesSite(visit.staff, placement.siteId)) {
    const message =
      'Cet·te étudiant·e a déjà une affectation sur un site que vous ne gérez pas : demandez à l’administration.';
    return html(<AdditionForm {...adding} problems={[{ field: 'etudiant_numero', message }]} />, {
      status: 422,
    });
  }
  const message = `Ce numéro est déjà celui de ${studentName(placement)} dans cette campagne.`;
  return html(
    <AdditionForm
      {...adding}
      typed={typed}
      problems={[{ field: 'etudiant_numero', message }]}
      found={{ href: placementPath({ campaign, placement }), name: studentName(placement) }}
    />,
    { status: 409 },
  );
};

const Frame = ({
  visit,
  campaign,
  heading,
  here,
  children,
}: Omit<Adding, 'typed'> & { heading: string; here: string; children: ComponentChildren }) => (
  <ConsolePage visit={visit} title={heading} here={here} trail={campaignTrail(visit, campaign)} wide={false}>
    {children}
  </ConsolePage>
);

type FormProps = Adding & {
  problems?: { field: string; message: string }[];
  /** The placement that the campaign has under that number. */
  found?: { href: string; name: string };
};

const AdditionForm = ({ visit, campaign, typed, problems = [], found }: FormProps) => (
  <Frame
    visit={visit}
    campaign={campaign}
    heading={titleOf(additionTitle, problems.length > 0)}
    here={additionTitle}
  >
    <h1>{additionTitle}</h1>
    <p class="lead">
      {campaign.status === 'launched'
        ? 'La campagne est lancée : le suivi de cette affectation démarre dès que vous l’ajoutez. Vous verrez qui reçoit un courriel, et quand, avant de confirmer.'
        : 'Rien ne part avant le lancement de la campagne. Vous verrez ce qui est ajouté avant de confirmer.'}
    </p>
    <ErrorSummary
      title={problems.length > 1 ? 'Quelques points sont à corriger' : 'Un point est à corriger'}
      problems={problems}
    />
    {found && (
      <p>
        <a class="button secondary" href={found.href}>
          Voir l’affectation de {found.name}
        </a>
      </p>
    )}
    <form method="post" action={additionPath(campaign)} class="card" novalidate>
      <CsrfInput token={visit.csrf} />
      {parts.map((part) => (
        <fieldset key={part.legend}>
          <legend>
            <h2>{part.legend}</h2>
          </legend>
          {part.columns.map((column) => (
            <PlacementField
              key={column}
              visit={visit}
              campaign={campaign}
              column={column}
              value={typed[column] ?? ''}
              error={problems.find(({ field }) => field === column)?.message}
            />
          ))}
        </fieldset>
      ))}
      <p class="actions">
        <button type="submit" name="step" value="verifier">
          Vérifier
        </button>
        <a href={campaignPath(campaign)}>Ne rien ajouter</a>
      </p>
    </form>
  </Frame>
);

type PreviewProps = Adding & {
  check: ImportCheck;
  facts: PlacementFacts;
  effect: AdditionEffect;
  isOvertaken?: boolean;
  isUnconfirmed?: boolean;
};

const Preview = (props: PreviewProps) => {
  const { visit, campaign, typed, check, facts, effect } = props;
  const { isOvertaken = false, isUnconfirmed = false } = props;
  const { school } = facts;
  const isOfOtherDates = check.otherDates.length > 0;
  return (
    <Frame visit={visit} campaign={campaign} heading="Vérifier l’affectation" here="Vérifier">
      <h1>Vérifier l’affectation</h1>
      <p class="lead">Rien n’est encore enregistré.</p>
      {isOvertaken && (
        <Notice tone="warning" title="La campagne a été lancée entre-temps">
          <p>Voici qui sera prévenu maintenant.</p>
        </Notice>
      )}
      {isUnconfirmed && (
        <Notice tone="error" title="Rien n’a été ajouté">
          <p>Cochez la case qui confirme les dates, ou modifiez-les.</p>
        </Notice>
      )}
      <section class="card">
        <h2>Ce qui est ajouté</h2>
        <Facts
          facts={[
            ['Étudiant·e', `${studentName(facts)} (${facts.studentNumber}), ${facts.student.email}`],
            ['Tuteur ou tutrice', `${tutorName(facts)}, ${facts.tutor.email}`],
            ['École', `${school.name}, ${school.town}`],
            ['Classe', facts.classLevel],
            ['Site', siteName(visit.institution, facts.siteId)],
            ['Dates', periodsLabel(facts.periods, parisDay(visit.request.now))],
          ]}
        />
      </section>
      {check.warnings.length > 0 && (
        <Notice tone="warning" title="À vérifier">
          <ul>
            {check.warnings.map(({ column, message, suggestion }) => (
              <li key={`${column} ${message}`}>
                {labelOf(column)} : {message}
                {suggestion && (
                  <>
                    {' '}
                    Peut-être : <strong>{suggestion}</strong>
                  </>
                )}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <div class="card">
        <MailsToRead mails={effect.mails} now={visit.request.now} nobody={nobodyOf(campaign)} />
      </div>
      <ToCome effect={effect} now={visit.request.now} />
      <form method="post" action={additionPath(campaign)}>
        <CsrfInput token={visit.csrf} />
        <input type="hidden" name="launches" value={String(launchesOf(campaign))} />
        {columns.map((column) => (
          <input key={column} type="hidden" name={column} value={typed[column] ?? ''} />
        ))}
        {isOfOtherDates && (
          <Notice tone="warning" title="Ces dates ne sont pas celles de la campagne">
            <p>La campagne va {periodsLabel(campaign.periods, parisDay(visit.request.now))}.</p>
            <p>
              <label class="choice">
                <input type="checkbox" name="dates" value="oui" /> Ces dates sont les bonnes
              </label>
            </p>
          </Notice>
        )}
        <p class="actions">
          <button type="submit" name="step" value="ajouter">
            {effect.mails.length === 0
              ? 'Ajouter'
              : `Ajouter et prévenir ${counted(effect.mails.length, 'personne')}`}
          </button>
          <button class="secondary" type="submit" name="step" value="modifier">
            Modifier
          </button>
          <a href={campaignPath(campaign)}>Ne rien ajouter</a>
        </p>
      </form>
    </Frame>
  );
};

const nobodyOf = ({ status }: Campaign): string =>
  status === 'launched'
    ? 'Personne maintenant : le stage est terminé, seul le compte-rendu sera demandé.'
    : 'Personne : les courriels partent au lancement de la campagne.';

/** What follows those mails by itself. */
const ToCome = ({ effect: { upcoming }, now }: { effect: AdditionEffect; now: IsoInstant }) => {
  const later = upcoming.filter(({ occasion }) => occasion === 'briefing' || occasion === 'request');
  if (later.length === 0) return null;
  return (
    <section class="card">
      <h2>Ensuite</h2>
      <ul>
        {later.map(({ occasion, at }) => (
          <li key={occasion}>
            {occasionMeanings[occasion].label}, le {momentAsOf(at, now)}
          </li>
        ))}
      </ul>
    </section>
  );
};
