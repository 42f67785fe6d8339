import type { StartedPlacement } from '../../../../schemas/placement.ts';
import { longestWord, type WordKind, wordKind } from '../../../../schemas/tutors-word.ts';
import { sayWord } from '../../../actions/say-word.ts';
import { hearsTutor, isStarted } from '../../../domain/placement/status-meanings.ts';
import { waitingWord } from '../../../domain/placement/tutors-word.ts';
import { wordMeanings } from '../../../domain/placement/word-meanings.ts';
import { of } from '../../../domain/wording/elision.ts';
import { periodsLabel } from '../../../domain/wording/french-dates.ts';
import { studentName } from '../../../domain/wording/people.ts';
import { CsrfInput } from '../../components/csrf-input.tsx';
import { ErrorSummary, type FieldProblem, titleOf } from '../../components/error-summary.tsx';
import { Choices, TextAreaField, TextField } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { fieldValue, type PageRequest } from '../../request.ts';
import { html, type PageResponse, redirect } from '../../responses.ts';
import type { Door } from '../door.tsx';
import { TutorPage } from '../tutor-page.tsx';
import { nothingToSay, thanks, title, tooMuch, unforeseenPath } from './answers.tsx';
import { checkedWord, colleagueWords, nothingTyped, type TypedWord, typedWord } from './typed-word.ts';
import { kindOfSlug, ways } from './ways.ts';

/** The stages that something can be said of; an index finds them, and each is read as it is. */
const stagesOf = async ({ store, campaign, link }: Door): Promise<StartedPlacement[]> =>
  (await store.placements.ofTutor(campaign.campaignId, link.tutorEmail)).filter(isStarted).filter(hearsTutor);

const stageLine = (placement: StartedPlacement): string =>
  `${studentName(placement)}, ${periodsLabel(placement.periods)}`;

/** What happened; then the few fields that it asks for; once it is said, what happens now. Changes nothing. */
export const unforeseenPage = async (door: Door, { query }: PageRequest): Promise<PageResponse> => {
  const stages = await stagesOf(door);
  const thanked = stages.find(({ studentNumber }) => studentNumber === query.get('merci'));
  const word = thanked && waitingWord(thanked);
  if (thanked && word) return thanks(door, thanked, word, stages.length > 1);
  if (stages.length === 0) return nothingToSay(door);
  const kind = kindOfSlug(query.get('quoi') ?? '');
  const stagiaire = query.get('stagiaire') ?? '';
  return kind
    ? html(<WordForm door={door} kind={kind} stages={stages} typed={{ ...nothingTyped, stagiaire }} />)
    : waysPage(door, stagiaire);
};

const waysPage = (door: Door, stagiaire: string, status = 200): PageResponse => {
  const about = /^[A-Za-z0-9]{1,20}$/.test(stagiaire) ? `&stagiaire=${stagiaire}` : '';
  return html(
    <TutorPage door={door} title={title} at="unforeseen">
      <h1>{title}</h1>
      <p class="lead">
        Un stage ne se passe pas toujours comme prévu. Dites-nous ce qu’il en est&nbsp;: la scolarité s’en
        occupe.
      </p>
      <section class="card" aria-labelledby="imprevus">
        <h2 id="imprevus">Que s’est-il passé&nbsp;?</h2>
        <ul>
          {wordKind.options.map((kind) => (
            <li key={kind}>
              <a href={`${unforeseenPath(door)}?quoi=${ways[kind].slug}${about}`}>{ways[kind].title}</a>
            </li>
          ))}
        </ul>
      </section>
      <p>
        <a href={door.path}>Revenir à mes comptes-rendus</a>
      </p>
    </TutorPage>,
    { status },
  );
};

export const sayUnforeseen = async (door: Door, request: PageRequest): Promise<PageResponse> => {
  const { form, now } = request;
  const stages = await stagesOf(door);
  if (stages.length === 0) return nothingToSay(door, 409);
  const kind = kindOfSlug(fieldValue(form, 'quoi'));
  const typed = typedWord(form);
  if (!kind) return waysPage(door, typed.stagiaire, 422);
  const refused = (problems: FieldProblem[], status = 422) =>
    html(<WordForm door={door} kind={kind} stages={stages} typed={typed} problems={problems} />, { status });
  if (!door.isOwnForm(request))
    return html(<WordForm door={door} kind={kind} stages={stages} typed={typed} isForged />, { status: 403 });
  const placement =
    stages.find(({ studentNumber }) => studentNumber === typed.stagiaire) ??
    (stages.length === 1 && typed.stagiaire === '' ? stages[0] : undefined);
  if (!placement) return refused([{ field: 'stagiaire', message: 'Dites de quel stagiaire il s’agit.' }]);
  const checked = checkedWord(kind, typed, placement, now);
  if ('problems' in checked) return refused(checked.problems);
  const { institution, link, store } = door;
  const outcome = await sayWord(store, {
    ...{ key: placement, tutorEmail: link.tutorEmail, said: checked.said, institution, now },
  });
  switch (outcome.kind) {
    case 'said':
      return redirect(`${unforeseenPath(door)}?merci=${placement.studentNumber}`);
    case 'students':
    case 'own':
      return refused([colleagueWords(outcome.kind, placement)]);
    case 'reported':
    case 'over':
      return nothingToSay(door, 409);
    case 'tooMany':
      return tooMuch(door, placement);
  }
};

type WordFormProps = {
  door: Door;
  kind: WordKind;
  stages: StartedPlacement[];
  typed: TypedWord;
  problems?: FieldProblem[];
  isForged?: boolean;
};

const WordForm = ({ door, kind, stages, typed, problems = [], isForged = false }: WordFormProps) => {
  const { asks } = wordMeanings[kind];
  const { slug, title: what, lead } = ways[kind];
  const [only] = stages;
  const isOne = stages.length === 1;
  const field = (name: keyof TypedWord) => ({
    name,
    value: typed[name],
    error: problems.find((problem) => problem.field === name)?.message,
  });
  return (
    <TutorPage door={door} title={titleOf(what, problems.length > 0)} at="unforeseen">
      <ErrorSummary
        title={problems.length > 1 ? 'Quelques points sont à corriger' : 'Un point est à corriger'}
        problems={problems}
      />
      {isForged && (
        <Notice tone="error" title="Votre mot n’est pas encore envoyé">
          <p>La page était restée ouverte trop longtemps. Relisez, puis envoyez-le à nouveau.</p>
        </Notice>
      )}
      <p class="eyebrow">{title}</p>
      <h1>{what}</h1>
      <p class="lead">{lead}</p>
      <form method="post" action={unforeseenPath(door)} class="card" novalidate>
        <CsrfInput token={door.csrf} />
        <input type="hidden" name="quoi" value={slug} />
        {isOne && only ? (
          <>
            <p>Stage {of(stageLine(only))}.</p>
            <input type="hidden" name="stagiaire" value={only.studentNumber} />
          </>
        ) : (
          <Choices
            {...field('stagiaire')}
            legend="De quel stagiaire s’agit-il ?"
            options={stages.map((one) => ({ value: one.studentNumber, label: stageLine(one) }))}
          />
        )}
        {asks === 'lastDay' && (
          <TextField {...field('dernierJour')} label="Dernier jour passé en classe" type="date" optional />
        )}
        {asks === 'colleague' && (
          <fieldset>
            <legend>Votre collègue</legend>
            <TextField {...field('nom')} label="Nom" />
            <TextField {...field('prenom')} label="Prénom" />
            <TextField
              {...field('courriel')}
              label="Adresse électronique"
              hint="Son adresse professionnelle, de préférence."
              type="email"
            />
          </fieldset>
        )}
        <TextAreaField
          {...field('texte')}
          label={asks === 'text' ? 'Ce qui se passe' : 'Une précision'}
          hint={`Lue par la scolarité et le délégué du site, ${longestWord} caractères au plus. Rien sur la santé ni la vie privée.`}
          rows={3}
          limit={longestWord}
          optional={asks !== 'text'}
        />
        <p class="actions">
          <button type="submit">Le dire à la scolarité</button>
          <a href={door.path}>Ne rien dire</a>
        </p>
      </form>
    </TutorPage>
  );
};
