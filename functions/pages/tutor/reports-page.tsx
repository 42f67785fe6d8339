import type { StartedPlacement } from '../../../schemas/placement.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import { hearsTutor, isStarted } from '../../domain/placement/status-meanings.ts';
import { waitingWord } from '../../domain/placement/tutors-word.ts';
import { dateTime, periodsLabel } from '../../domain/wording/french-dates.ts';
import { fullName } from '../../domain/wording/people.ts';
import { Badge } from '../components/badge.tsx';
import { Facts } from '../components/facts.tsx';
import type { PageRequest } from '../request.ts';
import { html, type PageResponse } from '../responses.ts';
import type { Door } from './door.tsx';
import { reportAt } from './report-draft.ts';
import { type ReportState, reportState } from './report-state.ts';
import { TutorPage } from './tutor-page.tsx';
import { UnforeseenLink } from './unforeseen/unforeseen-link.tsx';
import { schoolOf } from './wording.ts';

const ReportCard = ({
  path,
  placement,
  state,
}: {
  path: string;
  placement: StartedPlacement;
  state: ReportState;
}) => (
  <section class="card" aria-labelledby={`stagiaire-${placement.studentNumber}`}>
    <div class="card-head">
      <h2 id={`stagiaire-${placement.studentNumber}`}>{fullName(placement.student)}</h2>
      <Badge tone={state.tone}>{state.label}</Badge>
    </div>
    <p>{state.detail}</p>
    <Facts
      facts={[
        ['Lieu du stage', schoolOf(placement)],
        ['Période de stage', periodsLabel(placement.periods)],
      ]}
    />
    <p>
      <a
        class={state.tone === 'success' ? 'button secondary' : 'button'}
        href={`${path}/${placement.studentNumber}`}
        aria-describedby={`stagiaire-${placement.studentNumber}`}
      >
        {state.action}
      </a>
    </p>
    <Said placement={placement} />
    {hearsTutor(placement) && state.tone !== 'success' && (
      <p>
        <UnforeseenLink path={path} placement={placement} />
      </p>
    )}
  </section>
);

/** What the tutor told the institute, and nobody has answered yet. */
const Said = ({ placement }: { placement: StartedPlacement }) => {
  const word = waitingWord(placement);
  return word ? <p class="muted">Votre mot du {dateTime(word.saidAt)} est chez la scolarité.</p> : null;
};

/** First page behind the link: every report that the tutor owes or has given, in this campaign. */
export const reportsPage = async (door: Door, { now }: PageRequest): Promise<PageResponse> => {
  const { campaign, link, path, store } = door;
  const placements = (await store.placements.ofTutor(campaign.campaignId, link.tutorEmail)).filter(isStarted);
  const cards = await Promise.all(
    placements.map(async (placement) => ({
      placement,
      state: reportState(await reportAt({ store, placement }), placement, campaign, now),
    })),
  );
  return html(
    <TutorPage door={door} title="Mes comptes-rendus" at="reports">
      <p class="eyebrow">{stageLabel(door.institution, campaign)}</p>
      <h1>{cards.length > 1 ? 'Vos comptes-rendus de stage' : 'Votre compte-rendu de stage'}</h1>
      {cards.map((card) => (
        <ReportCard key={card.placement.studentNumber} path={path} {...card} />
      ))}
      {cards.length === 0 && <p>Vous n’avez plus de stagiaire dans cette campagne.</p>}
      <p>
        <a href={`${path}/guide`}>Lire le guide du tuteur, le cadrage du stage et la grille d’évaluation</a>
        <br />
        <a href={`${path}/precedents`}>Mes autres stages</a>
      </p>
    </TutorPage>,
  );
};
