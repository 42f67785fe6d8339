import {
  type Retention,
  type RetentionClass,
  retention,
  retentionBounds,
  retentionClasses,
} from '../../../schemas/retention.ts';
import { counted } from '../wording/counted.ts';

const ofYear = 'après la fin de l’année universitaire';

/** A class of data as its form has it: what is counted, and from when. */
export const retentionFields: Record<
  RetentionClass,
  { field: string; label: string; of: 'an' | 'jour'; since: string }
> = {
  placementYears: {
    ...{ field: 'affectations', label: 'Affectations : années de consultation' },
    ...{ of: 'an', since: ofYear },
  },
  reportYears: {
    ...{ field: 'comptes-rendus', label: 'Comptes-rendus : années de consultation' },
    ...{ of: 'an', since: 'après le jury' },
  },
  archiveYears: {
    ...{ field: 'archives', label: 'Archivage à part des deux : jusqu’à combien d’années' },
    ...{ of: 'an', since: ofYear },
  },
  draftDays: {
    ...{ field: 'brouillons', label: 'Brouillons jamais envoyés : jours' },
    ...{ of: 'jour', since: 'après la clôture de la campagne' },
  },
  mailYears: {
    ...{ field: 'courriels', label: 'Courriels envoyés, et leur sort : années' },
    ...{ of: 'an', since: ofYear },
  },
};

/** « 60 jours après la clôture de la campagne » */
export const retentionInWords = (kept: Retention, name: RetentionClass): string => {
  const { of, since } = retentionFields[name];
  return `${counted(kept[name], of)} ${since}`;
};

export type TypedRetention = Record<RetentionClass, string>;

export const typedRetention = (kept: Retention): TypedRetention =>
  Object.fromEntries(retentionClasses.map((name) => [name, String(kept[name])])) as TypedRetention;

/** @returns what is wrong, by field, where something is */
export const readRetention = (
  typed: TypedRetention,
): { retention: Retention } | { problems: { field: string; message: string }[] } => {
  const read = retention.safeParse(
    Object.fromEntries(
      retentionClasses.map((name) => [name, /^\d{1,3}$/.test(typed[name]) ? Number(typed[name]) : undefined]),
    ),
  );
  if (read.success) return { retention: read.data };
  const wrong = new Map(read.error.issues.map(({ code, path: [name] }) => [name, code]));
  return {
    problems: retentionClasses
      .filter((name) => wrong.has(name))
      .map((name) => {
        const { least, most } = retentionBounds[name];
        const message =
          wrong.get(name) === 'custom'
            ? 'L’archivage finit après la consultation : indiquez davantage d’années.'
            : `Indiquez un nombre entier, de ${least} à ${most}.`;
        return { field: retentionFields[name].field, message };
      }),
  };
};

/** What is kept how long, as everybody may read it: a page that is written by hand would say something else some day. */
export const retentionLines = (kept: Retention): { what: string; howLong: string }[] => {
  const inWords = (name: RetentionClass) => retentionInWords(kept, name);
  const apart = `jusqu’à ${inWords('archiveYears')}`;
  return [
    {
      what: 'Affectations, et ce qui leur est arrivé',
      howLong: `${inWords('placementYears')}, puis conservées à part, ${apart}.`,
    },
    {
      what: 'Comptes-rendus envoyés, dans chaque version',
      howLong: `${inWords('reportYears')}, puis conservés à part, ${apart}.`,
    },
    { what: 'Brouillons jamais envoyés', howLong: `${inWords('draftDays')}.` },
    { what: 'Courriels envoyés, et leur sort', howLong: `${inWords('mailYears')}.` },
  ];
};
