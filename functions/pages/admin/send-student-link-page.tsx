import type { LinkStanding } from '../../actions/send-link.ts';
import { sendStudentLink, studentLinkStanding } from '../../actions/send-student-link.ts';
import { studentName } from '../../domain/wording/people.ts';
import { unwrapped } from '../../mail/letter-text.ts';
import { newStudentLink } from '../../mail/templates/new-student-link.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { correctionPath } from './correction-page.tsx';
import { LinkToSend } from './link-to-send.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import { type Followed, followedStage } from './send-link-page.tsx';
import type { Visit } from './visit.ts';
import { placementPath } from './visited-placement.ts';

/** Says to whom the student's link goes, and shows the mail without it. Changes nothing. */
export const showSendStudentLink = async (visit: Visit): Promise<PageResponse> => {
  const one = await followedStage(visit);
  if (!one) return nothingHerePage('Cette affectation');
  const standing = await studentLinkStanding(visit.acting, visit.institution, one.campaign, one.placement);
  return html(<SendStudentLink visit={visit} followed={one} standing={standing} />);
};

export const submitSendStudentLink = async (visit: Visit): Promise<PageResponse> => {
  const one = await followedStage(visit);
  if (!one) return nothingHerePage('Cette affectation');
  const { env, acting, institution, request } = visit;
  const { campaign, placement } = one;
  const standing = await sendStudentLink(env, acting, institution, campaign, placement, request.requestId);
  return standing.kind === 'possible'
    ? redirect(`${placementPath(one.found)}?lien=etudiant`)
    : html(<SendStudentLink visit={visit} followed={one} standing={standing} />, { status: 409 });
};

type Props = { visit: Visit; followed: Followed; standing: LinkStanding };

const SendStudentLink = ({ visit, followed: { found, campaign, placement }, standing }: Props) => {
  const { institution, request, env } = visit;
  const door = `${env.PUBLIC_URL}/e/…`;
  return (
    <LinkToSend
      {...{ visit, found, standing }}
      title="Renvoyer le lien à l’étudiant·e"
      heading={`Renvoyer son lien à ${studentName(placement)} ?`}
      recipient={placement.student.email}
      correction={correctionPath(found, 'etudiant')}
      action={`${placementPath(found)}/lien-etudiant`}
      preview={() => {
        const facts = { institution, campaign, placement, door, now: request.now };
        return unwrapped(newStudentLink({ ...facts, isFromStaff: true }).text).trim();
      }}
    />
  );
};
