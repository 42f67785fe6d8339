import type { Campaign } from '../../../schemas/campaign.ts';
import type { Guide, OnScreen, Prose } from '../../../schemas/framing.ts';
import type { Institute } from '../../../schemas/programme.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { readWithoutReport } from '../../domain/guide/on-screen.ts';
import { framingOf, stageLabel } from '../../domain/guide/programme.ts';
import { fonts } from '../fonts/report-fonts.ts';
import { contentWidth, page, styles, type TextStyle } from './appearance.ts';
import { numberPages } from './footer.ts';
import { inMetadata } from './metadata.ts';
import { drawLogo } from './report-head.ts';
import { openSection, type Section } from './section-heading.ts';
import { TaggedPages } from './tagged-pages.ts';
import { setList, setText } from './typesetting.ts';

export type GuideFacts = {
  institution: Pick<Institute, 'name' | 'programme'>;
  /** Its version that is printed. */
  guide: Guide;
  campaign: Pick<Campaign, 'stage'>;
  now: IsoInstant;
};

/** A heading keeps at least so much of what it is about on its page, in points. */
const company = 40;

/** The mission letter, the role and the framing of one stage, whole, for whoever wants them on paper. */
export const guideDocument = async (facts: GuideFacts): Promise<Uint8Array> => {
  const { institution, guide, campaign, now } = facts;
  const { programme } = institution;
  const { missionLetter, tutorRole, framing, onScreen } = guide;
  const stage = stageLabel(institution, campaign);
  const title = `Guide du tuteur de stage – ${stage}`;
  const pages = new TaggedPages(
    {
      title: inMetadata(title),
      author: inMetadata(institution.name),
      subject: inMetadata(missionLetter.title),
      createdAt: new Date(now),
    },
    fonts,
  );
  pages.breakPage();
  pages.y += drawLogo(pages, { institution }, pages.y);
  const writing: Writing = { pages, onScreen: readWithoutReport(onScreen) };
  write(writing, pages.root, 'P', institution.name, styles.small);
  write(writing, pages.root, 'H1', title, styles.title);

  const letter = opened(pages, missionLetter.title);
  writeProse(writing, letter, missionLetter.blocks);
  for (const { name, role } of missionLetter.signatures) {
    write(writing, letter.element, 'P', name, styles.strong);
    write(writing, letter.element, 'P', role, styles.small, 4);
  }

  const role = opened(pages, tutorRole.title, [tutorRole.subtitle]);
  writeProse(writing, role, tutorRole.blocks);

  const column = framingOf(programme, guide, campaign);
  const framed = opened(pages, framing.title, [`${stage} – ${column.title}, ${column.length}`]);
  writeProse(writing, framed, [
    { heading: framing.questionsLabel, paragraphs: [framing.questionsLead], items: column.questions },
    { heading: framing.activitiesLabel, paragraphs: [], items: [] },
    ...column.activities,
    { heading: framing.objectivesLabel, paragraphs: [], items: [] },
    ...framing.objectives,
  ]);
  return pages.finish((pageNumber, pageCount) =>
    numberPages(pages, `${institution.name} – ${title}`, pageNumber, pageCount),
  );
};

const opened = (pages: TaggedPages, title: string, explanations: string[] = []): Section => {
  const section = openSection(pages, title, explanations);
  section.draw(company);
  return section;
};

type Writing = {
  pages: TaggedPages;
  onScreen: OnScreen;
};

/** As on the pages: what a word for paper means, beside it. */
const explained = (text: string, onScreen: OnScreen): string =>
  onScreen
    .filter(({ word }) => text.includes(word))
    .reduce((said, { meaning }) => `${said} [${meaning}.]`, text);

const write = (
  { pages, onScreen }: Writing,
  parent: Section['element'],
  tag: string,
  text: string,
  style: TextStyle,
  after = 0,
): void => {
  const element = pages.element(parent, tag);
  const lines = setText(pages, { text: explained(text, onScreen), style, width: contentWidth, element });
  pages.lines(lines, page.left);
  pages.y += after;
};

const writeProse = (writing: Writing, { element }: Section, blocks: Prose[]): void => {
  const { pages, onScreen } = writing;
  for (const { heading, paragraphs, items } of blocks) {
    if (heading !== undefined) {
      pages.y += 4;
      pages.keep(company);
      write(writing, element, 'H3', heading, styles.strong, 2);
    }
    for (const paragraph of paragraphs) write(writing, element, 'P', paragraph, styles.answer, 4);
    if (items.length === 0) continue;
    const listed = items.map((item) => ({
      ...{ label: '•', style: styles.answer },
      text: explained(item, onScreen),
    }));
    pages.lines(setList(pages, { items: listed, parent: element, width: contentWidth }), page.left);
    pages.y += 4;
  }
};
