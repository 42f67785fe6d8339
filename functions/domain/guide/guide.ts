import type { Guide } from '../../../schemas/framing.ts';
import { framing } from './framing.ts';
import { missionLetter } from './mission-letter.ts';
import { references } from './references.ts';
import { tutorRole } from './tutor-role.ts';

/** The tutor's guide, letter for letter: content, proved against the guide itself by tests/domain/guide.test.ts. */
export const guide: Guide = { missionLetter, tutorRole, framing, references };
