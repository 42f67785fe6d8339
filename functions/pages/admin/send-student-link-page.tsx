import { seesSite } from '../../../schemas/staff.ts';
import type { WordingTexts } from '../../../schemas/wording.ts';
import {
  type StudentLinkStanding,
  sendStudentLink,
  studentLinkStanding,
} from '../../actions/send-student-link.ts';
import { studentName } from '../../domain/wording/people.ts';
import { unwrapped } from '../../mail/letter-text.ts';
import { newStudentLink, studentLinkKind } from '../../mail/templates/new-student-link.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { correctionPath } from './correction-page.tsx';
import { LinkToSend } from './link-to-send.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import { type Followed, followedStage } from './send-link-page.tsx';
import type { Visit } from './visit.ts';
import { placementPath } from './visited-placement.ts';
import { givenWhy, type TypedWhy, typedWhy } from './why-field.tsx';

/** Says to whom the student's link goes, and shows the mail without it. Changes nothing. */
export const showSendStudentLink = async (visit: Visit): Promise<PageResponse> => {
  const one = await followedStage(visit);
  if (!one) return nothingHerePage('Cette affectation');
  const standing = await studentLinkStanding(visit.acting, visit.institution, one.campaign, one.placement);
  const wording = await visit.store.wordings.asOf(visit.request.now)(studentLinkKind(true));
  return html(<SendStudentLink {...{ visit, standing, wording }} followed={one} why="" />);
};

export const submitSendStudentLink = async (visit: Visit): Promise<PageResponse> => {
  const one = await followedStage(visit);
  if (!one) return nothingHerePage('Cette affectation');
  const { env, acting, institution, request } = visit;
  const { campaign, placement } = one;
  const typed = typedWhy(request.form);
  if (typed.error !== undefined) {
    const standing = await studentLinkStanding(acting, institution, campaign, placement);
    return html(<SendStudentLink visit={visit} followed={one} standing={standing} {...typed} />, {
      status: 422,
    });
  }
  const { requestId } = request;
  const asked = { requestId, why: givenWhy(typed) };
  const standing = await sendStudentLink(env, acting, institution, campaign, placement, asked);
  if (standing.kind === 'refused') return nothingHerePage('Cette affectation');
  return standing.kind === 'possible'
    ? redirect(`${placementPath(one.found)}?lien=etudiant`)
    : html(<SendStudentLink visit={visit} followed={one} standing={standing} {...typed} />, { status: 409 });
};

type Props = TypedWhy & {
  visit: Visit;
  followed: Followed;
  standing: StudentLinkStanding;
  /** Of the mail that is shown. */
  wording?: WordingTexts | undefined;
};

const SendStudentLink = (props: Props) => {
  const { visit, followed, standing, wording, ...typed } = props;
  const { found, campaign, placement } = followed;
  const { institution, request, env, staff } = visit;
  const seen = { campaign, placement };
  // The mail names the newest stage, which may be of a site that this person does not see.
  const newest = standing.kind === 'possible' ? standing.newest : seen;
  const shown = seesSite(staff, newest.placement.siteId) ? newest : seen;
  const door = `${env.PUBLIC_URL}/e/…`;
  return (
    <LinkToSend
      {...{ visit, found, standing, ...typed }}
      title="Renvoyer le lien à l’étudiant·e"
      heading={`Renvoyer son lien à ${studentName(placement)} ?`}
      recipient={placement.student.email}
      over={`Ses stages de cette année sont tous clos depuis longtemps. Pour relire un compte-rendu, l’étudiant·e peut demander son lien à l’adresse ${env.PUBLIC_URL}/lien.`}
      correction={correctionPath(found, 'etudiant')}
      action={`${placementPath(found)}/lien-etudiant`}
      preview={() => {
        const facts = { institution, ...shown, door, now: request.now, wording };
        return unwrapped(newStudentLink({ ...facts, isFromStaff: true }).text).trim();
      }}
    />
  );
};
