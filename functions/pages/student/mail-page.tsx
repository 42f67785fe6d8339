import type { HistoryEntry, StartedPlacement } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { longestWord } from '../../../schemas/tutors-word.ts';
import { sayStudentsWord } from '../../actions/say-students-word.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import { siteOf } from '../../domain/placement/site-of.ts';
import { hearsTutor } from '../../domain/placement/status-meanings.ts';
import { waitingStudentsWord, whyStudentUnheard } from '../../domain/placement/students-word.ts';
import { dateTime, longDate, parisDay } from '../../domain/wording/french-dates.ts';
import { maskedAddress } from '../../domain/wording/masked-address.ts';
import { tutorName } from '../../domain/wording/people.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { ErrorSummary, titleOf } from '../components/error-summary.tsx';
import { Facts } from '../components/facts.tsx';
import { TextAreaField } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldText, type PageRequest } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import type { StudentDesk } from './door.tsx';
import { StudentPage } from './student-page.tsx';

const title = 'Le courriel n’est pas arrivé\u00a0?';
export const mailPath = (stagePath: string): string => `${stagePath}/courriel`;

/** What left to the tutor, where, and the way to the registrar. Changes nothing. */
export const mailPage = (desk: StudentDesk, { now }: PageRequest): PageResponse =>
  hearsTutor(desk.placement) ? html(<MailForm desk={desk} now={now} />) : nothingToSay(desk);

export const sayFromMailPage = async (desk: StudentDesk, request: PageRequest): Promise<PageResponse> => {
  const { link, placement, stagePath, store } = desk;
  const { form, now } = request;
  const text = fieldText(form, 'texte');
  const again = (problem: Partial<MailFormProps>, status: number) =>
    html(<MailForm desk={desk} now={now} text={text} {...problem} />, { status });
  if (!desk.isOwnForm(request)) return again({ isForged: true }, 403);
  if (text.length > longestWord) return again({ problem: tooLong }, 422);
  const outcome = await sayStudentsWord(store, {
    ...{ key: placement, studentEmail: link.studentEmail, now },
    text: text === '' ? undefined : text,
  });
  switch (outcome) {
    case 'said':
      return redirect(mailPath(stagePath));
    case 'over':
      return nothingToSay(desk, 409);
    case 'tooMany':
      return again({}, 409);
  }
};

const tooLong = `Ce texte dépasse ${longestWord} caractères\u00a0: raccourcissez-le un peu.`;

type MailFormProps = {
  desk: StudentDesk;
  now: IsoInstant;
  text?: string;
  problem?: string;
  isForged?: boolean;
};

const MailForm = ({ desk, now, text = '', problem, isForged = false }: MailFormProps) => {
  const { institution, campaign, csrf, path, placement, stagePath } = desk;
  const tutor = tutorName(placement);
  const said = waitingStudentsWord(placement);
  return (
    <StudentPage door={desk} title={titleOf(title, problem !== undefined || isForged)}>
      <ErrorSummary
        title="Un point est à corriger"
        problems={problem ? [{ field: 'texte', message: problem }] : []}
      />
      {isForged && (
        <Notice tone="error" title={'La scolarité n’est pas encore prévenue\u00a0: appuyez à nouveau.'} />
      )}
      {said && (
        <Notice tone="success" title="La scolarité est prévenue">
          <p>
            Depuis le {dateTime(said.saidAt)}. Elle vérifie l’adresse et renvoie le courriel s’il le faut.
          </p>
        </Notice>
      )}
      <p class="eyebrow">{stageLabel(institution, campaign)}</p>
      <h1>{tutor} dit ne pas avoir reçu le courriel&nbsp;?</h1>
      <p class="lead">{whatLeft(placement, now)}</p>
      <Facts facts={[['Adresse, en partie masquée', maskedAddress(placement.tutor.email)]]} />
      {lastAsking(placement) && (
        <ul>
          <li>Il est peut-être dans les courriers indésirables.</li>
          <li>
            Votre tuteur peut se le faire renvoyer à tout moment, depuis l’accueil de ce site&nbsp;:
            «&nbsp;Recevoir un nouveau lien&nbsp;».
          </li>
        </ul>
      )}
      {!said && whyStudentUnheard(placement) === undefined && (
        <form method="post" action={mailPath(stagePath)} noValidate class="card">
          <CsrfInput token={csrf} />
          <h2>Ce n’est pas son adresse, ou rien n’y fait&nbsp;?</h2>
          <TextAreaField
            name="texte"
            label="Un mot pour la scolarité"
            hint="Par exemple l’adresse que votre tuteur utilise"
            limit={longestWord}
            rows={3}
            value={text}
            error={problem}
            optional
          />
          <div class="actions">
            <button type="submit">Prévenir la scolarité</button>
            <a href={path}>Revenir à mes stages</a>
          </div>
        </form>
      )}
      {!said && whyStudentUnheard(placement) === 'tooMany' && <InPerson desk={desk} />}
      {said && <Back desk={desk} />}
    </StudentPage>
  );
};

const asking: ReadonlySet<HistoryEntry['what']> = new Set([
  ...(['requested', 'reminded1', 'reminded2', 'reminded3', 'handReminded', 'linkSent'] as const),
]);

const lastAsking = ({ history }: StartedPlacement): HistoryEntry | undefined =>
  history.findLast(({ what }) => asking.has(what));

/** When the mail left, as history knows it, or when it is to leave. */
const whatLeft = (placement: StartedPlacement, now: IsoInstant): string => {
  const last = lastAsking(placement);
  if (last)
    return `Le dernier courriel avec le lien vers le compte-rendu est parti le ${longDate(parisDay(last.at))}.`;
  const request = placement.plan?.rounds.find(({ occasion }) => occasion === 'request');
  return request && request.at > now
    ? `Le courriel avec le lien vers le compte-rendu partira le ${longDate(parisDay(request.at))}.`
    : 'Le courriel avec le lien vers le compte-rendu n’est pas encore parti.';
};

const InPerson = ({ desk: { institution, placement } }: { desk: StudentDesk }) => (
  <>
    <p>Vous l’avez déjà signalé plusieurs fois. Adressez-vous directement à la scolarité&nbsp;:</p>
    <ul>
      {siteOf(institution, placement.siteId).registrars.map(({ name, email }) => (
        <li key={email}>
          {name}&nbsp;: <a href={`mailto:${email}`}>{email}</a>
        </li>
      ))}
    </ul>
  </>
);

const Back = ({ desk }: { desk: StudentDesk }) => (
  <p>
    <a class="button secondary" href={desk.path}>
      Revenir à mes stages
    </a>
  </p>
);

/** The report is in, or nobody waits for it any more. */
const nothingToSay = (desk: StudentDesk, status = 200): PageResponse =>
  html(
    <StudentPage door={desk} title={title}>
      <h1>Rien n’est plus attendu de votre tuteur</h1>
      <p class="lead">Le compte-rendu de ce stage est arrivé, ou n’est plus demandé.</p>
      <Back desk={desk} />
    </StudentPage>,
    { status },
  );
