import { type Guide, guide as guideSchema } from '../../../schemas/framing.ts';
import type { Programme } from '../../../schemas/programme.ts';
import {
  bounds,
  changedSections,
  type EditedText,
  listAt,
  proseAt,
  type TextProblem,
  type TextSection,
  type TypedTexts,
  textAt,
  typedTexts,
  writeTexts,
} from '../wording/edited-texts.ts';
import { listed } from '../wording/people.ts';

/** As many as a letter has room for. */
const mostSignatures = 4;
/** Lines of a list. Nine columns that go to all bounds are within an item of the table (a test). */
const mostLines = 20;

type Stages = Pick<Programme, 'stages'>;

/** With room for as many signatures as there may be. */
const withRoom = (guide: Guide): Guide => {
  const copy = structuredClone(guide);
  const { signatures } = copy.missionLetter;
  while (signatures.length < mostSignatures) signatures.push({ name: '', role: '' });
  return copy;
};

const isBlank = ({ name, role }: Guide['missionLetter']['signatures'][number]): boolean =>
  name === '' && role === '';

const signatureTexts = ({ missionLetter: { signatures } }: Guide): EditedText[] =>
  signatures.flatMap((signature, at) => [
    {
      ...textAt(signature, 'name', `signature${at}-name`, `Signature ${at + 1}, nom`, {
        longest: bounds.label,
      }),
      isOptional: true,
    },
    {
      ...textAt(signature, 'role', `signature${at}-role`, `Signature ${at + 1}, fonction`, {
        longest: bounds.title,
      }),
      isOptional: true,
    },
  ]);

/** The labels of the stages that read a column; its own name where none does. */
const readersOf = (name: string, { stages }: Stages): string =>
  listed(stages.filter(({ framing }) => framing === name).map(({ label }) => label)) || name;

const columnSection = (name: string, column: Guide['framing']['columns'][string], stages: Stages) => ({
  title: `Cadrage de ${readersOf(name, stages)}`,
  texts: [
    textAt(column, 'title', `column-${name}-title`, 'Titre', { longest: bounds.title }),
    textAt(column, 'length', `column-${name}-length`, 'Durée', { longest: bounds.title }),
    listAt(column, 'questions', `column-${name}-questions`, 'Questions', {
      ...{ most: mostLines, longest: bounds.title },
    }),
    proseAt(column, 'activities', `column-${name}-activities`, 'Activités'),
  ],
});

/** Every text of a guide, by part, in the order in which it is read. `write` changes the guide that is given. */
const sectionsOf = (guide: Guide, stages: Stages): TextSection[] => {
  const { missionLetter, tutorRole, framing, references } = guide;
  const readFirst = [
    ...new Set([...stages.stages.map((one) => one.framing), ...Object.keys(framing.columns).sort()]),
  ];
  return [
    {
      title: 'Lettre de mission',
      texts: [
        textAt(missionLetter, 'title', 'letter-title', 'Titre', { longest: bounds.title }),
        proseAt(missionLetter, 'blocks', 'letter', 'Texte'),
        ...signatureTexts(guide),
      ],
    },
    {
      title: 'Rôle du tuteur',
      texts: [
        textAt(tutorRole, 'title', 'role-title', 'Titre', { longest: bounds.title }),
        textAt(tutorRole, 'subtitle', 'role-subtitle', 'Sous-titre', { longest: bounds.title }),
        proseAt(tutorRole, 'blocks', 'role', 'Texte'),
      ],
    },
    {
      title: 'Cadrage de tous les stages',
      texts: [
        textAt(framing, 'title', 'framing-title', 'Titre', { longest: bounds.title }),
        textAt(framing, 'questionsLabel', 'framing-questions', 'Titre des questions', {
          longest: bounds.title,
        }),
        textAt(framing, 'questionsLead', 'framing-lead', 'Ce qui les annonce'),
        textAt(framing, 'activitiesLabel', 'framing-activities', 'Titre des activités', {
          longest: bounds.title,
        }),
        textAt(framing, 'objectivesLabel', 'framing-objectives-title', 'Titre des objectifs', {
          longest: bounds.title,
        }),
        proseAt(framing, 'objectives', 'framing-objectives', 'Objectifs'),
      ],
    },
    ...readFirst.flatMap((name) => {
      const column = framing.columns[name];
      return column ? [columnSection(name, column, stages)] : [];
    }),
    {
      title: 'Références',
      texts: [
        textAt(references, 'title', 'references-title', 'Titre', { longest: bounds.title }),
        listAt(references, 'items', 'references', 'Références', { most: mostLines }),
      ],
    },
  ];
};

/** The texts of a guide, by part; with room for as many signatures as there may be. */
export const guideSections = (guide: Guide, stages: Stages): TextSection[] =>
  sectionsOf(withRoom(guide), stages);

export const typedGuide = (guide: Guide, stages: Stages): Record<string, string> =>
  typedTexts(guideSections(guide, stages));

export type EditedGuide = { guide: Guide; problems?: never } | { problems: TextProblem[]; guide?: never };

/**
 * The guide with the texts that were typed. What words for paper mean on a screen stays; so does every text of which nothing came.
 * Every problem names its field, in the order of the page.
 */
export const editedGuide = (source: Guide, stages: Stages, typed: TypedTexts): EditedGuide => {
  const guide = withRoom(source);
  const problems = writeTexts(sectionsOf(guide, stages), typed);
  const { missionLetter } = guide;
  const nameless = missionLetter.signatures.findIndex(({ name, role }) => name === '' && role !== '');
  if (nameless >= 0)
    problems.push({
      field: `signature${nameless}-name`,
      message: `Lettre de mission, signature ${nameless + 1} : indiquez un nom, ou retirez la fonction.`,
    });
  if (problems.length > 0) return { problems };
  missionLetter.signatures = missionLetter.signatures.filter((one) => !isBlank(one));
  return { guide: guideSchema.parse(guide) };
};

/** What an edition changed, part by part; '' when nothing. */
export const changedGuideParts = (before: Guide, after: Guide, stages: Stages): string =>
  changedSections(guideSections(before, stages), guideSections(after, stages)).join(', ');
