import {
  type CheckedCorrection,
  checkedCorrection,
  correctPlacement,
  mailsOfCorrection,
} from '../../actions/correct-placement.ts';
import type { MailToCome } from '../../actions/letters-of-start.ts';
import {
  type Cells,
  type CorrectionPart,
  correctionParts,
  formCells,
} from '../../domain/import/correction-cells.ts';
import type { ImportColumn } from '../../domain/import/import-columns.ts';
import { daysUntil, waitingWord } from '../../domain/placement/tutors-word.ts';
import { mayManage } from '../../domain/rights.ts';
import { listed, studentName, tutorName } from '../../domain/wording/people.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { ErrorSummary, titleOf } from '../components/error-summary.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldValue } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { ChangeList, CorrectionEffect } from './correction-effect.tsx';
import { MailsToRead } from './mails-to-read.tsx';
import { labelOf, PlacementField } from './placement-fields.tsx';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import { refusedAct } from './refused-act.ts';
import type { Visit } from './visit.ts';
import { type Found, placementPath, placementTrail, visitedPlacement } from './visited-placement.ts';
import { typedWhy, WhyField } from './why-field.tsx';
import { counted, siteName } from './wording.ts';

const onlyManagersCorrect = 'Seules l’administration et la scolarité corrigent une affectation.';

/** What can be corrected from a placement's page, by the word in its address. */
const corrections = {
  tuteur: { part: 'tutor', title: 'Corriger la fiche du tuteur', isEmpty: false },
  remplacement: { part: 'tutor', title: 'Remplacer le tuteur', isEmpty: true },
  etudiant: { part: 'student', title: 'Corriger la fiche de l’étudiant', isEmpty: false },
  stage: { part: 'stage', title: 'Modifier le stage', isEmpty: false },
} as const satisfies Record<string, { part: CorrectionPart; title: string; isEmpty: boolean }>;
type Word = keyof typeof corrections;
const isWord = (word: string): word is Word => Object.hasOwn(corrections, word);

export const correctionPath = (found: Found, word: Word): string =>
  `${placementPath(found)}/correction?partie=${word}`;

/** What the form was filled in on: whoever corrects the same meanwhile is not overwritten unseen. */
const seenName = (column: ImportColumn): string => `vu_${column}`;

type Correcting = {
  visit: Visit;
  found: Found;
  word: Word;
  /** As they now are. */
  current: Cells;
  /** As they were typed. */
  typed: Partial<Cells>;
  why?: string;
};

const correctingOf = async (
  visit: Visit,
  wanted: string,
): Promise<Omit<Correcting, 'typed'> | PageResponse> => {
  const found = await visitedPlacement(visit);
  if (!found || !isWord(wanted)) return nothingHerePage('Cette affectation');
  const { placement } = found;
  if (!mayManage(visit.staff))
    return refusedAct(
      visit,
      'placementCorrected',
      placement,
      notAllowedPage(onlyManagersCorrect, placementPath(found)),
    );
  const current = formCells(placement, siteName(visit.institution, placement.siteId));
  return { visit, found, word: wanted, current };
};

export const showCorrection = async (visit: Visit): Promise<PageResponse> => {
  const correcting = await correctingOf(visit, visit.request.query.get('partie') || 'tuteur');
  if (!('found' in correcting)) return correcting;
  const { word, current } = correcting;
  const said = visit.request.query.has('mot') ? cellsSaid(word, correcting) : {};
  const typed = { ...(corrections[word].isEmpty ? {} : current), ...said };
  // All is said: what it changes is to be confirmed, and nothing to be typed.
  if (Object.keys(said).length > 0) {
    const checked = await checkedFor({ ...correcting, typed });
    if (checked.check.problems.length === 0 && checked.check.changed.length > 0)
      return previewOf({ ...correcting, typed }, checked);
  }
  return html(<CorrectionForm {...correcting} typed={typed} />);
};

const checkedFor = ({ visit, found, typed }: Correcting): Promise<CheckedCorrection> =>
  checkedCorrection(visit.acting, visit.institution, found.campaign, found.placement, typed);

const previewOf = async (correcting: Correcting, checked: CheckedCorrection): Promise<PageResponse> => {
  const { visit, found } = correcting;
  const { acting, institution, env } = visit;
  const mails = await mailsOfCorrection(acting, institution, found.campaign, checked, env.PUBLIC_URL);
  return html(<Preview {...correcting} checked={checked} mails={mails} />);
};

/** What the tutor said of it, where they did: who takes over, or how long the student was there. */
const cellsSaid = (
  word: Word,
  { found: { placement }, visit }: Omit<Correcting, 'typed'>,
): Partial<Cells> => {
  const said = waitingWord(placement);
  if (word === 'remplacement' && said?.colleague) {
    const { lastName, firstName, email } = said.colleague;
    return { tuteur_nom: lastName, tuteur_prenom: firstName, tuteur_courriel: email };
  }
  if (word !== 'stage' || said?.lastDay === undefined) return {};
  const periods = daysUntil(placement.periods, said.lastDay);
  return formCells({ ...placement, periods }, siteName(visit.institution, placement.siteId));
};

/** The form leads to what the correction would do, and to the mails that it sends; only the last step writes. */
export const submitCorrection = async (visit: Visit): Promise<PageResponse> => {
  const { form } = visit.request;
  const started = await correctingOf(visit, fieldValue(form, 'partie') || 'tuteur');
  if (!('found' in started)) return started;
  const { found, word, current } = started;
  const columns = correctionParts[corrections[word].part];
  const typed: Partial<Cells> = Object.fromEntries(
    columns.map((column) => [column, fieldValue(form, column).trim()]),
  );
  const { why, error } = typedWhy(form);
  const correcting = { ...started, typed, why };
  if (fieldValue(form, 'step') === 'modifier') return html(<CorrectionForm {...correcting} />);

  const overtaken = columns.filter((column) => fieldValue(form, seenName(column)) !== current[column]);
  if (overtaken.length > 0)
    return html(<CorrectionForm {...correcting} overtaken={overtaken} />, { status: 409 });
  const { placement } = found;
  const checked = await checkedFor(correcting);
  const problems = [
    ...checked.check.problems
      .filter(({ row }) => row === 1)
      .map(({ column, message }) => ({ field: column, message })),
    ...(error === undefined ? [] : [{ field: 'raison', message: error }]),
  ];
  if (problems.length > 0) {
    return html(<CorrectionForm {...correcting} problems={problems} />, { status: 422 });
  }
  if (checked.check.changed.length === 0)
    return html(<CorrectionForm {...correcting} isUnchanged />, { status: 422 });

  if (fieldValue(form, 'step') !== 'enregistrer') return previewOf(correcting, checked);
  const outcome = await correctPlacement(visit.env, visit.acting, placement, checked, why);
  if (outcome.kind === 'refused') return notAllowedPage(onlyManagersCorrect, placementPath(found));
  const { work } = outcome;
  const done = work.endedAt === undefined ? 'encours' : String(work.tally.changed ?? 0);
  return redirect(`${placementPath(found)}?corrigees=${done}&refusees=${work.failed}`);
};

type FormProps = Correcting & {
  problems?: { field: string; message: string }[];
  overtaken?: readonly ImportColumn[];
  isUnchanged?: boolean;
};

const CorrectionForm = (props: FormProps) => {
  const { visit, found, word, current, typed, why = '' } = props;
  const { problems = [], overtaken = [], isUnchanged = false } = props;
  const { part, title } = corrections[word];
  const errorOf = (column: string) => problems.find(({ field }) => field === column)?.message;
  const columns = correctionParts[part];
  return (
    <ConsolePage
      visit={visit}
      title={titleOf(title, problems.length > 0)}
      here={title}
      trail={placementTrail(visit, found)}
      wide={false}
    >
      <h1>{title}</h1>
      <p class="lead">{explained(props)} Vous verrez ce qui partira avant d’enregistrer.</p>
      <ErrorSummary
        title={problems.length > 1 ? 'Quelques points sont à corriger' : 'Un point est à corriger'}
        problems={problems}
      />
      {overtaken.length > 0 && (
        <Notice tone="warning" title="Cette affectation a changé pendant que vous la corrigiez">
          <p>Rien n’est enregistré. Elle dit maintenant :</p>
          <ul>
            {overtaken.map((column) => (
              <li key={column}>
                {labelOf(column)} : <strong>{current[column] || 'vide'}</strong>
              </li>
            ))}
          </ul>
          <p>Votre saisie est ci-dessous : vérifiez-la, puis continuez.</p>
        </Notice>
      )}
      {isUnchanged && (
        <Notice tone="info" title="Rien n’a changé">
          <p>Ce que vous avez saisi est déjà ce que dit l’affectation.</p>
        </Notice>
      )}
      <form method="post" action={`${placementPath(found)}/correction`} class="card" novalidate>
        <CsrfInput token={visit.csrf} />
        <input type="hidden" name="partie" value={word} />
        {columns.map((column) => (
          <input key={column} type="hidden" name={seenName(column)} value={current[column]} />
        ))}
        {columns.map((column) => (
          <PlacementField
            key={column}
            visit={visit}
            campaign={found.campaign}
            column={column}
            value={typed[column] ?? ''}
            error={errorOf(column)}
          />
        ))}
        <WhyField why={why} error={errorOf('raison')} />
        <p class="actions">
          <button type="submit" name="step" value="verifier">
            Voir ce qui changera
          </button>
          <a href={placementPath(found)}>Ne rien changer</a>
        </p>
      </form>
    </ConsolePage>
  );
};

const explained = ({ word, found: { placement } }: Correcting): string => {
  switch (word) {
    case 'tuteur':
      return `Le nom ou l’adresse de ${tutorName(placement)} est corrigé pour tous ses stagiaires de la campagne. Pour confier le stage à une autre personne, remplacez le tuteur.`;
    case 'remplacement':
      return `Une autre personne accueille ${studentName(placement)} : le stage recommence pour elle, et le lien de ${tutorName(placement)} ne l’ouvre plus. Le brouillon de l’un n’est jamais montré à l’autre.`;
    case 'etudiant':
      return 'Si un courriel a été refusé, il repart à la nouvelle adresse.';
    case 'stage':
      return 'D’autres dates font recommencer le suivi : chacun reçoit une lettre à jour.';
  }
};

type PreviewProps = Correcting & { checked: CheckedCorrection; mails: MailToCome[] };

const Preview = ({ visit, found, word, current, typed, why = '', checked, mails }: PreviewProps) => {
  const { check, existing } = checked;
  const [own, ...others] = check.changed;
  const isOwn = own?.facts.studentNumber === found.placement.studentNumber;
  const columns = correctionParts[corrections[word].part];
  const now = visit.request.now;
  const leftOut = check.elsewhere + new Set(check.problems.map(({ row }) => row)).size;
  return (
    <ConsolePage
      visit={visit}
      title="Vérifier la correction"
      here="Vérifier"
      trail={placementTrail(visit, found)}
      wide={false}
    >
      <h1>Vérifier la correction</h1>
      <p class="lead">Rien n’est encore enregistré.</p>
      <section class="card">
        <h2>Ce qui change pour {studentName(found.placement)}</h2>
        {own && isOwn && (
          <>
            <ChangeList changes={own.changes} label={labelOf} />
            <CorrectionEffect before={existing[0]} facts={own.facts} isToldBelow />
          </>
        )}
        {check.warnings.map(({ column, message }) => (
          <p key={message} class="muted">
            {labelOf(column)} : {message}
          </p>
        ))}
      </section>
      {others.length > 0 && (
        <section class="card">
          <h2>Aussi pour ses autres stagiaires</h2>
          <p>{listed(others.map(({ facts }) => studentName(facts)))}</p>
        </section>
      )}
      {leftOut > 0 && (
        <Notice
          tone="warning"
          title={`${counted(leftOut, 'autre stage garde', 'autres stages gardent')} l’ancienne fiche`}
        >
          <p>
            {leftOut === 1 ? 'Il est' : 'Ils sont'} d’un site que vous ne gérez pas, ou{' '}
            {leftOut === 1 ? 'son compte-rendu est arrivé' : 'leur compte-rendu est arrivé'}.
          </p>
        </Notice>
      )}
      <div class="card">
        <MailsToRead
          mails={mails}
          now={now}
          nobody="Personne : aucun courriel ne part pour cette correction."
        />
      </div>
      <form method="post" action={`${placementPath(found)}/correction`}>
        <CsrfInput token={visit.csrf} />
        <input type="hidden" name="partie" value={word} />
        {columns.map((column) => (
          <input key={column} type="hidden" name={column} value={typed[column] ?? ''} />
        ))}
        <input type="hidden" name="raison" value={why} />
        {columns.map((column) => (
          <input key={column} type="hidden" name={seenName(column)} value={current[column]} />
        ))}
        <p class="actions">
          <button type="submit" name="step" value="enregistrer">
            {mails.length === 0
              ? 'Enregistrer'
              : `Enregistrer et prévenir ${counted(peopleOf(mails), 'personne')}`}
          </button>
          <button class="secondary" type="submit" name="step" value="modifier">
            Modifier
          </button>
          <a href={placementPath(found)}>Ne rien changer</a>
        </p>
      </form>
    </ConsolePage>
  );
};

const peopleOf = (mails: readonly MailToCome[]): number =>
  new Set(mails.map(({ recipient }) => recipient)).size;
