import { tutorEnvironment } from '../../environment.ts';
import { studentRoutes } from '../student/routes.ts';
import { type Route, webFunction } from '../web-function.ts';
import { checkPage, sendFromCheckPage } from './check-page.tsx';
import { cutLinks, cutLinksPage } from './cut-links-page.tsx';
import { atDesk, behindDoor } from './door.tsx';
import { guidePage } from './guide-page.tsx';
import { homePage } from './home-page.tsx';
import { answerPage, invitationPage } from './invitation/invitation-page.tsx';
import { askForNewLink, newLinkPage } from './new-link-page.tsx';
import { logoImage, noticePage } from './notice-pages.tsx';
import { openGuidePage, openGuidePdf } from './open-guide-page.tsx';
import { pastReportPdf, pastReportsPage } from './past-reports-page.tsx';
import { reportPage, saveReportPage } from './report-page.tsx';
import { reportPdfPage } from './report-pdf-page.ts';
import { reportsPage } from './reports-page.tsx';
import { sayUnforeseen, unforeseenPage } from './unforeseen/unforeseen-page.tsx';

const env = tutorEnvironment.parse(process.env);

/** Four long comments and sixty fields; as sent, a letter with an accent takes six bytes. */
const report = { bytes: 400_000, fields: 150 };

/** Three hundred characters, three names and a date. */
const word = { bytes: 8_000, fields: 15 };

/** Everything a tutor or a student sees, the home page, and what every footer leads to. */
export const routes: Route[] = [
  { method: 'GET', path: '/', page: homePage(env) },
  { method: 'GET', path: '/contact', page: noticePage(env, 'contact') },
  { method: 'GET', path: '/accessibilite', page: noticePage(env, 'accessibility') },
  { method: 'GET', path: '/mentions-legales', page: noticePage(env, 'legal') },
  { method: 'GET', path: '/donnees-personnelles', page: noticePage(env, 'personalData') },
  { method: 'GET', path: '/logo/{name}', page: logoImage(env) },
  { method: 'GET', path: '/guide/{stage}', page: openGuidePage(env) },
  { method: 'GET', path: '/guide/{stage}/guide.pdf', page: openGuidePdf(env) },
  { method: 'GET', path: '/lien', page: newLinkPage(env) },
  { method: 'POST', path: '/lien', page: askForNewLink(env), limits: { bytes: 2_000, fields: 5 } },
  { method: 'GET', path: '/invitation/{token}', page: invitationPage(env) },
  { method: 'POST', path: '/invitation/{token}', page: answerPage(env), limits: word },
  { method: 'GET', path: '/r/{token}', page: behindDoor(env, reportsPage) },
  { method: 'GET', path: '/r/{token}/guide', page: behindDoor(env, guidePage) },
  { method: 'GET', path: '/r/{token}/imprevu', page: behindDoor(env, unforeseenPage) },
  { method: 'POST', path: '/r/{token}/imprevu', page: behindDoor(env, sayUnforeseen), limits: word },
  { method: 'GET', path: '/r/{token}/anciens-liens', page: behindDoor(env, cutLinksPage) },
  { method: 'POST', path: '/r/{token}/anciens-liens', page: behindDoor(env, cutLinks(env)) },
  { method: 'GET', path: '/r/{token}/precedents', page: behindDoor(env, pastReportsPage) },
  {
    method: 'GET',
    path: '/r/{token}/precedents/{campaignId}/{studentNumber}/compte-rendu.pdf',
    page: behindDoor(env, pastReportPdf),
  },
  { method: 'GET', path: '/r/{token}/{studentNumber}', page: atDesk(env, reportPage) },
  { method: 'POST', path: '/r/{token}/{studentNumber}', page: atDesk(env, saveReportPage), limits: report },
  { method: 'GET', path: '/r/{token}/{studentNumber}/verifier', page: atDesk(env, checkPage) },
  { method: 'POST', path: '/r/{token}/{studentNumber}/verifier', page: atDesk(env, sendFromCheckPage) },
  { method: 'GET', path: '/r/{token}/{studentNumber}/compte-rendu.pdf', page: atDesk(env, reportPdfPage) },
  ...studentRoutes(env),
];

export const handler = webFunction(routes);
