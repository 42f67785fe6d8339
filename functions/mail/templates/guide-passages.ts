import type { Prose } from '../../../schemas/framing.ts';
import type { StageId } from '../../../schemas/stage.ts';
import { guide } from '../../domain/guide/guide.ts';
import { type Block, heading, list, paragraph, subheading, subsubheading } from '../letter.ts';

const proseBlocks = (prose: Prose[], titled: (text: string) => Block): Block[] =>
  prose.flatMap((block) => [
    ...(block.heading === undefined ? [] : [titled(block.heading)]),
    ...block.paragraphs.map(paragraph),
    ...(block.items.length > 0 ? [list(block.items)] : []),
  ]);

/** "La lettre de mission du tuteur de stage", in full, with its signatures. */
export const missionLetter = (): Block[] => [
  heading(guide.missionLetter.title),
  ...proseBlocks(guide.missionLetter.blocks, subheading),
  ...guide.missionLetter.signatures.map(({ name, role }) => paragraph(`${name}\n${role}`)),
];

/** "Le rôle du tuteur de stage", in full. */
export const tutorRole = (): Block[] => [
  heading(guide.tutorRole.title),
  paragraph(guide.tutorRole.subtitle),
  ...proseBlocks(guide.tutorRole.blocks, subheading),
];

/** "Le cadrage": the objectives of all stages, then the column of the guide that this stage reads, in full. */
export const framing = (stage: StageId): Block[] => {
  const { title, objectivesLabel, objectives, questionsLabel, questionsLead, activitiesLabel, stages } =
    guide.framing;
  const column = stages[stage];
  return [
    heading(title),
    paragraph(`${column.title} – ${column.length}`),
    subheading(objectivesLabel),
    ...proseBlocks(objectives, subsubheading),
    subheading(questionsLabel),
    paragraph(questionsLead),
    list(column.questions),
    subheading(activitiesLabel),
    ...proseBlocks(column.activities, subsubheading),
  ];
};
