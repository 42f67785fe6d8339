import type { ReportForm } from '../../../schemas/report-form.ts';
import { bounds, linesOf, type TextSection, textAt } from '../wording/edited-texts.ts';

/** Lines of a list: activities of a step, objectives of a block. */
const mostLines = 10;

type Step = ReportForm['progression']['steps'][number];

/** The first name that no activity has. Reports name activities, so that a name is another activity's in no version. */
const freshName = (taken: ReadonlySet<string>): string => {
  let number = 1;
  while (taken.has(`activity${number}`)) number += 1;
  return `activity${number}`;
};

/** An activity keeps its name where its words stay, or where it stands where it stood. */
const activitiesOfStep = (form: ReportForm, step: Step, labels: readonly string[]): Step['activities'] => {
  const taken = new Set(
    form.progression.steps.flatMap(({ activities }) => activities.map(({ activityId }) => activityId)),
  );
  const kept = step.activities.filter(({ label }) => labels.includes(label));
  return labels.map((label, at) => {
    const [same] = kept.filter((one) => one.label === label);
    if (same) return same;
    const there = step.activities[at];
    if (there && !kept.includes(there)) return { ...there, label };
    const activityId = freshName(taken);
    taken.add(activityId);
    return { activityId, label };
  });
};

const stepSection = (form: ReportForm, step: Step): TextSection => ({
  title: step.label,
  texts: [
    textAt(step, 'label', step.stepId, 'Nom de l’étape', { longest: bounds.label }),
    {
      ...{ name: `${step.stepId}-activities`, label: 'Activités', kind: 'list', hint: 'Une par ligne.' },
      ...{ longest: bounds.line, most: mostLines },
      read: () => step.activities.map(({ label }) => label).join('\n'),
      write: (typed) => {
        step.activities = activitiesOfStep(form, step, linesOf(typed));
      },
    },
  ],
});

const commentSection = (block: ReportForm['comments'][number]): TextSection => {
  const { field, objectives, counts, steps } = block;
  return {
    title: objectives.label,
    texts: [
      textAt(objectives, 'label', `${field}-objectives`, 'Titre des objectifs', { longest: bounds.title }),
      {
        ...{ name: `${field}-items`, label: 'Objectifs', kind: 'list', hint: 'Un par ligne.' },
        ...{ longest: bounds.line, most: mostLines },
        read: () => objectives.items.join('\n'),
        write: (typed) => {
          objectives.items = linesOf(typed);
        },
      },
      textAt(block, 'title', `${field}-title`, 'Titre du commentaire'),
      ...counts.map((count, at) =>
        textAt(
          count,
          'label',
          count.field,
          counts.length > 1 ? `Nombre demandé (${at + 1})` : 'Nombre demandé',
          {
            longest: bounds.label,
          },
        ),
      ),
      textAt(steps, 'all', `${field}-all`, 'Ses étapes, toutes ensemble', {
        ...{ longest: bounds.label, hint: 'Dans nos phrases, comme « étapes 1 et 2 ».' },
      }),
      textAt(steps, 'any', `${field}-any`, 'Ses étapes, l’une ou l’autre', {
        ...{ longest: bounds.label, hint: 'Dans nos phrases, comme « l’étape 1 ou 2 ».' },
      }),
    ],
  };
};

/** Every text of a form but those of its criteria, by part, in the order of the document. `write` changes the form that is given. */
export const formSections = (form: ReportForm): TextSection[] => {
  const { header, progression, objectives, comments, ethics, advice } = form;
  return [
    {
      title: 'Titre',
      texts: [
        textAt(form, 'title', 'title', 'Titre', { longest: bounds.title }),
        textAt(form, 'subtitle', 'subtitle', 'Sous-titre', { longest: bounds.title }),
      ],
    },
    {
      title: 'En-tête',
      texts: [
        textAt(header, 'student', 'student', 'L’étudiant·e', { longest: bounds.label }),
        textAt(header, 'tutor', 'tutor', 'Le tuteur', { longest: bounds.label }),
        textAt(header, 'school', 'school', 'L’école', { longest: bounds.label }),
        textAt(header, 'context', 'context', 'Le contexte', { longest: bounds.label }),
        textAt(header, 'classLevel', 'classLevel', 'Le niveau', { longest: bounds.label }),
        textAt(header, 'pupilCount', 'pupilCount', 'Le nombre d’élèves', { longest: bounds.label }),
        textAt(header, 'period', 'period', 'Les dates', { longest: bounds.label }),
        textAt(header, 'absentHalfDays', 'absentHalfDays', 'Les absences', { longest: bounds.label }),
      ],
    },
    {
      title: 'Progression',
      texts: [
        textAt(progression, 'title', 'progression', 'Titre', { longest: bounds.title }),
        textAt(progression, 'instruction', 'progression-instruction', 'Consigne', { kind: 'text' }),
        textAt(progression, 'caution', 'progression-caution', 'Précision', { kind: 'text' }),
        textAt(progression, 'reminder', 'progression-reminder', 'Ce qui est rappelé', {
          hint: 'Le début d’une phrase, dite au tuteur qui saute une étape.',
        }),
      ],
    },
    ...progression.steps.map((step) => stepSection(form, step)),
    {
      title: 'Objectifs de formation',
      texts: [
        textAt(objectives, 'title', 'objectives', 'Titre', { longest: bounds.title }),
        textAt(objectives, 'instruction', 'objectives-instruction', 'Consigne', { kind: 'text' }),
      ],
    },
    ...comments.map(commentSection),
    {
      title: 'Grille d’évaluation',
      texts: [
        textAt(ethics, 'title', 'ethics', 'Titre', { longest: bounds.title }),
        textAt(ethics, 'name', 'ethics-name', 'Sujet', { longest: bounds.label, hint: 'Dans nos phrases.' }),
        textAt(ethics, 'gridTitle', 'ethics-gridTitle', 'Titre de la grille, dans le guide', {
          longest: bounds.title,
        }),
        textAt(ethics, 'instruction', 'ethics-instruction', 'Consigne', { kind: 'text' }),
        textAt(ethics, 'guidance', 'ethics-guidance', 'Sur quoi s’appuyer', { kind: 'text' }),
        textAt(ethics, 'weight', 'ethics-weight', 'Ce à quoi elle sert', { kind: 'text' }),
        textAt(ethics.levels, 'notAcquired', 'notAcquired', 'Premier niveau, qui alerte le délégué', {
          longest: bounds.label,
        }),
        textAt(ethics.levels, 'inProgress', 'inProgress', 'Deuxième niveau', { longest: bounds.label }),
        textAt(ethics.levels, 'acquired', 'acquired', 'Troisième niveau', { longest: bounds.label }),
        textAt(ethics, 'detailsLabel', 'ethics-details', 'Précisions du tuteur', { longest: bounds.label }),
      ],
    },
    {
      title: 'Conseils et fin',
      texts: [
        textAt(advice, 'title', 'advice', 'Titre des conseils', { longest: bounds.title }),
        textAt(form, 'completedWithStudent', 'completedWithStudent', 'Rempli avec le stagiaire'),
        textAt(form, 'closing', 'closing', 'Envoi', { kind: 'text' }),
      ],
    },
  ];
};
