import type { Campaign } from '../../../../schemas/campaign.ts';
import type { Meeting, MeetingId } from '../../../../schemas/meeting.ts';
import { seesSite } from '../../../../schemas/staff.ts';
import { audienceOf } from '../../../actions/audience-of.ts';
import { namedMeetingForm, newMeetingForm, prepareMeeting } from '../../../actions/prepare-meeting.ts';
import { strangersAmong } from '../../../domain/meeting/audience.ts';
import {
  checkedMeeting,
  type MeetingFields,
  untouchedFields,
} from '../../../domain/meeting/meeting-drafting.ts';
import { mayManage, seesCampaign } from '../../../domain/rights.ts';
import { type FieldProblem, titleOf } from '../../components/error-summary.tsx';
import { SelectField } from '../../components/field.tsx';
import { fieldValue } from '../../request.ts';
import { html, type PageResponse, redirect } from '../../responses.ts';
import { ConsolePage } from '../console-page.tsx';
import { notAllowedPage } from '../refusal-pages.tsx';
import type { Visit } from '../visit.ts';
import { campaignTitle, siteName } from '../wording.ts';
import { problemsOf, type TypedTutors, tutorsByName } from './chosen-tutors.tsx';
import { MeetingForm, typedMeeting } from './meeting-form.tsx';
import { meetingPath, meetingsPath, meetingsTrail, onlyManagersDecide } from './visited-meeting.ts';

type Place = { campaign: Campaign; siteId: string };
const placeValue = ({ campaign, siteId }: Place): string => `${campaign.campaignId} ${siteId}`;

/** Launched campaigns, whose tutors know that they are some, at the sites of this person; so many, the newest first. */
const mostOffered = 30;
const placesOf = async ({ store, staff }: Visit): Promise<Place[]> => {
  const campaigns = (await store.campaigns.all()).filter(
    (one) => one.status === 'launched' && seesCampaign(staff, one),
  );
  return campaigns
    .flatMap((campaign) =>
      campaign.siteIds
        .filter((siteId) => seesSite(staff, siteId))
        .map((siteId): Place => ({ campaign, siteId })),
    )
    .slice(0, mostOffered);
};

type FormState = {
  /** The form's own name: of two presses one counts. */
  form: MeetingId;
  places: Place[];
  place: string;
  fields: MeetingFields;
  problems?: FieldProblem[];
  offered?: TypedTutors['offered'];
};

const formPage = (
  visit: Visit,
  { form, places, place, fields, problems = [], offered = [] }: FormState,
): PageResponse => {
  const { institution } = visit;
  const title = 'Préparer une réunion';
  return html(
    <ConsolePage
      visit={visit}
      title={titleOf(title, problems.length > 0)}
      here={title}
      trail={meetingsTrail}
      wide={false}
    >
      <h1>{title}</h1>
      {places.length === 0 ? (
        <div class="card empty">
          <h2>Aucune campagne lancée</h2>
          <p>
            Une réunion invite les tuteurs d’une campagne, qui doit être lancée : jusque-là, ils ne savent pas
            encore qu’ils accueillent un stage.
          </p>
          <p class="actions">
            <a class="button" href="/console/campagnes">
              Toutes les campagnes
            </a>
          </p>
        </div>
      ) : (
        <>
          <p class="lead">Aucun courriel ne part à cette étape. Vous verrez d’abord qui est invité.</p>
          <MeetingForm
            {...{
              visit,
              fields,
              problems,
              offered,
              back: meetingsPath,
              submit: 'Enregistrer et voir qui est invité',
            }}
            action={`${meetingsPath}/nouvelle`}
            before={
              <section class="card">
                <input type="hidden" name="formulaire" value={form} />
                <h2>Pour quels tuteurs</h2>
                <SelectField
                  name="pour"
                  label="Campagne et site"
                  value={place}
                  error={problems.find(({ field }) => field === 'pour')?.message}
                  options={[
                    ...(places.length > 1 ? [{ value: '', label: 'Choisir…' }] : []),
                    ...places.map((one) => ({
                      value: placeValue(one),
                      label: `${campaignTitle(institution, one.campaign)}, ${siteName(institution, one.siteId)}`,
                    })),
                  ]}
                />
              </section>
            }
          />
        </>
      )}
    </ConsolePage>,
    { status: problems.length > 0 ? 422 : 200 },
  );
};

export const showNewMeeting = async (visit: Visit): Promise<PageResponse> => {
  if (!mayManage(visit.staff)) return notAllowedPage(onlyManagersDecide, meetingsPath);
  const form = newMeetingForm(visit.request.now);
  return formPage(visit, { form, places: await placesOf(visit), place: '', fields: untouchedFields });
};

export const submitNewMeeting = async (visit: Visit): Promise<PageResponse> => {
  const { staff, request, acting } = visit;
  if (!mayManage(staff)) return notAllowedPage(onlyManagersDecide, meetingsPath);
  const places = await placesOf(visit);
  const place = fieldValue(request.form, 'pour');
  const form = namedMeetingForm(fieldValue(request.form, 'formulaire'), request.now);
  const found = places.find((one) => placeValue(one) === place);
  const { fields, offered, ...names } = await tutorsByName(
    visit,
    typedMeeting(request.form),
    found && { campaignId: found.campaign.campaignId, siteId: found.siteId },
  );
  const again = (problems: FieldProblem[]) =>
    formPage(visit, { form, places, place, fields, problems, offered });
  const checked = checkedMeeting(fields, request.now);
  const missing = found ? [] : [{ field: 'pour', message: 'Choisissez une campagne et un site.' }];
  if (!found || 'problems' in checked) return again([...missing, ...problemsOf(checked, names.problems)]);
  const { campaign, siteId } = found;
  const wrong = await chosenProblem(visit, { ...checked, siteId, campaignId: campaign.campaignId });
  if (wrong) return again([wrong]);
  const outcome = await prepareMeeting(acting, campaign, { siteId, ...checked }, form);
  return outcome.kind === 'refused'
    ? notAllowedPage(onlyManagersDecide, meetingsPath)
    : redirect(`${meetingPath(outcome.meeting)}/envoi`);
};

/** An address that was chosen and is no tutor's: said before anything is kept, since nobody would be invited by it. */
export const chosenProblem = async (
  visit: Visit,
  meeting: Pick<Meeting, 'campaignId' | 'siteId' | 'audience'>,
): Promise<FieldProblem | undefined> => {
  if (meeting.audience.tutors.who !== 'chosen') return undefined;
  const [stranger] = strangersAmong(meeting, await audienceOf(visit.acting, visit.institution, meeting));
  return stranger === undefined
    ? undefined
    : {
        field: 'emails',
        message: `Aucun tuteur de l’adresse « ${stranger} » n’a de stage suivi à ce site dans cette campagne.`,
      };
};
