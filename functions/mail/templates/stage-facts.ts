import type { PlacementFacts } from '../../../schemas/placement.ts';
import type { Institute } from '../../../schemas/programme.ts';
import { siteOf } from '../../domain/placement/site-of.ts';
import { periodsLabel } from '../../domain/wording/french-dates.ts';
import { fullName, tutorName } from '../../domain/wording/people.ts';
import { type Block, type Fact, facts } from '../letter.ts';

export const schoolLabel = ({ school }: Pick<PlacementFacts, 'school'>): string =>
  `${school.name}, ${school.town}`;

const classFacts = ({ classLevel, pupilCount }: PlacementFacts): Fact[] => {
  const parts = [classLevel, pupilCount === undefined ? undefined : `${pupilCount} élèves`];
  const value = parts.filter((part) => part !== undefined).join(', ');
  return value === '' ? [] : [{ label: 'Classe', value }];
};

const datesFact = ({ periods }: PlacementFacts): Fact => ({ label: 'Dates', value: periodsLabel(periods) });

const delegateFact = (institution: Institute, placement: PlacementFacts): Fact => {
  const { delegate } = siteOf(institution, placement.siteId);
  return { label: 'Délégué de stage', value: delegate.name, email: delegate.email };
};

/** What a tutor needs to know of their stages: each student, and once what their stages share. @param more what comes last */
export const stagesForTutor = (
  institution: Institute,
  placements: PlacementFacts[],
  more: Fact[] = [],
): Block[] => {
  const shared = (placement: PlacementFacts): Fact[] => [
    datesFact(placement),
    { label: 'Lieu du stage', value: schoolLabel(placement) },
    ...classFacts(placement),
    { label: institution.programme.words.site, value: siteOf(institution, placement.siteId).campus },
    delegateFact(institution, placement),
  ];
  const alike = Map.groupBy(placements, (placement) => JSON.stringify(shared(placement)));
  return [...alike.values()].flatMap((ofOneKind) =>
    ofOneKind.slice(0, 1).map((first) =>
      facts([
        ...ofOneKind.map(({ student }) => ({
          label: 'Stagiaire',
          value: fullName(student),
          email: student.email,
        })),
        ...shared(first),
        ...more,
      ]),
    ),
  );
};

/** What the student needs to know of the stage. */
export const stageForStudent = (institution: Institute, placement: PlacementFacts): Block =>
  facts([
    datesFact(placement),
    { label: 'Lieu du stage', value: schoolLabel(placement) },
    ...classFacts(placement),
    { label: 'Tuteur de stage', value: tutorName(placement), email: placement.tutor.email },
    { label: institution.programme.words.site, value: siteOf(institution, placement.siteId).campus },
    delegateFact(institution, placement),
  ]);

/** Who, where and when, in the fewest rows, then what else the mail has to tell: for mails about a report. */
export const stageInBrief = (placement: PlacementFacts, more: Fact[] = []): Block =>
  facts([
    { label: 'Stagiaire', value: fullName(placement.student), email: placement.student.email },
    { label: 'Lieu du stage', value: schoolLabel(placement) },
    datesFact(placement),
    { label: 'Tuteur de stage', value: tutorName(placement), email: placement.tutor.email },
    ...more,
  ]);
