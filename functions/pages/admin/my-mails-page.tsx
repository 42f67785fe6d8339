import type { StaffPerson } from '../../../schemas/institution.ts';
import { chooseMails, mailedPeople } from '../../actions/choose-mails.ts';
import {
  answerOf,
  type MailAnswer,
  mailAnswers,
  offeredAnswers,
  readAnswer,
  usualAnswer,
  wishesOf,
} from '../../domain/settings/mail-wishes.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { Choices } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldValue } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { notAllowedPage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';

const path = '/console/mes-courriels';
const onlyTheirOwn = 'Cette adresse n’est pas la vôtre : chacun choisit ses propres courriels.';

export const showMyMails = async (visit: Visit): Promise<PageResponse> => {
  const { settings, institution, request, staff, store } = visit;
  const people = mailedPeople(settings, staff);
  const wanted = request.query.get('adresse');
  const person = wanted === null ? people[0] : people.find(({ email }) => email === wanted);
  if (wanted !== null && !person) return notAllowedPage(onlyTheirOwn, path);
  return html(
    <MyMails
      visit={visit}
      people={people}
      person={person}
      answer={
        person
          ? answerOf(institution, wishesOf(institution, await store.mailChoices.find(person.email)))
          : usualAnswer(institution)
      }
    />,
  );
};

export const submitMyMails = async (visit: Visit): Promise<PageResponse> => {
  const { form } = visit.request;
  const email = fieldValue(form, 'adresse');
  const answer = readAnswer(visit.institution, fieldValue(form, 'comptes-rendus'));
  const people = mailedPeople(visit.settings, visit.staff);
  if (!answer)
    return html(
      <MyMails
        visit={visit}
        people={people}
        person={people.find((one) => one.email === email)}
        answer={usualAnswer(visit.institution)}
        error="Choisissez comment les comptes-rendus vous arrivent."
      />,
      { status: 422 },
    );
  const outcome = await chooseMails(visit.acting, visit.settings, email, mailAnswers[answer].wishes);
  return outcome.kind === 'refused'
    ? notAllowedPage(onlyTheirOwn, path)
    : redirect(`${path}?${new URLSearchParams({ adresse: email, fait: 'oui' })}`);
};

type Props = {
  visit: Visit;
  people: readonly StaffPerson[];
  person: StaffPerson | undefined;
  answer: MailAnswer;
  error?: string;
};

const MyMails = ({ visit, people, person, answer, error }: Props) => (
  <ConsolePage visit={visit} title="Mes courriels" trail={[]} wide={false}>
    <h1>Mes courriels</h1>
    <p class="lead">
      Un seul courriel vous parvient, les jours ouvrés à 8 h, quand quelque chose attend ou qu’un compte-rendu
      est arrivé. Un critère non acquis et un retard signalé vous sont écrits à part.
    </p>
    {visit.request.query.get('fait') === 'oui' && (
      <Notice tone="success" title="C’est enregistré">
        <p>Cela vaut dès le prochain compte-rendu.</p>
      </Notice>
    )}
    {person === undefined ? (
      <p>Aucune adresse de vos sites ne reçoit ces courriels.</p>
    ) : (
      <form method="post" action={path} class="card" novalidate>
        <CsrfInput token={visit.csrf} />
        <input type="hidden" name="adresse" value={person.email} />
        <p>
          Pour <strong>{person.email}</strong> ({person.name})
        </p>
        <Choices
          name="comptes-rendus"
          legend="Comment les comptes-rendus reçus vous arrivent"
          value={answer}
          error={error}
          options={offeredAnswers(visit.institution).map((value) => ({
            value,
            label: mailAnswers[value].label,
          }))}
        />
        <p class="actions">
          <button type="submit">Enregistrer</button>
        </p>
      </form>
    )}
    <Others people={people} person={person} />
  </ConsolePage>
);

/** A sign-in does not say which address is whose. */
const Others = ({ people, person }: Pick<Props, 'people' | 'person'>) => {
  const others = people.filter(({ email }) => email !== person?.email);
  if (others.length === 0) return null;
  return (
    <section aria-labelledby="autres">
      <h2 id="autres">Une autre adresse de vos sites</h2>
      <ul>
        {others.map(({ email, name }) => (
          <li key={email}>
            <a href={`${path}?${new URLSearchParams({ adresse: email })}`}>{email}</a> ({name})
          </li>
        ))}
      </ul>
    </section>
  );
};
