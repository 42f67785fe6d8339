import type { Campaign } from '../../../schemas/campaign.ts';
import { seesSite } from '../../../schemas/staff.ts';
import type { Work, WorkFailure, WorkKind } from '../../../schemas/work.ts';
import { resumeWork } from '../../actions/resume-work.ts';
import { isOverdue } from '../../domain/placement/placement-life.ts';
import { workFraction } from '../../domain/placement/work-progress.ts';
import { mayManage, mayResume } from '../../domain/rights.ts';
import { momentAsOf, timeAt } from '../../domain/wording/french-dates.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldValue } from '../request.ts';
import { type PageResponse, redirect } from '../responses.ts';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { visitedCampaign } from './visited-campaign.ts';
import { isWhyNot, whyNotWords } from './why-not-wording.ts';
import { campaignPath, counted, stagePath } from './wording.ts';

export const workTitles: Record<WorkKind, { name: string; over: string; stopped: string }> = {
  launch: { name: 'Le lancement', over: 'est terminé', stopped: 's’est arrêté en route' },
  import: { name: 'L’import', over: 'est terminé', stopped: 's’est arrêté en route' },
  deletion: {
    name: 'La suppression de la campagne',
    over: 'est terminée',
    stopped: 's’est arrêtée en route',
  },
  relaunch: { name: 'La relance des suivis', over: 'est terminée', stopped: 's’est arrêtée en route' },
  selection: {
    name: 'L’action sur la sélection',
    over: 'est terminée',
    stopped: 's’est arrêtée en route',
  },
};

/** Why one could not be done: our reasons (functions/actions/work), else an error's name, which the IT service understands. */
const reasonOf = ({ reason }: WorkFailure, { kind }: Work): string => {
  if (!isWhyNot(reason)) return `n’a pas pu être traitée (${reason})`;
  return kind === 'import' && reason === 'reportIn'
    ? 'son compte-rendu vient d’être reçu : le tuteur et les dates ne peuvent plus changer'
    : whyNotWords[reason];
};

/** What became of a selection, in numbers. */
export const selectionDone = ({ task, tally }: Work): string | undefined => {
  const count = tally.decided ?? tally.noted ?? tally.mailed ?? 0;
  switch (task?.does) {
    case undefined:
      return undefined;
    case 'cancel':
      return counted(count, 'stage annulé', 'stages annulés');
    case 'restore':
      return counted(count, 'stage rétabli', 'stages rétablis');
    case 'extend':
      return counted(count, 'délai accordé', 'délais accordés');
    case 'close':
      return counted(count, 'stage clos sans compte-rendu', 'stages clos sans compte-rendu');
    case 'note':
      return counted(count, 'note ajoutée', 'notes ajoutées');
    case 'mail':
      return `${mailWords[task.mail]} pour ${counted(count, 'stage')}`;
  }
};
const mailWords = { link: 'Lien envoyé', letter: 'Lettre renvoyée', reminder: 'Rappel envoyé' };

const shownFailures = 10;

export const isWorking = (work: Work): boolean => work.due !== undefined;

/** The works of a campaign that somebody should know of: those under way, those that stopped, those that left some out. */
export type WorksToShow = { works: Work[]; failures: ReadonlyMap<string, WorkFailure[]> };

export const worksToShow = async (visit: Visit, works: readonly Work[]): Promise<WorksToShow> => {
  const isNewestOfKind = (work: Work) => works.find(({ kind }) => kind === work.kind) === work;
  const shown = works
    .filter((work) => isTheirs(visit, work))
    .filter((work) => !work.endedAt || (work.failed > 0 && isNewestOfKind(work)));
  const failures = await Promise.all(
    shown.map(async (work) => [work.workId, await visibleFailures(visit, work)] as const),
  );
  return { works: shown, failures: new Map(failures) };
};

/** Who only follows sees what concerns their sites alone: what they may have asked for themselves. */
const isTheirs = ({ staff }: Visit, { filter }: Work): boolean =>
  mayManage(staff) || (filter?.siteIds.every((siteId) => seesSite(staff, siteId)) ?? false);

/** Of the placements that it could not be done to, those that the person sees. */
const visibleFailures = async ({ staff, store }: Visit, work: Work): Promise<WorkFailure[]> => {
  const placements = await Promise.all(
    work.failures
      .slice(0, shownFailures)
      .map(({ studentNumber }) => store.placements.find({ campaignId: work.campaignId, studentNumber })),
  );
  return work.failures.filter((_, at) => {
    const placement = placements[at];
    return placement !== undefined && seesSite(staff, placement.siteId);
  });
};

type Around = { visit: Visit; campaign: Campaign };

export const WorkNotices = ({ visit, campaign, works, failures }: WorksToShow & Around) =>
  works.length === 0 ? null : (
    <div data-works={works.some(isWorking) ? 'running' : 'over'}>
      {works.map((work) => (
        <WorkNotice
          key={work.workId}
          visit={visit}
          campaign={campaign}
          work={work}
          failures={failures.get(work.workId) ?? []}
        />
      ))}
    </div>
  );

type WorkProps = Around & { work: Work; failures: WorkFailure[] };

const WorkNotice = ({ visit, campaign, work, failures }: WorkProps) => {
  const { name, over, stopped } = workTitles[work.kind];
  if (work.endedAt)
    return (
      <Notice tone="warning" title={`${name} ${over}, sauf pour ${counted(work.failed, 'affectation')}`}>
        <Failures work={work} failures={failures} />
      </Notice>
    );
  if (work.stopped || isOverdue(work.due, visit.request.now))
    return (
      <Notice tone="error" title={`${name} ${stopped}`}>
        <Progress work={work} />
        <p>
          Ce qui est fait est fait ; le reste attend.
          {work.stopped &&
            ` Un service dont SOPA dépend n’a pas répondu, malgré plusieurs essais, le ${momentAsOf(work.stopped.at, visit.request.now)} (${work.stopped.error}).`}{' '}
          {mayResume(visit.staff, campaign, work)
            ? 'Reprenez ; si cela recommence, prévenez l’administration.'
            : 'L’administration peut le reprendre : prévenez-la.'}
        </p>
        {mayResume(visit.staff, campaign, work) && (
          <form method="post" action={`${campaignPath(work)}/travaux/${work.workId}`}>
            <CsrfInput token={visit.csrf} />
            <input type="hidden" name="run" value={String(work.run)} />
            <button type="submit">Reprendre</button>
          </form>
        )}
      </Notice>
    );
  return (
    <Notice tone="info" title={`${name} est en cours`}>
      <Progress work={work} />
      {work.slice?.until !== undefined && (
        <p>
          {counted(work.tally.started ?? 0, 'affectation a démarré', 'affectations ont démarré')}. La suite
          part à {timeAt(work.slice.until)}, si les adresses de ces premiers courriels les acceptent.
        </p>
      )}
      {work.failed > 0 && <Failures work={work} failures={failures} />}
      <p>
        Vous pouvez quitter cette page : tout continue sans vous.{' '}
        <a href={campaignPath(work)}>Voir où cela en est</a>
      </p>
    </Notice>
  );
};

const Progress = ({ work }: { work: Work }) => {
  const percent = Math.floor(workFraction(work) * 100);
  return (
    <p class="work-progress">
      <progress max="100" value={String(percent)} aria-label={workTitles[work.kind].name} />
      <span>
        {work.total > 0
          ? `${percent} % de ${counted(work.total, 'affectation')}`
          : counted(work.done, 'affectation traitée', 'affectations traitées')}
      </span>
    </p>
  );
};

const Failures = ({ work, failures }: Pick<WorkProps, 'work' | 'failures'>) => (
  <ul>
    {failures.slice(0, shownFailures).map((one) => (
      <li key={one.studentNumber}>
        <a href={stagePath({ ...work, ...one })}>{one.studentNumber}</a>
        {work.kind === 'selection' && isWhyNot(one.reason) ? '\u00a0: ' : ' '}
        {reasonOf(one, work)}
      </li>
    ))}
    {work.failed > failures.length && <li>{counted(work.failed - failures.length, 'autre affectation')}</li>}
  </ul>
);

/** Goes on with work that stopped. */
export const submitResume = async (visit: Visit): Promise<PageResponse> => {
  const campaign = await visitedCampaign(visit);
  const { workId = '' } = visit.request.params;
  const work = campaign && (await visit.store.works.find({ campaignId: campaign.campaignId, workId }));
  if (!campaign || !work) return nothingHerePage('Ce travail');
  const seen = { ...work, run: Number(fieldValue(visit.request.form, 'run')) };
  const outcome = await resumeWork(visit.env, visit.acting, campaign, seen);
  return outcome.kind === 'refused'
    ? notAllowedPage(
        'Seuls celles et ceux qui peuvent lancer ou importer reprennent un travail interrompu.',
        campaignPath(campaign),
      )
    : redirect(campaignPath(campaign));
};
