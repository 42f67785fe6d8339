import { cutOwnStudentLinks } from '../../actions/cut-links.ts';
import type { TutorEnvironment } from '../../environment.ts';
import type { PageRequest } from '../request.ts';
import type { PageResponse } from '../responses.ts';
import { cutLinksQuestion, linksAreCut } from '../tutor/cut-links-page.tsx';
import type { StudentDoor } from './door.tsx';

const kept = 'Vos stages et vos comptes-rendus restent où ils sont.';

export const cutStudentLinksPage = (door: StudentDoor): PageResponse => cutLinksQuestion(door, kept);

/** The old links are dead from here on; the new one goes to the address on file, and nowhere else. */
export const cutStudentLinks =
  (env: TutorEnvironment) =>
  async (door: StudentDoor, request: PageRequest): Promise<PageResponse> => {
    if (!door.isOwnForm(request)) return cutLinksQuestion(door, kept, 403);
    return linksAreCut(await cutOwnStudentLinks(env, door.store, door.link, request));
  };
