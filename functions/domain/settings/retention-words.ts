import {
  type Retention,
  type RetentionClass,
  retention,
  retentionBounds,
  retentionClasses,
} from '../../../schemas/retention.ts';
import { counted } from '../wording/counted.ts';

/** A class of data as its form has it. */
export const retentionFields: Record<RetentionClass, { field: string; label: string; unit: string }> = {
  placementYears: {
    field: 'affectations',
    label: 'Affectations : années de consultation',
    unit: 'après la fin de l’année universitaire',
  },
  reportYears: {
    field: 'comptes-rendus',
    label: 'Comptes-rendus : années de consultation',
    unit: 'après le jury',
  },
  archiveYears: {
    field: 'archives',
    label: 'Archivage à part des deux : jusqu’à combien d’années',
    unit: 'après la fin de l’année universitaire',
  },
  draftDays: {
    field: 'brouillons',
    label: 'Brouillons jamais envoyés : jours',
    unit: 'après la clôture de la campagne',
  },
  mailYears: {
    field: 'courriels',
    label: 'Courriels envoyés, et leur sort : années',
    unit: 'après la fin de l’année universitaire',
  },
  importDays: {
    field: 'fichiers',
    label: 'Fichiers importés : jours',
    unit: 'après leur confirmation ou leur abandon',
  },
  trailMonths: { field: 'journal', label: 'Journal des actions du personnel : mois', unit: 'glissants' },
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
  const years = (count: number) => counted(count, 'an', 'ans');
  const apart = `jusqu’à ${years(kept.archiveYears)} après la fin de l’année universitaire`;
  return [
    {
      what: 'Affectations, et ce qui leur est arrivé',
      howLong: `${years(kept.placementYears)} après la fin de l’année universitaire, puis conservées à part, ${apart}. Ensuite, seuls les nombres restent, sans nom.`,
    },
    {
      what: 'Comptes-rendus envoyés, dans chaque version',
      howLong: `${years(kept.reportYears)} après le jury, puis conservés à part, ${apart}. Ensuite, tri ou élimination, selon la décision des Archives départementales.`,
    },
    {
      what: 'Brouillons jamais envoyés',
      howLong: `${counted(kept.draftDays, 'jour')} après la clôture de la campagne.`,
    },
    {
      what: 'Courriels envoyés, et leur sort',
      howLong: `${years(kept.mailYears)} après la fin de l’année universitaire. Ensuite, seuls les nombres restent.`,
    },
    {
      what: 'Fichiers importés',
      howLong: `${counted(kept.importDays, 'jour')} après leur confirmation ou leur abandon.`,
    },
    { what: 'Journal des actions du personnel', howLong: `${kept.trailMonths}\u00a0mois.` },
  ];
};
