import type { Placement } from '../../../schemas/placement.ts';
import { of } from '../../domain/wording/elision.ts';
import { fullName } from '../../domain/wording/people.ts';
import { Notice } from '../components/notice.tsx';
import type { PageRequest } from '../request.ts';
import { html, type PageResponse } from '../responses.ts';
import type { Door } from './door.tsx';
import { TutorPage } from './tutor-page.tsx';

/** The stage does not take place: nobody asks for its report, and none is taken. */
export const cancelledPage = (
  door: Door,
  { student }: Placement,
  { method, wantsJson }: Pick<PageRequest, 'method' | 'wantsJson'>,
): PageResponse =>
  html(
    <TutorPage door={door} title="Stage annulé" at="report">
      <h1>Ce stage est annulé</h1>
      <Notice tone="info" title={`Le stage ${of(fullName(student))} n’a pas lieu, ou s’est arrêté.`}>
        <p>Aucun compte-rendu ne vous est demandé pour lui : vous n’avez plus rien à faire.</p>
      </Notice>
      <p>
        <a href={door.path}>Voir mes autres comptes-rendus</a>
      </p>
    </TutorPage>,
    { status: method === 'POST' || wantsJson ? 409 : 200 },
  );
