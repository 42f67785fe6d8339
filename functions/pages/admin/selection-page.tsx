import type { Campaign } from '../../../schemas/campaign.ts';
import { longestNote } from '../../../schemas/note.ts';
import { cancelReason, longestWhy, studentNumber } from '../../../schemas/placement.ts';
import { isoDate } from '../../../schemas/time.ts';
import type { HandMail, SelectionTask } from '../../../schemas/work.ts';
import { namedWorkId, newWorkId } from '../../actions/ask-for-work.ts';
import {
  askSelection,
  lookAtSelection,
  mostPicked,
  type Selection,
  type SelectionLook,
} from '../../actions/ask-selection.ts';
import { mailsOfCourse } from '../../actions/change-course.ts';
import type { MailToCome } from '../../actions/letters-of-start.ts';
import type { CourseChange } from '../../domain/placement/course-changes.ts';
import { isSendingTime } from '../../domain/placement/mail-wave.ts';
import { mayManage } from '../../domain/rights.ts';
import { dayAfter } from '../../domain/timetable/calendar-days.ts';
import { parisDay } from '../../domain/wording/french-dates.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { ErrorSummary, titleOf } from '../components/error-summary.tsx';
import { Choices, TextAreaField, TextField } from '../components/field.tsx';
import { type FormFields, fieldText, fieldValue, fieldValues } from '../request.ts';
import type { BodyLimits } from '../request-body.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { reasonChoices } from './course-page.tsx';
import { MailsToRead } from './mails-to-read.tsx';
import { filtered, filterOf, listPath, type PlacementFilter } from './placement-filter.ts';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import { distinct, firstOf, handMailsToRead, mostRead, NotPossible, Possible } from './selection-look.tsx';
import type { Visit } from './visit.ts';
import { campaignTrail, visibleProgress, visitedCampaign } from './visited-campaign.ts';
import { campaignPath, counted, hoursResume } from './wording.ts';

/** The numbers that were picked, and a few fields. */
export const selectionLimits: BodyLimits = { bytes: 20_000, fields: mostPicked + 20 };

type Action = {
  does: 'cancel' | 'restore' | 'extend' | 'close' | 'note' | HandMail;
  /** In the list's choice, and as a title. */
  label: string;
  button: string;
  lead: string;
};

/** What can be done to a selection, by the word in its address; in the order of the choice. */
const actions = {
  rappel: {
    does: 'reminder',
    label: 'Envoyer un rappel',
    button: 'Envoyer ces rappels',
    lead: 'Chaque tuteur reçoit un courriel tout de suite, quel que soit le nombre de ses stagiaires, et une fois par jour au plus. Les relances prévues gardent leurs distances.',
  },
  lien: {
    does: 'link',
    label: 'Envoyer le lien',
    button: 'Envoyer ces liens',
    lead: 'Chaque tuteur reçoit son lien tout de suite, à son adresse, et une fois par jour au plus.',
  },
  lettre: {
    does: 'letter',
    label: 'Renvoyer la lettre',
    button: 'Renvoyer ces lettres',
    lead: 'Chaque tuteur reçoit de nouveau la dernière lettre de son stage : la lettre de mission, ou la demande de compte-rendu.',
  },
  delai: {
    does: 'extend',
    label: 'Accorder un délai',
    button: 'Accorder ce délai',
    lead: 'Les comptes-rendus sont attendus jusqu’à cette date ; les relances et l’alerte l’attendent aussi. Rien n’est envoyé maintenant.',
  },
  'non-rendu': {
    does: 'close',
    label: 'Clore sans compte-rendu',
    button: 'Clore ces stages',
    lead: 'Ces stages sont notés « non rendu » dès maintenant : plus aucune relance ne part, et le formulaire en ligne se ferme. Chacun peut être rouvert.',
  },
  annulation: {
    does: 'cancel',
    label: 'Annuler les stages',
    button: 'Annuler ces stages',
    lead: 'Ces stages n’ont pas lieu, ou s’arrêtent : plus aucune demande ne part. Ceux qui les avaient dans leur agenda reçoivent un seul courriel, qui les en retire. Chacun peut être rétabli.',
  },
  retablissement: {
    does: 'restore',
    label: 'Rétablir les stages',
    button: 'Rétablir ces stages',
    lead: 'Ces stages ont lieu après tout : leur suivi reprend où il en était, et ceux qui avaient été prévenus de l’annulation le sont de nouveau.',
  },
  note: {
    does: 'note',
    label: 'Ajouter une note',
    button: 'Ajouter cette note',
    lead: 'La note est ajoutée à chaque affectation, sous votre nom. Aucun courriel ne part.',
  },
} as const satisfies Record<string, Action>;
type Word = keyof typeof actions;
const words = Object.keys(actions).filter((word): word is Word => Object.hasOwn(actions, word));
/** For the list: what may be chosen. */
export const selectionChoices: readonly { word: string; label: string }[] = words.map((word) => ({
  word,
  label: actions[word].label,
}));

type Typed = { motif: string; date: string; raison: string };
type Picked = { numbers: string[]; filter: PlacementFilter | undefined };
type Selecting = {
  visit: Visit;
  campaign: Campaign;
  word: Word;
  picked: Picked;
  selection: Selection;
  typed: Typed;
};

/** The address of the confirmation, and its form, ask in the same words. */
const fieldsOf = ({ query }: Visit['request']): FormFields =>
  Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)]));

const selecting = async (visit: Visit, form: FormFields): Promise<Selecting | PageResponse> => {
  const campaign = await visitedCampaign(visit);
  if (!campaign) return nothingHerePage('Cette campagne');
  if (!mayManage(visit.staff))
    return notAllowedPage(
      'Seules l’administration et la scolarité agissent sur plusieurs affectations à la fois.',
      campaignPath(campaign),
    );
  const asked = fieldValue(form, 'action');
  const word = words.find((one) => one === asked);
  if (!word) return nothingHerePage('Cette action');
  const { now } = visit.request;
  const filter = fieldValue(form, 'tout') === 'oui' ? filterOf((name) => fieldValue(form, name)) : undefined;
  const numbers = fieldValues(form, 'n').filter((text) => studentNumber.safeParse(text).success);
  const selection = filter
    ? filtered(filter, campaign, await visibleProgress(visit, campaign), now)
    : { numbers };
  const typed = {
    motif: fieldValue(form, 'motif'),
    date: fieldValue(form, 'date') || dayAfter(parisDay(now), 7),
    raison: fieldText(form, 'raison'),
  };
  return { visit, campaign, word, picked: { numbers, filter }, selection, typed };
};

type Problem = { field: keyof Typed; message: string };

/** What is to be done, or what the form does not say yet. @param isTyped false while the form is shown first */
const taskOf = ({ visit, word, typed }: Selecting, isTyped: boolean): SelectionTask | Problem => {
  const { does } = actions[word];
  const { motif, date, raison } = typed;
  const limit = does === 'note' ? longestNote : longestWhy;
  if (raison.length > limit)
    return {
      field: 'raison',
      message: `${does === 'note' ? 'Cette note' : 'Cette phrase'} dépasse ${limit} caractères : raccourcissez-la.`,
    };
  const why = raison === '' ? {} : { why: raison };
  switch (does) {
    case 'cancel': {
      const reason = cancelReason.safeParse(isTyped ? motif : 'moved');
      if (!reason.success) return { field: 'motif', message: 'Choisissez pourquoi ces stages sont annulés.' };
      if (reason.data === 'other' && raison === '')
        return { field: 'raison', message: 'Écrivez pourquoi, en une phrase.' };
      return { does, reason: reason.data, ...why };
    }
    case 'extend': {
      const until = isoDate.safeParse(date);
      if (!until.success) return { field: 'date', message: 'Donnez une date.' };
      if (until.data <= parisDay(visit.request.now))
        return { field: 'date', message: 'Cette date est passée : choisissez-en une à venir.' };
      return { does, until: until.data, ...why };
    }
    case 'restore':
      return { does, ...why };
    case 'close':
      if (raison === '' && isTyped) return { field: 'raison', message: 'Écrivez pourquoi, en une phrase.' };
      return { does, why: raison || '–' };
    case 'note':
      if (raison === '' && isTyped)
        return { field: 'raison', message: 'Écrivez votre note, puis ajoutez-la.' };
      return { does, text: raison || '–' };
    default:
      return { does: 'mail', mail: does, ...why };
  }
};

/** To whom it could be done, by what the form says so far. */
const lookOf = (one: Selecting): Promise<SelectionLook> => {
  const { visit, campaign, selection } = one;
  const task = taskOf(one, false);
  const sample: SelectionTask = 'does' in task ? task : { does: 'note', text: '–' };
  return lookAtSelection(visit.acting, visit.institution, campaign, selection, sample);
};

/** Says whom it is done to, whom not and why, and who is mailed. Changes nothing. */
export const showSelection = async (visit: Visit): Promise<PageResponse> => {
  const one = await selecting(visit, fieldsOf(visit.request));
  if (!('picked' in one)) return one;
  return html(await confirmation(one, await lookOf(one)));
};

export const submitSelection = async (visit: Visit): Promise<PageResponse> => {
  const { form, now } = visit.request;
  const one = await selecting(visit, form);
  if (!('picked' in one)) return one;
  const task = taskOf(one, true);
  const look = await lookOf(one);
  if (!('does' in task)) return html(await confirmation(one, look, task), { status: 422 });
  if (isClosed(one) || (look.possible.length === 0 && !look.isPart))
    return html(await confirmation(one, look), { status: 409 });
  const workId = namedWorkId(fieldValue(form, 'travail'), 'selection', now);
  const outcome = await askSelection(visit.env, visit.acting, one.campaign, one.selection, task, workId);
  return outcome.kind === 'refused'
    ? notAllowedPage('Cette action est réservée à la scolarité.', campaignPath(one.campaign))
    : redirect(`${campaignPath(one.campaign)}?travail=${outcome.work.workId}`);
};

/** What is mailed by hand leaves in sending hours, and is not kept for later (ADR 39); the link leaves at any time. */
const isClosed = ({ visit, word }: Selecting): boolean => {
  const { does } = actions[word];
  return (does === 'reminder' || does === 'letter') && !isSendingTime(visit.request.now, visit.institution);
};

/** The first of the mails that leave because of it. */
const mailsOf = async ({ visit, campaign, word }: Selecting, look: SelectionLook): Promise<MailToCome[]> => {
  const { does } = actions[word];
  const { acting, institution, env } = visit;
  if (campaign.status !== 'launched') return [];
  switch (does) {
    case 'cancel':
    case 'restore': {
      const change: CourseChange =
        does === 'cancel' ? { kind: does, reason: 'other' } : { kind: does, isLaunched: true };
      const mails = (await firstOf(visit, campaign, look)).map((placement) =>
        mailsOfCourse(...[acting, institution, campaign, placement], change, ...[env.PUBLIC_URL, undefined]),
      );
      return distinct((await Promise.all(mails)).flat());
    }
    case 'extend':
    case 'close':
    case 'note':
      return [];
    default:
      return handMailsToRead(visit, campaign, does, look, ({ siteId }) =>
        look.possible.some((one) => one.siteId === siteId),
      );
  }
};

const confirmation = async (one: Selecting, look: SelectionLook, problem?: Problem) => {
  const { visit, campaign, word, picked, typed, selection } = one;
  const { request } = visit;
  const { does, label, button, lead } = actions[word];
  const isTooLate = isClosed(one);
  const count = look.isPart && 'total' in selection ? selection.total : look.possible.length;
  const mails = isTooLate ? [] : await mailsOf(one, look);
  const errorOf = (field: keyof Typed) => (problem?.field === field ? problem.message : undefined);
  const back = listPath(campaign, picked.filter);
  const isPossible = !isTooLate && (look.possible.length > 0 || look.isPart);
  return (
    <ConsolePage
      visit={visit}
      title={titleOf(label, problem !== undefined)}
      here={label}
      trail={campaignTrail(visit, campaign)}
      wide={false}
    >
      <h1>
        {label}
        {'\u00a0: '}
        {count === undefined ? 'la liste trouvée' : counted(count, 'affectation')}
      </h1>
      <p class="lead">{isPossible ? lead : nothingToDo(one, look, isTooLate)}</p>
      <ErrorSummary title="Un point est à corriger" problems={problem ? [problem] : []} />
      {isPossible ? (
        <form method="post" action={`${campaignPath(campaign)}/selection`} class="card" novalidate>
          <CsrfInput token={visit.csrf} />
          <input type="hidden" name="action" value={word} />
          <input type="hidden" name="travail" value={newWorkId('selection', request.now)} />
          {picked.filter ? (
            <>
              <input type="hidden" name="tout" value="oui" />
              <input type="hidden" name="recherche" value={picked.filter.search} />
              <input type="hidden" name="site" value={picked.filter.site} />
              <input type="hidden" name="etape" value={picked.filter.step} />
            </>
          ) : (
            // Those that it can be done to: the work says of which it could not be any more.
            look.possible.map(({ studentNumber }) => (
              <input key={studentNumber} type="hidden" name="n" value={studentNumber} />
            ))
          )}
          <Fields word={word} typed={typed} errorOf={errorOf} />
          <section aria-labelledby="concernees">
            <h2 id="concernees">Affectations concernées</h2>
            <Possible campaign={campaign} look={look} />
          </section>
          <NotPossible campaign={campaign} look={look} />
          <MailsToRead mails={mails} now={request.now} nobody="Personne : aucun courriel ne part." />
          {mails.length >= mostRead && look.possible.length > mostRead && (
            <p class="muted">Ce sont les premiers : les autres disent la même chose, chacun de son stage.</p>
          )}
          <p class="actions">
            <button type="submit" class={does === 'cancel' || does === 'close' ? 'danger' : undefined}>
              {button}
            </button>
            <a href={back}>Ne rien changer</a>
          </p>
        </form>
      ) : (
        <>
          <div class="card">
            <NotPossible campaign={campaign} look={look} />
            {look.not.length === 0 && <p>{isTooLate ? 'Rien n’est envoyé.' : 'Cochez-en dans la liste.'}</p>}
          </div>
          <p class="actions">
            <a class="button" href={back}>
              Revenir à la liste
            </a>
          </p>
        </>
      )}
    </ConsolePage>
  );
};

const nothingToDo = ({ visit }: Selecting, { not }: SelectionLook, isTooLate: boolean): string => {
  const { request, institution } = visit;
  if (isTooLate) return `Rien ne part à cette heure. ${hoursResume(request.now, institution)}`;
  return not.length === 0
    ? 'Aucune affectation n’est choisie.'
    : 'Cette action n’est possible pour aucune des affectations choisies.';
};

type FieldsProps = { word: Word; typed: Typed; errorOf: (field: keyof Typed) => string | undefined };

const Fields = ({ word, typed, errorOf }: FieldsProps) => {
  const { does } = actions[word];
  return (
    <>
      {does === 'cancel' && (
        <Choices
          name="motif"
          legend="Pourquoi"
          value={typed.motif}
          error={errorOf('motif')}
          options={reasonChoices}
        />
      )}
      {does === 'extend' && (
        <TextField
          name="date"
          label="Attendus jusqu’au"
          type="date"
          value={typed.date}
          error={errorOf('date')}
        />
      )}
      <TextAreaField
        name="raison"
        label={does === 'note' ? 'Note' : 'Raison'}
        hint="Gardée sur chaque affectation, pour vos collègues. Aucun tuteur ne la lit."
        rows={2}
        limit={does === 'note' ? longestNote : longestWhy}
        value={typed.raison}
        error={errorOf('raison')}
        optional={does !== 'close' && does !== 'note'}
      />
    </>
  );
};
