import type { Guide, StageFraming } from '../../../schemas/framing.ts';

/** The split stage: its first week is SOPA 1, its second, at the end of the year, SOPA 4. */
const firstStage: StageFraming = {
  title: 'Premier stage (fractionné)',
  length: '1 sem. en début d’année + 1 sem. en fin d’année',
  questions: [
    'Qu’est-ce que l’école (aujourd’hui) ?',
    'Comment fonctionne-t-elle ?',
    'Qu’est-ce qu’une classe ?',
    'Que font les élèves dans une classe ?',
    'Qu’est-ce que le climat de classe ?',
    'Qu’est-ce qu’un enseignant (quel est son rôle ?',
    'Quelles sont ses obligations ?',
    'Que fait l’enseignant dans (et hors de) la classe ?',
    'Qu’est-ce qu’enseigner ?',
    'Qu’est-ce qu’une séquence d’enseignement ?',
    'Comment une classe évolue-t-elle sur l’année ?',
  ],
  activities: [
    {
      heading: 'Prise en charge progressive de :',
      paragraphs: [],
      items: [
        'Groupes d’élèves (au sein d’une séance menée par le MAT)',
        'Séances élaborées (supervisées / vérifiées) par le MAT',
        'Séance(s) élaborée(s) et préparée(s) par le stagiaire avec l’aide du MAT',
        'Conception / organisation / mise en place de séquence si l’étudiant le souhaite',
      ],
    },
  ],
};

const secondStage: StageFraming = {
  title: 'Deuxième stage (massé)',
  length: '2 semaines complètes à suivre',
  questions: [
    'Quels points communs/quelles différences avec le stage 1 ;',
    'Quel est l’objectif de l’enseignant ?',
    'Quelle est l’activité des élèves ? Qu’est-ce qu’ils ont appris ?',
    'Quelles sont les différentes phases d’enseignement dans la journée, dans la séance ?',
    'Quelle(s) trace(s) reste (nt)-ils ?',
    'Quelles difficultés rencontrent certains élèves ? Quels obstacles sont rencontrés ?',
    'Sur quels éléments repose le climat de classe ? Quelles réussites et quels obstacles ?',
  ],
  activities: [
    {
      heading: 'Prise en main de la classe :',
      paragraphs: [],
      items: [
        'Prise en main de groupes dans la classe',
        'Conception de séances',
        'Conduite de séances dans diverses disciplines',
        'Conception d’une séquence en étant guidé par le MAT.',
      ],
    },
  ],
};

const thirdStage: StageFraming = {
  title: 'Troisième stage (massé)',
  length: '2 semaines complètes à suivre',
  questions: [
    'Quels points communs et quelles différences avec les deux premiers stages ?',
    'Quelles sont les différentes modalités d’organisation de la classe ?',
    'Comment articuler les différentes phases des apprentissages des élèves ?',
    'Comment se déroule la phase de synthèse, l’institutionnalisation ?',
    'Comment est prise en charge l’hétérogénéité des élèves ?',
    'Comment installer et maintenir un cadre de travail propice aux apprentissages ?',
  ],
  activities: [
    {
      heading: 'Prise en main de la classe :',
      paragraphs: ['Faire la classe en enchaînant plusieurs séances (de la matinée à une journée complète)'],
      items: [],
    },
    {
      heading: 'Prise en charge :',
      paragraphs: [],
      items: ['de séances/séquences', 'de la préparation à la réalisation'],
    },
  ],
};

/** "Le cadrage": the guide's three columns, read by the four stages as domain/stages.md says. */
export const framing: Guide['framing'] = {
  title: 'Le cadrage des Stages d’Observation et de Pratiques Accompagnées « SOPA »',
  objectivesLabel: 'Objectifs des stages',
  objectives: [
    {
      heading: 'OBSERVER',
      paragraphs: [],
      items: [
        'Construire les premières représentations relatives à l’école, l’institution, le métier d’enseignant ;',
        'S’approprier le cadre de fonctionnement et l’organisation de l’école et plus généralement du système éducatif ;',
        'Passer d’une observation libre à une observation formatrice des pratiques enseignantes, des comportements, des productions d’élèves ;',
        'Savoir observer les élèves pour adapter ses actions.',
      ],
    },
    {
      heading: 'PRATIQUER',
      paragraphs: [],
      items: [
        'Construire une posture d’enseignant ;',
        'Développer une attitude réflexive ;',
        'Acquérir des compétences professionnelles (cf. référentiel de compétences).',
      ],
    },
  ],
  questionsLabel: 'Observations ciblées et questionnement réflexif',
  questionsLead: 'L’étudiant sera en mesure de répondre à ces questions :',
  activitiesLabel: 'Pratique accompagnée : activités du stagiaire',
  stages: { sopa1: firstStage, sopa2: secondStage, sopa3: thirdStage, sopa4: firstStage },
};
