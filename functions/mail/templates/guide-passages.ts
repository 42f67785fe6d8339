import type { Prose } from '../../../schemas/framing.ts';
import { framingOf } from '../../domain/guide/programme.ts';
import { type Block, heading, list, paragraph, subheading, subsubheading } from '../letter.ts';
import type { CampaignFacts } from './facts.ts';

const proseBlocks = (prose: Prose[], titled: (text: string) => Block): Block[] =>
  prose.flatMap((block) => [
    ...(block.heading === undefined ? [] : [titled(block.heading)]),
    ...block.paragraphs.map(paragraph),
    ...(block.items.length > 0 ? [list(block.items)] : []),
  ]);

type Facts = Pick<CampaignFacts, 'institution' | 'campaign'>;

/** The mission letter, in full, with its signatures. */
export const missionLetter = ({ institution: { programme } }: Facts): Block[] => [
  heading(programme.guide.missionLetter.title),
  ...proseBlocks(programme.guide.missionLetter.blocks, subheading),
  ...programme.guide.missionLetter.signatures.map(({ name, role }) => paragraph(`${name}\n${role}`)),
];

/** What a tutor does, in full. */
export const tutorRole = ({ institution: { programme } }: Facts): Block[] => [
  heading(programme.guide.tutorRole.title),
  paragraph(programme.guide.tutorRole.subtitle),
  ...proseBlocks(programme.guide.tutorRole.blocks, subheading),
];

/** The framing: the objectives of all stages, then the column of the guide that this stage reads, in full. */
export const framing = ({ institution: { programme }, campaign }: Facts): Block[] => {
  const { title, objectivesLabel, objectives, questionsLabel, questionsLead, activitiesLabel } =
    programme.guide.framing;
  const column = framingOf(programme, campaign);
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
