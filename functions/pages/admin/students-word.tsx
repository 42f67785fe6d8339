import { waitingStudentsWord } from '../../domain/placement/students-word.ts';
import { mayManage } from '../../domain/rights.ts';
import { momentAsOf } from '../../domain/wording/french-dates.ts';
import { studentName, tutorName } from '../../domain/wording/people.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { Notice } from '../components/notice.tsx';
import { correctionPath } from './correction-page.tsx';
import type { Visit } from './visit.ts';
import { type Found, placementPath } from './visited-placement.ts';

/** Its student said that the mail never came to its tutor: until somebody has seen to it, and what can be done, a click away. */
export const StudentsWordNotice = ({ visit, found }: { visit: Visit; found: Found }) => {
  const { placement } = found;
  const word = waitingStudentsWord(placement);
  if (!word) return null;
  return (
    <Notice
      tone="warning"
      title={`${tutorName(placement)} dit ne pas avoir reçu le courriel`}
      id="signalement"
    >
      {word.text !== undefined && <blockquote class="mail">{word.text}</blockquote>}
      <p>
        Signalé par {studentName(placement)} le {momentAsOf(word.saidAt, visit.request.now)}. Nos courriels
        partent à {placement.tutor.email}.
      </p>
      {mayManage(visit.staff) && (
        <form method="post" action={`${placementPath(found)}/mot`} class="actions">
          <CsrfInput token={visit.csrf} />
          <input type="hidden" name="de" value="etudiant" />
          <input type="hidden" name="vu" value={word.saidAt} />
          <a class="button" href={correctionPath(found, 'tuteur')}>
            Corriger l’adresse
          </a>
          <a class="button" href={`${placementPath(found)}/lien`}>
            Renvoyer le lien
          </a>
          <button class="secondary" type="submit">
            Vu, ne rien changer
          </button>
        </form>
      )}
    </Notice>
  );
};
