import type { Guide } from '../../../schemas/framing.ts';
import type { GuideVersion } from '../../../schemas/guide-version.ts';
import { decideGuide } from '../../actions/decide-guide.ts';
import { editGuide } from '../../actions/edit-guide.ts';
import { changedGuideParts, editedGuide, guideSections, typedGuide } from '../../domain/guide/guide-texts.ts';
import { ownGuide } from '../../domain/guide/guide-versions.ts';
import type { BodyLimits } from '../request-body.ts';
import { SectionTexts } from './section-texts.tsx';
import { findGuide, guideInWords, guideNumbered, guidesPath, guidesRefused } from './visited-guide.ts';
import type { WrittenDocument } from './written-document.ts';

/** Every text of a guide as long as it may be, in letters with accents, which take six bytes as they are sent. */
export const guideLimits: BodyLimits = { bytes: 900_000, fields: 100 };

/** The guide of the tutor, as the pages of its versions write it. */
export const writtenGuide: WrittenDocument<Guide, GuideVersion> = {
  shownAs: 'guide',
  listPath: guidesPath,
  acts: { edited: 'guideEdited', published: 'guidePublished', dropped: 'guideDropped' },
  refused: guidesRefused,
  find: findGuide,
  wordsOf: ({ guide }) => guide,
  copied: ({ record }) => String(record?.number ?? ownGuide),
  sourceOf: ({ copiedFrom }) => guideInWords(copiedFrom),
  sourceWords: async (visit, { copiedFrom }) => (await guideNumbered(visit, String(copiedFrom)))?.guide,
  typed: ({ settings: { programme } }, guide) => typedGuide(guide, programme),
  edited: ({ settings: { programme } }, guide, typed) => {
    const edited = editedGuide(guide, programme, typed);
    return edited.problems ? edited : { words: edited.guide };
  },
  edit: ({ acting }, { number }, seen, guide) => editGuide(acting, number, seen, guide),
  decide: ({ acting }, { number }, seen, decision) => decideGuide(acting, number, seen, decision),
  changed: ({ settings: { programme } }, before, after) => changedGuideParts(before, after, programme),
  draftOf: () => 'Brouillon',
  publication: () =>
    'Les prochaines campagnes la prendront. Celles qui existent gardent la leur, et leurs tuteurs lisent ce qu’ils ont lu.',
  facts: () => [],
  fields: ({ visit, found: { words } }, { typed, problems }) => (
    <SectionTexts
      sections={guideSections(words, visit.settings.programme)}
      typed={typed}
      problems={problems}
    />
  ),
};
