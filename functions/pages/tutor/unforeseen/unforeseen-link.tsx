import type { StartedPlacement } from '../../../../schemas/placement.ts';
import { of } from '../../../domain/wording/elision.ts';
import { studentName } from '../../../domain/wording/people.ts';

/** The way for what is not as planned, from wherever a stage is shown. @param path the door's */
export const UnforeseenLink = ({ path, placement }: { path: string; placement: StartedPlacement }) => (
  <a href={`${path}/imprevu?stagiaire=${placement.studentNumber}`}>
    Un imprévu&nbsp;?<span class="visually-hidden"> Stage {of(studentName(placement))}</span>
  </a>
);
