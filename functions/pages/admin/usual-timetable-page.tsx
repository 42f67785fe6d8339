import { mayAdminister } from '../../domain/rights.ts';
import {
  type DraftFields,
  type DraftProblem,
  draftTimetable,
  timetableFields,
  usualTimetable,
} from '../../domain/timetable/campaign-drafting.ts';
import { html, type PageResponse } from '../responses.ts';
import {
  answerTo,
  changedAsPosted,
  SettingsPage,
  settingsActRefused,
  settingsPath,
  settingsRefused,
} from './settings-change.tsx';
import { TimetableFields } from './timetable-fields.tsx';
import type { Visit } from './visit.ts';

export const usualTimetablePath = `${settingsPath}/delais`;

export const showUsualTimetable = (visit: Visit): PageResponse =>
  mayAdminister(visit.staff)
    ? html(<UsualTimetable visit={visit} fields={timetableFields(usualTimetable(visit.settings))} />)
    : settingsRefused();

export const submitUsualTimetable = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return settingsActRefused(visit, 'settingsChanged');
  const { form } = visit.request;
  const read = draftTimetable(form);
  if ('problems' in read)
    return html(<UsualTimetable visit={visit} fields={form} problems={read.problems} />, { status: 422 });
  const { timetable } = read;
  const outcome = await changedAsPosted(visit, (current) => ({ ...current, timetable }));
  return answerTo(visit, usualTimetablePath, outcome, (current) =>
    html(<UsualTimetable visit={current} fields={form} isOvertaken />, { status: 409 }),
  );
};

type Props = { visit: Visit; fields: DraftFields; problems?: DraftProblem[]; isOvertaken?: boolean };

const UsualTimetable = ({ visit, fields, problems = [], isOvertaken = false }: Props) => (
  <SettingsPage
    {...{ visit, path: usualTimetablePath, problems, isOvertaken }}
    title="Délais habituels"
    unsaved="Les délais ne sont pas enregistrés"
    lead={
      <p class="lead">
        Chaque campagne préparée désormais commence avec ces délais, et peut s’en écarter. Celles qui existent
        gardent les leurs.
      </p>
    }
  >
    <TimetableFields
      fields={fields}
      errorOf={(field) => problems.find((one) => one.field === field)?.message}
    />
  </SettingsPage>
);
