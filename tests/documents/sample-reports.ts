import type { ReportFacts } from '../../functions/documents/pdf/report-facts.ts';
import { form2026, poitiersProgramme } from '../poitiers.ts';

/** A week in October, a first-semester stage, everything answered. */
export const fullReport: ReportFacts = {
  institution: {
    name: 'INSPÉ de l’académie de Poitiers',
    programme: poitiersProgramme,
    sites: [
      {
        siteId: 'niort',
        name: 'Niort',
        campus: 'Campus de Niort',
        university: 'Université de Poitiers',
        registrars: [{ name: 'Odile Renard', email: 'scolarite.niort@inspe.example' }],
        delegate: { name: 'Paul Vidal', email: 'delegue.niort@inspe.example' },
      },
    ],
  },
  campaign: { stage: 'sopa1', year: 2026 },
  placement: {
    studentNumber: '22600107',
    student: { lastName: 'Morin', firstName: 'Inès', email: 'ines.morin@etu.example' },
    siteId: 'niort',
    tutor: { title: 'Mme', lastName: 'Lefèvre', firstName: 'Cœlia', email: 'c.lefevre@ecole.example' },
    school: { name: 'École élémentaire Jules-Ferry', town: 'Niort' },
    periods: [{ from: '2026-10-05', to: '2026-10-09' }],
  },
  form: form2026,
  sent: {
    number: 1,
    reference: 'SOPA1-2026-22600107-V1',
    sentAt: '2026-10-12T15:42:07.000Z',
    formVersion: form2026.version,
    answers: {
      tutorName: 'Cœlia Lefèvre',
      schoolName: 'École élémentaire Jules-Ferry, Niort',
      classLevel: 'CE1-CE2',
      pupilCount: 24,
      absentHalfDays: 1,
      activities: ['observations', 'questioning', 'occasionalHelp', 'groups'],
      commentsSteps12:
        'Inès a su trouver sa place dans la classe dès le premier jour. Ses observations, d’abord libres, sont devenues précises : elle note ce que font les élèves, et plus seulement ce que fait l’enseignante.\n\nElle a mené deux séances avec un groupe de six élèves (lecture, numération) ; les consignes étaient claires et le temps bien tenu. Reste à « lâcher » sa fiche de préparation pour regarder davantage les élèves.',
      sessionsLed12: 2,
      ethics: {
        C1: { level: 'acquired' },
        C2: { level: 'inProgress' },
        C6: { level: 'acquired' },
        C7: {
          level: 'notAcquired',
          details:
            'Le tutoiement des parents à la grille et des mots familiers devant les élèves ont été repris ensemble.',
        },
        C11: { level: 'acquired' },
      },
      advice1:
        'Observer un même élève pendant toute une matinée : ce qu’il fait, ce qu’il dit, ce qu’il comprend.',
      advice2:
        'Oser prendre la parole devant la classe entière, même pour un temps court, dès le début du prochain stage.',
      completedWithStudent: true,
    },
  },
};

/** A second-semester stage with as little as a report may hold. */
export const shortReport: ReportFacts = {
  ...fullReport,
  campaign: { stage: 'sopa3', year: 2026 },
  placement: { ...fullReport.placement, periods: [{ from: '2027-03-01', to: '2027-03-12' }] },
  sent: {
    ...fullReport.sent,
    number: 2,
    reference: 'SOPA3-2026-22600107-V2',
    sentAt: '2027-03-15T08:00:00.000Z',
    answers: {
      tutorName: 'Cœlia Lefèvre',
      schoolName: 'École Jules-Ferry, Niort',
      classLevel: '',
      pupilCount: 1,
      absentHalfDays: 0,
      activities: ['wholeClass'],
      commentsSteps34: 'Bien.',
      ethics: {
        C1: { level: 'acquired' },
        C2: { level: 'acquired' },
        C6: { level: 'notAcquired' },
        C7: { level: 'inProgress' },
        C11: { level: 'inProgress' },
      },
      advice1: 'Continuer ainsi.',
      completedWithStudent: false,
    },
  },
};

type Answers = ReportFacts['sent']['answers'];

/** The same report with other answers. */
export const answering = (report: ReportFacts, answers: Partial<Answers>): ReportFacts => ({
  ...report,
  sent: { ...report.sent, answers: { ...report.sent.answers, ...answers } },
});
