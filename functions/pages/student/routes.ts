import type { TutorEnvironment } from '../../environment.ts';
import type { Route } from '../web-function.ts';
import { cutStudentLinks, cutStudentLinksPage } from './cut-links-page.tsx';
import { atStage, behindStudentDoor } from './door.tsx';
import { factsPage, proposeFromPage } from './facts-page.tsx';
import { calendarFile, studentReportFile } from './files.ts';
import { mailPage, sayFromMailPage } from './mail-page.tsx';
import { stagesPage } from './stages-page.tsx';

/** Everything a student sees, by the link of their own mails. */
export const studentRoutes = (env: TutorEnvironment): Route[] => [
  { method: 'GET', path: '/e/{token}', page: behindStudentDoor(env, stagesPage) },
  { method: 'GET', path: '/e/{token}/anciens-liens', page: behindStudentDoor(env, cutStudentLinksPage) },
  {
    method: 'POST',
    path: '/e/{token}/anciens-liens',
    page: behindStudentDoor(env, cutStudentLinks(env)),
  },
  { method: 'GET', path: '/e/{token}/{campaignId}/bilan', page: atStage(env, factsPage) },
  { method: 'POST', path: '/e/{token}/{campaignId}/bilan', page: atStage(env, proposeFromPage) },
  { method: 'GET', path: '/e/{token}/{campaignId}/courriel', page: atStage(env, mailPage) },
  { method: 'POST', path: '/e/{token}/{campaignId}/courriel', page: atStage(env, sayFromMailPage) },
  { method: 'GET', path: '/e/{token}/{campaignId}/stage.ics', page: atStage(env, calendarFile) },
  { method: 'GET', path: '/e/{token}/{campaignId}/compte-rendu.pdf', page: atStage(env, studentReportFile) },
];
