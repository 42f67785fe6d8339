import type { Institute } from '../../../schemas/programme.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import {
  type GuidePictureName,
  guidePictures,
  pictureWidth,
  type StaffGuide,
} from '../../domain/guide/staff-guides.ts';
import { fonts } from '../fonts/report-fonts.ts';
import { colors, contentWidth, page, styles, type TextStyle } from './appearance.ts';
import { numberPages } from './footer.ts';
import { inMetadata } from './metadata.ts';
import { drawLogo } from './report-head.ts';
import { openSection } from './section-heading.ts';
import { type Element, TaggedPages } from './tagged-pages.ts';
import { setList, setText } from './typesetting.ts';

export type StaffGuideFacts = {
  institution: Pick<Institute, 'name' | 'programme'>;
  guide: StaffGuide;
  now: IsoInstant;
};

/** A heading keeps at least so much of what it is about on its page, in points. */
const company = 60;
/** Of a picture, in points: as wide as reads well beside nothing else. */
const shownWidth = contentWidth * 0.82;

/** What staff read in the console, on paper: the same words and the same pictures. */
export const staffGuideDocument = async (
  { institution, guide, now }: StaffGuideFacts,
  pictures: Record<GuidePictureName, Uint8Array>,
): Promise<Uint8Array> => {
  const pages = new TaggedPages(
    {
      title: inMetadata(guide.title),
      author: inMetadata(institution.name),
      subject: inMetadata(guide.lead),
      createdAt: new Date(now),
    },
    fonts,
  );
  pages.breakPage();
  pages.y += drawLogo(pages, { institution }, pages.y);
  write(pages, pages.root, 'P', institution.name, styles.small);
  write(pages, pages.root, 'H1', guide.title, styles.title);
  write(pages, pages.root, 'P', guide.lead, styles.answer);
  for (const { title, paragraphs, steps = [], picture } of guide.parts) {
    const section = openSection(pages, title);
    section.draw(company);
    for (const text of paragraphs) write(pages, section.element, 'P', text, styles.body);
    if (steps.length > 0) {
      const items = steps.map((text, at) => ({ label: `${at + 1}.`, text, style: styles.body }));
      pages.lines(
        setList(pages, { items, parent: section.element, width: contentWidth - 8, gap: 2 }),
        page.left + 8,
      );
    }
    if (picture !== undefined) drawPicture(pages, section.element, picture, pictures[picture]);
  }
  return pages.finish((pageNumber, pageCount) =>
    numberPages(pages, `${institution.name} – ${guide.title}`, pageNumber, pageCount),
  );
};

const drawPicture = (
  pages: TaggedPages,
  parent: Element,
  name: GuidePictureName,
  bytes: Uint8Array,
): void => {
  const { caption, height: pixels } = guidePictures[name];
  const height = (shownWidth * pixels) / pictureWidth;
  pages.y += 8;
  pages.keep(height + 30);
  const box = { x: page.left, y: pages.y, width: shownWidth, height };
  pages.figure(parent, caption, box, (document) => {
    document.image(Buffer.from(bytes), box.x, box.y, { width: box.width, height: box.height });
    document.lineWidth(0.6).rect(box.x, box.y, box.width, box.height).stroke(colors.rule);
  });
  pages.y += height + 3;
  write(pages, parent, 'P', caption, styles.small);
};

const write = (pages: TaggedPages, parent: Element, tag: string, text: string, style: TextStyle): void => {
  const element = pages.element(parent, tag);
  pages.lines(setText(pages, { text, style, width: contentWidth, element }), page.left);
  pages.y += 3;
};
