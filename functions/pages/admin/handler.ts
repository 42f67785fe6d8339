import { type Route, webFunction } from '../web-function.ts';
import { showAddition, submitAddition } from './addition-page.tsx';
import { showArrivals } from './arrivals-page.tsx';
import { showAttention } from './attention-page.tsx';
import { showAudit } from './audit-page.tsx';
import { submitChooseForm } from './campaign-form.tsx';
import { submitChooseGuide } from './campaign-guide.tsx';
import { showCampaign } from './campaign-page.tsx';
import { showCampaigns } from './campaigns-page.tsx';
import { showCorrection, submitCorrection } from './correction-page.tsx';
import { showDecision, submitDecision } from './course-page.tsx';
import { showCutLinks, submitCutLinks } from './cut-links-page.tsx';
import {
  showDeleteCampaign,
  showEditCampaign,
  submitDeleteCampaign,
  submitEditCampaign,
} from './edit-campaign-page.tsx';
import { entryLimits, showEntry, submitEntry } from './enter-report-page.tsx';
import { showEstablishment, submitEstablishment } from './establishment-page.tsx';
import { downloadPlacements } from './export-page.tsx';
import { downloadReports } from './export-reports-page.tsx';
import { findStage } from './find-stage.tsx';
import { downloadFormPreview, showFormPreview } from './form-preview-page.tsx';
import { showForms, submitCopyForm } from './forms-page.tsx';
import { downloadGuidePreview, showGuidePreview } from './guide-preview-page.tsx';
import { showGuides, submitCopyGuide } from './guides-page.tsx';
import { downloadTemplate, showImport, submitCarryOver, submitImport, uploadLimits } from './import-page.tsx';
import {
  confirmImport,
  downloadRejectedRows,
  showImportPreview,
  submitDropImport,
} from './import-preview-page.tsx';
import { downloadJury, downloadJuryFiles, downloadJurySheet } from './jury-files-page.tsx';
import { showJury, showJuryPeriods } from './jury-page.tsx';
import { showLaunch, submitLaunch, submitSchedule } from './launch-page.tsx';
import { logoLimits, showLogo, submitLogo } from './logo-page.tsx';
import { showMail, showMailLayout } from './mail-page.tsx';
import { showMails, showTrialLayout, submitTrialMail } from './mails-page.tsx';
import {
  showCancelMeeting,
  showChangeMeeting,
  submitCancelMeeting,
  submitChangeMeeting,
} from './meetings/change-meeting-page.tsx';
import { downloadAnswers, showMeeting } from './meetings/meeting-page.tsx';
import { showMeetings } from './meetings/meetings-page.tsx';
import { showNewMeeting, submitNewMeeting } from './meetings/new-meeting-page.tsx';
import { showInvitations, submitInvitations } from './meetings/send-invitations-page.tsx';
import { showMyMails, submitMyMails } from './my-mails-page.tsx';
import { showNewCampaign, submitNewCampaign } from './new-campaign-page.tsx';
import { showNoticeOriginal, submitNoticeOriginal } from './notice-original-page.tsx';
import { noticeLimits, showNoticeSettings, submitNoticeSettings } from './notice-settings-page.tsx';
import { showPeople, submitEndSessions } from './people-page.tsx';
import { showStudentStages, showTutorStages } from './person-page.tsx';
import { downloadReport, showPlacement } from './placement-page.tsx';
import { showPrepareYear, submitPrepareYear } from './prepare-year-page.tsx';
import { showQuietDays, submitQuietDays } from './quiet-days-page.tsx';
import { downloadScan } from './received-scan.ts';
import { submitRelaunch, submitRelaunchOfTroubled } from './relaunch.ts';
import { showRetention, submitRetention } from './retention-page.tsx';
import { showSchool } from './school-page.tsx';
import { selectionLimits, showSelection, submitSelection } from './selection-page.tsx';
import { showSendLink, submitSendLink } from './send-link-page.tsx';
import { showSendNow, submitSendNow } from './send-now-page.tsx';
import { showSendStudentLink, submitSendStudentLink } from './send-student-link-page.tsx';
import { showSettings, submitSettings } from './settings-page.tsx';
import { submitSettled } from './settle-attention.ts';
import { showSiteReminder, submitSiteReminder } from './site-reminder-page.tsx';
import { showNewSite, showSiteSettings, submitNewSite, submitSiteSettings } from './site-settings-page.tsx';
import { downloadStaffGuide, showGuidePicture, showStaffGuide } from './staff-guide-page.tsx';
import { submitNote } from './submit-note.ts';
import { submitWordSeen } from './tutors-word.tsx';
import { showUsualTimetable, submitUsualTimetable } from './usual-timetable-page.tsx';
import { showDraftDecision, submitDraftDecision } from './version-decision-page.tsx';
import { showVersion, submitVersion } from './version-page.tsx';
import { forStaff } from './visit.ts';
import { showWording, showWordingLayout, submitWording, wordingLimits } from './wording-page.tsx';
import { showWordings } from './wordings-page.tsx';
import { submitResume } from './work-notices.tsx';
import { formLimits, writtenForm } from './written-form.tsx';
import { guideLimits, writtenGuide } from './written-guide.tsx';
import { showYear } from './year-page.tsx';

/** A thousand characters, of six bytes each as they are sent, and two hundred addresses. */
const meetingForm = { bytes: 40_000, fields: 40 };
/** Eight fields for each of forty people, and a few: what a site's settings read at the most. */
export const siteForm = { bytes: 100_000, fields: 500 };

const form = '/console/reglages/compte-rendu/{version}';
const guide = '/console/reglages/guide/{number}';
const campaign = '/console/campagnes/{campaignId}';
const meeting = '/console/reunions/{meetingId}';
const placement = `${campaign}/affectations/{studentNumber}`;

/** The console of administrators, registrars and delegates. */
export const routes: Route[] = [
  { method: 'GET', path: '/console', page: forStaff(showAttention, { counts: true }) },
  { method: 'GET', path: '/console/recherche', page: forStaff(findStage) },
  { method: 'GET', path: '/console/campagnes', page: forStaff(showCampaigns) },
  { method: 'GET', path: '/console/personnes', page: forStaff(showPeople) },
  { method: 'POST', path: '/console/personnes', page: forStaff(submitEndSessions) },
  { method: 'GET', path: '/console/guide', page: forStaff(showStaffGuide) },
  { method: 'GET', path: '/console/guide/{guide}', page: forStaff(showStaffGuide) },
  { method: 'GET', path: '/console/guide/{guide}/guide.pdf', page: forStaff(downloadStaffGuide) },
  { method: 'GET', path: '/console/guide/images/{name}', page: forStaff(showGuidePicture) },
  { method: 'GET', path: '/console/mes-courriels', page: forStaff(showMyMails) },
  { method: 'POST', path: '/console/mes-courriels', page: forStaff(submitMyMails) },
  { method: 'GET', path: '/console/comptes-rendus', page: forStaff(showArrivals) },
  { method: 'GET', path: '/console/journal', page: forStaff(showAudit) },
  { method: 'GET', path: '/console/campagnes/nouvelle', page: forStaff(showNewCampaign) },
  { method: 'POST', path: '/console/campagnes/nouvelle', page: forStaff(submitNewCampaign) },
  { method: 'GET', path: '/console/modele-affectations.xlsx', page: forStaff(downloadTemplate) },
  { method: 'GET', path: '/console/reglages', page: forStaff(showSettings) },
  { method: 'POST', path: '/console/reglages', page: forStaff(submitSettings) },
  { method: 'GET', path: '/console/reglages/sites/{siteId}', page: forStaff(showSiteSettings) },
  {
    method: 'POST',
    path: '/console/reglages/sites/{siteId}',
    page: forStaff(submitSiteSettings),
    limits: siteForm,
  },
  { method: 'GET', path: '/console/reglages/nouveau-site', page: forStaff(showNewSite) },
  {
    method: 'POST',
    path: '/console/reglages/nouveau-site',
    page: forStaff(submitNewSite),
    limits: siteForm,
  },
  { method: 'GET', path: '/console/reglages/jours-sans-courriel', page: forStaff(showQuietDays) },
  { method: 'POST', path: '/console/reglages/jours-sans-courriel', page: forStaff(submitQuietDays) },
  { method: 'GET', path: '/console/reglages/conservation', page: forStaff(showRetention) },
  { method: 'POST', path: '/console/reglages/conservation', page: forStaff(submitRetention) },
  { method: 'GET', path: '/console/reglages/etablissement', page: forStaff(showEstablishment) },
  { method: 'POST', path: '/console/reglages/etablissement', page: forStaff(submitEstablishment) },
  { method: 'GET', path: '/console/reglages/delais', page: forStaff(showUsualTimetable) },
  { method: 'POST', path: '/console/reglages/delais', page: forStaff(submitUsualTimetable) },
  { method: 'GET', path: '/console/reglages/guide', page: forStaff(showGuides) },
  { method: 'POST', path: '/console/reglages/guide', page: forStaff(submitCopyGuide) },
  { method: 'GET', path: guide, page: forStaff(showVersion(writtenGuide)) },
  { method: 'POST', path: guide, page: forStaff(submitVersion(writtenGuide)), limits: guideLimits },
  { method: 'GET', path: `${guide}/apercu`, page: forStaff(showGuidePreview) },
  { method: 'GET', path: `${guide}/apercu.pdf`, page: forStaff(downloadGuidePreview) },
  {
    method: 'GET',
    path: `${guide}/publication`,
    page: forStaff(showDraftDecision(writtenGuide, 'published')),
  },
  {
    method: 'POST',
    path: `${guide}/publication`,
    page: forStaff(submitDraftDecision(writtenGuide, 'published')),
  },
  { method: 'GET', path: `${guide}/ecarter`, page: forStaff(showDraftDecision(writtenGuide, 'dropped')) },
  { method: 'POST', path: `${guide}/ecarter`, page: forStaff(submitDraftDecision(writtenGuide, 'dropped')) },
  { method: 'GET', path: '/console/reglages/pages/{page}', page: forStaff(showNoticeSettings) },
  {
    method: 'POST',
    path: '/console/reglages/pages/{page}',
    page: forStaff(submitNoticeSettings),
    limits: noticeLimits,
  },
  {
    method: 'GET',
    path: '/console/reglages/pages/{page}/origine',
    page: forStaff(showNoticeOriginal),
  },
  {
    method: 'POST',
    path: '/console/reglages/pages/{page}/origine',
    page: forStaff(submitNoticeOriginal),
  },
  { method: 'GET', path: '/console/reglages/logo', page: forStaff(showLogo) },
  { method: 'POST', path: '/console/reglages/logo', page: forStaff(submitLogo), limits: logoLimits },
  { method: 'GET', path: '/console/reglages/courriels', page: forStaff(showWordings) },
  { method: 'GET', path: '/console/reglages/courriels/{kind}', page: forStaff(showWording) },
  {
    method: 'POST',
    path: '/console/reglages/courriels/{kind}',
    page: forStaff(submitWording),
    limits: wordingLimits,
  },
  {
    method: 'POST',
    path: '/console/reglages/courriels/{kind}/mise-en-page',
    page: forStaff(showWordingLayout),
    limits: wordingLimits,
  },
  { method: 'GET', path: '/console/reglages/compte-rendu', page: forStaff(showForms) },
  { method: 'POST', path: '/console/reglages/compte-rendu', page: forStaff(submitCopyForm) },
  { method: 'GET', path: form, page: forStaff(showVersion(writtenForm)) },
  { method: 'POST', path: form, page: forStaff(submitVersion(writtenForm)), limits: formLimits },
  { method: 'GET', path: `${form}/apercu`, page: forStaff(showFormPreview) },
  { method: 'GET', path: `${form}/apercu.pdf`, page: forStaff(downloadFormPreview) },
  { method: 'GET', path: `${form}/ecarter`, page: forStaff(showDraftDecision(writtenForm, 'dropped')) },
  { method: 'POST', path: `${form}/ecarter`, page: forStaff(submitDraftDecision(writtenForm, 'dropped')) },
  { method: 'GET', path: `${form}/publication`, page: forStaff(showDraftDecision(writtenForm, 'published')) },
  {
    method: 'POST',
    path: `${form}/publication`,
    page: forStaff(submitDraftDecision(writtenForm, 'published')),
  },
  { method: 'GET', path: '/console/annees/{year}', page: forStaff(showYear) },
  { method: 'GET', path: '/console/annees/{year}/calendrier', page: forStaff(showPrepareYear) },
  { method: 'POST', path: '/console/annees/{year}/calendrier', page: forStaff(submitPrepareYear) },
  { method: 'GET', path: '/console/jury', page: forStaff(showJuryPeriods) },
  { method: 'GET', path: '/console/jury/{period}', page: forStaff(showJury) },
  { method: 'GET', path: '/console/jury/{period}/resultats.csv', page: forStaff(downloadJury('csv')) },
  { method: 'GET', path: '/console/jury/{period}/resultats.xlsx', page: forStaff(downloadJury('xlsx')) },
  {
    method: 'GET',
    path: '/console/jury/{period}/comptes-rendus.zip',
    page: forStaff(downloadJuryFiles('reports')),
  },
  { method: 'GET', path: '/console/jury/{period}/fiches.zip', page: forStaff(downloadJuryFiles('sheets')) },
  {
    method: 'GET',
    path: '/console/jury/{period}/etudiants/{studentNumber}/fiche.pdf',
    page: forStaff(downloadJurySheet),
  },
  { method: 'GET', path: '/console/reunions', page: forStaff(showMeetings) },
  { method: 'GET', path: '/console/reunions/nouvelle', page: forStaff(showNewMeeting) },
  {
    method: 'POST',
    path: '/console/reunions/nouvelle',
    page: forStaff(submitNewMeeting),
    limits: meetingForm,
  },
  { method: 'GET', path: meeting, page: forStaff(showMeeting) },
  { method: 'GET', path: `${meeting}/envoi`, page: forStaff(showInvitations) },
  { method: 'POST', path: `${meeting}/envoi`, page: forStaff(submitInvitations) },
  { method: 'GET', path: `${meeting}/modification`, page: forStaff(showChangeMeeting) },
  {
    method: 'POST',
    path: `${meeting}/modification`,
    page: forStaff(submitChangeMeeting),
    limits: meetingForm,
  },
  { method: 'GET', path: `${meeting}/annulation`, page: forStaff(showCancelMeeting) },
  { method: 'POST', path: `${meeting}/annulation`, page: forStaff(submitCancelMeeting) },
  { method: 'GET', path: `${meeting}/reponses.csv`, page: forStaff(downloadAnswers) },
  { method: 'GET', path: campaign, page: forStaff(showCampaign) },
  { method: 'GET', path: `${campaign}/affectations.csv`, page: forStaff(downloadPlacements('csv')) },
  { method: 'GET', path: `${campaign}/affectations.xlsx`, page: forStaff(downloadPlacements('xlsx')) },
  { method: 'GET', path: `${campaign}/comptes-rendus.zip`, page: forStaff(downloadReports) },
  { method: 'GET', path: `${campaign}/ajout`, page: forStaff(showAddition) },
  { method: 'POST', path: `${campaign}/ajout`, page: forStaff(submitAddition) },
  { method: 'GET', path: `${campaign}/import`, page: forStaff(showImport) },
  { method: 'POST', path: `${campaign}/import`, page: forStaff(submitImport), limits: uploadLimits },
  { method: 'POST', path: `${campaign}/reprise`, page: forStaff(submitCarryOver) },
  { method: 'GET', path: `${campaign}/import/{importId}`, page: forStaff(showImportPreview) },
  { method: 'POST', path: `${campaign}/import/{importId}`, page: forStaff(confirmImport) },
  { method: 'POST', path: `${campaign}/import/{importId}/abandon`, page: forStaff(submitDropImport) },
  {
    method: 'GET',
    path: `${campaign}/import/{importId}/lignes-a-corriger.csv`,
    page: forStaff(downloadRejectedRows),
  },
  { method: 'GET', path: `${campaign}/lancement`, page: forStaff(showLaunch) },
  { method: 'POST', path: `${campaign}/lancement`, page: forStaff(submitLaunch) },
  { method: 'GET', path: `${campaign}/selection`, page: forStaff(showSelection) },
  {
    method: 'POST',
    path: `${campaign}/selection`,
    page: forStaff(submitSelection),
    limits: selectionLimits,
  },
  { method: 'GET', path: `${campaign}/rappel/{siteId}`, page: forStaff(showSiteReminder) },
  { method: 'POST', path: `${campaign}/rappel/{siteId}`, page: forStaff(submitSiteReminder) },
  { method: 'GET', path: `${campaign}/courriels`, page: forStaff(showMails) },
  { method: 'POST', path: `${campaign}/courriels`, page: forStaff(submitTrialMail) },
  { method: 'GET', path: `${campaign}/courriels/{kind}/mise-en-page`, page: forStaff(showTrialLayout) },
  { method: 'POST', path: `${campaign}/programmation`, page: forStaff(submitSchedule) },
  { method: 'GET', path: `${campaign}/modification`, page: forStaff(showEditCampaign) },
  { method: 'POST', path: `${campaign}/modification`, page: forStaff(submitEditCampaign) },
  { method: 'POST', path: `${campaign}/guide`, page: forStaff(submitChooseGuide) },
  { method: 'POST', path: `${campaign}/compte-rendu`, page: forStaff(submitChooseForm) },
  { method: 'GET', path: `${campaign}/suppression`, page: forStaff(showDeleteCampaign) },
  { method: 'POST', path: `${campaign}/suppression`, page: forStaff(submitDeleteCampaign) },
  { method: 'POST', path: `${campaign}/relance`, page: forStaff(submitRelaunchOfTroubled) },
  { method: 'POST', path: `${campaign}/travaux/{workId}`, page: forStaff(submitResume) },
  { method: 'GET', path: placement, page: forStaff((visit) => showPlacement(visit)) },
  { method: 'GET', path: `${placement}/etudiant`, page: forStaff(showStudentStages) },
  { method: 'GET', path: `${placement}/tuteur`, page: forStaff(showTutorStages) },
  { method: 'GET', path: `${placement}/ecole`, page: forStaff(showSchool) },
  { method: 'POST', path: `${placement}/notes`, page: forStaff(submitNote) },
  { method: 'POST', path: `${placement}/attention`, page: forStaff(submitSettled) },
  { method: 'POST', path: `${placement}/mot`, page: forStaff(submitWordSeen) },
  { method: 'POST', path: `${placement}/relance`, page: forStaff(submitRelaunch) },
  { method: 'GET', path: `${placement}/correction`, page: forStaff(showCorrection) },
  { method: 'POST', path: `${placement}/correction`, page: forStaff(submitCorrection) },
  { method: 'GET', path: `${placement}/decision/{decision}`, page: forStaff(showDecision) },
  { method: 'POST', path: `${placement}/decision/{decision}`, page: forStaff(submitDecision) },
  { method: 'GET', path: `${placement}/saisie`, page: forStaff(showEntry) },
  { method: 'POST', path: `${placement}/saisie`, page: forStaff(submitEntry), limits: entryLimits },
  { method: 'GET', path: `${placement}/lien`, page: forStaff(showSendLink) },
  { method: 'POST', path: `${placement}/lien`, page: forStaff(submitSendLink) },
  { method: 'GET', path: `${placement}/lien-etudiant`, page: forStaff(showSendStudentLink) },
  { method: 'POST', path: `${placement}/lien-etudiant`, page: forStaff(submitSendStudentLink) },
  { method: 'GET', path: `${placement}/envoi/{courriel}`, page: forStaff(showSendNow) },
  { method: 'POST', path: `${placement}/envoi/{courriel}`, page: forStaff(submitSendNow) },
  { method: 'GET', path: `${placement}/liens`, page: forStaff(showCutLinks) },
  { method: 'POST', path: `${placement}/liens`, page: forStaff(submitCutLinks) },
  { method: 'GET', path: `${placement}/courriels/{mailId}`, page: forStaff(showMail) },
  { method: 'GET', path: `${placement}/courriels/{mailId}/mise-en-page`, page: forStaff(showMailLayout) },
  { method: 'GET', path: `${placement}/compte-rendu.pdf`, page: forStaff(downloadReport) },
  { method: 'GET', path: `${placement}/document-recu`, page: forStaff(downloadScan) },
];

export const handler = webFunction(routes);
