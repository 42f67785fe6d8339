import { isoInstant } from '../../../schemas/time.ts';
import type { TutorsWord } from '../../../schemas/tutors-word.ts';
import { settleWord } from '../../actions/settle-word.ts';
import { courseChanges } from '../../domain/placement/course-changes.ts';
import { isInProgress, isReportSettled } from '../../domain/placement/status-meanings.ts';
import { waitingWord } from '../../domain/placement/tutors-word.ts';
import { type WordAnswer, wordMeanings, wordTitle } from '../../domain/placement/word-meanings.ts';
import { mayManage } from '../../domain/rights.ts';
import { momentAsOf, parisDay } from '../../domain/wording/french-dates.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldValue } from '../request.ts';
import { type PageResponse, redirect } from '../responses.ts';
import { correctionPath } from './correction-page.tsx';
import { decisionPath } from './course-page.tsx';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { type Found, placementPath, visitedPlacement } from './visited-placement.ts';
import { WordFacts } from './word-facts.tsx';

/** Where each answer is given, filled in with what the tutor said. */
const answers: Record<WordAnswer, { label: string; path: (found: Found) => string }> = {
  cancel: { label: 'Annuler le stage', path: (found) => decisionPath(found, 'annulation', 'mot') },
  dates: { label: 'Raccourcir les dates', path: (found) => `${correctionPath(found, 'stage')}&mot` },
  close: { label: 'Clore sans compte-rendu', path: (found) => decisionPath(found, 'non-rendu', 'mot') },
  replace: {
    label: 'Remplacer le tuteur',
    path: (found) => `${correctionPath(found, 'remplacement')}&mot`,
  },
};

const isPossible = (answer: WordAnswer, { placement }: Found): boolean => {
  switch (answer) {
    case 'cancel':
    case 'close':
      return courseChanges(placement).includes(answer);
    case 'dates':
    case 'replace':
      return !isReportSettled(placement);
  }
};

/** What its tutor said, until somebody has seen to it; and what can be done about it, a click away. */
export const TutorsWordNotice = ({ visit, found }: { visit: Visit; found: Found }) => {
  const word = waitingWord(found.placement);
  if (!word) return null;
  return (
    <Notice tone="warning" title={wordTitle(word.kind)} id="mot">
      {word.text !== undefined && <blockquote class="mail">{word.text}</blockquote>}
      <WordFacts word={word} today={parisDay(visit.request.now)} />
      <p>
        Dit le {momentAsOf(word.saidAt, visit.request.now)}.
        {isInProgress(found.placement) &&
          visit.request.now < word.holdsUntil &&
          ` Relances et alerte attendent jusqu’au ${momentAsOf(word.holdsUntil, visit.request.now)}.`}
      </p>
      {mayManage(visit.staff) && <WordAnswers visit={visit} found={found} word={word} />}
    </Notice>
  );
};

const WordAnswers = ({ visit, found, word }: { visit: Visit; found: Found; word: TutorsWord }) => {
  const fitting = wordMeanings[word.kind].answers.filter((answer) => isPossible(answer, found));
  return (
    <form method="post" action={`${placementPath(found)}/mot`} class="actions">
      <CsrfInput token={visit.csrf} />
      <input type="hidden" name="vu" value={word.saidAt} />
      {fitting.map((answer) => (
        <a class="button" key={answer} href={answers[answer].path(found)}>
          {answers[answer].label}
        </a>
      ))}
      <button class="secondary" type="submit">
        {fitting.length === 0 ? 'Vu' : 'Vu, ne rien changer'}
      </button>
    </form>
  );
};

/** What became of it, for whoever has just said that they have seen it. */
export const WordSettled = ({ visit: { request }, found }: { visit: Visit; found: Found }) => {
  if (request.query.get('mot') !== 'vu' || waitingWord(found.placement)) return null;
  return (
    <Notice tone="success" title="Le mot du tuteur est noté comme vu">
      <p>
        Le suivi reprend son calendrier. Pour répondre au tuteur, écrivez-lui : son adresse est sur cette
        page.
      </p>
    </Notice>
  );
};

export const submitWordSeen = async (visit: Visit): Promise<PageResponse> => {
  const found = await visitedPlacement(visit);
  if (!found) return nothingHerePage('Cette affectation');
  const saidAt = isoInstant.safeParse(fieldValue(visit.request.form, 'vu'));
  const whose = fieldValue(visit.request.form, 'de') === 'etudiant' ? 'student' : 'tutor';
  const outcome = await settleWord(visit.acting, found.placement, saidAt.data ?? '', whose);
  if (outcome.kind === 'refused')
    return notAllowedPage(
      'Seules l’administration et la scolarité répondent à un mot du tuteur ou de l’étudiant.',
      placementPath(found),
    );
  if (whose === 'student')
    return redirect(`${placementPath(found)}${outcome.kind === 'settled' ? '' : '#signalement'}`);
  return redirect(`${placementPath(found)}${outcome.kind === 'settled' ? '?mot=vu' : '#mot'}`);
};
