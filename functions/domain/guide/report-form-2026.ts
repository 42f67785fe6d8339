import type { ReportForm } from '../../../schemas/report-form.ts';
import { ethics2026 } from './report-form-2026-ethics.ts';

/** "Le compte-rendu du tuteur de stage" as the guide of 2026 prints it; domain/report-form.md says how it became fields. */
export const reportForm2026: ReportForm = {
  version: '2026',
  title: 'Le compte-rendu du tuteur de stage',
  subtitle: 'm1 MEEF1 mention 1er degré',
  header: {
    student: 'Stagiaire',
    tutor: 'Titulaire de la classe',
    school: 'Lieu du stage',
    context: 'Contexte (niveau, nbre d’élèves...)',
    classLevel: 'Niveau',
    pupilCount: 'Nombre d’élèves',
    period: 'Période de stage',
    absentHalfDays: 'Nombre de ½ journées d’absence',
  },
  progression: {
    title: '1 – De l’observation à la prise en charge progressive',
    instruction:
      'Nous vous proposons de surligner les activités du stagiaire lors du stage dans votre classe.',
    caution:
      '(Cette prise en charge de la classe se fait en fonction du degré d’expérience du stagiaire et il est inutile de brûler les étapes : les différentes étapes présupposent la maîtrise des étapes précédentes).',
    steps: [
      {
        stepId: 'step1',
        label: 'Étape 1',
        activities: [
          { activityId: 'observations', label: 'Observations' },
          { activityId: 'questioning', label: 'Observations et questionnements' },
          { activityId: 'occasionalHelp', label: 'Aide ponctuelle aux élèves' },
        ],
      },
      {
        stepId: 'step2',
        label: 'Étape 2',
        activities: [
          {
            activityId: 'groups',
            label: 'Prise en charge de groupes d’élèves (au sein d’une séance menée par le MAT)',
          },
          {
            activityId: 'supervisedSessions',
            label: 'Conduite de séances supervisées/vérifiées par le MAT',
          },
        ],
      },
      {
        stepId: 'step3',
        label: 'Étape 3',
        activities: [
          { activityId: 'physicalEducation', label: 'Mise en place de situations d’EPS' },
          {
            activityId: 'autonomousSessions',
            label: 'Conduite de séances dans diverses disciplines, préparées en autonomie',
          },
        ],
      },
      {
        stepId: 'step4',
        label: 'Étape 4',
        activities: [
          {
            activityId: 'wholeClass',
            label:
              'Faire la classe en enchaînant plusieurs temps d’apprentissage, préparés en autonomie (les objectifs donnés par le MAT)',
          },
        ],
      },
    ],
  },
  objectives: {
    title: '2 – Objectifs de formation',
    instruction:
      'Voici les objectifs de formation, lors des stages, dans votre classe, en fonction des différentes étapes expérimentées par le stagiaire. Nous vous proposons d’ajouter vos commentaires dans la case en dessous des objectifs visés.',
    steps12: {
      label: 'Pour les étapes 1 et 2',
      items: [
        'Comprendre ce que l’on attend d’un enseignant. Commencer à envisager l’ampleur de sa mission',
        'Construire les premières représentations relatives à l’école, l’institution, le métier d’enseignant',
        'Passer d’une observation libre à une observation formatrice des pratiques enseignantes, des comportements, des productions d’élèves',
        'S’intégrer à une équipe',
      ],
    },
    steps34: {
      label: 'Pour les étapes 3 et 4',
      items: [
        'Repérer les gestes et les choix professionnels',
        'Savoir observer les élèves pour adapter ses actions',
        'Construire une posture d’enseignant',
        'Développer une attitude réflexive',
        'S’approprier le cadre de fonctionnement et l’organisation de l’école et plus généralement du système éducatif',
        'S’intégrer à une équipe',
      ],
    },
  },
  comments: {
    steps12: {
      title: '3 – Commentaires sur l’acquisition de ces objectifs pour les étapes 1 et 2',
      sessionsLed: 'Nombre de séances animées',
    },
    steps34: {
      title: '3 – Commentaires sur l’acquisition de ces objectifs pour les étapes 3 et 4',
      sessionsDesigned: 'Nombre de séances conçues',
      sessionsLed: 'Nombre de séances animées',
    },
  },
  ethics: ethics2026,
  advice: { title: '5 – Quels sont les 2 conseils que vous donneriez à cet étudiant ?' },
  completedWithStudent: 'Ce compte-rendu a été complété avec le stagiaire',
  closing: 'Vous renverrez ce document, dès la fin du stage au gestionnaire de scolarité.',
  limits: { comments: 4000, details: 1000, advice: 1000, sessions: 200, pupils: 60 },
};
