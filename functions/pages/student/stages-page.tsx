import { academicYear } from '../../../schemas/campaign.ts';
import type { StartedPlacement } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import { versionAtHand } from '../../domain/placement/placement-life.ts';
import { siteOf } from '../../domain/placement/site-of.ts';
import { hearsTutor, isStarted } from '../../domain/placement/status-meanings.ts';
import { whyNotProposed } from '../../domain/report/proposed-facts.ts';
import { periodsLabel } from '../../domain/wording/french-dates.ts';
import { tutorName } from '../../domain/wording/people.ts';
import { Badge } from '../components/badge.tsx';
import { Facts } from '../components/facts.tsx';
import type { PageRequest } from '../request.ts';
import { html, type PageResponse } from '../responses.ts';
import { type StudentDoor, type StudentStage, stagePathOf } from './door.tsx';
import { factsPath } from './facts-page.tsx';
import { mailPath } from './mail-page.tsx';
import { stageState } from './stage-state.ts';
import { StudentPage } from './student-page.tsx';

/** First page behind the link: every stage of the year, the latest first, each with its tutor and what there is to do. */
export const stagesPage = (door: StudentDoor, { now }: PageRequest): PageResponse => {
  const { link, stages } = door;
  const title = stages.length > 1 ? 'Vos stages' : 'Votre stage';
  return html(
    <StudentPage door={door} title="Mes stages" isFirst>
      <p class="eyebrow">Année {academicYear(link.year)}</p>
      <h1>{title}</h1>
      {stages.map((stage) => (
        <StageCard key={stage.campaign.campaignId} door={door} stage={stage} now={now} />
      ))}
      <Registrars door={door} />
    </StudentPage>,
  );
};

type StageCardProps = { door: StudentDoor; stage: StudentStage; now: IsoInstant };

const StageCard = ({ door, stage, now }: StageCardProps) => {
  const { campaign, placement } = stage;
  const id = `stage-${campaign.campaignId}`;
  const state = isStarted(placement) ? stageState(placement, campaign, now) : cancelled;
  return (
    <section class="card" aria-labelledby={id}>
      <div class="card-head">
        <h2 id={id}>{stageLabel(door.institution, campaign)}</h2>
        <Badge tone={state.tone}>{state.label}</Badge>
      </div>
      <p>{state.detail}</p>
      {isStarted(placement) && <StageDetails door={door} stage={{ campaign, placement }} now={now} />}
    </section>
  );
};

const cancelled = {
  ...({ tone: 'neutral', label: 'Annulé' } as const),
  detail: 'Ce stage n’a pas lieu, ou s’est arrêté. Une question\u00a0? Votre scolarité vous répond.',
};

type Details = {
  door: StudentDoor;
  stage: Pick<StudentStage, 'campaign'> & { placement: StartedPlacement };
  now: IsoInstant;
};

const StageDetails = ({ door, stage, now }: Details) => {
  const { campaign, placement } = stage;
  const { tutor, school } = placement;
  const path = stagePathOf(door, stage);
  return (
    <>
      <Facts
        facts={[
          ['Dates', periodsLabel(placement.periods)],
          ['Lieu du stage', `${school.name}, ${school.town}`],
          [
            'Tuteur de stage',
            <>
              {tutorName(placement)}
              <br />
              <a href={`mailto:${tutor.email}`}>{tutor.email}</a>
            </>,
          ],
        ]}
      />
      {versionAtHand(placement) && (
        <p>
          <a class="button" href={`${path}/compte-rendu.pdf`}>
            Ouvrir mon compte-rendu (PDF)
          </a>
        </p>
      )}
      <ul>
        {whyNotProposed(placement, now) === undefined && (
          <li>
            <a href={factsPath(path)}>Préparer le bilan&nbsp;: absences et séances</a>
          </li>
        )}
        <li>
          <a href={`${path}/stage.ics`}>Ajouter les dates à mon agenda</a>
        </li>
        <li>
          <a href={`/guide/${campaign.campaignId}#cadrage`}>Lire le cadrage du stage</a>
        </li>
        {hearsTutor(placement) && (
          <li>
            <a href={mailPath(path)}>Mon tuteur dit ne pas avoir reçu le courriel</a>
          </li>
        )}
      </ul>
    </>
  );
};

/** Who answers at the student's sites. */
const Registrars = ({ door: { institution, stages } }: { door: StudentDoor }) => {
  const siteIds = [...new Set(stages.map(({ placement }) => placement.siteId))];
  const people = siteIds.flatMap((siteId) => siteOf(institution, siteId).registrars);
  return (
    <>
      <h2>Une question&nbsp;?</h2>
      <p>Votre scolarité vous répond&nbsp;:</p>
      <ul>
        {people.map(({ name, email }) => (
          <li key={email}>
            {name}&nbsp;: <a href={`mailto:${email}`}>{email}</a>
          </li>
        ))}
      </ul>
    </>
  );
};
