import type { Campaign, PreparedCampaign } from '../../../schemas/campaign.ts';
import { type IsoInstant, isoDate, timeOfDay } from '../../../schemas/time.ts';
import {
  type ScheduleProblem,
  scheduleLaunch,
  scheduleProblem,
  unscheduleLaunch,
} from '../../actions/schedule-launch.ts';
import { isChangedSince, lastDayToLaunch, scheduledLaunchOf } from '../../domain/placement/campaign-life.ts';
import { openMoment } from '../../domain/placement/mail-wave.ts';
import { mayLaunch } from '../../domain/rights.ts';
import { dayAfter } from '../../domain/timetable/calendar-days.ts';
import { nextOpenDay } from '../../domain/timetable/quiet-days.ts';
import { dateTime, longDate, parisDay, parisInstant, timeAt } from '../../domain/wording/french-dates.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { TextField } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldValue } from '../request.ts';
import { type PageResponse, redirect } from '../responses.ts';
import { launchRefusals } from './launch-wording.ts';
import type { Visit } from './visit.ts';
import { campaignPath } from './wording.ts';

export type ScheduleFields = { date: string; time: string; problem?: { field: string; message: string } };

/** The morning after next: time to read the mails once more. */
const usualFields = (visit: Visit, campaign: PreparedCampaign): ScheduleFields => {
  const { scheduled } = campaign;
  if (scheduled) return { date: parisDay(scheduled.at), time: timeAt(scheduled.at) };
  const tomorrow = dayAfter(parisDay(visit.request.now), 1);
  return { date: nextOpenDay(tomorrow, visit.institution), time: '08:00' };
};

/** On the page of a launch: have it start by itself, at another moment, or not. */
export const ScheduleForm = ({
  visit,
  campaign,
  fields = usualFields(visit, campaign),
}: {
  visit: Visit;
  campaign: PreparedCampaign;
  fields?: ScheduleFields | undefined;
}) => {
  const last = lastDayToLaunch(campaign);
  if (parisDay(visit.request.now) > last) return null;
  const errorOf = (name: string) => (fields.problem?.field === name ? fields.problem.message : undefined);
  const isScheduled = campaign.scheduled !== undefined;
  return (
    <section class="card" aria-labelledby="programmer">
      <h2 id="programmer">{isScheduled ? 'Le lancement est programmé' : 'Ou programmer le lancement'}</h2>
      <p>
        Il se fera de lui-même, dans les cinq minutes qui suivent l’heure choisie (heure de Paris), au plus
        tard le {longDate(last)}, premier jour du stage. D’ici là, vous pouvez le changer ou l’annuler, et
        importer d’autres affectations.
      </p>
      <form method="post" action={`${campaignPath(campaign)}/programmation`} novalidate>
        <CsrfInput token={visit.csrf} />
        <input type="hidden" name="vue" value={String(campaign.version)} />
        <div class="pair">
          <TextField type="date" name="jour" label="Jour" value={fields.date} error={errorOf('jour')} />
          <TextField type="time" name="heure" label="Heure" value={fields.time} error={errorOf('heure')} />
        </div>
        <p class="actions">
          <button class="secondary" type="submit" name="step" value="programmer">
            {isScheduled ? 'Changer le moment' : 'Programmer le lancement'}
          </button>
          {isScheduled && (
            <button class="secondary" type="submit" name="step" value="annuler">
              Annuler la programmation
            </button>
          )}
        </p>
      </form>
    </section>
  );
};

const problemWords = (campaign: Campaign): Record<ScheduleProblem, string> => ({
  past: 'Ce moment est passé. Choisissez-en un à venir.',
  begun: `Le stage commence le ${longDate(lastDayToLaunch(campaign))} : choisissez ce jour-là au plus tard.`,
});

/** What was typed; the moment, or what is wrong with it. */
const typed = (visit: Visit, campaign: Campaign): { at: IsoInstant } | Required<ScheduleFields> => {
  const [date, time] = [fieldValue(visit.request.form, 'jour'), fieldValue(visit.request.form, 'heure')];
  const wrong = (field: string, message: string) => ({ date, time, problem: { field, message } });
  if (!isoDate.safeParse(date).success) return wrong('jour', 'Choisissez un jour, par exemple 2026-10-01.');
  if (!timeOfDay.safeParse(time).success) return wrong('heure', 'Écrivez l’heure comme ceci : 08:00.');
  const at = parisInstant(date, time);
  const problem = scheduleProblem(campaign, at, visit.request.now);
  return problem ? wrong('jour', problemWords(campaign)[problem]) : { at };
};

/** @param again the launch's page, with what is wrong; @param overtaken with the campaign as it is by now */
export const submittedSchedule = async (
  visit: Visit,
  campaign: PreparedCampaign,
  again: (fields: ScheduleFields) => Promise<PageResponse>,
  overtaken: (campaign: Campaign) => Promise<PageResponse>,
  refused: () => PageResponse,
): Promise<PageResponse> => {
  const seen = { ...campaign, version: Number(fieldValue(visit.request.form, 'vue')) };
  const isOff = fieldValue(visit.request.form, 'step') === 'annuler';
  const moment = isOff ? undefined : typed(visit, campaign);
  if (moment && 'problem' in moment) return again(moment);
  const outcome = moment
    ? await scheduleLaunch(visit.acting, seen, moment.at)
    : await unscheduleLaunch(visit.acting, seen);
  switch (outcome.kind) {
    case 'done':
      return redirect(`${campaignPath(campaign)}?${isOff ? 'deprogrammee' : 'programmee'}=oui`);
    case 'overtaken':
      return overtaken(outcome.campaign);
    case 'refused':
      return refused();
  }
};

/** On the campaign's page: when it starts by itself, or why it did not. */
export const ScheduledNotice = ({ visit, campaign }: { visit: Visit; campaign: Campaign }) => {
  if (campaign.status !== 'prepared' || !campaign.scheduled) return null;
  const { at, by, refused } = campaign.scheduled;
  const path = `${campaignPath(campaign)}/lancement`;
  if (refused || isChangedSince(campaign))
    return (
      <Notice
        tone={refused ? 'error' : 'warning'}
        title={
          refused
            ? 'Le lancement programmé ne s’est pas fait'
            : `Le lancement prévu le ${dateTime(at)} est à confirmer`
        }
      >
        <p>
          {refused
            ? `Il était prévu le ${dateTime(at)}. ${launchRefusals[refused.why]} Aucun courriel n’est parti.`
            : 'La campagne a été modifiée depuis : sans confirmation, le lancement ne se fera pas.'}
        </p>
        {mayLaunch(visit.staff, campaign) && (
          <p class="actions">
            <a class="button" href={path}>
              {refused ? 'Lancer ou reprogrammer' : 'Confirmer le lancement'}
            </a>
          </p>
        )}
      </Notice>
    );
  const first = openMoment(at, visit.institution);
  return (
    <Notice tone="info" title={`Lancement prévu le ${dateTime(at)}`}>
      <p>
        Programmé par {by}.{' '}
        {first === at
          ? 'Les premiers courriels partent alors.'
          : `Les premiers courriels partiront le ${dateTime(first)}.`}
      </p>
      {mayLaunch(visit.staff, campaign) && scheduledLaunchOf(campaign) && (
        <form method="post" action={`${campaignPath(campaign)}/programmation`} class="actions">
          <CsrfInput token={visit.csrf} />
          <input type="hidden" name="vue" value={String(campaign.version)} />
          <a class="button secondary" href={`${path}#programmer`}>
            Changer le moment
          </a>
          <button class="secondary" type="submit" name="step" value="annuler">
            Annuler la programmation
          </button>
        </form>
      )}
    </Notice>
  );
};
